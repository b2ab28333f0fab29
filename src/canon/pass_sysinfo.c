/* What SMBIOS and firmware variables tell the guest. Knows no SMBIOS structure. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../rng/value.h"
#include "canon.h"

/* The names of entries in the order in which they are written. */
static const struct block {
    enum atom name;
    enum atom entries[8];
} blocks[] = {
    {A_bios, {A_vendor, A_version, A_date, A_release}},
    {A_system, {A_manufacturer, A_product, A_version, A_serial, A_uuid, A_sku, A_family}},
    {A_baseBoard, {A_manufacturer, A_product, A_version, A_serial, A_asset, A_location}},
    {A_chassis, {A_manufacturer, A_version, A_serial, A_asset, A_sku}},
};

/* Unknown and empty entries are dropped, the others sorted; a block without any is none. */
static void settle_block(struct canon *c, struct node *n, const struct block *block)
{
    struct node *found[8] = {NULL};
    for (struct node *entry = node_child(n, A_entry), *next; entry; entry = next) {
        next = node_next_same(entry);
        size_t i = 0;
        while (i < 8 && block->entries[i] && !attr_is(entry, A_name, block->entries[i]))
            i++;
        node_drop(entry);
        if (i < 8 && block->entries[i] && !found[i] && *node_text(c->doc, entry))
            found[i] = entry;
    }
    for (size_t i = 0; i < 8; i++)
        if (found[i])
            node_append(n, found[i]);
    if (!node_first_element(n))
        node_drop(n);
}

static struct node *entry_of(const struct node *n, enum atom name)
{
    FOR_CHILDREN(entry, n, A_entry)
        if (attr_is(entry, A_name, name))
            return entry;
    return NULL;
}

/* Month, day and year with slashes between; years of two digits are those after 1900. */
static bool is_date(const char *s)
{
    long part[3];
    char *end;
    for (int i = 0; i < 3; i++) {
        if (!isdigit((unsigned char)*s))
            return false;
        part[i] = strtol(s, &end, 10);
        if (*end != (i < 2 ? '/' : '\0'))
            return false;
        s = end + 1;
    }
    const bool year = (part[2] >= 0 && part[2] <= 99) || part[2] >= 1900;
    return part[0] >= 1 && part[0] <= 12 && part[1] >= 1 && part[1] <= 31 && year;
}

static void check_date(struct canon *c, const struct node *smbios)
{
    const struct node *date = entry_of(node_child(smbios, A_bios), A_date);
    if (date && !is_date(node_text(c->doc, date)))
        refuse(c, date, NULL, D_bios_date, node_text(c->doc, date));
}

/* The guest has one uuid wherever it reads it. */
static void settle_uuid(struct canon *c, const struct node *smbios)
{
    struct node *entry = entry_of(node_child(smbios, A_system), A_uuid);
    struct node *uuid = node_child(c->domain, A_uuid);
    if (!entry)
        return;
    const char *text = node_text(c->doc, entry), *canonical = value_canonical(c->scratch, VALUE_uuid, text);
    if (!canonical)
        refuse(c, entry, NULL, D_smbios_uuid_bad, text);
    else if (!uuid || uuid->rule == R_uuid_derived)
        decide_text(c, fill_child(c, c->domain, A_uuid, R_uuid_smbios), R_uuid_smbios, canonical);
    else if (strcmp(canonical, node_text(c->doc, uuid)) != 0)
        refuse(c, entry, NULL, D_smbios_uuid, canonical, node_text(c->doc, uuid));
    if (canonical)
        decide_text(c, entry, R_constant, canonical);
}

static void settle_smbios(struct canon *c, struct node *smbios)
{
    for (struct node *n = node_first_element(smbios), *next; n; n = next) {
        next = node_next_element(n);
        for (size_t i = 0; i < countof(blocks); i++)
            if (n->name == blocks[i].name)
                settle_block(c, n, &blocks[i]);
    }
    check_date(c, smbios);
    settle_uuid(c, smbios);
}

static void check_fwcfg(struct canon *c, const struct node *fwcfg)
{
    FOR_CHILDREN(entry, fwcfg, A_entry) {
        const char *name = attr_get(entry, A_name), *text = node_text(c->doc, entry);
        if (!*text && !node_attr(entry, A_file))
            refuse(c, entry, NULL, D_fwcfg_empty, name);
        else if (*text && node_attr(entry, A_file))
            refuse_at(c, entry, A_file, D_fwcfg_both, name);
    }
}

void pass_sysinfo(struct canon *c)
{
    FOR_CHILDREN(info, c->domain, A_sysinfo) {
        if (attr_is(info, A_type, A_fwcfg))
            check_fwcfg(c, info);
        else
            settle_smbios(c, info);
    }
}

/* QEMU gives the guest only files below opt/, and leaves two folders to itself and to OVMF. */
void pass_sysinfo_qemu(struct canon *c)
{
    FOR_CHILDREN(info, c->domain, A_sysinfo)
        FOR_CHILDREN(entry, attr_is(info, A_type, A_fwcfg) ? info : NULL, A_entry) {
            const char *name = attr_get(entry, A_name);
            const bool own = strncmp(name, "opt/ovmf/", 9) == 0 || strncmp(name, "opt/org.qemu/", 13) == 0;
            if (strncmp(name, "opt/", 4) != 0 || own)
                refuse_at(c, entry, A_name, D_fwcfg_name, name);
        }
}
