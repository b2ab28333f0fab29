/* The uid and fid by which s390 guests tell PCI functions apart. Knows no PCI addresses. */
#ifndef VC_ADDR_ZPCI_H
#define VC_ADDR_ZPCI_H

#include "addr/idset.h"

enum { ZPCI_UID_MIN = 1, ZPCI_UID_MAX = 0xffff };
#define ZPCI_FID_MAX UINT32_MAX

struct zpci {
    struct idset *uids, *fids;
};

struct zpci_id {
    bool has_uid, has_fid;
    uint32_t uid, fid;
};

struct zpci zpci_new(struct arena *arena);
/* Reserves the members that are given; a refusal's kind is 'u' or 'f' after the one at fault. */
bool zpci_reserve(struct zpci *set, const struct zpci_id *id, const void *owner, struct addr_refusal *why);
/* Fills in and takes the members that are missing. */
bool zpci_assign(struct zpci *set, struct zpci_id *id, const void *owner, struct addr_refusal *why);

#endif
