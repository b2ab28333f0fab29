/* Canonical order: the text order of the schema, applied to a bound tree. */
#include <string.h>

#include "bind.h"

enum { LAST = UINT32_MAX };

/* Position of a slot among the members of an element. The search begins at `near`, the position found last. */
static uint32_t position(const struct schema_slot *parent, uint16_t slot, uint32_t near)
{
    const struct schema_member *m = members_of(parent);
    if (!slot)
        return LAST;
    if (near >= parent->member_count)
        near = 0;
    for (uint32_t i = near; i < parent->member_count; i++)
        if (m[i].slot == slot)
            return i;
    for (uint32_t i = 0; i < near; i++)
        if (m[i].slot == slot)
            return i;
    return LAST;
}

static bool attrs_in_order(const struct node *n)
{
    const struct schema_slot *s = slot_of(n->slot);
    uint32_t last = 0;
    for (const struct attr *a = n->attrs; a; a = a->next) {
        const uint32_t at = position(s, a->slot, last);
        if (at < last)
            return false;
        last = at;
    }
    return true;
}

/* Insertion sort: an element has a handful of attributes, mostly in order. Those without a place may be many; they go
 * behind all others. */
static void order_attrs(struct node *n)
{
    const struct schema_slot *s = slot_of(n->slot);
    struct attr *sorted = NULL, *rest = NULL, **end = &rest, **p;
    for (struct attr *a = n->attrs, *next; a; a = next) {
        next = a->next;
        const uint32_t at = position(s, a->slot, 0);
        if (at == LAST) {
            a->next = NULL;
            *end = a;
            end = &a->next;
            continue;
        }
        for (p = &sorted; *p && position(s, (*p)->slot, 0) <= at; p = &(*p)->next)
            ;
        a->next = *p;
        *p = a;
    }
    for (p = &sorted; *p; p = &(*p)->next)
        ;
    *p = rest;
    n->attrs = sorted;
}

/* Notes each child's position in `data`; what is no known element takes that of the element after it. True when the
 * children are in order already. */
static bool note_positions(struct node *n)
{
    const struct schema_slot *s = slot_of(n->slot);
    uint32_t following = LAST, near = 0;
    bool ordered = true;
    for (struct node *c = n->first; c; c = c->next) {
        c->data = c->type == NODE_ELEMENT ? position(s, c->slot, near) : LAST;
        if (c->data != LAST)
            near = c->data;
    }
    for (struct node *c = n->last; c; c = c->prev) {
        if (c->data == LAST)
            c->data = following;
        ordered &= c->data <= following;
        following = c->data;
    }
    return ordered;
}

/* Stable bucket sort: one list a position, then one after the other. */
static void order_children(struct doc *d, struct node *n)
{
    const uint32_t count = slot_of(n->slot)->member_count + 1u;
    struct bucket {
        struct node *first, *last;
    } *buckets = arena_new_array(d->arena, struct bucket, count);
    for (struct node *c = n->first, *next; c; c = next) {
        next = c->next;
        struct bucket *b = &buckets[c->data < count - 1 ? c->data : count - 1];
        c->next = NULL;
        if (b->last)
            b->last->next = c;
        else
            b->first = c;
        b->last = c;
    }
    n->first = n->last = NULL;
    for (uint32_t i = 0; i < count; i++) {
        for (struct node *c = buckets[i].first, *next; c; c = next) {
            next = c->next;
            node_append(n, c);
        }
    }
}

static void order_node(struct doc *d, struct node *n)
{
    if (!n->slot || slot_of(n->slot)->flags & SLOT_ANY)
        return;
    if (n->attrs && n->attrs->next && !attrs_in_order(n))
        order_attrs(n);
    if (n->first && n->first->next && !note_positions(n))
        order_children(d, n);
    FOR_ELEMENTS(c, n)
        order_node(d, c);
}

void order_document(struct doc *d)
{
    order_node(d, d->root);
}
