/* uid and fid of PCI functions on s390: two sets of numbers. Knows no PCI addresses. */
#include "addr/zpci.h"

struct zpci zpci_new(struct arena *arena)
{
    return (struct zpci){
        .uids = idset_new(arena, ZPCI_UID_MIN, ZPCI_UID_MAX),
        .fids = idset_new(arena, 0, ZPCI_FID_MAX),
    };
}

bool zpci_reserve(struct zpci *set, const struct zpci_id *id, const void *owner, struct addr_refusal *why)
{
    if (id->has_uid && !idset_reserve(set->uids, id->uid, owner, why)) {
        why->kind = 'u';
        return false;
    }
    if (id->has_fid && !idset_reserve(set->fids, id->fid, owner, why)) {
        why->kind = 'f';
        return false;
    }
    return true;
}

static bool assign_one(struct idset *set, uint64_t first, uint32_t kind, const void *owner, uint32_t *number,
                       struct addr_refusal *why)
{
    uint64_t value;

    if (!idset_next(set, first, 1, owner, &value, why)) {
        why->kind = kind;
        return false;
    }
    *number = (uint32_t)value;
    return true;
}

bool zpci_assign(struct zpci *set, struct zpci_id *id, const void *owner, struct addr_refusal *why)
{
    if (!id->has_uid && !assign_one(set->uids, ZPCI_UID_MIN, 'u', owner, &id->uid, why))
        return false;
    id->has_uid = true;
    if (!id->has_fid && !assign_one(set->fids, 0, 'f', owner, &id->fid, why))
        return false;
    id->has_fid = true;
    return true;
}
