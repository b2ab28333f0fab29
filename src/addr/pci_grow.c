/* Adds PCI buses on demand while a guest is being planned: which models, and in which order. Knows no XML. */
#include "addr/pci_internal.h"

/* The bus that is added for a device that finds no place, NONE when nothing would help. */
static enum pci_model model_for(const struct pci_set *set, const struct pci_need *need)
{
    if (need->connect & PCI_DEVICE)
        return set->policy.many_roots ? PCI_MODEL_PCI_ROOT : PCI_MODEL_PCI_BRIDGE;
    if (need->connect & (PCIE_DEVICE | PCI_PORT_UPSTREAM))
        return PCI_MODEL_PCIE_ROOT_PORT;
    return PCI_MODEL_NONE;
}

static bool any_bus_takes(const struct pci_set *set, uint32_t kind)
{
    for (uint32_t i = 0; i < set->count; i++)
        if (set->buses[i].offers & kind)
            return true;
    return false;
}

/* A guest of express ports alone has no place for a pci-bridge: a bridge from express has to come first. */
static void add_way_to_conventional(struct pci_set *set)
{
    if (set->policy.pcie_to_pci_bridge) {
        pci_set_bus(set, set->count, PCI_MODEL_PCIE_ROOT_PORT, true);
        /* Kept for the bridge, which gets its address last and cannot ask for a port itself. */
        set->buses[set->count - 1].slots[0].functions = 1;
        set->buses[set->count - 1].in_use = 1;
        pci_set_bus(set, set->count, PCI_MODEL_PCIE_TO_PCI_BRIDGE, true);
    } else {
        pci_set_bus(set, set->count, PCI_MODEL_DMI_TO_PCI_BRIDGE, true);
    }
}

bool pci_grow(struct pci_set *set, uint32_t *bus, const struct pci_need *need, struct addr_refusal *why)
{
    enum pci_model model = model_for(set, need);

    if (model == PCI_MODEL_NONE) {
        why->verdict = ADDR_CANNOT_GROW;
        why->kind = need->connect & PCI_KINDS;
        return false;
    }
    if (model == PCI_MODEL_PCI_BRIDGE && !any_bus_takes(set, PCI_BRIDGE_PCI)) {
        if (*bus == set->count)
            ++*bus; /* the device goes behind the bridge that was not expected */
        add_way_to_conventional(set);
    }
    while (set->count <= *bus)
        pci_set_bus(set, set->count, model, true);
    return true;
}
