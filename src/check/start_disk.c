/* What keeps a guest from starting: disks and shared folders. */
#include <stdint.h>
#include <string.h>

#include "../canon/device.h"
#include "../canon/disk.h"
#include "start.h"

enum {
    BLOCK_LEAST = 512,
    BLOCK_MOST = 2097152,
    SERIAL_SCSI = 36, /* characters */
    SERIAL_USB = 20,
    DISK_QUEUES = 1024,
    RING_LEAST = 4,
    RING_MOST = 1024,
    TAG_9P = 31,       /* characters of what the guest mounts */
    TAG_VIRTIOFS = 36,
};

static bool is_power_of_two(uint64_t n)
{
    return n && !(n & (n - 1));
}

/* The value of a block size of <blockio>, 512 when it is absent or 0, which is as good. */
static uint64_t block_size(const struct node *blockio, enum atom name)
{
    const uint64_t size = attr_uint_or(blockio, name, BLOCK_LEAST);
    return size ? size : BLOCK_LEAST;
}

static bool is_block_size(uint64_t size)
{
    return is_power_of_two(size) && size >= BLOCK_LEAST && size <= BLOCK_MOST;
}

void start_block_size(struct review *r, struct node *disk)
{
    static const uint16_t sizes[] = {A_logical_block_size, A_physical_block_size};
    struct node *blockio = node_child(disk, A_blockio);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (!is_block_size(block_size(blockio, sizes[i])))
            unstartable_at(r, blockio, sizes[i], S_block_size, atom_text[sizes[i]],
                           number_text(r, block_size(blockio, sizes[i])), number_text(r, BLOCK_LEAST),
                           number_text(r, BLOCK_MOST));
}

void start_block_larger(struct review *r, struct node *disk)
{
    struct node *blockio = node_child(disk, A_blockio);
    const uint64_t logical = block_size(blockio, A_logical_block_size);
    const uint64_t physical = block_size(blockio, A_physical_block_size);
    if (logical > physical && is_block_size(logical) && is_block_size(physical))
        unstartable_at(r, blockio, A_logical_block_size, S_block_larger, number_text(r, logical),
                       number_text(r, physical));
}

void start_block_ata(struct review *r, struct node *disk)
{
    struct node *blockio = node_child(disk, A_blockio);
    const enum atom bus = disk_bus(disk);
    const uint64_t logical = block_size(blockio, A_logical_block_size);
    if ((bus == A_ide || bus == A_sata) && logical != BLOCK_LEAST)
        unstartable_at(r, blockio, A_logical_block_size, S_block_ata, atom_text[bus], number_text(r, logical));
}

void start_discard(struct review *r, struct node *disk)
{
    struct node *blockio = node_child(disk, A_blockio);
    const uint64_t logical = block_size(blockio, A_logical_block_size);
    uint64_t size;
    if (attr_uint(blockio, A_discard_granularity, &size) && size % logical && is_block_size(logical))
        unstartable_at(r, blockio, A_discard_granularity, S_discard, number_text(r, size), number_text(r, logical));
}

void start_disk_serial(struct review *r, struct node *disk)
{
    struct node *serial = node_child(disk, A_serial);
    const enum atom bus = disk_bus(disk);
    const bool scsi = bus == A_scsi && !attr_is(disk, A_device, A_lun);
    const size_t most = bus == A_usb ? SERIAL_USB : scsi ? SERIAL_SCSI : SIZE_MAX;
    const size_t length = strlen(node_text(r->meant, serial));
    if (length > most)
        unstartable(r, serial, NULL, S_disk_serial, number_text(r, length), atom_text[bus], number_text(r, most));
}

/* --- drive addresses ------------------------------------------------------------------------------------------------- */

/* The highest numbers at a controller; the hypervisor's own checks have seen to those that are not here. */
static const struct {
    uint16_t type, model; /* model 0: any */
    uint16_t target, unit;
} places[] = {
    {A_sata, A_NONE, UINT16_MAX, 5},
    {A_scsi, A_lsilogic, UINT16_MAX, 7},
    {A_scsi, A_am53c974, UINT16_MAX, 7},
    {A_scsi, A_lsisas1068, 8, 1},
    {A_scsi, A_lsisas1078, 64, 255},
    {A_scsi, A_vmpvscsi, 64, 0},
    {A_scsi, A_ibmvscsi, 63, 31},
};

