/* The guest's view of a canonical tree: its elements and attributes of the guest's classes, in canonical order. Knows no
 * element by name. */
#include "guest.h"

#include <string.h>

#include "../schema/bind.h"

enum abi_class abi_of_slot(uint16_t slot)
{
    return slot ? (enum abi_class)slot_of(slot)->abi : ABI_info;
}

enum abi_class abi_of_node(const struct node *n)
{
    if (n->data & MARK_ACCEPTED)
        return ABI_accepted;
    if (n->data & MARK_PRESENT)
        return ABI_presence;
    if (n->data & MARK_PLAIN)
        return ABI_host;
    if (n->slot)
        return abi_of_slot(n->slot);
    const struct node *p = n->parent;
    if (p->type == NODE_ELEMENT && p->slot && slot_of(p->slot)->flags & SLOT_ANY)
        return (enum abi_class)slot_of(p->slot)->abi;
    return ABI_info;
}

enum abi_class abi_of_attr(const struct node *owner, const struct attr *a)
{
    if (owner->data & MARK_ACCEPTED)
        return ABI_accepted;
    return abi_of_slot(a->slot);
}

static bool is_repeated(const struct node *n)
{
    if (!n->slot || n->parent->type != NODE_ELEMENT)
        return false;
    const struct schema_member *m = bind_find(n->parent, SLOT_ELEMENT, n->ns, n->name);
    return m && m->flags & MEMBER_REPEAT;
}

static bool has_text(const struct node *n)
{
    return n->slot && slot_of(n->slot)->flags & SLOT_TEXT;
}

bool abi_counts(const struct node *n)
{
    const enum abi_class c = abi_of_node(n);
    return c == ABI_presence || has_text(n) || is_repeated(n) || (!n->attrs && !node_first_element(n));
}

bool abi_in_view(const struct node *n)
{
    if (abi_is_guest(abi_of_node(n)) && abi_counts(n))
        return true;
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (abi_is_guest(abi_of_attr(n, a)))
            return true;
    FOR_ELEMENTS(c, n)
        if (abi_in_view(c))
            return true;
    return false;
}

enum abi_class abi_strongest(const struct node *n)
{
    enum abi_class best = abi_counts(n) ? abi_of_node(n) : ABI_ignore;
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (abi_of_attr(n, a) < best)
            best = abi_of_attr(n, a);
    FOR_ELEMENTS(c, n) {
        const enum abi_class inner = abi_strongest(c);
        best = inner < best ? inner : best;
    }
    return best;
}

static void put_text(abi_put *put, void *data, const char *text)
{
    put(data, text, strlen(text) + 1);
}

void abi_view(const struct doc *d, const struct node *n, abi_put *put, void *data)
{
    put(data, "<", 1);
    put_text(put, data, n->text);
    for (const struct attr *a = n->attrs; a; a = a->next) {
        if (!abi_is_guest(abi_of_attr(n, a)))
            continue;
        put(data, "@", 1);
        put_text(put, data, a->text);
        put_text(put, data, a->value);
    }
    if (abi_is_guest(abi_of_node(n)) && has_text(n)) {
        put(data, "=", 1);
        put_text(put, data, node_text(d, n));
    }
    FOR_ELEMENTS(c, n)
        if (abi_in_view(c))
            abi_view(d, c, put, data);
    put(data, ">", 1);
}

uint64_t abi_hash(uint64_t hash, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3u;
    return hash ^ hash >> 29;
}

static void put_hash(void *data, const char *text, size_t len)
{
    uint64_t *hash = data;
    *hash = abi_hash(*hash, text, len);
}

uint64_t abi_view_hash(const struct doc *d, const struct node *n)
{
    uint64_t hash = ABI_HASH_START;
    abi_view(d, n, put_hash, &hash);
    return hash;
}
