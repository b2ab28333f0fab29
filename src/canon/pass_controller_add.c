/* Controllers that the document does not have but needs: those of the board, and those that devices sit on. */
#include "../base/limits.h"
#include "controller.h"
#include "device.h"
#include "disk.h"

/* A USB2 controller comes with its three companions. */
static void add_usb2_group(struct canon *c)
{
    static const enum atom models[] = {A_ich9_uhci1, A_ich9_uhci2, A_ich9_uhci3};
    struct node *companions[countof(models)];
    add_controller(c, A_usb, 0, A_ich9_ehci1, R_controller_usb_default);
    for (size_t i = 0; i < countof(models); i++)
        companions[i] = add_controller(c, A_usb, 0, models[i], R_controller_usb_default);
    for (size_t i = 0; i < countof(models); i++) /* only now, as it says where a controller is added */
        fill_companion_port(c, companions[i]);
}

static void add_usb_of_q35(struct canon *c)
{
    if (host_has(c->host, HOST_CAP_QEMU_XHCI))
        add_controller(c, A_usb, 0, A_qemu_xhci, R_controller_usb_default);
    else if (host_has(c->host, HOST_CAP_ICH9_USB_EHCI1))
        add_usb2_group(c);
}

static void add_default_usb(struct canon *c)
{
    const uint8_t family = c->machine->family;
    if (find_controller(c, A_usb, 0))
        return;
    if (family == FAMILY_Q35)
        add_usb_of_q35(c);
    else if (family == FAMILY_VERSATILEPB || family == FAMILY_REALVIEW)
        add_controller(c, A_usb, 0, A_pci_ohci, R_controller_usb_default);
    else if (c->machine->default_usb)
        add_controller(c, A_usb, 0, A_NONE, R_controller_usb_default);
}

static void add_pci_root(struct canon *c)
{
    const enum atom root = c->machine->pci_root;
    const struct node *n = find_controller(c, A_pci, 0);
    if (!root)
        return;
    if (!n)
        add_controller(c, A_pci, 0, root, R_controller_pci_root);
    else if (!attr_is(n, A_model, root))
        refuse_at(c, n, A_model, D_pci_root_wrong, atom_text[root],
               attr_get(n, A_model) ? attr_get(n, A_model) : "");
}

void pass_board_controllers(struct canon *c)
{
    add_default_usb(c);
    if (c->machine->family == FAMILY_Q35)
        need_controller(c, A_sata, 0, R_controller_sata_q35);
    add_pci_root(c);
}

/* The controller that a SCSI host device names, -1 when it names none that is counted. */
static int64_t named_controller(const struct node *hostdev)
{
    const struct node *address = node_child(hostdev, A_address);
    const uint64_t index = attr_is(address, A_type, A_drive) ? attr_uint_or(address, A_controller, 0) : 0;
    const bool scsi = attr_is(hostdev, A_type, A_scsi) && !attr_is(hostdev, A_mode, A_capabilities);
    return scsi && index < LIMIT_CONTROLLERS ? (int64_t)index : -1;
}

/* All up to the highest controller that SCSI host devices name, each time of the model of the last one that was there
 * already. Libvirt's reader adds them, so they come before all others that are added. */
void pass_scsi_hostdev_controllers(struct canon *c)
{
    struct wanted_controllers wanted = {0};
    const struct seen *there = node_child(c->devices, A_hostdev) ? controllers_by_number(c, A_scsi) : NULL;
    int64_t highest = -1;
    enum atom model = A_NONE;
    FOR_DEVICES(hostdev, c, A_hostdev) {
        const int64_t index = named_controller(hostdev);
        if (index <= highest)
            continue;
        const struct node *controller = seen_owner(there, text_of(c, (uint64_t)index));
        if (controller)
            model = attr_atom(controller, A_model);
        while (highest < index)
            want_controller(c, &wanted, (uint64_t)++highest, model);
    }
    if (wanted.count)
        need_controllers(c, A_scsi, &wanted, R_controller_scsi_hostdev);
}

/* A running guest gets more of the controllers that it has. */
static enum atom last_model(struct canon *c, enum atom bus)
{
    enum atom model = A_NONE;
    FOR_DEVICES(controller, c, A_controller)
        if (attr_is(controller, A_type, bus))
            model = attr_atom(controller, A_model);
    return model;
}

