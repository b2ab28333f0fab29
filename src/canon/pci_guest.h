/* PCI devices of one guest while they get their addresses: who needs what, who has an address already, in
 * which order the others are served. Shared by the files pci_*.c and pass_pci_*.c alone. */
#ifndef VC_CANON_PCI_GUEST_H
#define VC_CANON_PCI_GUEST_H

#include "../addr/pci.h"
#include "canon.h"

/* Devices are served kind by kind in this order. */
enum pci_turn {
    TURN_BRIDGE,
    TURN_FILESYSTEM,
    TURN_INTERFACE,
    TURN_SOUND,
    TURN_CONTROLLER,
    TURN_DISK,
    TURN_HOSTDEV_INTERFACE,
    TURN_HOSTDEV,
    TURN_MEMBALLOON,
    TURN_RNG,
    TURN_WATCHDOG,
    TURN_VIDEO,
    TURN_SHMEM,
    TURN_INPUT,
    TURN_SERIAL,
    TURN_VSOCK,
    TURN_MEMORY,
    TURN_CRYPTO,
    TURN_IOMMU,
    TURN_PANIC,
    TURN_PSTORE,
    TURN_OTHER, /* what has no business with PCI, but was put there */
    TURN_COUNT
};

struct pci_device {
    struct pci_device *next; /* of the same turn */
    struct node *node;       /* NULL: a part of the board */
    const char *part;        /* name of that part */
    uint32_t connect, group;
    bool wanted;             /* has no address yet */
    bool written;            /* the document says so itself */
    bool multifunction;      /* says so even when it is alone */
    struct pci_addr addr;    /* unless wanted */
};

struct pci_guest {
    struct canon *c;
    bool express;            /* bus 0 is PCI Express */
    uint32_t pci, pcie;      /* what ordinary and express devices need here */
    struct pci_device *first[TURN_COUNT], *last[TURN_COUNT];
    struct pci_set *set;
    bool planning;
};

/* Which turn and which connect flags a device has; false when it has no business with PCI. */
bool pci_need_of(const struct pci_guest *g, const struct node *device, enum pci_turn *turn,
                 uint32_t *connect);

/* Addresses of another kind do not count for what has its place on the board. */
void pci_clear_board(struct canon *c);

/* An address of type pci that says more than that. */
bool pci_names_place(const struct node *address);

void pci_collect(struct pci_guest *g);
/* A controller that was added; it wants an address. */
struct pci_device *pci_collect_one(struct pci_guest *g, struct node *device);
void pci_isolate_hostdevs(struct pci_guest *g);

/* Takes the address a device has, or finds one. While planning a found address is only taken, not kept. */
bool pci_take(struct pci_guest *g, struct pci_device *d);
bool pci_find(struct pci_guest *g, struct pci_device *d, int function);
/* Gives a device this place, as if the document had said so. */
bool pci_settle(struct pci_guest *g, struct pci_device *d, const struct pci_addr *addr);
void pci_refuse(struct pci_guest *g, const struct pci_device *d, const struct pci_addr *addr,
                const struct addr_refusal *why);

/* What is soldered to the board, and what has its traditional place there. */
bool pci_board(struct pci_guest *g);

/* Attributes of PCI controllers that follow from their places. */
void pci_fill_controllers(struct pci_guest *g);

#endif
