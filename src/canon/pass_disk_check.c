/* What disks may not be whatever the hypervisor: names, buses and addresses that do not fit, settings of other kinds of
 * drives, limits that contradict one another. Changes nothing. */
#include <ctype.h>
#include <string.h>

#include "disk.h"

static bool name_has(const struct node *disk, const char *prefix)
{
    return strncmp(disk_name(disk), prefix, strlen(prefix)) == 0;
}

/* A drive whose medium cannot be taken out has one. */
static void check_medium(struct canon *c, const struct node *disk)
{
    if (attr_is(disk, A_device, A_disk) && source_is_empty(node_child(disk, A_source), attr_atom(disk, A_type)))
        refuse(c, disk, NULL, D_disk_empty, disk_name(disk));
    const struct node *driver = node_child(disk, A_driver);
    if (attr_is(driver, A_discard_no_unref, A_on) && !attr_is(driver, A_type, A_qcow2))
        refuse(c, driver, NULL, D_disk_qcow2_only, "discard_no_unref");
}

static void check_name(struct canon *c, const struct node *disk)
{
    static const char *const prefixes[] = {"hd", "sd", "vd", "xvd", "ubd"};
    const enum atom device = attr_atom(disk, A_device), bus = disk_bus(disk);
    bool fits = false;
    for (size_t i = 0; i < countof(prefixes); i++)
        fits = fits || name_has(disk, prefixes[i]);
    if (device == A_floppy)
        fits = name_has(disk, "fd");
    else if (device == A_cdrom || device == A_lun)
        fits = true;
    if (!fits)
        refuse(c, disk, NULL, D_disk_name_device, disk_name(disk), atom_text[device ? device : A_disk]);
    if ((device == A_floppy) != (bus == A_fdc))
        refuse(c, disk, NULL, D_disk_bus_device, bus ? atom_text[bus] : "", atom_text[device ? device : A_disk]);
}

static void check_address(struct canon *c, const struct node *disk)
{
    const struct node *address = node_child(disk, A_address);
    const char *type = attr_get(address, A_type);
    switch (disk_bus(disk)) {
    case A_ide:
    case A_fdc:
    case A_scsi:
    case A_sata:
        if (type && !attr_is(address, A_type, A_drive))
            refuse(c, address, NULL, D_disk_address_kind, type, atom_text[disk_bus(disk)]);
        break;
    default:
        break;
    }
}

/* Attributes of <driver> and <disk> that only virtio drives have. */
static void check_virtio(struct canon *c, const struct node *disk)
{
    static const uint16_t settings[] = {A_queues, A_queue_size, A_event_idx, A_ioeventfd,
                                        A_iommu,  A_ats,        A_packed,    A_page_per_vq};
    const struct node *driver = node_child(disk, A_driver);
    if (disk_bus(disk) == A_virtio)
        return;
    for (size_t i = 0; i < countof(settings); i++)
        if (attr_get(driver, settings[i]))
            refuse_at(c, driver, settings[i], D_disk_virtio_only, atom_text[settings[i]]);
    if (attr_get(disk, A_model))
        refuse_at(c, disk, A_model, D_disk_virtio_only, "model");
}

static void check_lun(struct canon *c, const struct node *disk)
{
    const struct node *source = node_child(disk, A_source);
    const enum atom type = attr_atom(disk, A_type);
    if (attr_is(disk, A_device, A_lun)) {
        if (type != A_block && type != A_volume && !(type == A_network && attr_is(source, A_protocol, A_iscsi)))
            refuse(c, disk, NULL, D_disk_lun_source);
        return;
    }
    if (node_child(source, A_reservations))
        refuse(c, source, NULL, D_disk_lun_only, "reservations");
    if (attr_get(disk, A_rawio))
        refuse_at(c, disk, A_rawio, D_disk_lun_only, "rawio");
    if (attr_get(disk, A_sgio))
        refuse_at(c, disk, A_sgio, D_disk_lun_only, "sgio");
}

static void check_startup(struct canon *c, const struct node *disk)
{
    const struct node *source = node_child(disk, A_source);
    const enum atom device = attr_atom(disk, A_device);
    if (!attr_get(source, A_startupPolicy))
        return;
    if (attr_is(disk, A_type, A_network))
        refuse_at(c, source, A_startupPolicy, D_disk_startup_network);
    else if (attr_is(source, A_startupPolicy, A_requisite) && device != A_cdrom && device != A_floppy)
        refuse_at(c, source, A_startupPolicy, D_disk_startup_requisite);
}

