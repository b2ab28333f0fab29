/* Opens the buses of a guest, takes the addresses that are written and gives the others, kind by kind. Knows
 * no board. */
#include "controller.h"
#include "pci_plan.h"

/* Buses that addresses mention and no controller provides. */
static enum pci_model implied_model(const struct pci_guest *g)
{
    if (g->c->machine->family == FAMILY_PSERIES)
        return PCI_MODEL_PCI_ROOT;
    return g->express ? PCI_MODEL_PCIE_ROOT_PORT : PCI_MODEL_PCI_BRIDGE;
}

static bool open_bus(struct pci_guest *g, const struct node *n)
{
    const char *text = attr_get(n, A_model);
    const enum pci_model model = pci_model_named(text ? text : "");
    const int64_t index = controller_index(n);
    if (!model) {
        refuse(g->c, n, node_attr(n, A_model), D_pci_no_model);
        return false;
    }
    pci_set_bus(g->set, (uint32_t)index, model, !attr_is(node_child(n, A_target), A_hotplug, A_off));
    return true;
}

static bool open_buses(struct pci_guest *g)
{
    FOR_DEVICES(n, g->c, A_controller)
        if (attr_is(n, A_type, A_pci) && controller_index(n) >= 0 && !open_bus(g, n))
            return false;
    if (pci_bus_count(g->set) == 0)
        return true;
    if (!pci_bus_model(g->set, 0))
        pci_set_bus(g->set, 0, PCI_MODEL_PCI_ROOT, true);
    pci_set_fill(g->set, implied_model(g));
    if (g->c->machine->family == FAMILY_PSERIES)
        pci_set_group(g->set, 0, 0, true);
    return true;
}

/* IDE and USB of the PIIX3 are functions of the board, which takes the addresses for them. */
static bool is_piix_function(struct pci_guest *g, const struct pci_device *d, bool *ok)
{
    const enum atom type = attr_atom(d->node, A_type);
    const bool usb =
        type == A_usb && (!attr_get(d->node, A_model) || attr_is(d->node, A_model, A_piix3_uhci));
    const struct pci_addr at = {.slot = 1, .function = usb ? 2 : 1};
    if (d->node->name != A_controller || (!usb && type != A_ide) || controller_index(d->node) != 0)
        return false;
    if (d->addr.domain || d->addr.bus || d->addr.slot != at.slot || d->addr.function != at.function)
        return false;
    if (pci_bus_count(g->set) &&
        !(pci_model_facts(pci_bus_model(g->set, 0))->offers & PCI_DEVICE)) {
        refuse(g->c, d->node, NULL, D_pci_piix);
        *ok = false;
    }
    return true;
}

/* Written addresses are looked at in another order than places are given: while planning, the first one that
 * needs a new bus decides of which model it is. */
static const uint8_t written_order[] = {
    TURN_DISK,   TURN_INTERFACE,  TURN_HOSTDEV_INTERFACE, TURN_SOUND, TURN_HOSTDEV, TURN_VIDEO,  TURN_BRIDGE,
    TURN_CONTROLLER, TURN_SERIAL, TURN_INPUT,      TURN_FILESYSTEM, TURN_WATCHDOG, TURN_MEMBALLOON, TURN_RNG,
    TURN_SHMEM,  TURN_PANIC,      TURN_MEMORY,            TURN_IOMMU, TURN_VSOCK,   TURN_CRYPTO, TURN_PSTORE,
    TURN_OTHER,
};
_Static_assert(sizeof written_order == TURN_COUNT, "every kind has its place");

bool pci_begin(struct pci_guest *g, bool planning)
{
    const struct pci_policy policy = {
        .growing = planning,
        .many_roots = g->c->machine->family == FAMILY_PSERIES,
        .pcie_to_pci_bridge = host_has(g->c->host, HOST_CAP_PCIE_PCI_BRIDGE),
    };
    bool ok = true;
    g->planning = planning;
    g->set = pci_set_new(g->c->scratch, policy);
    if (!open_buses(g))
        return false;
    for (size_t i = 0; i < sizeof written_order; i++)
        for (struct pci_device *d = g->first[written_order[i]]; d; d = d->next)
            if (!d->wanted && !is_piix_function(g, d, &ok) && !pci_take(g, d))
                ok = false;
    return ok;
}

/* Members of USB2 controllers that have a place, the first one of each number. */
static void note_usb2(struct idset *placed, struct pci_device *d)
{
    struct addr_refusal why;
    if (!d->wanted)
        idset_reserve(placed, (uint64_t)controller_index(d->node), d, &why);
}

/* Members of one USB2 controller share a slot: that of the first one that has a place. */
static bool serve_usb2(struct pci_guest *g, struct idset *placed, struct pci_device *d)
{
    const int function = usb2_function(d->node);
    const struct pci_device *other = idset_owner(placed, (uint64_t)controller_index(d->node));
    d->multifunction = function == 0;
    if (other) {
        struct pci_addr addr = other->addr;
        addr.function = (uint32_t)function;
        return pci_settle(g, d, &addr);
    }
    if (!pci_find(g, d, function))
        return false;
    note_usb2(placed, d);
    return true;
}

bool pci_serve(struct pci_guest *g)
{
    struct idset *placed = idset_new(g->c->scratch, 0, UINT64_MAX);
    for (struct pci_device *d = g->first[TURN_CONTROLLER]; d; d = d->next)
        if (usb2_function(d->node) >= 0)
            note_usb2(placed, d);
    for (int turn = 0; turn < TURN_COUNT; turn++) {
        for (struct pci_device *d = g->first[turn]; d; d = d->next) {
            if (!d->wanted)
                continue;
            if (turn == TURN_CONTROLLER && usb2_function(d->node) >= 0 ? !serve_usb2(g, placed, d) : !pci_find(g, d, -1))
                return false;
        }
    }
    return true;
}
