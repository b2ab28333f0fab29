/* Orders among the children of one name: collects them, and puts them into another order. */
#ifndef VC_CANON_ARRANGE_H
#define VC_CANON_ARRANGE_H

#include "canon.h"

struct node_list {
    struct node **at;
    size_t count;
};

/* The children of this name in document order. */
struct node_list list_children(struct canon *c, const struct node *parent, enum atom name);

/* Kinds in the order in which they come up first; room for as many as may come up. */
struct kinds {
    uint16_t *seen;
    uint32_t count;
};
/* The rank of a kind, from 0; kinds are few. */
uint32_t kind_rank(struct kinds *kinds, enum atom kind);

/* Puts the children of this name into an order among themselves; equal ones stay as they are. */
void arrange_by(struct canon *c, struct node *parent, enum atom name,
                int (*compare)(const struct node *a, const struct node *b));
/* Moves the devices, with the comments before each, so that they stand in the order of the list. */
void arrange_devices(struct canon *c, const struct node_list *list);
/* Moves the children of this name behind the others, in the order of the number in one of their attributes; one number
 * twice is refused. */
void arrange_by_number(struct canon *c, struct node *parent, enum atom name, enum atom number, enum diag_id twice);

#endif
