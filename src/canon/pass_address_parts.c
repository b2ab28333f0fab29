/* The parts of addresses that nobody gave: zero, as in libvirt's common code. Knows no bus and gives no addresses. */
#include "device.h"

/* A part of an address; what is dropped when it is zero has no spelling. */
static const struct part {
    enum atom type, name;
    const char *zero;
} parts[] = {
    {A_pci, A_domain, "0x0000"}, {A_pci, A_bus, "0x00"},  {A_pci, A_slot, "0x00"},     {A_pci, A_function, "0x0"},
    {A_ccw, A_cssid, "0x0"},     {A_ccw, A_ssid, "0x0"},  {A_ccw, A_devno, "0x0000"},  {A_isa, A_iobase, NULL},
    {A_isa, A_irq, NULL},        {A_dimm, A_slot, "0"},   {A_dimm, A_base, NULL},      {A_virtio_serial, A_port, "0"},
};

/* libvirt takes bus 0, slot 0 for no address, whatever its function. */
static bool is_empty_pci(const struct node *address)
{
    return attr_atom(address, A_type) == A_pci && !attr_uint_or(address, A_domain, 0) &&
           !attr_uint_or(address, A_bus, 0) && !attr_uint_or(address, A_slot, 0);
}

static void complete(struct canon *c, struct node *address)
{
    const enum atom type = attr_atom(address, A_type);
    const bool empty = is_empty_pci(address);
    for (const struct part *p = parts; p < parts + countof(parts); p++) {
        struct attr *a = p->type == type ? node_attr(address, p->name) : NULL;
        if (p->type != type)
            continue;
        if (a && (empty || (!p->zero && !attr_uint_or(address, p->name, 0))))
            attr_unlink(address, a);
        else if (p->zero && !empty)
            fill_attr(c, address, p->name, R_address_zero, p->zero);
    }
    struct node *zpci = node_child(address, A_zpci);
    if (zpci && zpci->attrs) {
        fill_attr(c, zpci, A_uid, R_address_zero, "0x0000");
        fill_attr(c, zpci, A_fid, R_address_zero, "0x00000000");
    }
}

void pass_address_parts(struct canon *c)
{
    for (struct node *device = node_first_element(c->devices); device; device = node_next_element(device)) {
        struct node *address = node_child(device, A_address);
        if (address)
            complete(c, address);
    }
}
