/* How the guest starts: boot order, menu, BIOS output, tables. Knows no firmware image. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "device.h"

enum { BOOT_DEVICES = 4, TIMEOUT_MAX = 65535, LOADPARM_MAX = 8 };

static struct node *os_of(const struct canon *c)
{
    return node_child(c->domain, A_os);
}

/* The first device with a <boot order>, or NULL. */
static struct node *ordered_device(const struct canon *c)
{
    FOR_ELEMENTS(device, c->devices)
        if (node_attr(node_child(device, A_boot), A_order))
            return device;
    return NULL;
}

static void keep_four(struct node *os)
{
    size_t n = 0;
    for (struct node *boot = node_child(os, A_boot), *next; boot; boot = next) {
        next = node_next_same(boot);
        if (n++ >= BOOT_DEVICES)
            node_drop(boot);
    }
}

/* Devices are tried in the order given here or in the order that the devices name, never both. */
void pass_boot(struct canon *c)
{
    struct node *os = os_of(c), *device = ordered_device(c);
    if (!os || !is_hvm(c))
        return;
    keep_four(os);
    if (!canon_able(c, ABLE_BOOT_ORDER))
        return;
    if (device && node_child(os, A_boot))
        refuse(c, node_child(os, A_boot), NULL, D_boot_both, device->text,
               line_of(c, node_child(device, A_boot)));
    else if (!device && !node_child(os, A_boot))
        fill_atom(c, decide_child(c, os, A_boot, R_boot_disk), A_dev, R_boot_disk, A_hd);
}

/* Up to eight characters of the firmware's alphabet, which has no small letters. */
void pass_loadparm(struct canon *c)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789. ";
    FOR_ELEMENTS(device, c->devices) {
        struct node *boot = node_child(device, A_boot);
        const char *text = attr_get(boot, A_loadparm);
        if (!text)
            continue;
        char *upper = arena_strdup(c->scratch, text);
        for (char *p = upper; *p; p++)
            *p = (char)toupper((unsigned char)*p);
        const size_t len = strlen(upper);
        if (len < 1 || len > LOADPARM_MAX || strspn(upper, letters) != len)
            refuse_at(c, boot, A_loadparm, D_loadparm, text);
        else if (strcmp(upper, text) != 0)
            decide_attr(c, boot, A_loadparm, R_loadparm, upper);
    }
}

static bool in_range(const char *text, int64_t low, int64_t high)
{
    char *end;
    const long long value = strtoll(text, &end, 10);
    return end != text && !*end && value >= low && value <= high;
}

void pass_bootmenu(struct canon *c)
{
    struct node *menu = node_child(os_of(c), A_bootmenu);
    struct attr *timeout = node_attr(menu, A_timeout);
    if (!menu)
        return;
    if (!attr_is(menu, A_enable, A_yes))
        attr_drop(menu, A_timeout);
    else if (timeout && !in_range(timeout->value, 0, TIMEOUT_MAX))
        refuse(c, menu, timeout, D_bootmenu_timeout, timeout->value);
}

static bool has_serial(const struct canon *c)
{
    if (node_child(c->devices, A_serial))
        return true;
    FOR_DEVICES(console, c, A_console) {
        const enum atom target = attr_atom(node_child(console, A_target), A_type);
        if (!target || target == A_serial)
            return true;
    }
    return false;
}

void pass_bios(struct canon *c)
{
    struct node *bios = node_child(os_of(c), A_bios);
    if (!bios)
        return;
    struct attr *serial = node_attr(bios, A_useserial), *timeout = node_attr(bios, A_rebootTimeout);
    if (serial && serial->atom != A_yes && serial->atom != A_no)
        decide_atom(c, bios, A_useserial, R_useserial, A_no);
    if (serial && serial->atom == A_yes && !has_serial(c))
        refuse(c, bios, serial, D_useserial);
    if (timeout && !in_range(timeout->value, -1, TIMEOUT_MAX))
        refuse(c, bios, timeout, D_reboot_timeout, timeout->value);
}

/* A type of ACPI table stands once, but for raw ones; QEMU takes tables as they are, not a set in one file. */
void pass_acpi_tables(struct canon *c)
{
    struct seen *types = seen_new(c->scratch);
    FOR_CHILDREN(table, node_child(os_of(c), A_acpi), A_table) {
        const struct attr *type = node_attr(table, A_type);
        if (type->atom != A_raw && seen_before(types, type->value, table))
            refuse(c, table, type, D_acpi_table_twice, type->value);
    }
}

void pass_acpi_tables_qemu(struct canon *c)
{
    FOR_CHILDREN(table, node_child(os_of(c), A_acpi), A_table)
        if (attr_is(table, A_type, A_rawset))
            refuse_at(c, table, A_type, D_acpi_table_type, "rawset");
}

/* Who starts the guest: the firmware of a machine, a loader on the host, or the host's kernel its first process. Each
 * is told in its own words, and libvirt reads no others. */
enum { FIRMWARE = 1, LOADER = 2, PROCESS = 4 };

static const struct {
    uint16_t part;
    uint8_t of;
} boot_parts[] = {
    {A_boot, FIRMWARE},           {A_bootmenu, FIRMWARE},       {A_bios, FIRMWARE},
    {A_acpi, FIRMWARE},           {A_firmware, FIRMWARE},       {A_loader, FIRMWARE | LOADER},
    {A_nvram, FIRMWARE | LOADER}, {A_kernel, FIRMWARE | LOADER}, {A_initrd, FIRMWARE | LOADER},
    {A_shim, FIRMWARE | LOADER},  {A_cmdline, FIRMWARE | LOADER}, {A_dtb, FIRMWARE | LOADER},
    {A_root, FIRMWARE | LOADER},  {A_init, PROCESS},            {A_initarg, PROCESS},
    {A_initenv, PROCESS},         {A_initdir, PROCESS},         {A_inituser, PROCESS},
    {A_initgroup, PROCESS},
};

static unsigned starter(const struct canon *c)
{
    const enum atom type = node_text_atom(c->doc, node_child(os_of(c), A_type));
    if (type == A_exe)
        return PROCESS;
    if (type == A_linux && c->virt != A_xen) /* which only Xen has */
        return 0;
    return type == A_hvm ? FIRMWARE : LOADER;
}

void pass_os_other(struct canon *c)
{
    struct node *os = os_of(c);
    const unsigned by = starter(c);
    if (!os)
        return;
    for (size_t i = 0; i < countof(boot_parts); i++)
        if (!(boot_parts[i].of & by))
            node_drop_children(os, (enum atom)boot_parts[i].part);
    if (by != FIRMWARE)
        attr_drop(os, A_firmware);
    if (!node_child(c->domain, A_bootloader) && !canon_is_for(c, DRIVER_QEMU))
        node_drop_children(c->domain, A_bootloader_args);
}
