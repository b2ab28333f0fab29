/* Memory slots, smart card slots, controller numbers and spapr-vio registers as sets of numbers. Knows no
 * XML. */
#include "addr/slots.h"

struct idset *memory_slots_new(struct arena *arena, uint32_t count)
{
    /* Without any slot the range 1..0 is empty: every number is above it. */
    return count ? idset_new(arena, 0, count - 1) : idset_new(arena, 1, 0);
}

bool slot_next(struct idset *set, const void *owner, uint32_t *slot, struct addr_refusal *why)
{
    uint64_t value;

    if (!idset_next(set, 0, 1, owner, &value, why))
        return false;
    *slot = (uint32_t)value;
    return true;
}

struct idset *spapr_regs_new(struct arena *arena)
{
    return idset_new(arena, 0, UINT64_MAX);
}

bool spapr_next(struct idset *set, enum spapr_kind kind, const void *owner, uint64_t *reg,
                struct addr_refusal *why)
{
    static const uint64_t first[] = {
#define SPAPR_FIRST(name, first) [SPAPR_##name] = first,
        SPAPR_REGS(SPAPR_FIRST)
#undef SPAPR_FIRST
    };

    return idset_next(set, first[kind], 0x1000, owner, reg, why);
}
