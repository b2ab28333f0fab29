/* What QEMU cannot do with disks: formats, encryption, kinds of drives on the wrong bus. Changes nothing. */
#include <string.h>

#include "device.h"
#include "disk.h"
#include "iothread.h"

static const uint16_t formats[] = {A_raw, A_qcow2, A_qed, A_qcow,  A_vmdk,  A_vdi, A_vpc,
                                   A_vhd, A_dmg,   A_bochs, A_cloop, A_ploop, A_fat, 0};

static void check_encryption(struct canon *c, const struct node *encryption, enum atom format,
                             const struct node *source)
{
    const enum atom kind = attr_atom(encryption, A_format);
    if (!encryption)
        return;
    const bool librbd = attr_is(encryption, A_engine, A_librbd);
    if (kind == A_qcow || kind == A_default)
        refuse(c, encryption, NULL, D_disk_encryption_old);
    else if (!librbd && format != A_raw && format != A_qcow2)
        refuse(c, encryption, NULL, D_disk_encryption_format);
    if (librbd) {
        if (!attr_get(source, A_protocol))
            refuse(c, encryption, NULL, D_disk_encryption_librbd);
        if (kind == A_luks_any && !host_has(c->host, HOST_CAP_BLOCKDEV_RBD_LUKS_ANY))
            refuse_at(c, encryption, A_format, D_disk_encryption_any);
        if (node_count(encryption, A_secret) > 1 && !host_has(c->host, HOST_CAP_BLOCKDEV_RBD_LAYERED))
            refuse(c, encryption, NULL, D_disk_encryption_layers);
        return;
    }
    if (node_child(encryption, A_cipher))
        refuse(c, node_child(encryption, A_cipher), NULL, D_disk_encryption_cipher);
    if (kind != A_luks && kind != A_qcow && kind != A_default)
        refuse(c, encryption, NULL, D_disk_encryption_engine, attr_get(encryption, A_format));
    if (node_count(encryption, A_secret) > 1)
        refuse(c, encryption, NULL, D_disk_encryption_secret);
}

/* NFS finds its port itself. */
static void check_nfs_host(struct canon *c, const struct node *host)
{
    const struct attr *transport = node_attr(host, A_transport);
    if (transport && transport->atom != A_tcp)
        refuse(c, host, transport, D_disk_nfs_server, "transport");
    else if (node_attr(host, A_port))
        refuse_at(c, host, A_port, D_disk_nfs_server, "port");
}

static void check_protocol(struct canon *c, const struct node *source)
{
    const enum atom protocol = attr_atom(source, A_protocol);
    if (protocol == A_sheepdog || protocol == A_tftp)
        refuse_at(c, source, A_protocol, D_disk_protocol, atom_text[protocol]);
    if (attr_get(source, A_tlsHostname) && !host_has(c->host, HOST_CAP_BLOCKDEV_NBD_TLS_HOSTNAME))
        refuse_at(c, source, A_tlsHostname, D_disk_tls_hostname);
    if (protocol == A_nfs && node_count(source, A_host) != 1)
        refuse(c, source, NULL, D_disk_nfs_host);
    else if (protocol == A_nfs)
        check_nfs_host(c, node_child(source, A_host));
}

/* What another process serves reads the guest's memory. */
static void check_served(struct canon *c, const struct node *disk)
{
    const enum atom type = attr_atom(disk, A_type);
    if (type == A_vhostuser && !memory_is_shared(c))
        refuse(c, disk, NULL, D_needs_shared_memory, "disk");
    if (type == A_vhostvdpa && !host_has(c->host, HOST_CAP_BLOCKDEV_BLKIO_VHOST_VDPA))
        refuse(c, disk, NULL, D_disk_vdpa);
    else if (type == A_vhostvdpa && !memory_is_shared(c))
        refuse(c, disk, NULL, D_needs_shared_memory, "disk");
}

