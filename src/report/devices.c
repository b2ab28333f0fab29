/* The devices of a report: which there are, what became of them, and what people call them. The table of names is all
 * that is known of single kinds. */
#include <stdlib.h>
#include <string.h>

#include "../base/array.h"
#include "../abi/path.h"
#include "../schema/bind.h"
#include "model.h"

/* --- which there are -------------------------------------------------------------------------------------------- */

const struct node *device_address(const struct node *device)
{
    return node_child(device, A_address);
}

static int by_node(const void *a, const void *b)
{
    const struct device *x = *(const struct device *const *)a, *y = *(const struct device *const *)b;
    return x->node < y->node ? -1 : x->node > y->node;
}

const struct device *report_device(const struct report *r, const struct node *n)
{
    const struct device wanted = {.node = n}, *key = &wanted;
    const struct device **found =
        r->device_count ? bsearch(&key, r->by_node, r->device_count, sizeof *r->by_node, by_node) : NULL;
    return found ? *found : NULL;
}

static enum state state_of(const struct group *g)
{
    enum state state = STATE_CHANGED;
    for (size_t i = 0; i < g->count; i++) {
        const struct difference *d = g->entries[i].difference;
        if (d->change == CHANGE_ADDED && d->new_node == g->about)
            return STATE_ADDED;
        if (d->change == CHANGE_REMOVED && d->old_node == g->about)
            return STATE_REMOVED;
        if (d->change == CHANGE_VALUE && d->new_node == device_address(g->about))
            state = STATE_MOVED;
    }
    return state;
}

static const struct node *old_of(const struct group *g)
{
    for (size_t i = 0; i < g->count; i++) {
        const struct difference *d = g->entries[i].difference;
        if (d->old_node && group_of(d->old_node)->name == g->about->name)
            return group_of(d->old_node);
    }
    return NULL;
}

static void add(struct report *r, const struct doc *doc, const struct node *n)
{
    struct device *d = &r->devices[r->device_count++];
    *d = (struct device){.doc = doc, .node = n, .number = (unsigned)r->device_count};
}

static size_t count_devices(const struct doc *d)
{
    size_t count = 0;
    const struct node *devices = d ? node_child(d->root, A_devices) : NULL;
    for (const struct node *n = devices ? node_first_element(devices) : NULL; n; n = node_next_element(n))
        count++;
    return count;
}

static void list_new(struct report *r)
{
    const struct node *devices = node_child(r->new->root, A_devices);
    for (const struct node *n = devices ? node_first_element(devices) : NULL; n; n = node_next_element(n))
        add(r, r->new, n);
}

/* Groups about elements of the old document's <devices> are those of devices that were removed. */
static void list_removed(struct report *r)
{
    const struct node *devices = r->old ? node_child(r->old->root, A_devices) : NULL;
    for (size_t i = 0; devices && i < r->group_count; i++)
        if (r->groups[i].about->parent == devices)
            add(r, r->old, r->groups[i].about);
}

void report_list_devices(struct report *r)
{
    const size_t most = count_devices(r->new) + count_devices(r->old);
    r->devices = arena_new_array(r->arena, struct device, most + 1);
    r->by_node = arena_new_array(r->arena, const struct device *, most + 1);
    list_new(r);
    list_removed(r);
    for (size_t i = 0; i < r->device_count; i++)
        r->by_node[i] = &r->devices[i];
    qsort(r->by_node, r->device_count, sizeof *r->by_node, by_node);
    for (size_t i = 0; i < r->group_count; i++) {
        struct device *d = (struct device *)report_device(r, r->groups[i].about);
        if (!d)
            continue;
        d->group = &r->groups[i];
        d->state = state_of(d->group);
        d->was = d->state == STATE_ADDED ? NULL : old_of(d->group);
    }
}

/* --- what people call them -------------------------------------------------------------------------------------- */

/* An attribute of the device or of one of its children; without an attribute the child's text. */
struct where {
    uint16_t child, attr;
};

enum { WAYS = 3 };