static void check_reservations(struct canon *c, const struct node *disk)
{
    const struct node *reservations = node_path(disk, A_source, A_reservations, 0);
    const struct node *socket = node_child(reservations, A_source);
    if (!reservations)
        return;
    if (!attr_get(reservations, A_managed))
        refuse_missing(c, reservations, A_managed);
    else if (attr_is(reservations, A_managed, A_no) &&
             !(attr_get(socket, A_type) && attr_get(socket, A_path) && attr_is(socket, A_mode, A_client)))
        refuse(c, reservations, NULL, D_disk_reservations);
}

static void check_source(struct canon *c, const struct node *disk)
{
    const struct node *source = node_child(disk, A_source);
    uint64_t number;
    if (attr_is(disk, A_type, A_volume) && !attr_get(source, A_pool) != !attr_get(source, A_volume))
        refuse(c, source, NULL, D_disk_volume);
    if (attr_is(disk, A_type, A_nvme) && attr_uint(source, A_namespace, &number) && number == 0)
        refuse_at(c, source, A_namespace, D_disk_nvme_namespace);
}

/* Characters that a serial number may have. */
static void check_serial(struct canon *c, const struct node *disk)
{
    const struct node *serial = node_child(disk, A_serial);
    for (const char *p = node_text(c->doc, serial); *p; p++)
        if (!isalnum((unsigned char)*p) && !strchr("_-. +", *p)) {
            refuse(c, serial, NULL, D_disk_serial);
            return;
        }
}

static void check_target(struct canon *c, const struct node *disk)
{
    const struct node *target = node_child(disk, A_target);
    const enum atom device = attr_atom(disk, A_device), bus = disk_bus(disk);
    if (attr_is(target, A_tray, A_open) && device != A_cdrom && device != A_floppy)
        refuse_at(c, target, A_tray, D_disk_tray);
    if (attr_get(target, A_removable) && bus != A_usb && !(bus == A_scsi && device != A_cdrom))
        refuse_at(c, target, A_removable, D_disk_removable);
}

static void refuse_taken(struct canon *c, const struct node *disk, const struct node *holder)
{
    blame_plugged(&disk, &holder);
    refuse(c, node_child(disk, A_address), NULL, D_disk_address_taken, disk_name(disk), disk_name(holder));
}

static void check_duplicates(struct canon *c)
{
    const size_t count = node_count(c->devices, A_disk);
    struct drive_set *sets[] = {drive_set_new(c->scratch), drive_set_new(c->scratch), drive_set_new(c->scratch),
                                drive_set_new(c->scratch)};
    static const uint16_t buses[] = {A_ide, A_fdc, A_scsi, A_sata};
    struct addr_refusal why;
    if (count < 2)
        return;
    FOR_DEVICES(disk, c, A_disk) {
        const struct node *address = node_child(disk, A_address);
        const struct drive_addr at = drive_of(address);
        for (size_t i = 0; i < 4; i++)
            if (disk_bus(disk) == buses[i] && attr_is(address, A_type, A_drive) &&
                !drive_reserve(sets[i], &at, disk, &why))
                refuse_taken(c, disk, why.holder);
    }
}

/* Parts that moved into the <source> may not stand in both places. */
static void check_parts(struct canon *c, const struct node *disk)
{
    static const uint16_t parts[] = {A_auth, A_encryption};
    for (size_t i = 0; i < countof(parts); i++)
        if (node_child(disk, parts[i]) && node_child(node_child(disk, A_source), parts[i]))
            refuse(c, node_child(disk, parts[i]), NULL, D_disk_part_twice, atom_text[parts[i]]);
}

static void check_hostdevs(struct canon *c)
{
    struct drive_set *set = drive_set_new(c->scratch);
    struct addr_refusal why;
    FOR_DEVICES(hostdev, c, A_hostdev) {
        const struct node *address = node_child(hostdev, A_address);
        const struct drive_addr at = drive_of(address);
        if (attr_is(hostdev, A_type, A_scsi) && attr_is(address, A_type, A_drive) &&
            !drive_reserve(set, &at, hostdev, &why))
            refuse(c, address, NULL, D_hostdev_drive_taken);
    }
}

static void check_names(struct canon *c)
{
    struct seen *names = seen_new(c->scratch);
    FOR_DEVICES(disk, c, A_disk) {
        const struct node *first = seen_before(names, disk_name(disk), disk), *later = disk;
        if (!first)
            continue;
        blame_plugged(&later, &first);
        refuse(c, later, NULL, D_disk_name_twice, disk_name(disk), line_of(c, first));
    }
}

void pass_disk_check(struct canon *c)
{
    static void (*const checks[])(struct canon *c, const struct node *disk) = {
        check_medium, check_name,   check_address, check_virtio,       check_lun,    check_startup,
        check_target, check_parts,  check_reservations, check_serial, check_source,
    };
    FOR_DEVICES(disk, c, A_disk)
        for (size_t i = 0; i < countof(checks); i++)
            checks[i](c, disk);
    check_hostdevs(c);
    check_duplicates(c);
    check_names(c);
}
