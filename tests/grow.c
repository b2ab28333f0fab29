/* Grows trees by the schema; see grow.h. */
#include "grow.h"

#include <string.h>

#include "../src/base/array.h"
#include "../src/rng/value.h"
#include "../src/schema/bind.h"
#include "pool.h"

enum { DEPTH_MAX = 3 };

static const char *const words[] = {"0", "1", "2", "3", "7", "16", "31", "0x1f", "255", "4096", "1048576", "4294967296",
                                    "18446744073709551615", "-1", "", "a", "vda", "hdb", "sdz", "/a/b", "/dev/x", "on",
                                    "off", "yes", "no", "default", "none", "auto", "pc", "q35", "virtio"};

static const struct {
    enum value_row row;
    const char *values[5];
} samples[] = {
    {VALUE_hex, {"0x0", "0x1", "0x1f", "3", "0xabcdef"}},
    {VALUE_hex1, {"0x0", "0x1", "0x7", "3", "0x8"}},
    {VALUE_hex2, {"0x00", "0x1f", "0x2", "10", "0xff"}},
    {VALUE_hex4, {"0x0000", "0x8086", "0x1", "5", "0xffff"}},
    {VALUE_mode, {"0755", "644", "0000", "755", "07777"}},
    {VALUE_usb_class, {"0x08", "0x3", "-1", "0xef", "0x00"}},
    {VALUE_usb_version, {"1.10", "2.0", "-1", "3", "0.0"}},
    {VALUE_uuid, {"2f8b0a56-6c4b-4c8e-9d43-0a6f2f1c7b11", "2F8B0A566C4B4C8E9D430A6F2F1C7B11",
                  "00000000-0000-0000-0000-000000000000", "2f8b0a56-6c4b-4c8e-9d43-0a6f2f1c7b12", "1"}},
    {VALUE_mac, {"52:54:00:12:34:56", "52:54:0:AB:cd:ef", "00:00:00:00:00:00", "02:00:00:00:00:01", "01:00:5e:00:00:01"}},
    {VALUE_wwn, {"5000c50015ea71ad", "5000C50015EA71AE", "0x5000c50015ea71ad", "0000000000000000", "1"}},
    {VALUE_cpuset, {"0", "0-3", "1,3-2", "0-7,^3", "0-1,1-2,4"}},
    {VALUE_path, {"/a", "/dev/sda", "/var/lib/x.img", "/dev/net/tun", "/"}},
    {VALUE_name, {"a", "default", "net0", "a b", "x.y"}},
    {VALUE_ip, {"127.0.0.1", "::1", "0.0.0.0", "::", "2001:DB8::1"}},
    {VALUE_port, {"-1", "0", "5900", "65535", "80"}},
    {VALUE_memory, {"0", "1", "1024", "1048576", "1000000000"}},
    {VALUE_decimal, {"0", "0.5", "1.0", "100", ".25"}},
};

static const char *sample(struct pool *p, uint8_t row)
{
    for (size_t i = 0; i < countof(samples); i++)
        if (samples[i].row == row && pool_draw(p, 8))
            return samples[i].values[pool_draw(p, countof(samples[i].values))];
    return words[pool_draw(p, row == VALUE_uint || row == VALUE_int ? 15 : countof(words))];
}

/* What another element or attribute has at the same place of the schema. */
static const char *seen_value(struct pool *p, uint16_t slot)
{
    for (int i = 0; i < 30; i++) {
        const struct node *n = pool_element(p);
        if (n->slot == slot)
            return node_text(p->doc, n);
        for (const struct attr *a = n->attrs; a; a = a->next)
            if (a->slot == slot)
                return a->value;
    }
    return NULL;
}

static const char *some_value(struct pool *p, const struct schema_slot *s)
{
    const struct schema_type *t = &domain_schema.types[s->type];
    const char *seen = pool_draw(p, 3) ? NULL : seen_value(p, (uint16_t)(s - domain_schema.slots));
    if (seen)
        return seen;
    if (!pool_draw(p, 20))
        return words[pool_draw(p, countof(words))];
    if (t->count && (t->kind == VALUE_ENUM || pool_draw(p, 2)))
        return atom_text[domain_schema.enum_atoms[t->first + pool_draw(p, t->count)]];
    return sample(p, t->kind == VALUE_TEXT ? (uint8_t)VALUE_text : t->row);
}

