/* Devices of the host: what their kinds default to, and devices that are given twice. */
#include <string.h>

#include "device.h"
#include "disk.h"

/* --- defaults ------------------------------------------------------------------------------------------- */

/* Servers of iSCSI have a name and a port only. */
static void spell_servers(struct canon *c, const struct node *source)
{
    FOR_CHILDREN(host, source, A_host) {
        const enum atom needed = attr_is(host, A_transport, A_unix) ? A_socket : A_name;
        if (!attr_get(host, needed))
            refuse_missing(c, host, needed);
        attr_drop(host, A_transport);
        attr_drop(host, A_socket);
    }
}

/* What other kinds do not know is refused before it is dropped as unknown. */
void pass_hostdev_raw(struct canon *c)
{
    static const uint16_t modelless[] = {A_usb, A_pci, A_scsi, 0};
    const bool displays = node_child(c->devices, A_graphics);
    FOR_DEVICES(hostdev, c, A_hostdev) {
        struct node *source = node_child(hostdev, A_source);
        if (attr_get(source, A_startupPolicy) && !attr_is(hostdev, A_type, A_usb))
            refuse_at(c, source, A_startupPolicy, D_hostdev_startup);
        if (attr_get(hostdev, A_model) && atom_in(attr_atom(hostdev, A_type), modelless))
            refuse_at(c, hostdev, A_model, D_hostdev_model);
        if (attr_is(hostdev, A_type, A_scsi)) {
            spell_servers(c, source);
            continue;
        }
        if (attr_get(hostdev, A_rawio))
            refuse_at(c, hostdev, A_rawio, D_hostdev_rawio);
        if (attr_get(hostdev, A_sgio))
            refuse_at(c, hostdev, A_sgio, D_hostdev_sgio);
        if (attr_is(hostdev, A_display, A_on) && attr_is(hostdev, A_model, A_vfio_pci) && !displays && canon_is_for(c, DRIVER_QEMU))
            refuse_at(c, hostdev, A_display, D_mdev_display);
    }
}

/* Whoever names no device means the first one of the host. */
void pass_hostdev_address(struct canon *c)
{
    FOR_DEVICES(hostdev, c, A_hostdev) {
        struct node *source = node_child(hostdev, A_source);
        if (source && attr_is(hostdev, A_type, A_pci))
            fill_child(c, source, A_address, R_address_zero);
    }
}

void pass_hostdev_display(struct canon *c)
{
    FOR_DEVICES(hostdev, c, A_hostdev)
        if (attr_is(hostdev, A_type, A_mdev) && attr_is(hostdev, A_model, A_vfio_pci) &&
            host_has(c->host, HOST_CAP_VFIO_PCI_DISPLAY))
            fill_atom(c, hostdev, A_display, R_mdev_display, A_off);
}

/* --- the same device twice ------------------------------------------------------------------------------ */

/* Adds the attributes to a text by which devices are told apart; NULL when there are none. */
static const char *key_part(struct canon *c, const char *key, const struct node *n, const uint16_t *names)
{
    bool any = false;
    for (; key && *names; names++) {
        const char *value = attr_get(n, *names);
        key = arena_printf(c->scratch, "%s%c%s", key, value ? '=' : '-', value ? value : "");
        any = any || value;
    }
    return any ? key : NULL;
}

/* A network card names its device of the host like a <hostdev> of this type. */
static const char *kind_key(struct canon *c, const struct node *device)
{
    const bool card = device->name == A_interface;
    const enum atom type = !card ? attr_atom(device, A_type) : is_usb_card(device) ? A_usb : A_pci;
    return arena_printf(c->scratch, "%s %s", atom_text[type], atom_text[card ? A_subsystem : attr_atom(device, A_mode)]);
}

/* What names the host's device, as text; NULL when nothing does. */
static const char *source_key(struct canon *c, const struct node *device)
{
    static const uint16_t address[] = {A_domain, A_bus,    A_slot, A_function, A_device,
                                       A_target, A_unit, A_uuid, 0};
    static const uint16_t id[] = {A_id, 0}, name[] = {A_name, 0}, own[] = {A_protocol, A_name, A_wwpn, 0};
    const struct node *source = node_child(device, A_source), *adapter = node_child(source, A_adapter);
    const char *key = kind_key(c, device);
    if (node_child(source, A_address)) {
        key = key_part(c, key, node_child(source, A_address), address);
        return adapter ? key_part(c, key, adapter, name) : key;
    }
    if (node_child(source, A_vendor))
        return key_part(c, key_part(c, key, node_child(source, A_vendor), id), node_child(source, A_product),
                        id);
    return key_part(c, key, source, own);
}

