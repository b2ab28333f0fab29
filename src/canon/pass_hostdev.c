/* Devices of the host: what their kinds default to, and devices that are given twice. */
#include <string.h>

#include "device.h"

/* --- defaults -------------------------------------------------------------------------------------------------- */

/* What other kinds do not know is refused before it is dropped as unknown. */
void pass_hostdev_raw(struct canon *c)
{
    FOR_DEVICES(hostdev, c, A_hostdev) {
        if (attr_is(hostdev, A_type, A_scsi))
            continue;
        if (attr_get(hostdev, A_rawio))
            refuse(c, hostdev, node_attr(hostdev, A_rawio), D_hostdev_rawio);
        if (attr_get(hostdev, A_sgio))
            refuse(c, hostdev, node_attr(hostdev, A_sgio), D_hostdev_sgio);
    }
}

void pass_hostdev_display(struct canon *c)
{
    FOR_DEVICES(hostdev, c, A_hostdev)
        if (attr_is(hostdev, A_type, A_mdev) && attr_is(hostdev, A_model, A_vfio_pci) &&
            host_has(c->host, HOST_CAP_VFIO_PCI_DISPLAY))
            fill_atom(c, hostdev, A_display, R_mdev_display, A_off);
}

/* --- the same device twice --------------------------------------------------------------------------------------- */

static bool same_attributes(const struct node *a, const struct node *b, const uint16_t *names)
{
    bool any = false;
    for (; *names; names++) {
        const char *x = attr_get(a, *names), *y = attr_get(b, *names);
        if (!x != !y || (x && strcmp(x, y) != 0))
            return false;
        any = any || x;
    }
    return any;
}

static bool same_source(const struct node *a, const struct node *b)
{
    static const uint16_t address[] = {A_domain, A_bus, A_slot, A_function, A_device, A_target, A_unit, A_uuid, 0};
    static const uint16_t id[] = {A_id, 0}, name[] = {A_name, 0}, own[] = {A_protocol, A_name, A_wwpn, 0};
    const struct node *x = node_child(a, A_source), *y = node_child(b, A_source);
    const struct node *p = node_child(x, A_address), *q = node_child(y, A_address);
    if (attr_atom(a, A_type) != attr_atom(b, A_type) || attr_atom(a, A_mode) != attr_atom(b, A_mode) || !x || !y)
        return false;
    if (p || q)
        return p && q && same_attributes(p, q, address) &&
               (!node_child(x, A_adapter) || same_attributes(node_child(x, A_adapter), node_child(y, A_adapter), name));
    if (node_child(x, A_vendor))
        return same_attributes(node_child(x, A_vendor), node_child(y, A_vendor), id) &&
               same_attributes(node_child(x, A_product), node_child(y, A_product), id);
    return same_attributes(x, y, own);
}

static void check_twice(struct canon *c, struct node *hostdev)
{
    for (struct node *other = node_next_same(hostdev); other; other = node_next_same(other))
        if (same_source(hostdev, other))
            refuse(c, other, NULL, D_hostdev_twice, text_of(c, doc_place(c->doc, hostdev, NULL).line));
}

static void check_mdev(struct canon *c, struct node *hostdev)
{
    static const struct {
        uint16_t model, address;
    } rows[] = {{A_vfio_pci, A_pci}, {A_vfio_ccw, A_ccw}, {A_vfio_ap, 0}};
    const enum atom model = attr_atom(hostdev, A_model), address = address_type(hostdev);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rows[i].model == model && address && address != rows[i].address)
            refuse(c, hostdev, NULL, D_device_address, atom_text[address], atom_text[model]);
    if (attr_is(hostdev, A_display, A_on) && !node_child(c->devices, A_graphics))
        refuse(c, hostdev, node_attr(hostdev, A_display), D_mdev_display);
}

void pass_hostdev_check(struct canon *c)
{
    FOR_DEVICES(hostdev, c, A_hostdev) {
        check_twice(c, hostdev);
        if (attr_is(hostdev, A_type, A_mdev))
            check_mdev(c, hostdev);
        if (attr_is(hostdev, A_mode, A_capabilities))
            refuse(c, hostdev, node_attr(hostdev, A_mode), D_hostdev_mode);
        if (attr_is(hostdev, A_type, A_scsi_host) && node_child(hostdev, A_boot))
            refuse(c, node_child(hostdev, A_boot), NULL, D_hostdev_boot);
    }
}