/* The first that is there is taken. */
static const struct {
    uint16_t kind;
    struct where label[WAYS], model[WAYS], about[WAYS];
} names[] = {
    {A_disk, {{A_target, A_dev}}, {{A_target, A_bus}}, {{0}}},
    {A_controller, {{0, A_index}}, {{0, A_model}}, {{0}}},
    {A_interface, {{A_mac, A_address}}, {{A_model, A_type}}, {{0}}},
    {A_filesystem, {{A_target, A_dir}}, {{A_driver, A_type}, {0, A_type}}, {{0}}},
    {A_hostdev, {{0}}, {{0, A_model}, {0, A_type}}, {{0}}},
    {A_memory, {{0}}, {{0, A_model}}, {{0}}},
    {A_video, {{0}}, {{A_model, A_type}}, {{0}}},
    {A_graphics, {{0, A_type}}, {{0}}, {{A_listen, A_address}, {A_listen, A_network}, {A_listen, A_socket}}},
    {A_serial, {{A_target, A_port}}, {{A_target, A_type}}, {{0, A_type}}},
    {A_parallel, {{A_target, A_port}}, {{0}}, {{0, A_type}}},
    {A_console, {{A_target, A_port}}, {{A_target, A_type}}, {{0, A_type}}},
    {A_channel, {{A_target, A_name}, {A_target, A_address}}, {{A_target, A_type}}, {{0, A_type}}},
    {A_input, {{0, A_type}}, {{0, A_bus}}, {{0, A_model}}},
    {A_sound, {{0}}, {{0, A_model}}, {{0}}},
    {A_audio, {{0, A_id}}, {{0, A_type}}, {{0}}},
    {A_hub, {{0}}, {{0, A_type}}, {{0}}},
    {A_redirdev, {{0}}, {{0, A_bus}}, {{0, A_type}}},
    {A_smartcard, {{0}}, {{0, A_mode}}, {{0, A_type}}},
    {A_watchdog, {{0}}, {{0, A_model}}, {{0, A_action}}},
    {A_memballoon, {{0}}, {{0, A_model}}, {{0}}},
    {A_rng, {{0}}, {{0, A_model}}, {{A_backend, 0}, {A_backend, A_model}}},
    {A_tpm, {{0}}, {{0, A_model}}, {{A_backend, A_type}}},
    {A_panic, {{0}}, {{0, A_model}}, {{0}}},
    {A_shmem, {{0, A_name}}, {{A_model, A_type}}, {{0}}},
    {A_vsock, {{A_cid, A_address}}, {{0, A_model}}, {{0}}},
    {A_iommu, {{0}}, {{0, A_model}}, {{0}}},
    {A_crypto, {{0}}, {{0, A_model}}, {{A_backend, A_model}}},
    {A_emulator, {{0}}, {{0}}, {{0}}},
    {A_lease, {{A_key, 0}}, {{0}}, {{A_lockspace, 0}}},
};

static const char *look(const struct doc *doc, const struct node *n, const struct where *ways)
{
    for (size_t i = 0; i < WAYS && (ways[i].child || ways[i].attr); i++) {
        const struct node *at = ways[i].child ? node_child(n, (enum atom)ways[i].child) : n;
        const char *value = !at             ? NULL
                            : ways[i].attr ? attr_get(at, (enum atom)ways[i].attr)
                                           : node_text(doc, at);
        if (value && *value)
            return value;
    }
    return NULL;
}

static size_t row_of(const struct node *n)
{
    size_t i = 0;
    while (i < countof(names) && (names[i].kind != n->name || n->ns != NS_NONE))
        i++;
    return i;
}

static bool is_row(size_t row)
{
    return row < countof(names);
}

/* What a host device is, in one word: its address on the host, the ids of its maker, its adapter with the unit,
 * or the name of its target. */
