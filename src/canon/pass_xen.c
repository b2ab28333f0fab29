/* What Xen's toolstack gives every guest, and what it cannot do. Knows no other hypervisor. */
#include "controller.h"
#include "device.h"
#include "disk.h"

/* --- implicit devices and features ------------------------------------------------------------------------ */

void pass_xenbus(struct canon *c)
{
    if (!find_device(c, A_controller, A_type, A_xenbus))
        add_controller(c, A_xenbus, 0, A_NONE, R_controller_xenbus);
}

void pass_balloon_xen(struct canon *c)
{
    if (!node_child(c->devices, A_memballoon))
        fill_atom(c, add_device(c, A_memballoon, R_balloon_default), A_model, R_balloon_default, A_xen);
}

/* The console of a guest that knows Xen needs no serial port, and is always there. */
void pass_console_xen(struct canon *c)
{
    if (is_hvm(c))
        return;
    if (!node_child(c->devices, A_console))
        fill_atom(c, add_device(c, A_console, R_console_xen), A_type, R_console_xen, A_pty);
    FOR_DEVICES(console, c, A_console)
        fill_atom(c, fill_child(c, console, A_target, R_console_xen), A_type, R_console_xen, A_xen);
}

/* Long mode implies PAE, and cells of memory are told by ACPI. */
void pass_features_xen(struct canon *c)
{
    if (!is_hvm(c) || c->arch != A_x86_64)
        return;
    struct node *features = fill_child(c, c->domain, A_features, R_features_xen);
    fill_child(c, features, A_pae, R_features_xen);
    if (node_path(c->domain, A_cpu, A_numa, A_cell, 0))
        fill_child(c, features, A_acpi, R_features_xen);
}

/* --- disks ------------------------------------------------------------------------------------------------ */

void pass_disk_driver_xen(struct canon *c)
{
    FOR_DEVICES(disk, c, A_disk) {
        struct node *driver = fill_child(c, disk, A_driver, R_disk_driver);
        if (attr_is(disk, A_type, A_network))
            fill_atom(c, driver, A_name, R_disk_driver, A_qemu);
        fill_atom(c, driver, A_type, R_disk_format, A_raw);
    }
}

/* --- what Xen cannot do ----------------------------------------------------------------------------------- */

/* The device model knows the cards of old; only the first one is asked for. */
static void check_sound(struct canon *c)
{
    static const uint16_t models[] = {A_ich6, A_es1370, A_ac97, A_sb16, 0};
    const struct node *sound = node_child(c->devices, A_sound);
    if (sound && !atom_in(attr_atom(sound, A_model), models))
        refuse_at(c, sound, A_model, D_xen_sound, attr_get(sound, A_model));
}

static void check_firmware(struct canon *c)
{
    const struct node *os = node_child(c->domain, A_os), *loader = node_child(os, A_loader);
    FOR_CHILDREN(feature, node_child(os, A_firmware), A_feature)
        if (attr_is(os, A_firmware, A_efi) && attr_is(feature, A_name, A_secure_boot))
            refuse(c, feature, NULL, D_xen_secure_boot);
    if (attr_is(loader, A_type, A_pflash) && attr_is(loader, A_secure, A_yes))
        refuse_at(c, loader, A_secure, D_xen_secure_boot);
}

static void check_acpi_tables(struct canon *c)
{
    const struct node *table = node_path(c->domain, A_os, A_acpi, A_table, 0);
    if (!table)
        return;
    if (node_next_same(table))
        refuse(c, node_next_same(table), NULL, D_xen_acpi_tables);
    if (attr_is(table, A_type, A_raw) || attr_is(table, A_type, A_msdm))
        refuse_at(c, table, A_type, D_xen_acpi_table, attr_get(table, A_type));
}

/* Xen hands devices to guests itself. */
static void check_assignment(struct canon *c, const struct node *device)
{
    const struct node *driver = node_child(device, A_driver);
    if (attr_get(driver, A_name) && !attr_is(driver, A_name, A_xen))
        refuse_at(c, driver, A_name, D_xen_assignment, attr_get(driver, A_name));
}

void pass_check_xen(struct canon *c)
{
    check_sound(c);
    check_firmware(c);
    check_acpi_tables(c);
    FOR_DEVICES(hostdev, c, A_hostdev) {
        if (attr_is(hostdev, A_mode, A_capabilities))
            refuse_at(c, hostdev, A_mode, D_xen_capabilities);
        else if (attr_is(hostdev, A_type, A_pci))
            check_assignment(c, hostdev);
    }
    FOR_DEVICES(nic, c, A_interface) {
        if (node_child(nic, A_filterref))
            refuse(c, node_child(nic, A_filterref), NULL, D_xen_filter);
        if (attr_is(nic, A_type, A_hostdev))
            check_assignment(c, nic);
    }
}
