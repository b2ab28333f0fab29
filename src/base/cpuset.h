/* Sets of CPU or node numbers in libvirt's notation: "0-3,^2,8". */
#ifndef VC_BASE_CPUSET_H
#define VC_BASE_CPUSET_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "buf.h"
#include "limits.h"

struct cpuset {
    uint64_t words[LIMIT_CPUSET / 64];
};

/* Reads numbers, ranges "A-B" and exclusions "^N", separated by commas; blanks are allowed between them. False for
 * anything else and for numbers of LIMIT_CPUSET or more. An exclusion takes away what stands before it. */
bool cpuset_parse(struct cpuset *set, const char *text);
/* Canonical text: ascending, ranges joined, no blanks. */
void cpuset_format(struct buf *b, const struct cpuset *set);
const char *cpuset_text(struct arena *a, const struct cpuset *set);

bool cpuset_has(const struct cpuset *set, uint32_t n);
void cpuset_add(struct cpuset *set, uint32_t n);
/* The lowest member that is not below n, or -1. */
int32_t cpuset_next(const struct cpuset *set, uint32_t n);
/* Takes out what is not below n. */
void cpuset_keep_below(struct cpuset *set, uint64_t n);
/* Adds all members of the other set. */
void cpuset_unite(struct cpuset *set, const struct cpuset *other);
bool cpuset_empty(const struct cpuset *set);
bool cpuset_overlap(const struct cpuset *a, const struct cpuset *b);
uint32_t cpuset_count(const struct cpuset *set);
/* The highest member, or -1. */
int32_t cpuset_last(const struct cpuset *set);

#endif
