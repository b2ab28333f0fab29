/* Pairing of elements of one name under two parents. */
#ifndef VC_ABI_PAIR_H
#define VC_ABI_PAIR_H

#include "../xml/tree.h"

/* One element of a side; `other` is the one paired with it on the other side, or NULL. */
struct item {
    const struct node *node;
    struct item *other, *next; /* next: while pairs are looked for */
    uint64_t key, view, address; /* hashes; 0: there is none */
};

struct side {
    struct item *items;
    size_t count, room; /* room: how many there will be */
};

/* Adds an element behind the others, for which there is room. */
void side_add(struct side *s, struct arena *a, const struct doc *d, const struct node *n);

/* Pairs what belongs together: by place when the guest sees the same on both sides, else by key, then by what the guest
 * sees, by address, and the last two that remain. */
void pair_sides(struct arena *a, struct side *old, struct side *new);
/* True when the guest sees the same things in the same order. */
bool views_are_equal(const struct side *old, const struct side *new);
/* The first one whose pair stands behind that of a later one, or NULL when the order is the same; with `viewed` only
 * among those that are in the guest's view on both sides. */
const struct item *first_moved(const struct side *old, bool viewed);

#endif
