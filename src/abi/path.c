/* Paths and one-line values of nodes for messages. Judges nothing. */
#include "path.h"

#include <stdio.h>
#include <string.h>

#include "../schema/bind.h"
#include "kin.h"

struct tally {
    struct node *first;
    uint32_t count;
};

void paths_number(struct arena *arena, struct node *root)
{
    struct kin kin = {.arena = arena};
    FOR_ELEMENTS(n, root) {
        struct tally *t = kin_record(&kin, n, sizeof *t);
        n->nth = t->count++ ? t->count : 0;
        if (t->count == 1)
            t->first = n;
        t->first->nth = t->count > 1;
        paths_number(arena, n);
    }
}

const char *path_of(struct arena *arena, const struct node *n, const struct attr *a)
{
    const char *path = n->parent->type == NODE_ELEMENT ? path_of(arena, n->parent, NULL) : "";
    path = n->nth ? arena_printf(arena, "%s/%s[%u]", path, n->text, n->nth) : arena_printf(arena, "%s/%s", path, n->text);
    return a ? arena_printf(arena, "%s/@%s", path, a->text) : path;
}

static bool is_root(const struct node *n)
{
    return n->parent->type != NODE_ELEMENT;
}

const struct node *group_of(const struct node *n)
{
    while (!is_root(n) && !is_root(n->parent) && !(n->parent->name == A_devices && is_root(n->parent->parent)))
        n = n->parent;
    return n;
}

static const char *attributes(struct arena *arena, const struct node *n)
{
    size_t len = 1;
    for (const struct attr *a = n->attrs; a; a = a->next)
        len += strlen(a->text) + strlen(a->value) + strlen(" =''");
    char *all = arena_alloc(arena, len), *end = all;
    for (const struct attr *a = n->attrs; a; a = a->next)
        end += sprintf(end, "%s%s='%s'", end > all ? " " : "", a->text, a->value);
    return all;
}

/* The child that holds the first part of the key. */
static const struct node *key_child(const struct node *n)
{
    const char *key = n->slot ? slot_text(slot_of(n->slot)->key) : NULL;
    size_t len = 0;
    while (key && key[len] && key[len] != '/' && key[len] != ' ')
        len++;
    return key && *key != '@' ? node_child(n, (enum atom)atom_find(key, len)) : NULL;
}

const char *value_of(struct arena *arena, const struct doc *d, const struct node *n)
{
    const struct node *key = key_child(n);
    if (!node_first_element(n) && *node_text(d, n))
        return arena_strdup(arena, node_text(d, n));
    if (!key)
        return attributes(arena, n);
    const char *own = attributes(arena, n), *inner = value_of(arena, d, key);
    return arena_printf(arena, "%s%s%s %s", own, *own ? " " : "", key->text, inner);
}
