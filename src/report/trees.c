/* Finds out which bus each device is plugged into, and at which place. A device that moved has two: one that it
 * left. */
#include "trees.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../base/array.h"

const char *family_name(enum family f)
{
    static const char *const names[] = {"pci", "ccw", "storage", "usb", "virtio-serial", "ccid", "dimm", "other"};
    return names[f];
}

/* --- addresses -------------------------------------------------------------------------------------------------- */

static void place_pci(struct arena *arena, const struct node *a, struct position *p)
{
    const unsigned slot = (unsigned)attr_uint_or(a, A_slot, 0), function = (unsigned)attr_uint_or(a, A_function, 0);
    p->key.index = (uint32_t)attr_uint_or(a, A_bus, 0);
    p->order = slot << 8 | function;
    p->at = arena_printf(arena, "%02x.%x", slot, function);
    p->slot = arena_printf(arena, "%02x", slot);
}

static void place_ccw(struct arena *arena, const struct node *a, struct position *p)
{
    const unsigned cssid = (unsigned)attr_uint_or(a, A_cssid, 0xfe), ssid = (unsigned)attr_uint_or(a, A_ssid, 0);
    const unsigned devno = (unsigned)attr_uint_or(a, A_devno, 0);
    p->key.index = cssid;
    p->order = ssid << 16 | devno;
    p->at = arena_printf(arena, "%x.%x.%04x", cssid, ssid, devno);
}

static void place_drive(struct arena *arena, const struct node *a, struct position *p)
{
    const uint64_t bus = attr_uint_or(a, A_bus, 0), target = attr_uint_or(a, A_target, 0);
    const uint64_t unit = attr_uint_or(a, A_unit, 0);
    p->key.index = (uint32_t)attr_uint_or(a, A_controller, 0);
    p->order = bus << 48 | target << 32 | unit;
    p->at = p->key.kind == A_sata || p->key.kind == A_fdc
                ? arena_printf(arena, "%" PRIu64, unit)
            : p->key.kind == A_ide ? arena_printf(arena, "%" PRIu64 ":%" PRIu64, bus, unit)
                                   : arena_printf(arena, "%" PRIu64 ":%" PRIu64 ":%" PRIu64, bus, target, unit);
}

/* Ports of hubs are written "1.4.2": eight bits a level. */
static uint64_t port_order(const char *port)
{
    uint64_t order = 0;
    unsigned shift = 56;
    while (*port && shift) {
        order |= (strtoull(port, NULL, 10) & 0xff) << shift;
        shift -= 8;
        port += strcspn(port, ".");
        port += *port == '.';
    }
    return order;
}

static void place_usb(struct arena *arena, const struct node *a, struct position *p)
{
    (void)arena;
    p->key.index = (uint32_t)attr_uint_or(a, A_bus, 0);
    p->at = attr_get(a, A_port) ? attr_get(a, A_port) : "?";
    p->order = attr_get(a, A_port) ? port_order(p->at) : UINT64_MAX;
}

static void place_port(struct arena *arena, const struct node *a, struct position *p)
{
    p->key.index = (uint32_t)attr_uint_or(a, A_controller, 0);
    p->order = attr_uint_or(a, A_port, 0);
    p->at = arena_printf(arena, "%" PRIu64, p->order);
}

static void place_slot(struct arena *arena, const struct node *a, struct position *p)
{
    p->key.index = (uint32_t)attr_uint_or(a, A_controller, 0);
    p->order = attr_uint_or(a, A_slot, 0);
    p->at = arena_printf(arena, "%" PRIu64, p->order);
}

static void place_other(struct arena *arena, const struct node *a, struct position *p)
{
    const char *at = attr_get(a, A_reg) ? attr_get(a, A_reg) : attr_get(a, A_iobase);
    (void)arena;
    p->at = at ? at : "";
    p->order = attr_uint_or(a, A_reg, attr_uint_or(a, A_iobase, 0));
}

