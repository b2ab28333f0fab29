/* What the target of a migration must offer. */
#ifndef VC_ABI_MIGRATION_H
#define VC_ABI_MIGRATION_H

#include "../xml/tree.h"

struct need {
    struct need *next;
    const struct node *node;
    const char *rule, *text;
};

/* The needs of a canonical document, in document order; in its arena. */
struct need *migration_needs(struct doc *d);

#endif
