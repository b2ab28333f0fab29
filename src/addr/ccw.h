/* Gives s390 channel device numbers (CSSID.SSID.DEVNO) of virtual devices. Knows no XML. */
#ifndef VC_ADDR_CCW_H
#define VC_ADDR_CCW_H

#include <stdbool.h>
#include <stdint.h>

#include "addr/refusal.h"

struct arena;
struct idset;

enum { CCW_CSSID = 0xfe, CCW_SSID_MAX = 3, CCW_DEVNO_MAX = 0xffff };

struct ccw_addr {
    uint32_t cssid, ssid, devno;
};

struct ccw_set {
    struct idset *ids;
};

struct ccw_set ccw_set_new(struct arena *arena);
bool ccw_reserve(struct ccw_set *set, const struct ccw_addr *addr, const void *owner,
                 struct addr_refusal *why);
bool ccw_assign(struct ccw_set *set, const void *owner, struct ccw_addr *addr, struct addr_refusal *why);

#endif
