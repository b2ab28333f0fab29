/* What canonicalization had to choose, written into the text that the user wrote: differences between the source and
 * its canonical tree are found node by node (find.c), laid out like what stands around them (layout.c) and applied as
 * edits of the text (edit.c). */
#ifndef VC_PIN_PIN_H
#define VC_PIN_PIN_H

#include "../canon/canon.h"

enum change_kind {
    PIN_ATTRIBUTE, /* a new attribute */
    PIN_VALUE,     /* another value of an attribute: what was written asked for a choice, like a machine's alias */
    PIN_TEXT,      /* the text of an element that is empty */
    PIN_ELEMENT,   /* a new element with all its content */
};

struct change {
    struct change *next;
    enum change_kind kind;
    const struct node *owner; /* in the source: the element that gets it */
    const struct node *after; /* in the source, for PIN_ELEMENT: the child behind which it belongs; NULL: it is the first */
    const struct node *node;  /* in the canonical tree: the new element, or the one whose attribute or text it is */
    const struct attr *attr;  /* in the canonical tree */
    enum rule rule;           /* why */
};

/* Replaces `drop` bytes at offset `at` by `text`. */
struct edit {
    size_t at, drop;
    const char *text;
    const struct change *change;
    unsigned depth; /* of the element whose content or tag it is */
};

struct edits {
    struct edit *list;
    size_t count, size;
};

/* The choices in a canonical tree that its source leaves open. `source` is the same document, only parsed; node.data tells
 * afterwards which of its elements are in the canonical tree. */
struct change *find_changes(struct doc *source, const struct doc *canonical);

/* The edits of the source that make these changes, in the order of their places. False when the source cannot be edited
 * byte by byte. `scratch` is the caller's, to be freed by it. */
bool layout_changes(struct doc *source, const struct change *changes, struct edits *out, struct buf *scratch);

/* The text with all edits made. */
void edits_apply(const struct edits *edits, const char *text, size_t len, struct buf *out);

#endif
