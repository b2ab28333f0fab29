/* Controllers that QEMU does not have: boards without one, models, settings of other models. Changes nothing.
 */
#include "controller.h"
#include "device.h"
#include "disk.h"
#include "iothread.h"

static void check_usb(struct canon *c, const struct node *n)
{
    const enum atom model = attr_atom(n, A_model);
    if (model == A_qusb1 || model == A_qusb2)
        refuse_at(c, n, A_model, D_controller_model, atom_text[model]);
    if ((model == A_nec_xhci || model == A_qemu_xhci) && attr_uint_or(n, A_ports, 0) > 15)
        refuse_at(c, n, A_ports, D_controller_ports, atom_text[model]);
}

static void check_scsi(struct canon *c, const struct node *n)
{
    const enum atom model = attr_atom(n, A_model);
    if (model == A_ncr53c90 && c->arch == A_sparc && controller_index(n) != 0)
        refuse_at(c, n, A_model, D_controller_not_first, atom_text[model]);
    if (model == A_buslogic || (model == A_ncr53c90 && c->arch != A_sparc))
        refuse_at(c, n, A_model, D_controller_model, atom_text[model]);
}

/* A controller that the document does not have is there for a disk: the mistake is that disk's. */
static const struct node *cause_of(struct canon *c, const struct node *n, enum atom bus)
{
    const struct node *disk = n->ordinal ? NULL : node_child(c->devices, A_disk);
    while (disk && disk_bus(disk) != bus)
        disk = node_next_same(disk);
    return disk ? disk : n;
}

static void check_ide(struct canon *c, const struct node *n)
{
    if (!c->machine->builtin_ide)
        refuse(c, cause_of(c, n, A_ide), NULL, D_controller_no_ide);
    else if (controller_index(n) > 0 && n->ordinal)
        refuse(c, n, NULL, D_disk_one_controller, "ide");
}

/* Settings that only virtio-scsi has. */
static void check_queues(struct canon *c, const struct node *n)
{
    static const uint16_t names[] = {A_queues, A_cmd_per_lun, A_max_sectors, A_ioeventfd, A_iothread};
    const struct node *driver = node_child(n, A_driver);
    const enum atom model = attr_atom(n, A_model);
    if (attr_is(n, A_type, A_scsi) && (model == A_virtio_scsi || is_virtio_model(model))) {
        if (attr_get(driver, A_iothread) && !iothread_exists(c, attr_uint_or(driver, A_iothread, 0)))
            refuse_at(c, driver, A_iothread, D_disk_iothread, attr_get(driver, A_iothread));
        return;
    }
    for (size_t i = 0; driver && i < countof(names); i++)
        if (attr_get(driver, names[i]))
            refuse_at(c, driver, names[i], D_controller_virtio_only, atom_text[names[i]]);
}

void pass_controller_check_qemu(struct canon *c)
{
    FOR_DEVICES(n, c, A_controller) {
        switch (attr_atom(n, A_type)) {
        case A_usb:
            check_usb(c, n);
            break;
        case A_scsi:
            check_scsi(c, n);
            break;
        case A_ide:
            check_ide(c, n);
            break;
        case A_isa: /* of which libvirt takes no notice where there is no PCI */
            if (machine_has_pci(c))
                refuse_at(c, n, A_type, D_controller_type, "isa");
            break;
        case A_xenbus:
            refuse_at(c, n, A_type, D_controller_type, attr_get(n, A_type));
            break;
        default:
            break;
        }
        check_queues(c, n);
    }
}

/* Only virtio-scsi has more than one target. */
static void check_target(struct canon *c, const struct node *device, const struct seen *controllers)
{
    const struct node *address = node_child(device, A_address);
    if (!attr_is(address, A_type, A_drive) || attr_uint_or(address, A_target, 0) == 0)
        return;
    const struct node *n = seen_owner(controllers, text_of(c, attr_uint_or(address, A_controller, 0)));
    if (attr_is(n, A_model, A_lsilogic))
        refuse_at(c, address, A_target, D_disk_no_target, "scsi");
}

void pass_scsi_target_check(struct canon *c)
{
    const bool drives = node_child(c->devices, A_disk) || node_child(c->devices, A_hostdev);
    const struct seen *controllers = drives ? controllers_by_number(c, A_scsi) : NULL;
    FOR_DEVICES(disk, c, A_disk)
        if (disk_bus(disk) == A_scsi)
            check_target(c, disk, controllers);
    FOR_DEVICES(hostdev, c, A_hostdev)
        check_target(c, hostdev, controllers);
}
