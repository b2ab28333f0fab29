/* A document with more of what the schema knows: members that it has a place for, values of their types, and parts of
 * another document. Unlike mutate.h this makes few mistakes. */
#ifndef VC_TESTS_GROW_H
#define VC_TESTS_GROW_H

#include <stddef.h>

/* The changed text (malloc), the same for the same seed; NULL when it is not well-formed. */
char *grow_document(const char *text, size_t len, unsigned seed);

/* The same with elements and attributes of `other`, put where the first document has such a parent. */
char *cross_documents(const char *text, size_t len, const char *other, size_t other_len, unsigned seed);

#endif
