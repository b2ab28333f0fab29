/* Finds out which PCI controllers a guest lacks and adds them. Knows no device but controllers. */
#include "pci_plan.h"

#include <string.h>

#include "controller.h"

static bool every_bus_full(const struct pci_guest *g)
{
    for (uint32_t i = 0; i < pci_bus_count(g->set); i++)
        if (!pci_bus_full(g->set, i))
            return false;
    return true;
}

/* A place that is kept free: nobody gets it in the end, but the plan must have it. */
static bool keep_place(struct pci_guest *g, uint32_t connect)
{
    struct pci_device nobody = {.connect = connect, .wanted = true};
    return pci_find(g, &nobody, -1);
}

/* On conventional buses one slot is kept for a bridge that may be needed one day; not where the user
 * filled them all. */
static bool keep_bridge_slot(struct pci_guest *g)
{
    return pci_bus_model(g->set, 0) != PCI_MODEL_PCI_ROOT || every_bus_full(g) ||
           keep_place(g, PCI_DEVICE | PCI_AUTO);
}

/* A guest that brings no PCI controllers of its own leaves them to us, and gets a free port for hotplug. */
static bool keep_spare_port(struct pci_guest *g, uint32_t written)
{
    if (!g->express || written > 1 || pci_bus_count(g->set) <= written)
        return true;
    return keep_place(g, PCIE_DEVICE | PCI_HOTPLUG | PCI_AUTO);
}

/* The document's own PCI controllers, which stand in the order of their numbers. */
struct own_buses {
    struct node **at; /* by number */
    uint32_t count;   /* one more than the highest number */
    uint32_t higher;  /* the first one above the last bus that was added */
    struct node *last;
};

static struct own_buses own_buses(struct canon *c)
{
    struct own_buses own = {0};
    FOR_DEVICES(n, c, A_controller)
        if (attr_is(n, A_type, A_pci) && controller_index(n) >= (int64_t)own.count)
            own.count = (uint32_t)controller_index(n) + 1;
    own.at = arena_new_array(c->scratch, struct node *, own.count + 1);
    FOR_DEVICES(n, c, A_controller) {
        if (!attr_is(n, A_type, A_pci) || controller_index(n) < 0)
            continue;
        own.at[controller_index(n)] = n;
        own.last = n;
    }
    return own;
}

/* Before the first one with a higher number, or behind all. Buses are added in the order of their numbers. */
static void add_bus(struct pci_guest *g, struct own_buses *own, uint32_t index)
{
    const char *model = pci_model_facts(pci_bus_model(g->set, index))->name;
    struct node *n = new_controller(g->c, A_pci, index, atom_find(model, strlen(model)), R_pci_bus);
    n->why = arena_printf(g->c->scratch, "bus %u", (unsigned)index);
    while (own->higher < own->count && (own->higher <= index || !own->at[own->higher]))
        own->higher++;
    if (own->higher < own->count) {
        node_move_before(own->at[own->higher], n);
        return;
    }
    node_insert_after(own->last, n);
    own->last = n;
}

/* The controllers a bus needs itself may need further buses: the count grows on the way. */
static bool add_controllers(struct pci_guest *g, struct own_buses *own)
{
    for (uint32_t i = 1; i < pci_bus_count(g->set); i++) {
        const uint32_t connect = pci_model_facts(pci_bus_model(g->set, i))->as_device;
        if (i < own->count && own->at[i])
            continue;
        add_bus(g, own, i);
        /* A bridge to conventional slots came with its port. */
        if (connect && connect != PCI_BRIDGE_PCIE && !keep_place(g, connect))
            return false;
    }
    return true;
}

/* Bridges are served in the order of the document, the new ones among them. */
static void list_bridges(struct pci_guest *g)
{
    struct pci_device *old = g->first[TURN_BRIDGE];
    g->first[TURN_BRIDGE] = g->last[TURN_BRIDGE] = NULL;
    FOR_DEVICES(n, g->c, A_controller) {
        if (!attr_is(n, A_type, A_pci))
            continue;
        if (!old || old->node != n) {
            pci_collect_one(g, n);
            continue;
        }
        struct pci_device *d = old;
        old = old->next;
        d->next = NULL;
        *(g->last[TURN_BRIDGE] ? &g->last[TURN_BRIDGE]->next : &g->first[TURN_BRIDGE]) = d;
        g->last[TURN_BRIDGE] = d;
    }
}

bool pci_add_missing_buses(struct pci_guest *g)
{
    struct own_buses own = own_buses(g->c);
    if (!own.count)
        return true;
    if (!pci_begin(g, true) || !pci_board(g) || !keep_bridge_slot(g) || !pci_serve(g))
        return false;
    if (!keep_spare_port(g, own.count) || !add_controllers(g, &own))
        return false;
    list_bridges(g);
    return true;
}
