/* Buses of disks and the drive addresses that their names stand for; drive addresses of SCSI host devices. */
#include <string.h>

#include "disk.h"

static void drop_xen_prefix(struct canon *c, struct node *disk)
{
    struct node *target = node_child(disk, A_target);
    const char *name = attr_get(target, A_dev);
    if (name && strncmp(name, "ioemu:", 6) == 0)
        decide_attr(c, target, A_dev, R_disk_name_ioemu, name + 6);
}

static enum atom bus_of_name(const struct node *disk)
{
    static const struct {
        const char *prefix;
        uint16_t bus;
    } rows[] = {{"hd", A_ide}, {"sd", A_scsi}, {"vd", A_virtio}, {"xvd", A_xen}, {"ubd", A_uml}};
    const char *name = disk_name(disk);
    for (size_t i = 0; i < countof(rows); i++)
        if (strncmp(name, rows[i].prefix, strlen(rows[i].prefix)) == 0)
            return rows[i].bus;
    return A_ide;
}

void disk_fill_bus(struct canon *c, struct node *disk)
{
    struct node *target = node_child(disk, A_target);
    if (!target)
        return;
    if (attr_is(disk, A_device, A_floppy))
        fill_atom(c, target, A_bus, R_disk_bus_floppy, A_fdc);
    else
        fill_atom(c, target, A_bus, R_disk_bus, bus_of_name(disk));
}

static bool layout_of(struct canon *c, enum atom bus, enum drive_layout *layout)
{
    switch (bus) {
    case A_scsi:
        *layout = scsi_layout(c);
        return true;
    case A_ide:
        *layout = DRIVE_IDE;
        return true;
    case A_sata:
        *layout = DRIVE_SATA;
        return true;
    case A_fdc:
        *layout = DRIVE_FDC;
        return true;
    default:
        return false;
    }
}

static void write_drive(struct canon *c, struct node *device, struct drive_addr at, enum rule r)
{
    struct node *address = node_child(device, A_address);
    if (!address)
        address = decide_child(c, device, A_address, r);
    fill_atom(c, address, A_type, r, A_drive);
    fill_uint(c, address, A_controller, r, at.controller);
    fill_uint(c, address, A_bus, r, at.bus);
    fill_uint(c, address, A_target, r, at.target);
    fill_uint(c, address, A_unit, r, at.unit);
}

static bool is_scsi_hostdev(const struct node *hostdev)
{
    return attr_is(hostdev, A_type, A_scsi) && !attr_is(hostdev, A_mode, A_capabilities);
}

static bool has_address(const struct node *device)
{
    return attr_get(node_child(device, A_address), A_type) != NULL;
}

static bool has_drive(const struct node *device)
{
    return attr_is(node_child(device, A_address), A_type, A_drive);
}

/* What holds SCSI addresses: `disks` those of disks, `hostdevs` those of host devices. */
static struct drive_set *scsi_units(struct canon *c, bool disks, bool hostdevs)
{
    struct drive_set *set = drive_set_new(c->scratch);
    struct addr_refusal why;
    FOR_DEVICES(disk, c, A_disk) {
        const struct drive_addr at = drive_of(node_child(disk, A_address));
        if (disks && disk_bus(disk) == A_scsi && has_drive(disk))
            drive_reserve(set, &at, disk, &why);
    }
    FOR_DEVICES(hostdev, c, A_hostdev) {
        const struct drive_addr at = drive_of(node_child(hostdev, A_address));
        if (hostdevs && is_scsi_hostdev(hostdev) && has_drive(hostdev))
            drive_reserve(set, &at, hostdev, &why);
    }
    return set;
}

static void place_disk(struct canon *c, struct node *disk, const struct drive_set *hostdevs)
{
    enum drive_layout layout;
    const int64_t number = disk_number(disk);
    if (has_address(disk) || !*disk_name(disk))
        return;
    if (number < 0) {
        struct node *target = node_child(disk, A_target);
        refuse_at(c, target, A_dev, D_disk_name_unknown, disk_name(disk));
        return;
    }
    if (!layout_of(c, disk_bus(disk), &layout))
        return;
    const struct drive_addr at = drive_place(layout, (uint32_t)number);
    if (disk_bus(disk) == A_scsi && drive_owner(hostdevs, &at)) {
        refuse(c, node_child(disk, A_target), NULL, D_disk_name_conflict, disk_name(disk));
        return;
    }
    write_drive(c, disk, at, R_disk_address);
}

void pass_disk_place(struct canon *c)
{
    const struct drive_set *hostdevs = scsi_units(c, false, true);
    FOR_DEVICES(disk, c, A_disk) {
        drop_xen_prefix(c, disk);
        disk_fill_bus(c, disk);
        /* Only USB drives can tell the guest; a SCSI drive's setting is accepted and not kept. */
        if (disk_bus(disk) == A_scsi && attr_is(disk, A_device, A_disk))
            attr_drop(node_child(disk, A_target), A_removable);
        place_disk(c, disk, hostdevs);
    }
}

/* The first free unit, of controllers that may not be there yet. Those before `first` are full, and stay so. */
static struct drive_addr free_scsi_unit(struct canon *c, const struct drive_set *set, uint32_t *first)
{
    struct drive_addr at = {.controller = *first};
    while (!drive_free_unit(set, scsi_layout(c), at.controller, &at.unit))
        at.controller++;
    *first = at.controller;
    return at;
}

void pass_scsi_hostdev_place(struct canon *c)
{
    struct drive_set *set = NULL;
    uint32_t first = 0;
    struct addr_refusal why;
    FOR_DEVICES(hostdev, c, A_hostdev) {
        if (!is_scsi_hostdev(hostdev) || has_address(hostdev))
            continue;
        if (!set)
            set = scsi_units(c, true, true);
        const struct drive_addr at = free_scsi_unit(c, set, &first);
        drive_reserve(set, &at, hostdev, &why);
        write_drive(c, hostdev, at, R_hostdev_scsi_address);
    }
}