static const struct address {
    uint16_t type, kind; /* kind 0: that of the drive's controller */
    enum family family;
    void (*place)(struct arena *arena, const struct node *a, struct position *p);
} addresses[] = {
    {A_pci, A_pci, FAMILY_PCI, place_pci},
    {A_ccw, A_ccw, FAMILY_CCW, place_ccw},
    {A_drive, 0, FAMILY_STORAGE, place_drive},
    {A_usb, A_usb, FAMILY_USB, place_usb},
    {A_virtio_serial, A_virtio_serial, FAMILY_SERIAL, place_port},
    {A_ccid, A_ccid, FAMILY_CCID, place_slot},
    {A_dimm, A_dimm, FAMILY_DIMM, place_slot},
    {A_spapr_vio, A_spapr_vio, FAMILY_OTHER, place_other},
    {A_virtio_mmio, A_virtio_mmio, FAMILY_OTHER, place_other},
    {A_isa, A_isa, FAMILY_OTHER, place_other},
};

static const struct address *address_of(const struct node *a)
{
    const enum atom type = a ? attr_atom(a, A_type) : 0;
    for (size_t i = 0; type && i < countof(addresses); i++)
        if (addresses[i].type == type)
            return &addresses[i];
    return NULL;
}

/* --- collecting ------------------------------------------------------------------------------------------------- */

static enum atom bus_of_disk(const struct node *n)
{
    const struct node *target = n->name == A_disk ? node_child(n, A_target) : NULL;
    const enum atom bus = attr_atom(target, A_bus);
    return n->name == A_disk ? bus : A_scsi;
}

static void add_place(const struct report *r, struct trees *t, const struct device *d, const struct node *n,
                      bool left)
{
    const struct node *a = device_address(n);
    const struct address *kind = address_of(a);
    if (!kind)
        return;
    struct position *p = &t->places[t->place_count++];
    *p = (struct position){.device = d, .left = left};
    p->key.family = (uint8_t)kind->family;
    p->key.kind = kind->kind ? kind->kind : (uint16_t)bus_of_disk(n);
    kind->place(r->arena, a, p);
}

/* Disks without a controller, on virtio for instance, are told in the order of their names: a, b ... z, aa. */
static void add_disk(struct trees *t, const struct device *d)
{
    const struct node *a = device_address(d->node), *target = node_child(d->node, A_target);
    const char *name = attr_get(target, A_dev);
    if (d->node->name != A_disk || (a && attr_is(a, A_type, A_drive)) || !name)
        return;
    uint64_t order = strlen(name);
    for (unsigned i = 0; i < 7; i++)
        order = order << 8 | (i < strlen(name) ? (unsigned char)name[i] : 0);
    t->places[t->place_count++] = (struct position){
        .key = {FAMILY_STORAGE, (uint16_t)attr_atom(target, A_bus), UINT32_MAX},
        .order = order,
        .at = name,
        .device = d,
    };
}

