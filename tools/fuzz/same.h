/* Whether two texts hold the same document. */
#ifndef VC_FUZZ_SAME_H
#define VC_FUZZ_SAME_H

#include <stdbool.h>
#include <stddef.h>

/* Elements, attributes with their order, text, comments and processing instructions; layout does not count. */
bool same_content(const char *text, size_t len, const char *other, size_t other_len);

#endif
