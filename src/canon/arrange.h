/* Orders among devices of one kind: collects them, and puts them into another order. */
#ifndef VC_CANON_ARRANGE_H
#define VC_CANON_ARRANGE_H

#include "canon.h"

struct device_list {
    struct node **at;
    size_t count;
};

/* The devices of a kind in document order, with room for `extra` more. */
struct device_list list_devices(struct canon *c, enum atom kind, size_t extra);
void list_insert(struct device_list *list, size_t at, struct node *n);

/* Moves the devices, with the comments before each, so that they stand in the order of the list. */
void arrange_devices(struct canon *c, const struct device_list *list);

#endif
