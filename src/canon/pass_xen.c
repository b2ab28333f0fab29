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