static const char *limit_of(struct canon *c, const struct node *tune, const struct node *limit)
{
    const struct node *same = node_child(tune, (enum atom)limit->name);
    return same ? node_text(c->doc, same) : "0";
}

static bool same_limits(struct canon *c, const struct node *one, const struct node *other)
{
    FOR_ELEMENTS(limit, one)
        if (strcmp(node_text(c->doc, limit), limit_of(c, other, limit)) != 0)
            return false;
    return true;
}

/* Disks of one group share their limits. */
static void check_groups(struct canon *c, const struct node *disk)
{
    const struct node *tune = node_child(disk, A_iotune), *group = node_child(tune, A_group_name);
    if (group && node_first_element(tune) == group && !node_next_element(group))
        refuse(c, group, NULL, D_disk_limit_group);
    for (const struct node *other = group ? node_next_same(disk) : NULL; other;
         other = node_next_same(other)) {
        const struct node *its = node_child(other, A_iotune), *its_group = node_child(its, A_group_name);
        if (!its_group || strcmp(node_text(c->doc, group), node_text(c->doc, its_group)) != 0)
            continue;
        if (!same_limits(c, tune, its) || !same_limits(c, its, tune))
            refuse(c, its, NULL, D_disk_group_limits, disk_name(disk), disk_name(other));
        return;
    }
}

/* One image: that of the drive itself or one below. */
static void check_image(struct canon *c, const struct node *holder, enum atom format, const char *text)
{
    const struct node *source = node_child(holder, A_source);
    const enum atom type = attr_atom(holder, A_type);
    const bool readonly = holder->name != A_disk || disk_is_readonly(holder);
    if (text && !atom_in(format, formats))
        refuse(c, holder, NULL, D_disk_format, text);
    else if (type == A_dir && source && (format != A_fat || !readonly))
        refuse(c, holder, NULL, D_disk_dir);
    else if (format == A_fat && type != A_dir && type != A_volume)
        refuse(c, holder, NULL, D_disk_fat);
    check_encryption(c, node_child(source, A_encryption), format, source);
    if (type == A_network && source)
        check_protocol(c, source);
}

static void check_images(struct canon *c, const struct node *disk)
{
    const struct node *driver = node_child(disk, A_driver);
    const enum atom format = attr_atom(driver, A_type);
    check_image(c, disk, format, attr_get(driver, A_type));
    check_encryption(c, node_child(disk, A_encryption), format, node_child(disk, A_source));
    for (const struct node *n = node_child(disk, A_backingStore); n; n = node_child(n, A_backingStore)) {
        const struct node *below = node_child(n, A_format);
        check_image(c, n, attr_atom(below, A_type), attr_get(below, A_type));
        if (!attr_is(below, A_type, A_qcow2) && node_path(below, A_metadata_cache, A_max_size, 0))
            refuse(c, below, NULL, D_disk_qcow2_only, "metadata_cache");
    }
    if (attr_get(driver, A_name) && !attr_is(driver, A_name, A_qemu))
        refuse_at(c, driver, A_name, D_disk_driver_name, attr_get(driver, A_name));
    if (format != A_qcow2 && node_path(driver, A_metadata_cache, A_max_size, 0))
        refuse(c, driver, NULL, D_disk_qcow2_only, "metadata_cache");
}

static void check_medium(struct canon *c, const struct node *disk)
{
    const enum atom device = attr_atom(disk, A_device), bus = disk_bus(disk);
    const bool empty = source_is_empty(node_child(disk, A_source), attr_atom(disk, A_type));
    const bool removable = device == A_cdrom || device == A_floppy;
    if (empty && (device == A_lun || (removable && bus == A_usb)))
        refuse(c, disk, NULL, D_disk_empty, disk_name(disk));
    if (removable && (bus == A_virtio || bus == A_sd))
        refuse(c, disk, NULL, D_disk_ejectable);
    if (device == A_disk && disk_is_readonly(disk) && (bus == A_ide || bus == A_sata))
        refuse(c, disk, NULL, D_disk_readonly_bus, atom_text[bus]);
}

