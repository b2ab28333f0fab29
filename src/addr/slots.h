/* Numbered places that are held by one owner each: memory slots, smart card slots, controller numbers,
 * spapr-vio registers. Knows no XML. */
#ifndef VC_ADDR_SLOTS_H
#define VC_ADDR_SLOTS_H

#include "addr/idset.h"

/* Slots of memory devices, 0 .. count - 1. */
struct idset *memory_slots_new(struct arena *arena, uint32_t count);
/* The lowest free number; usable for controller indexes, smart card slots and memory slots alike. */
bool slot_next(struct idset *set, const void *owner, uint32_t *slot, struct addr_refusal *why);

/* spapr_reg(NAME, first register): kinds of spapr-vio devices. */
#define SPAPR_REGS(spapr_reg) \
    spapr_reg(NET, 0x1000) \
    spapr_reg(SCSI, 0x2000) \
    spapr_reg(NVRAM, 0x3000) \
    spapr_reg(TPM, 0x4000) \
    spapr_reg(SERIAL, 0x30000000)

enum spapr_kind {
#define SPAPR_ID(name, first) SPAPR_##name,
    SPAPR_REGS(SPAPR_ID)
#undef SPAPR_ID
    SPAPR_KIND_COUNT
};

struct idset *spapr_regs_new(struct arena *arena);
/* The kind's register, or the next free one 0x1000 further. */
bool spapr_next(struct idset *set, enum spapr_kind kind, const void *owner, uint64_t *reg,
                struct addr_refusal *why);

#endif
