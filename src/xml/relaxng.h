/* Validation by RELAX NG schemas that are given as files, through libxml2: a second opinion on the compiled schema, and
 * the only one on schemas of others. */
#ifndef VC_XML_RELAXNG_H
#define VC_XML_RELAXNG_H

#include "tree.h"

struct relaxng;

/* NULL with a reason in *error (malloc). Immutable afterwards. */
struct relaxng *relaxng_load(const char *path, char **error);
void relaxng_free(struct relaxng *r);

/* What libxml2 complains of is added to the diagnostics; false without memory. Not to be called inside arena_guard. */
bool relaxng_validate(const struct relaxng *r, struct doc *d);

#endif