static const struct node *controller_of(const struct review *r, enum atom type, uint32_t index)
{
    FOR_MEANT(controller, r, A_controller)
        if (attr_is(controller, A_type, type) && attr_uint_or(controller, A_index, UINT32_MAX) == index)
            return controller;
    return NULL;
}

void start_disk_place(struct review *r, struct node *disk)
{
    struct node *address = node_child(disk, A_address);
    if (!attr_is(address, A_type, A_drive))
        return;
    const struct drive_addr at = drive_of(address);
    const enum atom bus = disk_bus(disk), model = attr_atom(controller_of(r, bus, at.controller), A_model);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (places[i].type != bus || (places[i].model && places[i].model != model))
            continue;
        const char *name = atom_text[model ? model : bus];
        if (at.target > places[i].target)
            unstartable_at(r, address, A_target, S_disk_place, "target", number_text(r, at.target), name,
                           number_text(r, places[i].target));
        if (at.unit > places[i].unit)
            unstartable_at(r, address, A_unit, S_disk_place, "unit", number_text(r, at.unit), name,
                           number_text(r, places[i].unit));
        return;
    }
}

/* --- queues ---------------------------------------------------------------------------------------------------------- */

void start_disk_queues(struct review *r, struct node *disk)
{
    struct node *driver = node_child(disk, A_driver);
    uint64_t queues;
    if (disk_bus(disk) == A_virtio && attr_uint(driver, A_queues, &queues) && queues > DISK_QUEUES)
        unstartable_at(r, driver, A_queues, S_disk_queues, number_text(r, queues), number_text(r, DISK_QUEUES));
}

void start_disk_ring(struct review *r, struct node *disk)
{
    struct node *driver = node_child(disk, A_driver);
    uint64_t size;
    if (disk_bus(disk) == A_virtio && attr_uint(driver, A_queue_size, &size) && size &&
        (!is_power_of_two(size) || size < RING_LEAST || size > RING_MOST))
        unstartable_at(r, driver, A_queue_size, S_disk_ring, number_text(r, size), number_text(r, RING_LEAST),
                       number_text(r, RING_MOST));
}

/* --- throttling ------------------------------------------------------------------------------------------------------ */

/* A rate, the rate in a burst and the seconds that a burst lasts. */
static const struct {
    uint16_t rate, burst, length;
} buckets[] = {
    {A_total_bytes_sec, A_total_bytes_sec_max, A_total_bytes_sec_max_length},
    {A_read_bytes_sec, A_read_bytes_sec_max, A_read_bytes_sec_max_length},
    {A_write_bytes_sec, A_write_bytes_sec_max, A_write_bytes_sec_max_length},
    {A_total_iops_sec, A_total_iops_sec_max, A_total_iops_sec_max_length},
    {A_read_iops_sec, A_read_iops_sec_max, A_read_iops_sec_max_length},
    {A_write_iops_sec, A_write_iops_sec_max, A_write_iops_sec_max_length},
};

enum { BUCKETS = sizeof buckets / sizeof *buckets, FIRST_IOPS_BUCKET = 3 };

static uint64_t limit_of(struct review *r, const struct node *tune, enum atom name)
{
    uint64_t value;
    return node_text_uint(r->meant, node_child(tune, name), &value) ? value : 0;
}

/* Libvirt sets no limits for a drive without a medium. */
static struct node *limits_of(const struct node *disk)
{
    return source_is_empty(node_child(disk, A_source), attr_atom(disk, A_type)) ? NULL : node_child(disk, A_iotune);
}

static void lacks(struct review *r, const struct node *tune, enum atom name, const char *lacking)
{
    unstartable(r, node_child(tune, name), NULL, S_iotune_alone, atom_text[name], lacking);
}

void start_iotune_alone(struct review *r, struct node *disk)
{
    const struct node *tune = limits_of(disk);
    bool iops = false;
    for (size_t i = 0; tune && i < BUCKETS; i++) {
        const bool rate = limit_of(r, tune, buckets[i].rate), burst = limit_of(r, tune, buckets[i].burst);
        if (burst && !rate)
            lacks(r, tune, buckets[i].burst, atom_text[buckets[i].rate]);
        if (!burst && limit_of(r, tune, buckets[i].length) > 1)
            lacks(r, tune, buckets[i].length, atom_text[buckets[i].burst]);
        iops |= rate && i >= FIRST_IOPS_BUCKET;
    }
    if (tune && limit_of(r, tune, A_size_iops_sec) && !iops)
        lacks(r, tune, A_size_iops_sec, atom_text[A_total_iops_sec]);
}

