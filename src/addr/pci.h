/* Gives PCI addresses: buses with what they accept, devices with what they need, reservations and the search
 * for a free place. Knows no XML and no machine; which devices there are, and their order, is not its job. */
#ifndef VC_ADDR_PCI_H
#define VC_ADDR_PCI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "addr/refusal.h"

struct arena;

/* What a device needs of its bus, and what a bus offers. Kinds first: PCI_KINDS is their union. */
enum pci_connect {
    PCI_DEVICE = 1 << 0,           /* conventional endpoint */
    PCIE_DEVICE = 1 << 1,          /* express endpoint */
    PCI_PORT_ROOT = 1 << 2,        /* pcie-root-port */
    PCI_PORT_UPSTREAM = 1 << 3,    /* pcie-switch-upstream-port */
    PCI_PORT_DOWNSTREAM = 1 << 4,  /* pcie-switch-downstream-port */
    PCI_BRIDGE_DMI = 1 << 5,       /* dmi-to-pci-bridge */
    PCI_BRIDGE_PCIE = 1 << 6,      /* pcie-to-pci-bridge */
    PCI_BRIDGE_PCI = 1 << 7,       /* pci-bridge */
    PCI_EXPANDER = 1 << 8,         /* pci-expander-bus */
    PCIE_EXPANDER = 1 << 9,        /* pcie-expander-bus */
    PCI_KINDS = (1 << 10) - 1,
    PCI_ENDPOINTS = PCI_DEVICE | PCIE_DEVICE,

    PCI_AUTO = 1 << 12,            /* may be placed, may be filled, unasked */
    PCI_HOTPLUG = 1 << 13,
    PCI_AGGREGATE = 1 << 14,       /* may share a slot with others of its sort, one function each */
    PCI_INTEGRATED = 1 << 15       /* belongs on the root bus */
};

/* model(NAME, spelling, as a device, offers, hotpluggable, first slot, last slot) */
#define PCI_MODELS(model) \
    model(PCI_ROOT, "pci-root", 0, \
          PCI_AUTO | PCI_DEVICE | PCI_BRIDGE_PCI | PCI_EXPANDER | PCI_INTEGRATED, true, 1, 31) \
    model(PCIE_ROOT, "pcie-root", 0, \
          PCIE_DEVICE | PCI_PORT_ROOT | PCI_BRIDGE_DMI | PCIE_EXPANDER | PCI_INTEGRATED, false, 1, 31) \
    model(PCI_BRIDGE, "pci-bridge", PCI_BRIDGE_PCI, \
          PCI_AUTO | PCI_DEVICE | PCI_BRIDGE_PCI, true, 1, 31) \
    model(DMI_TO_PCI_BRIDGE, "dmi-to-pci-bridge", PCI_BRIDGE_DMI, \
          PCI_DEVICE | PCI_BRIDGE_PCI, false, 0, 31) \
    model(PCIE_TO_PCI_BRIDGE, "pcie-to-pci-bridge", PCI_BRIDGE_PCIE, \
          PCI_AUTO | PCI_DEVICE | PCI_BRIDGE_PCI, true, 1, 31) \
    model(PCIE_ROOT_PORT, "pcie-root-port", PCI_PORT_ROOT | PCI_AGGREGATE, \
          PCI_AUTO | PCIE_DEVICE | PCI_PORT_UPSTREAM | PCI_BRIDGE_PCIE, true, 0, 0) \
    model(PCIE_SWITCH_UPSTREAM_PORT, "pcie-switch-upstream-port", PCI_PORT_UPSTREAM, \
          PCI_PORT_DOWNSTREAM, false, 0, 31) \
    model(PCIE_SWITCH_DOWNSTREAM_PORT, "pcie-switch-downstream-port", PCI_PORT_DOWNSTREAM, \
          PCI_AUTO | PCIE_DEVICE | PCI_PORT_UPSTREAM | PCI_BRIDGE_PCIE, true, 0, 0) \
    model(PCI_EXPANDER_BUS, "pci-expander-bus", PCI_EXPANDER, \
          PCI_AUTO | PCI_DEVICE | PCI_BRIDGE_PCI, false, 0, 31) \
    model(PCIE_EXPANDER_BUS, "pcie-expander-bus", PCIE_EXPANDER, \
          PCI_PORT_ROOT | PCI_BRIDGE_DMI, false, 0, 31)

