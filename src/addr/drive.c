/* Target names, places of drives, and the set of drive addresses in use. Knows no XML. */
#include "addr/drive.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"

static const struct layout {
    uint32_t buses, units;
    int self; /* the unit the controller itself has */
} layouts[] = {
#define LAYOUT_ROW(name, buses, units, self) [DRIVE_##name] = {buses, units, self},
    DRIVE_LAYOUTS(LAYOUT_ROW)
#undef LAYOUT_ROW
};

static const char *const prefixes[] = {"fd", "hd", "vd", "sd", "xvd", "ubd"};

static const char *after_prefix(const char *name)
{
    for (size_t i = 0; i < countof(prefixes); i++) {
        size_t len = strlen(prefixes[i]);

        if (strncmp(name, prefixes[i], len) == 0)
            return name + len;
    }
    return NULL;
}

bool drive_name_index(const char *name, uint32_t *index)
{
    const char *p = after_prefix(name);
    uint64_t n = 0; /* 1 for a, 27 for aa */

    if (!p || *p < 'a' || *p > 'z')
        return false;
    for (; *p >= 'a' && *p <= 'z'; p++) {
        n = n * 26 + (uint64_t)(*p - 'a' + 1);
        if (n > INT32_MAX)
            return false;
    }
    if (p[strspn(p, "0123456789")] != '\0')
        return false;
    *index = (uint32_t)(n - 1);
    return true;
}

bool drive_name_format(const char *prefix, uint32_t index, char *buf, size_t size)
{
    char letters[8];
    size_t at = sizeof(letters);
    uint64_t n = (uint64_t)index + 1;
    int len;

    for (; n > 0; n = (n - 1) / 26)
        letters[--at] = (char)('a' + (n - 1) % 26);
    len = snprintf(buf, size, "%s%.*s", prefix, (int)(sizeof(letters) - at), letters + at);
    return len >= 0 && (size_t)len < size;
}

static uint32_t usable_units(const struct layout *l)
{
    return l->units - (l->self >= 0 ? 1 : 0);
}

struct drive_addr drive_place(enum drive_layout layout, uint32_t index)
{
    const struct layout *l = &layouts[layout];
    uint32_t units = usable_units(l), in_controller = index % (l->buses * units);
    uint32_t unit = in_controller % units;

    if (l->self >= 0 && unit >= (uint32_t)l->self)
        unit++;
    return (struct drive_addr){
        .controller = index / (l->buses * units), .bus = in_controller / units, .unit = unit};
}

bool drive_index(enum drive_layout layout, const struct drive_addr *addr, uint32_t *index)
{
    const struct layout *l = &layouts[layout];
    uint32_t units = usable_units(l), unit = addr->unit;

    if (addr->bus >= l->buses || addr->target != 0 || unit >= l->units || (int64_t)unit == l->self)
        return false;
    if (l->self >= 0 && unit > (uint32_t)l->self)
        unit--;
    *index = (addr->controller * l->buses + addr->bus) * units + unit;
    return true;
}

struct drive_set {
    struct arena *arena;
    struct known {
        struct drive_addr addr;
        const void *owner;
        struct known *next;
    } **chains;
    size_t size, count;
};

static size_t chain_of(const struct drive_addr *a, size_t size)
{
    uint64_t h = a->controller;

    h = h * 31 + a->bus;
    h = h * 31 + a->target;
    h = h * 31 + a->unit;
    return (size_t)((h * 0x9e3779b97f4a7c15u) >> 20) & (size - 1);
}

static bool same_place(const struct drive_addr *a, const struct drive_addr *b)
{
    return a->controller == b->controller && a->bus == b->bus && a->target == b->target && a->unit == b->unit;
}

struct drive_set *drive_set_new(struct arena *arena)
{
    struct drive_set *set = arena_new_of(arena, struct drive_set);

    set->arena = arena;
    set->size = 16;
    set->chains = arena_new_array(arena, struct known *, set->size);
    return set;
}

static const struct known *find(const struct drive_set *set, const struct drive_addr *addr)
{
    const struct known *k = set->chains[chain_of(addr, set->size)];

    while (k && !same_place(&k->addr, addr))
        k = k->next;
    return k;
}

static void link_in(struct known **chains, size_t size, struct known *k)
{
    struct known **chain = &chains[chain_of(&k->addr, size)];

    k->next = *chain;
    *chain = k;
}

static void double_chains(struct drive_set *set)
{
    size_t size = set->size * 2;
    struct known **chains = arena_new_array(set->arena, struct known *, size);

    for (size_t i = 0; i < set->size; i++) {
        for (struct known *k = set->chains[i], *next; k; k = next) {
            next = k->next;
            link_in(chains, size, k);
        }
    }
    set->chains = chains;
    set->size = size;
}

bool drive_reserve(struct drive_set *set, const struct drive_addr *addr, const void *owner,
                   struct addr_refusal *why)
{
    const struct known *k = find(set, addr);
    struct known *added;

    *why = (struct addr_refusal){.owner = owner, .holder = k ? k->owner : NULL, .value = addr->unit};
    if (k) {
        why->verdict = ADDR_TAKEN;
        return false;
    }
    added = arena_new_of(set->arena, struct known);
    added->addr = *addr;
    added->owner = owner;
    if (++set->count > set->size)
        double_chains(set);
    link_in(set->chains, set->size, added);
    return true;
}

const void *drive_owner(const struct drive_set *set, const struct drive_addr *addr)
{
    const struct known *k = find(set, addr);

    return k ? k->owner : NULL;
}

bool drive_free_unit(const struct drive_set *set, enum drive_layout layout, uint32_t controller,
                     uint32_t *unit)
{
    const struct layout *l = &layouts[layout];
    struct drive_addr addr = {.controller = controller};

    for (; addr.unit < l->units; addr.unit++) {
        if ((int64_t)addr.unit == l->self || find(set, &addr))
            continue;
        *unit = addr.unit;
        return true;
    }
    return false;
}
