/* Matches the attributes, children and text of one element with a pattern of content, and finds the cheapest mending
 * when they do not match. The children's own content is not looked at. */
#ifndef VC_RNG_MATCH_H
#define VC_RNG_MATCH_H

#include "../xml/tree.h"

/* An attribute or child of the element at hand. */
struct item {
    struct attr *attr; /* one of the two */
    struct node *node;
    const char *value; /* of an attribute */
    uint16_t name, atom;
    uint32_t next; /* the next child of this name + 1, or 0 */
    uint16_t slot; /* where the pattern puts it; 0: nowhere */
    uint8_t ns;
};

enum edit_kind {
    EDIT_MISSING_ATTRIBUTE,
    EDIT_MISSING_ELEMENT,
    EDIT_BAD_VALUE,
    EDIT_MISSING_TEXT,
    EDIT_BAD_TEXT,
    EDIT_EXTRA_ATTRIBUTE,
    EDIT_EXTRA_ELEMENT,
    EDIT_SECOND_ELEMENT,
    EDIT_EXTRA_TEXT,
};

/* One step of a mending. */
struct edit {
    uint8_t kind;     /* enum edit_kind */
    bool done;        /* free for the reader */
    uint16_t name;    /* what is missing */
    uint16_t slot;    /* of what is missing, wrong or there twice */
    uint32_t type;    /* of the value or text */
    struct item *item; /* NULL for something missing and for text */
    struct item *first; /* of two elements */
    uint16_t other;     /* what could be there instead of what is missing, or 0 */
    bool other_is_attribute;
};

struct matcher {
    struct node *node;
    uint32_t pattern;
    struct item *items; /* attributes first */
    uint32_t attr_count, count, room;
    const char *text; /* all text of the element */
    bool words;       /* it is more than blanks */
    struct edit *edits;
    uint32_t edit_count, edit_room;
    struct doc *doc;
    uint32_t attr_at[ATOM_COUNT], kid_at[ATOM_COUNT]; /* item + 1 */
};

struct matcher *matcher_new(struct doc *d);

/* Takes up an element with its content as one of the slot. */
void matcher_load(struct matcher *m, struct node *n, uint16_t slot);

/* True when it matches; then the slots of its attributes and children are set in the tree. */
bool matcher_fits(struct matcher *m);

/* The cost of the cheapest mending: 0 exactly when it matches. */
int matcher_cost(struct matcher *m);

/* Fills in edits and the slots of items and of their nodes. */
void matcher_mend(struct matcher *m);

#define COST_EXTRA 1000  /* something too much */
#define COST_VALUE 500   /* a wrong value */
#define COST_MISSING 100 /* something missing */

#endif