static void check_twice(struct canon *c, struct node *device, struct seen *sources)
{
    const char *key = source_key(c, device);
    const struct node *first = key ? seen_before(sources, key, device) : NULL;
    if (first)
        refuse(c, device, NULL, D_hostdev_twice, line_of(c, first));
}

static void check_mdev(struct canon *c, struct node *hostdev)
{
    const enum atom model = attr_atom(hostdev, A_model);
    if (model != A_vfio_ccw && node_child(hostdev, A_boot))
        refuse(c, node_child(hostdev, A_boot), NULL, D_hostdev_boot, attr_get(hostdev, A_model));
}

static void check_usb_source(struct canon *c, struct node *source)
{
    struct node *vendor = node_child(source, A_vendor), *product = node_child(source, A_product);
    uint64_t id;
    if (!vendor != !product)
        refuse(c, source, NULL, D_element_missing, "source", vendor ? "product" : "vendor");
    if (attr_uint(vendor, A_id, &id) && id == 0)
        refuse_at(c, vendor, A_id, D_hostdev_zero);
}

/* naa. and 16 hexadecimal digits, of which the first is the kind of name. */
static bool is_wwpn(const char *s)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    return strncmp(s, "naa.5", 5) == 0 && strspn(s + 4, digits) == 16 && !s[20];
}

static void check_source(struct canon *c, struct node *hostdev, enum atom type)
{
    struct node *source = node_child(hostdev, A_source);
    if (type == A_usb)
        check_usb_source(c, source);
    if (type == A_scsi && attr_is(source, A_protocol, A_iscsi) && !node_child(source, A_host))
        refuse(c, source, NULL, D_element_missing, "source", "host");
    if (type == A_scsi && attr_is(source, A_protocol, A_iscsi))
        check_auth(c, node_child(source, A_auth), A_iscsi);
    if (type == A_scsi && attr_is(hostdev, A_sgio, A_unfiltered))
        refuse_at(c, hostdev, A_sgio, D_hostdev_unfiltered);
    const struct node *adapter = node_child(source, A_adapter);
    if (type == A_scsi && attr_get(adapter, A_name) && !*attr_get(adapter, A_name))
        refuse_missing(c, adapter, A_name);
    const char *wwpn = attr_get(source, A_wwpn);
    if (type == A_scsi_host && !wwpn)
        refuse(c, source ? source : hostdev, NULL, D_attribute_missing, "source", "wwpn");
    else if (type == A_scsi_host && !is_wwpn(wwpn))
        refuse_at(c, source, A_wwpn, D_hostdev_wwpn, wwpn);
}

/* What one device of the host at most may have: the frame buffer for the time of booting, an s390 guest's crypto
 * adapter. */
static const struct {
    uint16_t attribute, value;
    enum diag_id diag;
} once[] = {{A_ramfb, A_on, D_hostdev_ramfb}, {A_model, A_vfio_ap, D_hostdev_crypto}};

static void check_once(struct canon *c)
{
    const struct node *first[countof(once)] = {NULL};
    FOR_DEVICES(hostdev, c, A_hostdev)
        for (size_t i = 0; i < countof(once); i++) {
            if (!attr_is(hostdev, (enum atom)once[i].attribute, (enum atom)once[i].value))
                continue;
            if (first[i])
                refuse_at(c, hostdev, (enum atom)once[i].attribute, once[i].diag, line_of(c, first[i]));
            else
                first[i] = hostdev;
        }
}

void pass_hostdev_check(struct canon *c)
{
    struct seen *sources = seen_new(c->scratch);
    FOR_ELEMENTS(device, c->devices) {
        const bool card = device->name == A_interface && attr_is(device, A_type, A_hostdev);
        if (card || device->name == A_hostdev)
            check_twice(c, device, sources);
        if (card && is_usb_card(device))
            check_usb_source(c, node_child(device, A_source));
        if (device->name == A_hostdev)
            check_source(c, device, attr_atom(device, A_type));
    }
}

void pass_hostdev_check_qemu(struct canon *c)
{
    FOR_DEVICES(hostdev, c, A_hostdev) {
        const struct node *source = node_child(hostdev, A_source);
        if (attr_is(hostdev, A_type, A_mdev))
            check_mdev(c, hostdev);
        if (attr_is(hostdev, A_type, A_pci) && attr_get(source, A_writeFiltering))
            refuse_at(c, source, A_writeFiltering, D_hostdev_filtering);
        if (attr_is(hostdev, A_mode, A_capabilities))
            refuse_at(c, hostdev, A_mode, D_hostdev_mode);
        if (attr_is(hostdev, A_type, A_scsi_host) && node_child(hostdev, A_boot))
            refuse(c, node_child(hostdev, A_boot), NULL, D_hostdev_boot, "vhost SCSI");
    }
    check_once(c);
}