static void check_modes(struct canon *c, const struct node *disk)
{
    const struct node *driver = node_child(disk, A_driver);
    const enum atom cache = attr_atom(driver, A_cache), format = attr_atom(driver, A_type);
    if (attr_is(driver, A_io, A_native) && cache != A_none && cache != A_directsync)
        refuse_at(c, driver, A_io, D_disk_io_native);
    static const uint16_t sharing[] = {A_virtio, A_scsi, A_usb, 0};
    static const uint16_t unlike[] = {A_lun, A_floppy, 0};
    if (attr_is(driver, A_copy_on_read, A_on) && (disk_is_readonly(disk) || atom_in(attr_atom(disk, A_device), unlike)))
        refuse_at(c, driver, A_copy_on_read, D_disk_copy_on_read);
    if (node_child(disk, A_shareable) && format != A_raw && !disk_is_readonly(disk))
        refuse(c, disk, NULL, D_disk_shareable);
    if (node_child(disk, A_transient)) {
        if (disk_is_readonly(disk))
            refuse(c, disk, NULL, D_disk_transient_readonly);
        else if (!attr_is(disk, A_type, A_file))
            refuse(c, disk, NULL, D_disk_transient_type);
        else if (attr_is(node_child(disk, A_transient), A_shareBacking, A_yes) && !atom_in(disk_bus(disk), sharing))
            refuse(c, node_child(disk, A_transient), NULL, D_disk_transient_bus, atom_text[disk_bus(disk)]);
    }
    uint64_t thread;
    if (attr_uint(driver, A_iothread, &thread) && !iothread_exists(c, thread))
        refuse_at(c, driver, A_iothread, D_disk_iothread, attr_get(driver, A_iothread));
    else if (attr_get(driver, A_iothread) && disk_bus(disk) != A_virtio)
        refuse_at(c, driver, A_iothread, D_disk_virtio_only, "iothread");
}

/* What the drive tells the guest about its maker: SCSI has room for less than ATA. */
static void check_maker(struct canon *c, const struct node *disk)
{
    const enum atom bus = disk_bus(disk);
    const struct node *vendor = node_child(disk, A_vendor), *product = node_child(disk, A_product);
    const char *maker = node_text(c->doc, vendor), *name = node_text(c->doc, product);
    const bool lun = attr_is(disk, A_device, A_lun), ata = bus == A_ide || bus == A_sata;
    if (*maker && (lun || bus != A_scsi))
        refuse(c, vendor, NULL, D_disk_vendor);
    if (*name && (lun || (bus != A_scsi && !ata)))
        refuse(c, product, NULL, D_disk_product);
    if (strlen(maker) > 8)
        refuse(c, vendor, NULL, D_disk_text_long, "vendor", "8");
    if (strlen(name) > (bus == A_scsi ? 16 : 40))
        refuse(c, product, NULL, D_disk_text_long, "product", bus == A_scsi ? "16" : "40");
}

static void check_identity(struct canon *c, const struct node *disk)
{
    const enum atom bus = disk_bus(disk);
    const struct node *geometry = node_child(disk, A_geometry);
    const bool lun = attr_is(disk, A_device, A_lun);
    if (node_child(disk, A_wwn) && (lun || (bus != A_ide && bus != A_scsi)))
        refuse(c, node_child(disk, A_wwn), NULL, D_disk_wwn);
    if (bus == A_sd && node_child(disk, A_serial))
        refuse(c, node_child(disk, A_serial), NULL, D_disk_serial_bus, "sd");
    if (lun && bus == A_scsi && node_child(disk, A_serial))
        refuse(c, node_child(disk, A_serial), NULL, D_disk_lun_serial);
    if (geometry && (bus == A_usb || bus == A_sd))
        refuse(c, geometry, NULL, D_disk_geometry, atom_text[bus]);
    else if (attr_get(geometry, A_trans) && bus != A_ide)
        refuse_at(c, geometry, A_trans, D_disk_translation);
}

