/* Amounts in the units of domain documents: bytes, KB, KiB, MB and so on. */
#ifndef VC_BASE_SCALE_H
#define VC_BASE_SCALE_H

#include <stdbool.h>
#include <stdint.h>

/* The factor of a unit: b, byte, bytes; k, K, KiB, M, MiB ... are powers of 1024, KB, MB ... of 1000; letter case does
 * not count. NULL or "" is `absent`. 0 for anything else. */
uint64_t scale_factor(const char *unit, uint64_t absent);

/* *bytes = value * factor of unit; false when the unit is not known or the product is too large. */
bool scale_bytes(uint64_t value, const char *unit, uint64_t absent, uint64_t *bytes);

#endif
