/* A document with its attributes, and its children of different names, in another order. Children of one name keep
 * theirs: among devices of a kind it has a meaning. */
#ifndef VC_TESTS_SHUFFLE_H
#define VC_TESTS_SHUFFLE_H

#include <stddef.h>

/* The shuffled text (malloc), the same for the same seed. */
char *shuffle_document(const char *text, size_t len, unsigned seed);

#endif
