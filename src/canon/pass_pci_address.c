/* PCI addresses of all devices, and the PCI controllers that are needed for them. */
#include "../base/digits.h"
#include "../base/limits.h"
#include "controller.h"
#include "device.h"
#include "pci_plan.h"
#include "pci_zpci.h"

static bool check_numbers(struct canon *c)
{
    bool ok = true;
    FOR_DEVICES(n, c, A_controller) {
        if (!attr_is(n, A_type, A_pci) || controller_index(n) < LIMIT_CONTROLLERS)
            continue;
        refuse_at(c, n, A_index, D_controller_number, text_of(c, LIMIT_CONTROLLERS));
        ok = false;
    }
    return ok;
}

static void decide_hex(struct canon *c, struct node *n, enum atom name, uint32_t value, unsigned width)
{
    char text[64] = "", *first = digits_before(text + sizeof text - 1, value, 16, width, DIGITS_LOWER);
    *--first = 'x';
    *--first = '0';
    decide_attr(c, n, name, R_pci_address, first);
}

/* A written bus may change: a conventional device goes behind the bridge that it needs. */
static void write_address(struct canon *c, const struct pci_device *d)
{
    const struct {
        uint16_t name, digits;
        uint32_t value;
    } parts[] = {{A_domain, 4, d->addr.domain}, {A_bus, 2, d->addr.bus}, {A_slot, 2, d->addr.slot},
                 {A_function, 1, d->addr.function}};
    struct node *address = fill_child(c, d->node, A_address, R_pci_address);
    fill_atom(c, address, A_type, R_pci_address, A_pci);
    for (size_t i = 0; i < countof(parts); i++)
        decide_hex(c, address, (enum atom)parts[i].name, parts[i].value, parts[i].digits);
    if (!d->written) /* what has no place yet has no say about it */
        attr_drop(address, A_multifunction);
    if (d->multifunction)
        fill_atom(c, address, A_multifunction, R_pci_multifunction, A_on);
}

static void say_multifunction(void *data, const void *owner)
{
    const struct pci_device *d = owner;
    struct canon *c = data;
    if (d->node)
        fill_atom(c, node_child(d->node, A_address), A_multifunction, R_pci_multifunction, A_on);
}

static void write_addresses(struct pci_guest *g)
{
    for (int turn = 0; turn < TURN_COUNT; turn++)
        for (struct pci_device *d = g->first[turn]; d; d = d->next)
            if (!d->wanted)
                write_address(g->c, d);
    pci_each_multifunction(g->set, say_multifunction, g->c);
}

/* What is plugged into a running guest, and the controllers it brings, need a place of their own where that is
 * possible. All others have their places. */
static bool restrict_to_hotplug(struct pci_guest *g)
{
    bool ok = true;
    for (int turn = 0; turn < TURN_COUNT; turn++) {
        for (struct pci_device *d = g->first[turn]; d; d = d->next) {
            const struct node *address = node_child(d->node, A_address);
            if (d->wanted) {
                d->connect |= PCI_HOTPLUG;
            } else if (d->node == g->c->plugged && d->addr.function) {
                refuse(g->c, address, node_attr(address, A_function), D_plug_function);
                ok = false;
            } else if (d->node == g->c->plugged && d->addr.bus < pci_bus_count(g->set) &&
                       !pci_bus_hotplug(g->set, d->addr.bus)) {
                refuse(g->c, address, NULL, D_plug_bus, text_of(g->c, d->addr.bus),
                       pci_model_facts(pci_bus_model(g->set, d->addr.bus))->name);
                ok = false;
            }
        }
    }
    return ok;
}

/* False when something found no place. */
static bool place_all(struct pci_guest *g)
{
    const bool running = g->c->opt.running;
    if (!running && !pci_add_missing_buses(g))
        return false;
    return pci_begin(g, false) && (!running || restrict_to_hotplug(g)) && pci_board(g) && pci_serve(g);
}

/* Where there is no PCI nobody gets an address; libvirt nevertheless looks for a place for what says that it has one,
 * and for controllers, which then lack what is filled in elsewhere. */
static void check_boardless(struct pci_guest *g)
{
    if (!pci_add_missing_buses(g) || !pci_begin(g, false))
        return;
    FOR_DEVICES(n, g->c, A_controller) {
        const bool root = attr_is(n, A_model, A_pci_root) || attr_is(n, A_model, A_pcie_root);
        if (attr_is(n, A_type, A_pci) && !root)
            refuse_at(g->c, n, A_model, D_pci_none);
    }
}

void pass_pci_address(struct canon *c)
{
    struct pci_guest g = {.c = c};
    if (!check_numbers(c))
        return;
    pci_clear_board(c);
    pci_collect(&g);
    if (!machine_has_pci(c)) {
        check_boardless(&g);
        return;
    }
    if (c->machine->family == FAMILY_PSERIES)
        pci_isolate_hostdevs(&g);
    if (!place_all(&g))
        return;
    write_addresses(&g);
    if (c->arch == A_s390x && host_has(c->host, HOST_CAP_ZPCI))
        pci_give_zpci(c);
    pci_fill_controllers(&g);
}
