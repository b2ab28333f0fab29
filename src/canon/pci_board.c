/* The chipsets of x86 boards: which PCI addresses are theirs, and who has a traditional place. Knows no other
 * order. */
#include "pci_guest.h"

static bool same(const struct pci_addr *a, uint32_t slot, uint32_t function)
{
    return a->domain == 0 && a->bus == 0 && a->slot == slot && a->function == function;
}

static struct pci_addr root_slot(uint32_t slot, uint32_t function)
{
    return (struct pci_addr){.slot = slot, .function = function};
}

static bool solder(struct pci_guest *g, const char *name, uint32_t slot, uint32_t function)
{
    struct pci_device *part = arena_new_of(g->c->scratch, struct pci_device);
    part->part = name;
    part->connect = PCI_DEVICE | PCI_HOTPLUG;
    part->addr = root_slot(slot, function);
    return pci_bus_count(g->set) == 0 || pci_take(g, part);
}

/* A device of the chipset that the document describes: it is at its place or nowhere. */
static bool fix(struct pci_guest *g, struct pci_device *d, uint32_t slot, uint32_t function)
{
    if (!d->wanted && !same(&d->addr, slot, function)) {
        refuse(g->c, d->node, NULL, D_pci_board_place,
               arena_printf(g->c->scratch, "0000:00:%02x.%x", (unsigned)slot, (unsigned)function));
        return false;
    }
    d->addr = root_slot(slot, function);
    d->wanted = false;
    return true;
}

static bool is_first(const struct node *controller, enum atom type)
{
    return attr_is(controller, A_type, type) && attr_uint_or(controller, A_index, 0) == 0;
}

static bool is_piix_usb(const struct node *controller)
{
    return is_first(controller, A_usb) &&
           (!attr_get(controller, A_model) || attr_is(controller, A_model, A_piix3_uhci));
}

static bool is_on_board(const struct canon *c, const struct node *controller)
{
    switch (c->machine->family) {
    case FAMILY_I440FX:
        return is_first(controller, A_ide) || is_piix_usb(controller);
    case FAMILY_Q35:
        return is_first(controller, A_sata);
    default:
        return false;
    }
}

void pci_clear_board(struct canon *c)
{
    FOR_DEVICES(n, c, A_controller) {
        struct node *address = node_child(n, A_address);
        if (!address || pci_names_place(address) || !is_on_board(c, n))
            continue;
        if (attr_is(address, A_type, A_pci))
            node_drop_children(address, A_zpci);
        else
            node_drop(address);
    }
}

/* Graphics: the first card has a slot of its own unless that is in use already. */
static bool place_primary_video(struct pci_guest *g, uint32_t slot)
{
    struct pci_device *video = g->first[TURN_VIDEO];
    const struct node *first = node_child(g->c->devices, A_video);
    struct pci_addr addr = root_slot(slot, 0);
    if (!video || video->node != first || !video->wanted || pci_bus_count(g->set) == 0)
        return true;
    if (pci_slot_in_use(g->set, &addr))
        return pci_find(g, video, -1);
    return pci_settle(g, video, &addr);
}

static bool board_i440fx(struct pci_guest *g)
{
    for (struct pci_device *d = g->first[TURN_CONTROLLER]; d; d = d->next) {
        if (is_first(d->node, A_ide) && (!fix(g, d, 1, 1) || !pci_take(g, d)))
            return false;
        if (is_piix_usb(d->node) && (!fix(g, d, 1, 2) || !pci_take(g, d)))
            return false;
    }
    return solder(g, "the ISA bridge of the board", 1, 0) &&
           solder(g, "the power management of the board", 1, 3) && place_primary_video(g, 2);
}

/* The first companion of a USB2 controller goes where real boards have it. */
static bool place_uhci(struct pci_guest *g, struct pci_device *d)
{
    static const uint8_t slots[] = {0x1d, 0x1a};
    for (size_t i = 0; i < sizeof slots; i++) {
        const struct pci_addr addr = root_slot(slots[i], 0);
        if (pci_slot_in_use(g->set, &addr))
            continue;
        d->multifunction = true;
        return pci_settle(g, d, &addr);
    }
    return true;
}

static bool place_dmi_bridge(struct pci_guest *g)
{
    const struct pci_addr addr = root_slot(0x1e, 0);
    for (struct pci_device *d = g->first[TURN_BRIDGE]; d; d = d->next) {
        if (!attr_is(d->node, A_model, A_dmi_to_pci_bridge) || !d->wanted)
            continue;
        if (!pci_slot_in_use(g->set, &addr) && !pci_settle(g, d, &addr))
            return false;
    }
    return true;
}

static bool place_hd_audio(struct pci_guest *g)
{
    const struct pci_addr addr = root_slot(0x1b, 0);
    for (struct pci_device *d = g->first[TURN_SOUND]; d; d = d->next)
        if (attr_is(d->node, A_model, A_ich9) && d->wanted)
            return pci_slot_in_use(g->set, &addr) || pci_settle(g, d, &addr);
    return true;
}

static bool board_q35(struct pci_guest *g)
{
    for (struct pci_device *d = g->first[TURN_CONTROLLER]; d; d = d->next) {
        if (is_first(d->node, A_sata) && !fix(g, d, 0x1f, 2))
            return false;
        if (attr_is(d->node, A_model, A_ich9_uhci1) && attr_is(d->node, A_type, A_usb) && d->wanted &&
            !place_uhci(g, d))
            return false;
    }
    return place_dmi_bridge(g) && solder(g, "the ISA bridge of the board", 0x1f, 0) &&
           solder(g, "the SMBus of the board", 0x1f, 3) && place_primary_video(g, 1) && place_hd_audio(g);
}

bool pci_board(struct pci_guest *g)
{
    switch (g->c->machine->family) {
    case FAMILY_I440FX:
        return board_i440fx(g);
    case FAMILY_Q35:
        return board_q35(g);
    default:
        return true;
    }
}
