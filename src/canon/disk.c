/* What passes about disks ask of a <disk>. Changes nothing. */
#include "disk.h"

#include <string.h>

const char *disk_name(const struct node *disk)
{
    const char *name = attr_get(node_child(disk, A_target), A_dev);
    if (!name)
        return "";
    return strncmp(name, "ioemu:", 6) == 0 ? name + 6 : name;
}

int64_t disk_number(const struct node *disk)
{
    uint32_t number;
    return drive_name_index(disk_name(disk), &number) ? (int64_t)number : -1;
}

enum atom disk_bus(const struct node *disk)
{
    return attr_atom(node_child(disk, A_target), A_bus);
}

bool disk_is_readonly(const struct node *disk)
{
    return node_child(disk, A_readonly) || attr_is(disk, A_device, A_cdrom);
}

bool source_is_empty(const struct node *source, enum atom type)
{
    switch (type) {
    case A_network:
        return !attr_get(source, A_protocol);
    case A_nvme:
    case A_vhostuser:
    case A_volume: /* its pool is asked at the start */
        return !source;
    case A_block:
    case A_vhostvdpa:
        return !attr_get(source, A_dev);
    case A_dir:
        return !attr_get(source, A_dir);
    default:
        return !attr_get(source, A_file);
    }
}

struct drive_addr drive_of(const struct node *address)
{
    return (struct drive_addr){
        .controller = (uint32_t)attr_uint_or(address, A_controller, 0),
        .bus = (uint32_t)attr_uint_or(address, A_bus, 0),
        .target = (uint32_t)attr_uint_or(address, A_target, 0),
        .unit = (uint32_t)attr_uint_or(address, A_unit, 0),
    };
}

enum drive_layout scsi_layout(const struct canon *c)
{
    return canon_able(c, ABLE_WIDE_SCSI) ? DRIVE_SCSI_WIDE : DRIVE_SCSI;
}
