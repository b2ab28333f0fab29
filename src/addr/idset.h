/* Numbers of a range, each held by one owner: reserve one, or take the lowest free one. Knows not what the
 * numbers are for. */
#ifndef VC_ADDR_IDSET_H
#define VC_ADDR_IDSET_H

#include <stdbool.h>
#include <stdint.h>

#include "addr/refusal.h"

struct arena;
struct idset;

/* Numbers low..high. */
struct idset *idset_new(struct arena *arena, uint64_t low, uint64_t high);
bool idset_has(const struct idset *set, uint64_t value);
const void *idset_owner(const struct idset *set, uint64_t value);
bool idset_reserve(struct idset *set, uint64_t value, const void *owner, struct addr_refusal *why);
/* The first free number of start, start + step, ... */
bool idset_next(struct idset *set, uint64_t start, uint64_t step, const void *owner, uint64_t *value,
                struct addr_refusal *why);

#endif
