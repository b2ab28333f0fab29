/* How alike two words are, for "did you mean". */
#ifndef VC_BASE_NEAREST_H
#define VC_BASE_NEAREST_H

#include <stdbool.h>

/* Letters to insert, drop, replace or swap with their neighbour to make b of a; `limit` when it is at least that. */
unsigned edit_distance(const char *a, const char *b, unsigned limit);

/* True when they differ in case, hyphens and underscores only. */
bool same_letters(const char *a, const char *b);

/* True when word is long without some of its letters: "mde" for "model". */
bool is_abbreviation(const char *word, const char *of);

/* The largest distance at which a word of this spelling may have been meant. */
unsigned nearest_limit(const char *word);

#endif
