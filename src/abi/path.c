/* Paths and one-line values of nodes for messages. Judges nothing. */
#include "path.h"

#include "../schema/bind.h"

void paths_number(struct node *root)
{
    FOR_ELEMENTS(n, root)
        n->nth = 0;
    FOR_ELEMENTS(n, root) {
        struct node *next = node_next_same(n);
        if (next && !n->nth)
            n->nth = 1;
        if (next)
            next->nth = n->nth + 1;
        paths_number(n);
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
    const char *all = "";
    for (const struct attr *a = n->attrs; a; a = a->next)
        all = arena_printf(arena, "%s%s%s='%s'", all, *all ? " " : "", a->text, a->value);
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
