/* What all devices have in common: aliases of the user, the boot order, and how many there may be. */
#include <stdlib.h>
#include <string.h>

#include "device.h"

static bool is_user_alias(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    return name && strncmp(name, "ua-", 3) == 0 && !name[strspn(name, letters)];
}

/* Aliases that a hypervisor gave are not part of the definition. */
void pass_alias(struct canon *c)
{
    FOR_ELEMENTS(device, c->devices) {
        struct node *alias = node_child(device, A_alias);
        if (alias && (!canon_able(c, ABLE_ALIAS) || !is_user_alias(attr_get(alias, A_name))))
            node_drop(alias);
    }
}

struct named {
    const char *name;
    struct node *device;
    size_t place;
};

static int compare_named(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    const int order = strcmp(x->name, y->name);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

/* The values of one attribute of one child of all devices, sorted. */
static size_t collect(struct canon *c, enum atom child, enum atom name, struct named **out)
{
    size_t count = 0, n = 0;
    FOR_ELEMENTS(device, c->devices)
        count++;
    struct named *all = arena_new_array(c->scratch, struct named, count + 1);
    FOR_ELEMENTS(device, c->devices) {
        const char *value = attr_get(node_child(device, child), name);
        if (value && (child != A_alias || device->name != A_console)) {
            all[n] = (struct named){value, device, n};
            n++;
        }
    }
    qsort(all, n, sizeof(*all), compare_named);
    *out = all;
    return n;
}

static void refuse_twice(struct canon *c, const struct named *later, enum atom part, enum diag_id id)
{
    const struct node *one = later->device, *first = later[-1].device;
    blame_plugged(&one, &first);
    refuse(c, node_child(one, part), NULL, id, later->name, line_of(c, first));
}

void pass_alias_check(struct canon *c)
{
    struct named *all;
    const size_t n = collect(c, A_alias, A_name, &all);
    for (size_t i = 1; i < n; i++)
        if (strcmp(all[i].name, all[i - 1].name) == 0)
            refuse_twice(c, &all[i], A_alias, D_alias_twice);
}

void pass_boot_order(struct canon *c)
{
    struct named *all;
    const size_t n = canon_able(c, ABLE_BOOT_ORDER) && is_hvm(c) ? collect(c, A_boot, A_order, &all) : 0;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].name, "0") == 0)
            refuse(c, node_child(all[i].device, A_boot), NULL, D_boot_zero);
        if (i && strcmp(all[i].name, all[i - 1].name) == 0)
            refuse_twice(c, &all[i], A_boot, D_boot_twice);
    }
}

/* Of most things that stand alone libvirt reads the first one; of these it wants no second. */
void pass_single_devices(struct canon *c)
{
    static const uint16_t kinds[] = {A_memballoon, A_vsock, A_iommu, A_nvram, A_redirfilter, A_pstore, 0};
    for (const uint16_t *kind = kinds; *kind; kind++) {
        struct node *first = node_child(c->devices, *kind), *second = first ? node_next_same(first) : NULL;
        if (second)
            refuse(c, second, NULL, D_device_second, atom_text[*kind], line_of(c, first));
    }
}

void pass_device_parts(struct canon *c)
{
    FOR_ELEMENTS(device, c->devices) {
        struct node *rom = node_child(device, A_rom), *acpi = node_child(device, A_acpi);
        uint64_t index;
        if (attr_is(rom, A_enabled, A_no) && (node_attr(rom, A_bar) || node_attr(rom, A_file)))
            refuse(c, rom, NULL, D_rom_disabled);
        if (attr_uint(acpi, A_index, &index) && index == 0)
            refuse_at(c, acpi, A_index, D_acpi_zero);
    }
}