static void grow(struct pool *p, struct node *n, unsigned depth);

static void add_member(struct pool *p, struct node *n, const struct schema_member *m, unsigned depth)
{
    const struct schema_slot *s = slot_of(m->slot);
    if (s->kind == SLOT_ATTRIBUTE) {
        if (s->ns == NS_NONE)
            attr_set(p->doc, n, s->name, some_value(p, s));
    } else if (s->ns == NS_NONE && depth < DEPTH_MAX) {
        struct node *child = m->flags & MEMBER_REPEAT ? node_add(p->doc, n, s->name) : node_need(p->doc, n, s->name);
        bind_node(n);
        grow(p, child, depth + 1);
    }
}

/* Gives a new element what it needs, and something more by chance. */
static void grow(struct pool *p, struct node *n, unsigned depth)
{
    const struct schema_slot *s = slot_of(n->slot);
    const struct schema_member *members = members_of(s);
    if (s->flags & SLOT_TEXT && !node_first_element(n))
        node_set_text(p->doc, n, some_value(p, s));
    for (uint16_t i = 0; i < s->member_count; i++) {
        const struct schema_member *m = &members[i];
        const bool wanted = m->flags & MEMBER_REQUIRED ? pool_draw(p, 16) : !pool_draw(p, 2u + s->member_count / 2u);
        if (wanted && bind_applies(m, n))
            add_member(p, n, m, depth);
    }
}

static void change_one(struct pool *p)
{
    struct node *n = pool_element(p);
    const struct schema_slot *s = slot_of(n->slot);
    struct attr *a = pool_attr(p, n);
    const unsigned how = pool_draw(p, 4);
    if (how == 0 && a && a->slot) {
        attr_set(p->doc, n, a->name, some_value(p, slot_of(a->slot)));
    } else if (how == 1 && s->flags & SLOT_TEXT) {
        node_set_text(p->doc, n, some_value(p, s));
    } else if (s->member_count) {
        const struct schema_member *m = &members_of(s)[pool_draw(p, s->member_count)];
        if (bind_applies(m, n) || !pool_draw(p, 8))
            add_member(p, n, m, 0);
    }
}

char *grow_document(const char *text, size_t len, unsigned seed)
{
    struct pool *p = pool_new(text, len, seed);
    if (!p)
        return NULL;
    for (unsigned steps = 1 + pool_draw(p, 4); steps; steps--) {
        bind_document(p->doc);
        pool_list(p);
        change_one(p);
    }
    return pool_finish(p);
}

/* An element of the document where content of `parent`, of another document, has a place too. */
static struct node *parent_like(struct pool *p, const struct node *parent)
{
    for (unsigned i = 0, at = pool_draw(p, p->count); i < p->count; i++, at++)
        if (p->elements[at % p->count]->slot == parent->slot)
            return p->elements[at % p->count];
    return NULL;
}

static void take(struct pool *p, struct pool *from)
{
    struct node *n = pool_inner(from);
    struct attr *a = pool_attr(from, n);
    if (pool_draw(p, 3) == 0 && a && a->name) {
        struct node *like = parent_like(p, n);
        if (like)
            attr_set(p->doc, like, a->name, a->value);
        return;
    }
    struct node *parent = n->parent ? parent_like(p, n->parent) : NULL;
    struct node *old = parent ? node_child(parent, n->name) : NULL;
    if (!parent || n == from->doc->root)
        return;
    if (old && pool_draw(p, 2))
        node_drop(old);
    node_append(parent, node_copy(p->doc, n));
}

char *cross_documents(const char *text, size_t len, const char *other, size_t other_len, unsigned seed)
{
    struct pool *p = pool_new(text, len, seed), *from = p ? pool_new(other, other_len, seed + 1) : NULL;
    if (!from) {
        pool_free(p);
        return NULL;
    }
    bind_document(from->doc);
    for (unsigned steps = 1 + pool_draw(p, 3); steps; steps--) {
        bind_document(p->doc);
        pool_list(p);
        take(p, from);
    }
    char *out = pool_finish(p);
    pool_free(from);
    return out;
}
