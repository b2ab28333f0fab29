/* Drive addresses: what a disk's target name says about its place, and which units of a controller are free.
 * Knows no XML and no controller but by its number. */
#ifndef VC_ADDR_DRIVE_H
#define VC_ADDR_DRIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "addr/refusal.h"

struct arena;

/* layout(NAME, buses of a controller, units of a bus, the unit that is the controller itself or -1) */
#define DRIVE_LAYOUTS(layout) \
    layout(IDE, 2, 2, -1) \
    layout(FDC, 1, 2, -1) \
    layout(SATA, 1, 6, -1) \
    layout(SCSI, 1, 7, -1) \
    layout(SCSI_WIDE, 1, 16, 7) \
    layout(SCSI_SUPER_WIDE, 1, 64, 7)

enum drive_layout {
#define DRIVE_LAYOUT_ID(name, buses, units, self) DRIVE_##name,
    DRIVE_LAYOUTS(DRIVE_LAYOUT_ID)
#undef DRIVE_LAYOUT_ID
    DRIVE_LAYOUT_COUNT
};

struct drive_addr {
    uint32_t controller, bus, target, unit;
};

/* A target name is a known prefix (sd, hd, vd, fd, xvd, ubd), letters that count from a, and perhaps the
 * digits of a partition. False when it is none. */
bool drive_name_index(const char *name, uint32_t *index);
/* The reverse, into buf; false when it does not fit. */
bool drive_name_format(const char *prefix, uint32_t index, char *buf, size_t size);

struct drive_addr drive_place(enum drive_layout layout, uint32_t index);
bool drive_index(enum drive_layout layout, const struct drive_addr *addr, uint32_t *index);

/* Which drive addresses of one family of buses (ide, fdc, sata, scsi, ...) are in use. */
struct drive_set;

struct drive_set *drive_set_new(struct arena *arena);
bool drive_reserve(struct drive_set *set, const struct drive_addr *addr, const void *owner,
                   struct addr_refusal *why);
const void *drive_owner(const struct drive_set *set, const struct drive_addr *addr);
/* The lowest free unit of bus 0, target 0 of a controller, not taken. False: all are in use. */
bool drive_free_unit(const struct drive_set *set, enum drive_layout layout, uint32_t controller,
                     uint32_t *unit);

#endif
