/* The inside of a set of PCI buses, for the files of this allocator alone. */
#ifndef VC_ADDR_PCI_INTERNAL_H
#define VC_ADDR_PCI_INTERNAL_H

#include "addr/pci.h"

struct pci_slot {
    uint8_t functions;   /* a bit for each that is in use */
    bool aggregate;      /* its first device agreed to share the slot */
    const void **owners; /* by function; NULL as long as there is none */
};

struct pci_bus {
    enum pci_model model;
    uint32_t offers;
    uint8_t first, last;
    bool group_locked;
    uint32_t group;
    uint32_t in_use; /* slots with a function in use */
    struct pci_slot *slots;
};

/* How far the searches for devices of one need have come: places are only ever taken, so that no later search finds
 * one in a bus below. */
struct pci_progress {
    struct pci_need need; /* whoever the owner */
    uint32_t own, open;   /* among the buses of its group, among those whose group is open */
    bool known;
};

enum { PCI_NEEDS = 8 }; /* different ones that are remembered; few guests have more */

struct pci_set {
    struct arena *arena;
    struct pci_policy policy;
    struct pci_bus *buses;
    uint32_t count, room;
    struct pci_progress progress[PCI_NEEDS];
    uint32_t oldest; /* the next one to be forgotten */
};

/* Adds buses so that *bus exists; *bus moves when a bus has to come in between. */
bool pci_grow(struct pci_set *set, uint32_t *bus, const struct pci_need *need, struct addr_refusal *why);

#endif