void start_iotune_burst(struct review *r, struct node *disk)
{
    const struct node *tune = limits_of(disk);
    for (size_t i = 0; tune && i < BUCKETS; i++) {
        const uint64_t rate = limit_of(r, tune, buckets[i].rate), burst = limit_of(r, tune, buckets[i].burst);
        if (burst && burst < rate)
            unstartable(r, node_child(tune, buckets[i].burst), NULL, S_iotune_burst, atom_text[buckets[i].burst],
                        number_text(r, burst), atom_text[buckets[i].rate], number_text(r, rate));
    }
}

/* --- what is in the drive -------------------------------------------------------------------------------------------- */

static bool is_written(const struct node *disk)
{
    return !disk_is_readonly(disk) && !source_is_empty(node_child(disk, A_source), attr_atom(disk, A_type));
}

void start_disk_format(struct review *r, struct node *disk)
{
    static const uint16_t only_read[] = {A_bochs, A_cloop, A_dmg, 0};
    struct node *driver = node_child(disk, A_driver);
    const enum atom format = attr_atom(driver, A_type);
    if (atom_in(format, only_read) && is_written(disk))
        unstartable_at(r, driver, A_type, S_disk_format, atom_text[format]);
}

void start_disk_protocol(struct review *r, struct node *disk)
{
    static const uint16_t only_read[] = {A_http, A_https, A_ftp, A_ftps, A_tftp, 0};
    struct node *source = node_child(disk, A_source);
    const enum atom protocol = attr_is(disk, A_type, A_network) ? attr_atom(source, A_protocol) : A_NONE;
    if (atom_in(protocol, only_read) && is_written(disk))
        unstartable_at(r, source, A_protocol, S_disk_protocol, atom_text[protocol]);
}

void start_disk_vxhs(struct review *r, struct node *disk)
{
    struct node *source = node_child(disk, A_source);
    if (attr_is(disk, A_type, A_network) && attr_is(source, A_protocol, A_vxhs))
        unstartable_at(r, source, A_protocol, S_disk_vxhs, "vxhs");
}

void start_iscsi_unit(struct review *r, struct node *disk)
{
    struct node *source = node_child(disk, A_source);
    const char *name = attr_is(disk, A_type, A_network) && attr_is(source, A_protocol, A_iscsi)
                           ? attr_get(source, A_name) : NULL;
    const char *unit = name ? strrchr(name, '/') : NULL;
    if (unit && (!unit[1] || unit[1 + strspn(unit + 1, "0123456789")]))
        unstartable_at(r, source, A_name, S_iscsi_unit, unit + 1);
}

void start_luks_secret(struct review *r, struct node *disk)
{
    struct node *encryption = node_path(disk, A_source, A_encryption, 0);
    if (attr_is(encryption, A_format, A_luks) && !node_child(encryption, A_secret))
        unstartable(r, encryption, NULL, S_luks_secret);
}

/* Boards on which QEMU has no controller for floppies, or no floppies at all. */
static bool has_floppies(const struct review *r)
{
    switch (r->canon.machine->family) {
    case FAMILY_VIRT:
    case FAMILY_RISCV_VIRT:
    case FAMILY_LOONGARCH_VIRT:
    case FAMILY_PSERIES:
    case FAMILY_S390_CCW:
    case FAMILY_MAC_PPC:
        return false;
    default:
        return true;
    }
}

void start_floppy(struct review *r, struct node *disk)
{
    if (attr_is(disk, A_device, A_floppy) && !has_floppies(r))
        unstartable_at(r, disk, A_device, S_floppy, r->canon.machine_name);
}

/* --- shared folders -------------------------------------------------------------------------------------------------- */

void start_folder_tag(struct review *r, struct node *filesystem)
{
    struct node *target = node_child(filesystem, A_target);
    const bool virtiofs = attr_is(node_child(filesystem, A_driver), A_type, A_virtiofs);
    const unsigned most = virtiofs ? TAG_VIRTIOFS : TAG_9P;
    const char *tag = attr_get(target, A_dir);
    if (tag && strlen(tag) > most)
        unstartable_at(r, target, A_dir, S_folder_tag, tag, number_text(r, strlen(tag)), number_text(r, most));
}