static void check_lun(struct canon *c, const struct node *disk)
{
    const enum atom format = attr_atom(node_child(disk, A_driver), A_type);
    if (!attr_is(disk, A_device, A_lun))
        return;
    const bool virtio = disk_bus(disk) == A_virtio && !host_version(c->host, 9, 1);
    if (disk_bus(disk) != A_scsi && !virtio)
        refuse(c, disk, NULL, D_disk_lun_bus, disk_bus(disk) ? atom_text[disk_bus(disk)] : "");
    if (format && format != A_raw)
        refuse(c, disk, NULL, D_disk_lun_format);
    if (attr_is(disk, A_sgio, A_unfiltered))
        refuse_at(c, disk, A_sgio, D_disk_sgio);
}

/* Without PCI libvirt does not look. */
static bool carries_virtio(const struct canon *c, enum atom address)
{
    if (address == A_virtio_mmio)
        return is_board(c, BOARD(VIRT) | BOARD(RISCV_VIRT) | BOARD(VEXPRESS)) || !machine_has_pci(c);
    return address == A_pci || address == A_ccw || !machine_has_pci(c);
}

static void check_rotation(struct canon *c, const struct node *disk)
{
    const struct node *target = node_child(disk, A_target);
    const enum atom bus = disk_bus(disk);
    if (!attr_uint_or(target, A_rotation_rate, 0))
        return;
    if (!attr_is(disk, A_device, A_disk))
        refuse_at(c, target, A_rotation_rate, D_disk_rotation_device);
    else if (bus != A_scsi && bus != A_ide && bus != A_sata)
        refuse_at(c, target, A_rotation_rate, D_disk_rotation);
}

static void check_drive(struct canon *c, const struct node *disk)
{
    const struct node *address = node_child(disk, A_address);
    const struct drive_addr at = drive_of(address);
    const enum atom bus = disk_bus(disk);
    const char *name = disk_name(disk);
    if (*name && name[strcspn(name, "0123456789")] && disk_number(disk) >= 0)
        refuse(c, disk, NULL, D_disk_partition, name);
    if (!attr_is(address, A_type, A_drive)) {
        if (bus == A_usb && attr_get(address, A_type) && !attr_is(address, A_type, A_usb))
            refuse(c, address, NULL, D_disk_address_kind, attr_get(address, A_type), "usb");
        if (bus == A_virtio && attr_get(address, A_type) && !carries_virtio(c, attr_atom(address, A_type)))
            refuse(c, address, NULL, D_disk_address_kind, attr_get(address, A_type), "virtio");
        return;
    }
    if (bus == A_usb || (bus == A_virtio && machine_has_pci(c)))
        refuse(c, address, NULL, D_disk_address_kind, "drive", atom_text[bus]);
    if ((bus == A_ide || bus == A_fdc) && at.controller > 0)
        refuse(c, address, NULL, D_disk_one_controller, atom_text[bus]);
    if (bus != A_ide && at.bus > 0)
        refuse_at(c, address, A_bus, D_disk_one_bus, bus ? atom_text[bus] : "");
    if ((bus == A_ide || bus == A_fdc || bus == A_sata) && at.target > 0)
        refuse_at(c, address, A_target, D_disk_no_target, atom_text[bus]);
}

void pass_disk_check_qemu(struct canon *c)
{
    static void (*const checks[])(struct canon *c, const struct node *disk) = {
        check_images, check_served, check_groups, check_medium, check_modes, check_maker,
        check_identity, check_lun, check_rotation, check_drive,
    };
    FOR_DEVICES(disk, c, A_disk)
        for (size_t i = 0; i < countof(checks); i++)
            checks[i](c, disk);
}
