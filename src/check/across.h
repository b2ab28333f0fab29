/* What the documents of one run must not share: names, identifiers, addresses, images, ports. */
#ifndef VC_CHECK_ACROSS_H
#define VC_CHECK_ACROSS_H

#include "review.h"

/* What was seen so far. */
struct across;

/* NULL without memory. */
struct across *across_new(void);
void across_free(struct across *a);

/* Warns of what earlier documents claim already, and lists what this one claims (in its arena). */
struct claim;
struct claim *across_check(const struct across *a, struct review *r);
/* Remembers the claims of a document; false without memory. */
bool across_add(struct across *a, const char *file, const struct claim *claims);

#endif
