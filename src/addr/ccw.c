/* Channel device numbers of s390 guests: subchannel set and device number make one number. Knows no XML. */
#include "addr/ccw.h"

#include "addr/idset.h"

static uint64_t number_of(const struct ccw_addr *addr)
{
    return ((uint64_t)addr->cssid << 18) | (addr->ssid << 16) | addr->devno;
}

struct ccw_set ccw_set_new(struct arena *arena)
{
    struct ccw_addr last = {CCW_CSSID, CCW_SSID_MAX, CCW_DEVNO_MAX};

    return (struct ccw_set){.ids = idset_new(arena, 0, number_of(&last))};
}

bool ccw_reserve(struct ccw_set *set, const struct ccw_addr *addr, const void *owner,
                 struct addr_refusal *why)
{
    if (addr->cssid > CCW_CSSID || addr->ssid > CCW_SSID_MAX || addr->devno > CCW_DEVNO_MAX) {
        *why = (struct addr_refusal){.verdict = ADDR_ABOVE};
        return false;
    }
    return idset_reserve(set->ids, number_of(addr), owner, why);
}

bool ccw_assign(struct ccw_set *set, const void *owner, struct ccw_addr *addr, struct addr_refusal *why)
{
    struct ccw_addr first = {CCW_CSSID, 0, 0};
    uint64_t number;

    if (!idset_next(set->ids, number_of(&first), 1, owner, &number, why))
        return false;
    addr->cssid = (uint32_t)(number >> 18);
    addr->ssid = (number >> 16) & CCW_SSID_MAX;
    addr->devno = number & CCW_DEVNO_MAX;
    return true;
}