static const char *host_label(struct arena *arena, const struct node *n)
{
    const struct node *source = node_child(n, A_source), *at = node_child(source, A_address);
    const char *vendor = attr_get(node_child(source, A_vendor), A_id);
    const char *product = attr_get(node_child(source, A_product), A_id);
    const char *adapter = attr_get(node_child(source, A_adapter), A_name);
    const unsigned bus = (unsigned)attr_uint_or(at, A_bus, 0);
    if (attr_get(at, A_uuid))
        return attr_get(at, A_uuid);
    if (attr_get(at, A_slot))
        return arena_printf(arena, "%04x:%02x:%02x.%x", (unsigned)attr_uint_or(at, A_domain, 0), bus,
                            (unsigned)attr_uint_or(at, A_slot, 0), (unsigned)attr_uint_or(at, A_function, 0));
    if (vendor && product)
        return arena_printf(arena, "%s:%s", vendor, product);
    if (attr_get(at, A_device)) /* as lsusb and /dev/bus/usb have it */
        return arena_printf(arena, "%03u:%03u", bus, (unsigned)attr_uint_or(at, A_device, 0));
    if (adapter && at)
        return arena_printf(arena, "%s:%u:%u:%u", adapter, bus, (unsigned)attr_uint_or(at, A_target, 0),
                            (unsigned)attr_uint_or(at, A_unit, 0));
    const char *name = attr_get(source, A_name), *wwpn = attr_get(source, A_wwpn);
    return adapter ? adapter : name ? name : wwpn ? wwpn : "";
}

const char *device_label(struct arena *arena, const struct device *d)
{
    const struct node *n = d->node;
    const size_t row = row_of(n);
    const char *label = is_row(row) ? look(d->doc, n, names[row].label) : NULL;
    if (n->name == A_hostdev)
        return host_label(arena, n);
    if (n->name == A_controller)
        return arena_printf(arena, "%s %s", attr_get(n, A_type) ? attr_get(n, A_type) : "", label ? label : "");
    return label ? label : "";
}

static const char *model_of(const struct device *d)
{
    const size_t row = row_of(d->node);
    return is_row(row) ? look(d->doc, d->node, names[row].model) : attr_get(d->node, A_model);
}

/* What stands behind it: as the table says, else the first thing that its <source> names. */
static const char *about_of(struct arena *arena, const struct device *d)
{
    const size_t row = row_of(d->node);
    const struct node *size = d->node->name == A_memory ? node_path(d->node, A_target, A_size, 0) : NULL;
    const struct node *source = node_child(d->node, A_source);
    const char *about = is_row(row) ? look(d->doc, d->node, names[row].about) : NULL;
    if (size)
        return arena_printf(arena, "%s KiB", node_text(d->doc, size)); /* the unit of canonical documents */
    if (source && source->attrs && d->node->name != A_hostdev)
        return source->attrs->value;
    if (about)
        return about;
    return *node_text(d->doc, d->node) && !node_first_element(d->node) ? node_text(d->doc, d->node) : NULL;
}

/* --- writing ---------------------------------------------------------------------------------------------------- */

void out_mark(struct out *o, enum state state, const struct group *g)
{
    static const char *const names_of[] = {NULL, "changed", "moved", "added", "removed"};
    out_attr(o, "state", names_of[state]);
    if (g) {
        out_attr(o, "class", abi_told_name(g->class));
        out_number(o, "group", g->number);
    }
}

static const char *address_text(struct arena *arena, const struct doc *doc, const struct node *device)
{
    const struct node *a = device ? device_address(device) : NULL;
    return a ? value_of(arena, doc, a) : NULL;
}

/* What it was called before, where that was something else. */
static void write_old_label(struct out *o, const struct report *r, const struct device *d, const char *label)
{
    const struct device old = {.doc = r->old, .node = d->was};
    const char *was = d->was && d->state != STATE_REMOVED ? device_label(r->arena, &old) : label;
    if (strcmp(was, label) != 0)
        out_attr(o, "was-label", was);
}

void write_devices(struct out *o, const struct report *r)
{
    out_begin(o, "devices");
    for (size_t i = 0; i < r->device_count; i++) {
        const struct device *d = &r->devices[i];
        const char *label = device_label(r->arena, d);
        out_begin(o, "device");
        out_number(o, "number", d->number);
        out_attr(o, "kind", d->node->text);
        out_attr(o, "label", *label ? label : NULL);
        write_old_label(o, r, d, label);
        out_attr(o, "model", model_of(d));
        out_attr(o, "type", d->node->name == A_disk ? attr_get(d->node, A_device) : NULL);
        out_attr(o, "about", about_of(r->arena, d));
        out_mark(o, d->state, d->group);
        out_text(o, "address", address_text(r->arena, d->doc, d->node));
        if (d->state == STATE_MOVED)
            out_text(o, "was", address_text(r->arena, r->old, d->was));
        write_settings(o, r, d->doc, d->node, d->group);
        out_end(o, "device");
    }
    out_end(o, "devices");
}
