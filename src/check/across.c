/* Remembers what documents of one run claim for themselves and warns when two claim the same. */
#include "across.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 4096 };

/* A name, a MAC address ... of one document; its key begins with what it is. */
struct claim {
    struct claim *next;
    const char *key;
    uint32_t line;
};

struct owner {
    struct owner *next;
    char *file;
    uint32_t line;
    char key[];
};

struct across {
    struct owner *buckets[BUCKETS];
};

struct across *across_new(void)
{
    return calloc(1, sizeof(struct across));
}

void across_free(struct across *a)
{
    for (size_t i = 0; a && i < BUCKETS; i++)
        for (struct owner *o = a->buckets[i], *next; o; o = next) {
            next = o->next;
            free(o->file);
            free(o);
        }
    free(a);
}

static size_t bucket_of(const char *key)
{
    uint32_t hash = 2166136261u;
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 16777619u;
    return hash % BUCKETS;
}

static const struct owner *owner_of(const struct across *a, const char *key)
{
    for (const struct owner *o = a->buckets[bucket_of(key)]; o; o = o->next)
        if (strcmp(o->key, key) == 0)
            return o;
    return NULL;
}

/* --- claims of a document ------------------------------------------------------------------------------------------- */

struct collector {
    const struct across *known;
    struct review *r;
    struct claim *claims;
};

/* `node` and `attr` are where the value stands. Letter case does not count in `folded` ones. */
static void claim(struct collector *c, enum diag_id id, const struct node *node, const struct attr *attr,
                  const char *value, bool folded)
{
    struct arena *arena = c->r->written->arena;
    char *key = arena_printf(arena, "%d %s", (int)id, value);
    for (char *p = key; folded && *p; p++)
        *p = (char)tolower((unsigned char)*p);
    for (const struct claim *k = c->claims; k; k = k->next)
        if (strcmp(k->key, key) == 0)
            return;
    struct claim *k = arena_new_of(arena, struct claim);
    *k = (struct claim){c->claims, key, doc_place(c->r->written, node, attr).line};
    c->claims = k;
    const struct owner *o = owner_of(c->known, key);
    if (o && strcmp(o->file, c->r->written->file) != 0)
        warn(c->r, node, attr, id, value, o->file, number_text(c->r, o->line));
}

static const char *trimmed_text(struct review *r, const struct node *n)
{
    const char *s = node_text(r->written, n);
    s += strspn(s, " \t\r\n");
    size_t len = strlen(s);
    while (len && strchr(" \t\r\n", s[len - 1]))
        len--;
    return arena_strndup(r->written->arena, s, len);
}

static void claim_texts(struct collector *c)
{
    const struct node *name = node_child(c->r->written->root, A_name), *uuid = node_child(c->r->written->root, A_uuid);
    if (name)
        claim(c, W_name_across, name, NULL, trimmed_text(c->r, name), false);
    if (uuid)
        claim(c, W_uuid_across, uuid, NULL, trimmed_text(c->r, uuid), true);
}

static void claim_devices(struct collector *c)
{
    const struct node *devices = node_child(c->r->written->root, A_devices);
    FOR_CHILDREN(card, devices, A_interface) {
        const struct node *mac = node_child(card, A_mac);
        if (node_attr(mac, A_address))
            claim(c, W_mac_across, mac, node_attr(mac, A_address), attr_get(mac, A_address), true);
    }
    FOR_CHILDREN(graphics, devices, A_graphics) {
        uint64_t port;
        if (attr_uint(graphics, A_port, &port) && port && !attr_is(graphics, A_autoport, A_yes))
            claim(c, W_port_across, graphics, node_attr(graphics, A_port), attr_get(graphics, A_port), false);
    }
    FOR_CHILDREN(disk, c->r->canon.devices, A_disk) {
        const char *identity = disk_identity(c->r, disk);
        if (identity && disk_is_exclusive(disk))
            claim(c, W_disk_across, node_child(disk, A_source), NULL, identity, false);
    }
}

struct claim *across_check(const struct across *a, struct review *r)
{
    struct collector c = {a, r, NULL};
    claim_texts(&c);
    claim_devices(&c);
    return c.claims;
}

bool across_add(struct across *a, const char *file, const struct claim *claims)
{
    for (; claims; claims = claims->next) {
        if (owner_of(a, claims->key))
            continue;
        const size_t len = strlen(claims->key) + 1;
        struct owner *o = malloc(sizeof *o + len);
        if (!o)
            return false;
        struct owner **bucket = &a->buckets[bucket_of(claims->key)];
        *o = (struct owner){*bucket, strdup(file), claims->line};
        memcpy(o->key, claims->key, len);
        if (!o->file) {
            free(o);
            return false;
        }
        *bucket = o;
    }
    return true;
}
