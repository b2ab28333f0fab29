/* A feature that is written twice. libvirt reads all features one after the other, so the last word on each counts; knows
 * no feature by name. */
#include "canon.h"

static struct node *first_of(const struct node *n)
{
    for (struct node *s = node_first_element(n->parent); s != n; s = node_next_element(s))
        if (s->name == n->name && s->ns == n->ns)
            return s;
    return NULL;
}

static void join(struct canon *c, struct node *into, struct node *n)
{
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (a->name)
            attr_set(c->doc, into, (enum atom)a->name, a->value);
    for (struct node *child = node_first_element(n), *next; child; child = next) {
        next = node_next_element(child);
        struct node *same = child->name ? node_child(into, (enum atom)child->name) : NULL;
        if (same)
            node_drop(same);
        node_move_last(into, child);
    }
    node_drop(n);
}

/* Without --libvirt a second one is refused like any other element. */
void pass_features_twice(struct canon *c)
{
    struct node *features = c->opt.libvirt ? node_child(c->domain, A_features) : NULL;
    if (!features)
        return;
    for (struct node *n = node_first_element(features), *next; n; n = next) {
        next = node_next_element(n);
        struct node *first = n->name ? first_of(n) : NULL;
        if (first)
            join(c, first, n);
    }
}
