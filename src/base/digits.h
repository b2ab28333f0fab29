/* Numbers as the digits of a text. */
#ifndef VC_BASE_DIGITS_H
#define VC_BASE_DIGITS_H

#include <stdint.h>

#define DIGITS_LOWER "0123456789abcdef"
#define DIGITS_UPPER "0123456789ABCDEF"

/* Writes value in front of `end` with at least `width` digits of a base up to 16, which are those of `digits`; returns
 * the first one. 64 bytes are room enough. */
static inline char *digits_before(char *end, uint64_t value, unsigned radix, unsigned width, const char *digits)
{
    for (unsigned i = 0; i < width || value; i++, value /= radix)
        *--end = digits[value % radix];
    return end;
}

#endif
