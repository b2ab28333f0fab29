/* What can be changed of a device while its guest runs, by change.def; the reasons against the rest are those of a
 * comparison. */
#include <string.h>

#include "../base/array.h"
#include "../abi/compare.h"
#include "../canon/device.h"
#include "plug.h"

static const struct change_row {
    uint16_t element;
    const char *path, *where, *values;
} rows[] = {
#define CHANGE(element, path, where, values) {A_##element, path, where, values},
#include "change.def"
#undef CHANGE
};

/* The path of a difference below its device: "/domain/devices/disk[2]/source/@file" is "source/@file". */
static const char *below(const struct difference *d)
{
    const char *path = d->new_path ? d->new_path : d->old_path;
    const size_t len = strlen(d->group);
    return strncmp(path, d->group, len) == 0 && path[len] == '/' ? path + len + 1 : path;
}

static bool covers(const char *prefix, const char *path)
{
    const size_t len = strlen(prefix);
    return strncmp(prefix, path, len) == 0 && strchr("/[", path[len]);
}

static bool holds(const struct plug *p, const struct change_row *row)
{
    struct node *at;
    struct attr *a;
    return !row->where || (node_find(p->done, row->where, strlen(row->where), &at, &a) &&
                           text_has_word(row->values, a->value));
}

static bool can_change(const struct plug *p, const char *path)
{
    for (size_t i = 0; i < countof(rows); i++)
        if (rows[i].element == p->done->name && covers(rows[i].path, path) && holds(p, &rows[i]))
            return true;
    return false;
}

/* What is left out of a disk stays, but for its medium and for what has no word for "no". */
static bool stays(const struct node *device, const struct node *part)
{
    static const uint16_t of_all[] = {A_address, A_alias, 0};
    static const uint16_t not_of_disks[] = {A_source, A_backingStore, A_readonly, A_shareable, A_transient, A_boot, 0};
    return atom_in(part->name, of_all) || (device->name == A_disk && !atom_in(part->name, not_of_disks));
}

static void keep_attributes(struct doc *d, struct node *n, const struct node *old)
{
    for (const struct attr *a = old->attrs; a; a = a->next)
        if (a->name && !node_attr(n, a->name))
            attr_set(d, n, a->name, a->value);
}

void plug_keep(struct plug *p, const struct node *old)
{
    struct doc *d = p->canon.doc;
    FOR_ELEMENTS(part, old) {
        struct node *given = part->ns || !part->name ? NULL : node_child(p->given, part->name);
        if (!stays(old, part))
            continue;
        if (!given)
            node_append_element(p->given, node_copy(d, part));
        else if (part->name == A_driver)
            keep_attributes(d, given, part);
    }
}

bool plug_may_change(struct plug *p, struct node *old)
{
    struct canon *c = &p->canon;
    struct comparison compared = {.old = c->doc, .new = c->doc, .arena = c->scratch};
    bool ok = true;
    abi_compare_elements(&compared, old, p->done);
    for (const struct difference *d = compared.first; d; d = d->next) {
        const char *path = below(d);
        if (can_change(p, path))
            continue;
        refuse(c, p->done, NULL, D_plug_change, path, d->reason);
        ok = false;
    }
    return ok;
}
