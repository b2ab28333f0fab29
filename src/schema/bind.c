/* Binding: the slot of a node follows from its parent's slot, its name and the parent's switch attributes. Judges
 * nothing; what has no place gets slot 0. */
#include "bind.h"

#include "hash.h"

static bool guard_holds(const struct schema_guard *g, const struct node *n)
{
    const struct attr *a = node_attr(n, (enum atom)g->attribute);
    const uint16_t *values = &domain_schema.guard_values[g->first];
    if (!a)
        return g->absent;
    for (uint16_t i = 0; a->atom && i < g->count; i++)
        if (values[i] == a->atom)
            return !g->except;
    return g->except;
}

bool bind_applies(const struct schema_member *m, const struct node *n)
{
    const struct schema_guard *g = &domain_schema.guards[m->guard_first];
    for (uint8_t i = 0; i < m->guard_count; i++)
        if (!guard_holds(&g[i], n))
            return false;
    return true;
}

static const struct schema_entry *find_entry(uint16_t slot, uint16_t name, uint8_t key)
{
    const struct schema *s = &domain_schema;
    for (uint32_t i = member_hash(slot, name, key) & s->index_mask;; i = (i + 1) & s->index_mask) {
        const struct schema_entry *e = &s->index[i];
        if (!e->slot)
            return NULL;
        if (e->slot == slot && e->name == name && e->key == key)
            return e;
    }
}

/* A switch whose value the schema does not know is a mistake of its own; it must not make its neighbours wrong too. */
static bool switch_is_unknown(const struct schema_member *m, const struct node *n)
{
    const struct schema_guard *g = &domain_schema.guards[m->guard_first];
    for (uint8_t i = 0; i < m->guard_count; i++) {
        const struct attr *a = node_attr(n, (enum atom)g[i].attribute);
        if (a && !a->atom)
            return true;
    }
    return false;
}

const struct schema_member *bind_find(const struct node *n, enum slot_kind kind, enum schema_ns ns, uint16_t name)
{
    const struct schema_entry *e = find_entry(n->slot, name, member_key(kind, ns));
    if (!e)
        return NULL;
    const uint16_t *named = &domain_schema.named[e->first];
    for (uint8_t i = 0; i < e->count; i++) {
        const struct schema_member *m = &domain_schema.members[named[i]];
        if (!m->guard_count || bind_applies(m, n))
            return m;
    }
    const struct schema_member *first = &domain_schema.members[named[0]];
    return switch_is_unknown(first, n) ? first : NULL;
}

static void bind_attrs(struct node *n)
{
    for (struct attr *a = n->attrs; a; a = a->next) {
        const struct schema_member *m = a->name && n->slot ? bind_find(n, SLOT_ATTRIBUTE, a->ns, a->name) : NULL;
        a->slot = m ? m->slot : 0;
    }
}

static void bind_content(struct node *n)
{
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
    bind_content(n);
}

void bind_document(struct doc *d)
{
    struct node *root = d->root;
    root->slot = root->name == slot_of(1)->name && root->ns == NS_NONE;
    bind_content(root);
}
