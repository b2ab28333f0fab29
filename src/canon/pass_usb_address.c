/* Ports of USB devices: adds hubs when there are more devices than ports, keeps the ports that the document
 * gives, then gives the other devices the first free ones. */
#include "../addr/usb.h"
#include "controller.h"
#include "device.h"

/* Devices of this kind are USB devices when the attribute (of the child or its child, if any) has this value. In the order
 * in which ports are given. libvirt leaves the lenient ones at addresses that are not of USB. */
static const struct usb_kind {
    uint16_t kind, child, attribute, value;
    bool lenient;
} kinds[] = {
    {A_disk, A_target, A_bus, A_usb, false},
    {A_interface, A_model, A_type, A_usb_net, true},
    {A_sound, 0, A_model, A_usb, true},
    {A_interface, 0, A_type, A_hostdev, false},
    {A_hostdev, 0, A_type, A_usb, false},
    {A_controller, 0, A_type, A_ccid, true},
    {A_serial, A_target, A_type, A_usb_serial, false},
    {A_input, 0, A_bus, A_usb, false},
    {A_filesystem, A_driver, A_type, A_mtp, true},
    {A_redirdev, 0, A_bus, A_usb, false},
};
static const struct usb_kind hub_kind = {A_hub, 0, A_type, A_usb, true};

struct ports {
    struct canon *c;
    struct usb_set *set;
    uint32_t devices, total;
    bool open;      /* some have no port yet */
    const struct node *example; /* one of the devices */
};

static void each_of(struct ports *p, const struct usb_kind *k, void (*visit)(struct ports *p, struct node *n))
{
    FOR_DEVICES(n, p->c, k->kind) {
        const struct node *holder = k->child ? node_child(n, k->child) : n;
        if (attr_is(holder, k->attribute, k->value) && (k->value != A_hostdev || is_usb_card(n)))
            visit(p, n);
    }
}

static void each_device(struct ports *p, void (*visit)(struct ports *p, struct node *n))
{
    for (size_t i = 0; i < countof(kinds); i++)
        each_of(p, &kinds[i], visit);
}

static void count(struct ports *p, struct node *n)
{
    const struct node *address = node_child(n, A_address);
    const enum atom type = attr_atom(address, A_type);
    p->devices++;
    p->open = p->open || type != A_usb || !attr_get(address, A_port);
    if (!p->example)
        p->example = n;
}

/* Whatever else it says, a hub gets a port. */
static void count_hub(struct ports *p, struct node *n)
{
    if (address_type(n) != A_usb)
        attrs_drop(node_child(n, A_address));
    count(p, n);
    p->total += USB_HUB_PORTS;
}

/* A controller that the board has no model for is taken for the simplest one. */
static uint32_t controller_ports(const struct node *n)
{
    const char *model = attr_get(n, A_model);
    return usb_controller_ports(model ? model : "piix3-uhci", attr_uint_or(n, A_ports, 0));
}

/* The port the document gives, or none. False when it is of another kind altogether. */
static bool given_address(struct node *n, struct usb_addr *addr)
{
    const struct node *address = node_child(n, A_address);
    const char *port = attr_get(address, A_port);
    *addr = (struct usb_addr){.bus = (uint32_t)attr_uint_or(address, A_bus, 0)};
    if (!attr_is(address, A_type, A_usb))
        return !attr_get(address, A_type);
    if (port)
        usb_path_parse(port, addr->ports);
    return true;
}

static void refuse_taken(struct canon *c, const struct node *n, const struct node *holder, const char *port)
{
    blame_plugged(&n, &holder);
    const struct node *at = node_child(n, A_address) ? node_child(n, A_address) : n;
    refuse(c, at, NULL, D_usb_port_taken, port, holder->text, line_of(c, holder));
}

static void explain_refusal(struct ports *p, struct node *n, const struct addr_refusal *why)
{
    struct canon *c = p->c;
    const struct node *at = node_child(n, A_address) ? node_child(n, A_address) : n;
    const char *value = text_of(c, why->value);
    switch (why->verdict) {
    case ADDR_TAKEN:
        refuse_taken(c, n, why->holder, value);
        break;
    case ADDR_NO_BUS:
        refuse(c, at, NULL, D_usb_no_bus, value);
        break;
    case ADDR_NO_HUB:
        refuse(c, at, NULL, D_usb_no_hub, value);
        break;
    case ADDR_FULL:
        refuse(c, at, NULL, D_usb_full);
        break;
    default:
        refuse(c, at, NULL, D_usb_no_port, value, text_of(c, why->high));
        break;
    }
}

