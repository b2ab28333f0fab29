/* Binding: the slot of a node follows from its parent's slot, its name and the parent's switch attributes. Judges
 * nothing; what has no place gets slot 0. */
#include "bind.h"

static bool guard_holds(const struct schema_guard *g, const struct node *n)
{
    const struct attr *a = node_attr(n, (enum atom)g->attribute);
    if (!a)
        return g->absent;
    const uint16_t *values = &domain_schema.guard_values[g->first];
    for (uint16_t i = 0; i < g->count; i++)
        if (values[i] == a->atom)
            return true;
    return g->count == 0;
}

bool bind_applies(const struct schema_member *m, const struct node *n)
{
    const struct schema_guard *g = &domain_schema.guards[m->guard_first];
    for (uint8_t i = 0; i < m->guard_count; i++)
        if (!guard_holds(&g[i], n))
            return false;
    return true;
}

const struct schema_member *bind_find(const struct node *n, enum slot_kind kind, enum schema_ns ns, uint16_t name)
{
    const struct schema_slot *parent = slot_of(n->slot);
    const struct schema_member *m = members_of(parent);
    for (uint16_t i = 0; i < parent->member_count; i++, m++) {
        const struct schema_slot *s = slot_of(m->slot);
        if (s->name == name && s->kind == kind && s->ns == ns && (!m->guard_count || bind_applies(m, n)))
            return m;
    }
    return NULL;
}

static void bind_attrs(struct node *n)
{
    for (struct attr *a = n->attrs; a; a = a->next) {
        const struct schema_member *m = a->name ? bind_find(n, SLOT_ATTRIBUTE, a->ns, a->name) : NULL;
        a->slot = m ? m->slot : 0;
    }
}

static void bind_content(struct node *n)
{
    if (slot_of(n->slot)->flags & SLOT_ANY)
        return;
    bind_attrs(n);
    for (struct node *c = n->first; c; c = c->next)
        if (c->type == NODE_ELEMENT)
            bind_node(c);
}

void bind_node(struct node *n)
{
    const struct schema_member *m = NULL;
    if (n->parent->slot && n->name)
        m = bind_find(n->parent, SLOT_ELEMENT, n->ns, n->name);
    n->slot = m ? m->slot : 0;
    if (n->slot)
        bind_content(n);
}

void bind_document(struct doc *d)
{
    struct node *root = d->root;
    root->slot = root->name == slot_of(1)->name && root->ns == NS_NONE;
    if (root->slot)
        bind_content(root);
}
