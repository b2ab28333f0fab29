/* Gives every node and attribute of a tree its place in the schema, and puts trees into the schema's order. */
#ifndef VC_SCHEMA_BIND_H
#define VC_SCHEMA_BIND_H

#include "../xml/tree.h"

/* Sets the slot of the root and of everything below it; 0 where the schema has no place for a node. */
void bind_document(struct doc *d);
/* The same for one element whose parent is bound, with its content. */
void bind_node(struct node *n);

/* The member of n's slot with this name that its switch attributes select, or NULL. When the value of a switch is not
 * one that the schema knows, it is the first member of this name. n must be bound. */
const struct schema_member *bind_find(const struct node *n, enum slot_kind kind, enum schema_ns ns, uint16_t name);

/* True when the guards of a member of n's slot hold. */
bool bind_applies(const struct schema_member *m, const struct node *n);

/* Puts attributes and children of all bound elements into canonical order. The order of children of one name is kept;
 * comments, processing instructions and unknown elements stay before the element that they preceded. */
void order_document(struct doc *d);

static inline const struct schema_slot *slot_of(uint16_t slot)
{
    return &domain_schema.slots[slot];
}

static inline const struct schema_member *members_of(const struct schema_slot *s)
{
    return &domain_schema.members[s->first_member];
}

#endif
