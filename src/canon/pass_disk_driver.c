/* What QEMU assumes of disks: driver, format of the image, who decrypts it. */
#include "disk.h"

static void fill_engine(struct canon *c, struct node *holder)
{
    struct node *inside = node_path(holder, A_source, A_encryption, 0),
                *old = node_child(holder, A_encryption);
    if (inside)
        fill_atom(c, inside, A_engine, R_disk_encryption_engine, A_qemu);
    if (old)
        fill_atom(c, old, A_engine, R_disk_encryption_engine, A_qemu);
}

static void fill_driver(struct canon *c, struct node *disk)
{
    struct node *driver = fill_child(c, disk, A_driver, R_disk_driver);
    fill_atom(c, driver, A_name, R_disk_driver, A_qemu);
    if (attr_is(driver, A_type, A_aio))
        decide_atom(c, driver, A_type, R_disk_format_aio, A_raw);
    /* The format of a volume is known when the pool is asked, at the start. */
    if (!attr_is(disk, A_type, A_volume))
        fill_atom(c, driver, A_type, R_disk_format, A_raw);
}

void pass_disk_driver(struct canon *c)
{
    FOR_DEVICES(disk, c, A_disk) {
        fill_driver(c, disk);
        for (struct node *image = disk; image; image = node_child(image, A_backingStore))
            fill_engine(c, image);
    }
}
