/* The list of decisions that a canonicalized tree carries. */
#ifndef VC_CANON_EXPLAIN_H
#define VC_CANON_EXPLAIN_H

#include "../xml/tree.h"

struct decision {
    const char *path, *value, *rule, *reason, *detail;
};

/* All decisions in document order; *count is their number. They live as long as the document. */
const struct decision *explain_list(struct doc *d, size_t *count);

#endif