enum pci_model {
    PCI_MODEL_NONE,
#define PCI_MODEL_ID(name, spelling, as_device, offers, hotplug, first, last) PCI_MODEL_##name,
    PCI_MODELS(PCI_MODEL_ID)
#undef PCI_MODEL_ID
    PCI_MODEL_COUNT
};

struct pci_model_facts {
    const char *name;
    uint32_t as_device; /* connect flags of the controller itself, 0 when it is part of the machine */
    uint32_t offers;    /* connect flags of the bus behind it */
    bool hotplug;       /* unless switched off */
    uint8_t first, last;
};

const struct pci_model_facts *pci_model_facts(enum pci_model model);
enum pci_model pci_model_named(const char *name);    /* PCI_MODEL_NONE: no such model */
const char *pci_kind_name(uint32_t connect);         /* the first kind among connect, in words, or NULL */

struct pci_addr {
    uint32_t domain, bus, slot, function;
};

struct pci_need {
    const void *owner;
    uint32_t connect;
    uint32_t group;    /* isolation group, 0 where the machine has none */
    int function;      /* the function wanted in whatever slot, -1 for any */
};

struct pci_policy {
    bool growing;            /* planning: buses are added on demand */
    bool many_roots;         /* the machine takes any number of pci-root */
    bool pcie_to_pci_bridge; /* QEMU has that model: preferred to dmi-to-pci-bridge */
};

struct pci_set;

struct pci_set *pci_set_new(struct arena *arena, struct pci_policy policy);
/* Gives bus index its model (first in growing order or not); buses below that have none yet stay empty. */
void pci_set_bus(struct pci_set *set, uint32_t index, enum pci_model model, bool hotplug);
/* The isolation group of a bus, and whether a device may still change it. */
void pci_set_group(struct pci_set *set, uint32_t index, uint32_t group, bool locked);
/* Buses without a model get this one. */
void pci_set_fill(struct pci_set *set, enum pci_model model);
uint32_t pci_bus_count(const struct pci_set *set);
enum pci_model pci_bus_model(const struct pci_set *set, uint32_t index);

/* An address somebody asked for. In a growing set the bus may move: a conventional device on the first bus
 * behind express ports ends up one further. strict is for those that come from the program and not from the
 * user: then nothing about the kinds of devices and buses is relaxed. False: *why says what is wrong. */
bool pci_reserve(struct pci_set *set, struct pci_addr *addr, const struct pci_need *need, bool strict,
                 struct addr_refusal *why);
/* The first free place in the order of the buses, taken. A growing set adds buses when there is none. */
bool pci_assign(struct pci_set *set, const struct pci_need *need, struct pci_addr *addr,
                struct addr_refusal *why);

bool pci_in_use(const struct pci_set *set, const struct pci_addr *addr);
bool pci_slot_in_use(const struct pci_set *set, const struct pci_addr *addr); /* any function of it */
bool pci_bus_empty(const struct pci_set *set, uint32_t index);
bool pci_bus_full(const struct pci_set *set, uint32_t index);                 /* no slot is free */
/* Whoever has the address; NULL when nobody has or it was reserved without an owner. */
/* True when devices can be plugged into the bus while the guest runs. */
bool pci_bus_hotplug(const struct pci_set *set, uint32_t index);
const void *pci_owner(const struct pci_set *set, const struct pci_addr *addr);
/* Calls visit for the owner of function 0 of each slot that has further functions in use: those devices have
 * to say multifunction='on'. */
void pci_each_multifunction(const struct pci_set *set, void (*visit)(void *data, const void *owner),
                            void *data);

#endif
