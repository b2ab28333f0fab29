/* Elements of one name among siblings. */
#ifndef VC_ABI_KIN_H
#define VC_ABI_KIN_H

#include "../base/seen.h"
#include "../xml/tree.h"

/* A record for each name that was asked about. */
struct kin {
    struct arena *arena;
    struct seen *records; /* by name; NULL: none yet */
    const struct node *last; /* equal names are mostly neighbours */
    void *record;            /* of the last one */
};

/* The record of the elements with the name of n: `size` bytes, zeroed when it is the first of them. */
void *kin_record(struct kin *k, const struct node *n, size_t size);

#endif
