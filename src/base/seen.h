/* What was seen already, by a text: finds duplicates in one go. Knows nothing of what it holds. */
#ifndef VC_BASE_SEEN_H
#define VC_BASE_SEEN_H

#include "arena.h"

struct seen;

struct seen *seen_new(struct arena *a);
/* The first owner of this text; NULL when there was none, and then `owner` is from now on. The text must stay. */
void *seen_before(struct seen *s, const char *text, void *owner);
/* The owner of this text, or NULL. */
void *seen_owner(const struct seen *s, const char *text);

#endif
