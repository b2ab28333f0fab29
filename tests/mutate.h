/* A document with mistakes drawn by chance: things dropped, doubled, moved, renamed, with each other's values. */
#ifndef VC_TESTS_MUTATE_H
#define VC_TESTS_MUTATE_H

#include <stddef.h>

/* The changed text (malloc), the same for the same seed. */
char *mutate_document(const char *text, size_t len, unsigned seed);

#endif
