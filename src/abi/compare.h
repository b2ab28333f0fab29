/* Comparison of two canonical bound trees. */
#ifndef VC_ABI_COMPARE_H
#define VC_ABI_COMPARE_H

#include "guest.h"

enum change { CHANGE_VALUE, CHANGE_ADDED, CHANGE_REMOVED, CHANGE_MOVED };

struct difference {
    struct difference *next;
    enum abi_class class;
    enum change change;
    const struct node *old_node, *new_node; /* the element, or what would hold it */
    const char *group;                /* path of the device, or of the part of the domain */
    const char *old_path, *new_path;  /* NULL where there is nothing */
    const char *old_value, *new_value;
    struct place old_place, new_place;
    const char *rule;   /* stable id of the reason */
    const char *reason; /* a sentence */
};

struct comparison {
    struct doc *old, *new;
    struct arena *arena;
    struct difference *first, *last;
    size_t count;
    bool same_guest; /* no difference that libvirt refuses */
};

void abi_compare(struct comparison *c);
/* The same for one element of each. */
void abi_compare_elements(struct comparison *c, struct node *old, struct node *new);

/* Classes as people are told of them, the strongest first. */
enum told { TOLD_GUEST, TOLD_IDENTITY, TOLD_UNWRITTEN, TOLD_ACCEPTED, TOLD_HOST, TOLD_TUNING, TOLD_INFO, TOLD_COUNT };
enum told abi_told(enum abi_class c);
const char *abi_told_name(enum told t);
const char *abi_change_name(enum change c);

/* The sentence for a difference in `attr` (or the text, or the presence, when NULL) of an element. */
void abi_reason(struct difference *d, const struct node *n, const struct attr *a);

#endif
