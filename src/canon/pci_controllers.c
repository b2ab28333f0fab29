/* What QEMU needs to know of each PCI controller: its device, chassis, port, bus number. Places are given
 * before. */
#include "controller.h"
#include "pci_guest.h"

/* The device behind a model; 0: the board's own. */
static enum atom default_device(const struct canon *c, enum pci_model model)
{
    switch (model) {
    case PCI_MODEL_PCI_BRIDGE:
        return A_pci_bridge;
    case PCI_MODEL_DMI_TO_PCI_BRIDGE:
        return A_i82801b11_bridge;
    case PCI_MODEL_PCIE_TO_PCI_BRIDGE:
        return A_pcie_pci_bridge;
    case PCI_MODEL_PCIE_ROOT_PORT:
        return host_has(c->host, HOST_CAP_PCIE_ROOT_PORT) ? A_pcie_root_port : A_ioh3420;
    case PCI_MODEL_PCIE_SWITCH_UPSTREAM_PORT:
        return A_x3130_upstream;
    case PCI_MODEL_PCIE_SWITCH_DOWNSTREAM_PORT:
        return A_xio3130_downstream;
    case PCI_MODEL_PCI_EXPANDER_BUS:
        return A_pxb;
    case PCI_MODEL_PCIE_EXPANDER_BUS:
        return A_pxb_pcie;
    case PCI_MODEL_PCI_ROOT:
        return c->machine->family == FAMILY_PSERIES ? A_spapr_pci_host_bridge : A_NONE;
    default:
        return A_NONE;
    }
}

static struct node *target_of(struct canon *c, struct node *n)
{
    return fill_child(c, n, A_target, R_pci_target);
}

/* Behind a switch each slot is a port; at the root each function is one. */
static void fill_port(struct canon *c, struct node *n, enum pci_model model, uint64_t index)
{
    const struct node *address = node_child(n, A_address);
    const uint64_t slot = attr_uint_or(address, A_slot, 0), function = attr_uint_or(address, A_function, 0);
    const uint64_t port = model == PCI_MODEL_PCIE_ROOT_PORT ? slot << 3 | function : slot;
    struct node *target = target_of(c, n);
    fill_uint(c, target, A_chassis, R_pci_chassis, index);
    fill_format(c, target, A_port, R_pci_port, "0x%llx", (unsigned long long)port);
}

enum { TARGET_INDEX_LAST = 30 };

/* Numbers of other kinds that controllers have. */
struct targets {
    uint64_t lowest_bus;
    uint32_t indexes; /* a bit for each */
};

static void note_target(struct targets *used, const struct node *controller)
{
    const struct node *target = node_child(controller, A_target);
    const uint64_t bus = attr_uint_or(target, A_busNr, UINT64_MAX), index = attr_uint_or(target, A_index, UINT64_MAX);
    if (bus < used->lowest_bus)
        used->lowest_bus = bus;
    if (index <= TARGET_INDEX_LAST)
        used->indexes |= UINT32_C(1) << index;
}

/* Buses behind an expander are numbered from its own number on: the next one stays two below the lowest. */
static void fill_bus_number(struct canon *c, struct targets *used, struct node *n)
{
    if (attr_get(node_child(n, A_target), A_busNr))
        return;
    if (used->lowest_bus <= 2)
        refuse(c, n, NULL, D_pci_no_bus_number);
    else
        fill_uint(c, target_of(c, n), A_busNr, R_pci_bus_number, used->lowest_bus - 2);
    note_target(used, n);
}

static void fill_target_index(struct canon *c, struct targets *used, struct node *n, uint64_t index)
{
    uint64_t free = 1;
    if (attr_get(node_child(n, A_target), A_index))
        return;
    while (index && free <= TARGET_INDEX_LAST && used->indexes >> free & 1)
        free++;
    if (free > TARGET_INDEX_LAST)
        refuse(c, n, NULL, D_pci_no_target_index);
    else
        fill_uint(c, target_of(c, n), A_index, R_pci_target, index ? free : 0);
    note_target(used, n);
}

/* A bridge cannot sit behind itself: buses are numbered downwards. */
static void check_bridge(struct canon *c, struct node *n, uint64_t index)
{
    const uint64_t bus = attr_uint_or(node_child(n, A_address), A_bus, 0);
    if (index <= bus)
        refuse(c, n, NULL, D_pci_bridge_order, text_of(c, index), text_of(c, bus));
}

static void fill_target(struct canon *c, struct targets *used, struct node *n, enum pci_model model, uint64_t index)
{
    switch (model) {
    case PCI_MODEL_PCI_BRIDGE:
        fill_uint(c, target_of(c, n), A_chassisNr, R_pci_chassis, index);
        check_bridge(c, n, index);
        break;
    case PCI_MODEL_PCIE_ROOT_PORT:
    case PCI_MODEL_PCIE_SWITCH_DOWNSTREAM_PORT:
        fill_port(c, n, model, index);
        break;
    case PCI_MODEL_PCI_EXPANDER_BUS:
    case PCI_MODEL_PCIE_EXPANDER_BUS:
        fill_bus_number(c, used, n);
        break;
    case PCI_MODEL_PCI_ROOT:
        if (c->machine->family == FAMILY_PSERIES)
            fill_target_index(c, used, n, index);
        break;
    default:
        break;
    }
}

void pci_fill_controllers(struct pci_guest *g)
{
    struct canon *c = g->c;
    struct targets used = {.lowest_bus = 256};
    FOR_DEVICES(n, c, A_controller)
        if (attr_is(n, A_type, A_pci))
            note_target(&used, n);
    FOR_DEVICES(n, c, A_controller) {
        const char *text = attr_get(n, A_model);
        const enum pci_model model = pci_model_named(text ? text : "");
        if (!attr_is(n, A_type, A_pci) || !model)
            continue;
        const enum atom device = default_device(c, model);
        if (device)
            fill_atom(c, fill_child(c, n, A_model, R_pci_device), A_name, R_pci_device, device);
        fill_target(c, &used, n, model, attr_uint_or(n, A_index, 0));
    }
}