/* The highest controller that disks on this bus name, and all before it. */
static void add_for_disks(struct canon *c, enum atom bus)
{
    int64_t last = -1;
    FOR_DEVICES(disk, c, A_disk) {
        const struct node *address = node_child(disk, A_address);
        if (disk_bus(disk) != bus || !attr_is(address, A_type, A_drive))
            continue;
        const int64_t controller = (int64_t)attr_uint_or(address, A_controller, 0);
        if (controller >= LIMIT_CONTROLLERS)
            refuse_at(c, address, A_controller, D_controller_number, text_of(c, LIMIT_CONTROLLERS));
        else if (controller > last)
            last = controller;
    }
    if (last < 0)
        return;
    const enum atom model = c->opt.running ? last_model(c, bus) : A_NONE;
    struct wanted_controllers wanted = {0};
    for (int64_t i = 0; i <= last; i++)
        want_controller(c, &wanted, (uint64_t)i, model);
    need_controllers(c, bus, &wanted, R_controller_disk);
}

/* The one that is named, or any. */
static const struct node *find_serial_controller(struct canon *c, bool named, uint64_t index)
{
    return named ? find_controller(c, A_virtio_serial, index) : find_device(c, A_controller, A_type, A_virtio_serial);
}

/* The controller of a port; false when its number is none. */
static bool controller_of_port(struct canon *c, const struct node *device, uint64_t *index)
{
    const struct node *address = node_child(device, A_address);
    *index = attr_is(address, A_type, A_virtio_serial) ? attr_uint_or(address, A_controller, 0) : 0;
    if (*index <= INT32_MAX)
        return true;
    refuse(c, address, node_attr(address, A_controller), D_value_bad, attr_get(address, A_controller),
           "the number of a controller", "a number below 2^31");
    return false;
}

static void check_plugged_port(struct canon *c, const struct node *device, uint64_t index)
{
    const bool given = attr_is(node_child(device, A_address), A_type, A_virtio_serial);
    if (!find_serial_controller(c, given, index))
        refuse(c, device, NULL, D_plug_no_serial, given ? text_of(c, index) : "");
}

static void add_for_ports(struct canon *c, enum atom kind)
{
    struct wanted_controllers wanted = {0};
    uint64_t index;
    FOR_DEVICES(device, c, kind) {
        if (!attr_is(node_child(device, A_target), A_type, A_virtio) || !controller_of_port(c, device, &index))
            continue;
        if (c->opt.running && device == c->plugged)
            check_plugged_port(c, device, index);
        else
            want_controller(c, &wanted, index, A_NONE);
    }
    if (wanted.count)
        need_controllers(c, A_virtio_serial, &wanted, R_controller_port);
}

/* One more than the highest slot of the first reader. */
static uint64_t next_card_slot(struct canon *c)
{
    uint64_t next = 0;
    FOR_DEVICES(card, c, A_smartcard) {
        const struct node *address = node_child(card, A_address);
        if (attr_is(address, A_type, A_ccid) && attr_uint_or(address, A_controller, 0) == 0 &&
            attr_uint_or(address, A_slot, 0) >= next)
            next = attr_uint_or(address, A_slot, 0) + 1;
    }
    return next;
}

static void add_for_smartcards(struct canon *c)
{
    struct wanted_controllers wanted = {0};
    uint64_t slot = next_card_slot(c);
    FOR_DEVICES(card, c, A_smartcard) {
        struct node *address = node_child(card, A_address);
        if (!attr_get(address, A_type)) {
            address = fill_child(c, card, A_address, R_smartcard_address);
            fill_atom(c, address, A_type, R_smartcard_address, A_ccid);
            fill_uint(c, address, A_controller, R_smartcard_address, 0);
            fill_uint(c, address, A_slot, R_smartcard_address, slot++);
        }
        if (attr_is(address, A_type, A_ccid))
            want_controller(c, &wanted, attr_uint_or(address, A_controller, 0), A_NONE);
    }
    if (wanted.count)
        need_controllers(c, A_ccid, &wanted, R_controller_smartcard);
}

void pass_device_controllers(struct canon *c)
{
    static const uint16_t buses[] = {A_scsi, A_fdc, A_ide, A_sata};
    for (size_t i = 0; i < countof(buses); i++)
        add_for_disks(c, buses[i]);
    add_for_ports(c, A_channel);
    add_for_ports(c, A_console);
    add_for_smartcards(c);
    pass_scsi_hostdev_controllers(c);
}