static void write_port(struct ports *p, struct node *n, const struct usb_addr *addr)
{
    char port[64];
    usb_path_format(addr->ports, port, sizeof port);
    struct node *address = fill_child(p->c, n, A_address, R_usb_address);
    fill_atom(p->c, address, A_type, R_usb_address, A_usb);
    fill_uint(p->c, address, A_bus, R_usb_address, addr->bus);
    decide_attr(p->c, address, A_port, R_usb_address, port);
}

static void add_given_hub(struct ports *p, struct node *n)
{
    struct usb_addr addr;
    struct addr_refusal why;
    if (given_address(n, &addr) && addr.ports[0] && !usb_add_hub(p->set, &addr, n, &why))
        explain_refusal(p, n, &why);
}

static void reserve_given(struct ports *p, struct node *n)
{
    struct usb_addr addr;
    struct addr_refusal why;
    if (given_address(n, &addr) && addr.ports[0] && !usb_reserve(p->set, &addr, n, &why))
        explain_refusal(p, n, &why);
}

static bool assign(struct ports *p, struct node *n, struct usb_addr *addr)
{
    struct addr_refusal why;
    if (!given_address(n, addr) || addr->ports[0])
        return false;
    const uint32_t bus = addr->bus;
    const bool bus_given = attr_get(node_child(n, A_address), A_bus) != NULL;
    if (usb_assign(p->set, bus_given ? &bus : NULL, n, addr, &why)) {
        write_port(p, n, addr);
        return true;
    }
    explain_refusal(p, n, &why);
    return false;
}

static void assign_hub(struct ports *p, struct node *n)
{
    struct usb_addr addr;
    struct addr_refusal why;
    if (assign(p, n, &addr))
        usb_add_hub(p->set, &addr, n, &why);
}

static void assign_device(struct ports *p, struct node *n)
{
    struct usb_addr addr;
    assign(p, n, &addr);
}

/* A bus that libvirt filled in says nothing about the address, until it is read again. */
static void check_type(struct ports *p, struct node *n)
{
    const enum atom type = address_type(n);
    const struct attr *bus = node_attr(n, A_bus);
    if (type && type != A_usb && !(p->c->opt.libvirt && bus && bus->rule))
        refuse(p->c, node_child(n, A_address), NULL, D_device_address, atom_text[type], "USB");
}

/* False when there is nothing to connect to. */
static bool add_controllers(struct ports *p)
{
    struct addr_refusal why;
    bool any = false;
    FOR_DEVICES(n, p->c, A_controller) {
        if (!attr_is(n, A_type, A_usb) || attr_is(n, A_model, A_none))
            continue;
        any = true;
        if (usb2_function(n) >= 0 && usb2_function(n) != USB2_MAIN)
            continue;
        p->total += controller_ports(n);
        if (!usb_add_controller(p->set, (uint32_t)attr_uint_or(n, A_index, 0), controller_ports(n), n, &why))
            explain_refusal(p, n, &why);
    }
    return any;
}

static void add_hubs(struct canon *c, uint32_t count)
{
    for (struct node *last = NULL, *hub; count > 0; count--, last = hub) {
        hub = last ? decide_node(c, A_hub, R_usb_hub) : add_device(c, A_hub, R_usb_hub);
        if (last)
            node_insert_after(last, hub);
        attr_set_atom(c->doc, hub, A_type, A_usb)->rule = R_usb_hub;
    }
}

void pass_usb_address(struct canon *c)
{
    struct ports p = {.c = c, .set = usb_set_new(c->scratch)};
    const bool usb = add_controllers(&p);
    each_of(&p, &hub_kind, count_hub);
    each_device(&p, count);
    for (size_t i = 0; i < countof(kinds); i++)
        if (!kinds[i].lenient)
            each_of(&p, &kinds[i], check_type);
    if (!p.devices)
        return;
    if (!usb) {
        refuse(c, p.example, NULL, D_usb_disabled_device, p.example->text);
        return;
    }
    /* A daemon that reads its own file leaves the ports to QEMU when not all of them are known. */
    if (c->opt.reload && p.open)
        return;
    if (!c->plugged)
        add_hubs(c, usb_hubs_needed(p.devices, p.total));
    each_of(&p, &hub_kind, add_given_hub);
    each_device(&p, reserve_given);
    each_of(&p, &hub_kind, assign_hub);
    each_device(&p, assign_device);
}