static int compare_keys(const struct bus_key *a, const struct bus_key *b)
{
    if (a->family != b->family)
        return a->family < b->family ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* What has moved away stands behind what is there now. */
static int by_place(const void *a, const void *b)
{
    const struct position *x = a, *y = b;
    const int order = compare_keys(&x->key, &y->key);
    if (order)
        return order;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    if (x->left != y->left)
        return x->left ? 1 : -1;
    return x->device->number < y->device->number ? -1 : x->device->number > y->device->number;
}

static int by_key(const void *a, const void *b)
{
    const struct bus *x = a, *y = b;
    const int order = compare_keys(&x->key, &y->key);
    if (order || !x->controller != !y->controller)
        return order ? order : x->controller ? -1 : 1;
    const unsigned first = x->controller ? x->controller->number : 0;
    const unsigned second = y->controller ? y->controller->number : 0;
    return first < second ? -1 : first > second;
}

static const struct {
    uint16_t type;
    enum family family;
} controllers[] = {
    {A_pci, FAMILY_PCI},     {A_ide, FAMILY_STORAGE},          {A_scsi, FAMILY_STORAGE}, {A_sata, FAMILY_STORAGE},
    {A_fdc, FAMILY_STORAGE}, {A_virtio_serial, FAMILY_SERIAL}, {A_usb, FAMILY_USB},      {A_ccid, FAMILY_CCID},
};

static void add_controller(struct trees *t, const struct device *d)
{
    const enum atom type = d->node->name == A_controller ? attr_atom(d->node, A_type) : 0;
    for (size_t i = 0; type && i < countof(controllers); i++)
        if (controllers[i].type == type && !attr_is(d->node, A_model, A_none))
            t->buses[t->bus_count++] = (struct bus){
                .key = {(uint8_t)controllers[i].family, (uint16_t)type, (uint32_t)attr_uint_or(d->node, A_index, 0)},
                .controller = d,
            };
}

/* One bus for each key. The USB controllers that share an index are one bus, that of the first. */
static void unite_buses(struct trees *t)
{
    size_t kept = 0;
    qsort(t->buses, t->bus_count, sizeof *t->buses, by_key);
    for (size_t i = 0; i < t->bus_count; i++)
        if (!kept || compare_keys(&t->buses[kept - 1].key, &t->buses[i].key) != 0)
            t->buses[kept++] = t->buses[i];
    t->bus_count = kept;
}

static void give_places(struct trees *t)
{
    size_t at = 0;
    for (size_t i = 0; i < t->bus_count; i++) {
        struct bus *b = &t->buses[i];
        b->places = &t->places[at];
        for (; at < t->place_count && compare_keys(&t->places[at].key, &b->key) == 0; at++)
            b->count++;
    }
}

static void collect(const struct report *r, struct trees *t)
{
    for (size_t i = 0; i < r->device_count; i++) {
        const struct device *d = &r->devices[i];
        add_place(r, t, d, d->node, false);
        if (d->state == STATE_MOVED && d->was)
            add_place(r, t, d, d->was, true);
        add_disk(t, d);
        add_controller(t, d);
    }
    qsort(t->places, t->place_count, sizeof *t->places, by_place);
    for (size_t i = 0; i < t->place_count; i++)
        t->buses[t->bus_count++] = (struct bus){.key = t->places[i].key};
    unite_buses(t);
    give_places(t);
}

/* --- the shape of the trees ------------------------------------------------------------------------------------- */

/* The bus behind a bridge or port. */
static struct bus *bus_behind(struct trees *t, const struct position *p)
{
    const struct node *n = p->device->node;
    struct bus wanted = {.key = {FAMILY_PCI, A_pci, (uint32_t)attr_uint_or(n, A_index, 0)}};
    if (p->key.family != FAMILY_PCI || p->left || n->name != A_controller || !attr_is(n, A_type, A_pci))
        return NULL;
    for (size_t low = 0, high = t->bus_count; low < high;) {
        const size_t middle = (low + high) / 2;
        struct bus *b = &t->buses[middle];
        const int order = compare_keys(&wanted.key, &b->key);
        if (order == 0)
            return b->controller == p->device && !b->seen ? b : NULL;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* Every place that opens no bus is a row, and so is an empty bus. */
static void measure(struct trees *t, struct bus *b, unsigned row)
{
    b->seen = true;
    for (size_t i = 0; i < b->count; i++) {
        struct position *p = &b->places[i];
        p->row = row + b->rows;
        p->bus = bus_behind(t, p);
        if (p->bus)
            measure(t, p->bus, p->row);
        p->rows = p->bus ? p->bus->rows : 1;
        b->rows += p->rows;
    }
    b->rows += !b->count;
}

static bool is_on_pci(const struct bus *b)
{
    const struct node *a = b->controller ? device_address(b->controller->node) : NULL;
    return b->key.family == FAMILY_PCI && a && attr_is(a, A_type, A_pci);
}

struct trees *report_trees(const struct report *r)
{
    struct trees *t = arena_new_of(r->arena, struct trees);
    t->places = arena_new_array(r->arena, struct position, 3 * r->device_count + 1);
    t->buses = arena_new_array(r->arena, struct bus, 4 * r->device_count + 1);
    collect(r, t);
    for (int inner = 0; inner < 2; inner++) /* buses that no place leads to come last, as if they were on the board */
        for (size_t i = 0; i < t->bus_count; i++)
            if (!t->buses[i].seen && (inner || !is_on_pci(&t->buses[i]))) {
                t->buses[i].top = true;
                measure(t, &t->buses[i], 0);
            }
    return t;
}
