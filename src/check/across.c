/* Remembers what documents of one run claim for themselves and warns when two claim the same. */
#include "across.h"

#include <stdlib.h>
#include <string.h>

/* A name, a MAC address ... of one document; its key begins with what it is. */
struct claim {
    struct claim *next;
    const char *key;
    uint32_t line;
};

struct owner {
    const char *file;
    uint32_t line;
};

struct across {
    struct arena *arena;
    struct seen *owners; /* by key */
};

static void begin(void *data)
{
    struct across *a = data;
    a->owners = seen_new(a->arena);
}

struct across *across_new(void)
{
    struct across *a = calloc(1, sizeof *a);
    if (a && (a->arena = arena_new()) && arena_guard(a->arena, begin, a))
        return a;
    across_free(a);
    return NULL;
}

void across_free(struct across *a)
{
    if (a)
        arena_free(a->arena);
    free(a);
}

/* --- claims of a document ------------------------------------------------------------------------------------------- */

struct collector {
    const struct across *known;
    struct review *r;
    struct seen *keys;
    struct claim *claims;
};

/* `node` and `attr` are where the value stands. Letter case does not count in `folded` ones. */
static void claim(struct collector *c, enum diag_id id, const struct node *node, const struct attr *attr,
                  const char *value, bool folded)
{
    struct arena *arena = c->r->written->arena;
    const char *key = arena_printf(arena, "%d %s", (int)id, folded ? arena_lower(arena, value) : value);
    struct claim *k = arena_new_of(arena, struct claim);
    if (seen_before(c->keys, key, k))
        return;
    *k = (struct claim){c->claims, key, doc_place(c->r->written, node, attr).line};
    c->claims = k;
    const struct owner *o = seen_owner(c->known->owners, key);
    if (o && strcmp(o->file, c->r->written->file) != 0)
        warn(c->r, node, attr, id, value, o->file, number_text(c->r, o->line));
}

static void claim_texts(struct collector *c)
{
    const struct node *name = node_child(c->r->written->root, A_name), *uuid = node_child(c->r->written->root, A_uuid);
    if (name)
        claim(c, W_name_across, name, NULL, node_text_trimmed(c->r->written, name), false);
    if (uuid)
        claim(c, W_uuid_across, uuid, NULL, node_text_trimmed(c->r->written, uuid), true);
}

/* The address of a device of the host, as text; NULL when it has none. */
static const char *host_address(struct arena *a, const struct node *source)
{
    const struct node *at = node_child(source, A_address);
    const char *uuid = attr_get(at, A_uuid);
    const struct node *vendor = node_child(source, A_vendor), *product = node_child(source, A_product);
    uint64_t domain = attr_uint_or(at, A_domain, 0), bus, slot, function, device;
    if (uuid)
        return arena_printf(a, "mdev %s", uuid);
    if (attr_uint(at, A_bus, &bus) && attr_uint(at, A_slot, &slot) && attr_uint(at, A_function, &function))
        return arena_printf(a, "pci %04x:%02x:%02x.%x", (unsigned)domain, (unsigned)bus, (unsigned)slot,
                            (unsigned)function);
    if (attr_uint(at, A_bus, &bus) && attr_uint(at, A_device, &device))
        return arena_printf(a, "usb bus %u, device %u", (unsigned)bus, (unsigned)device);
    if (attr_get(vendor, A_id) && attr_get(product, A_id))
        return arena_printf(a, "usb %s:%s", attr_get(vendor, A_id), attr_get(product, A_id));
    return NULL;
}

static void claim_host_devices(struct collector *c)
{
    FOR_ELEMENTS(device, node_child(c->r->meant->root, A_devices)) {
        struct node *source = node_child(device, A_source);
        const char *address = NULL;
        if (device->name == A_hostdev || (device->name == A_interface && attr_is(device, A_type, A_hostdev)))
            address = host_address(c->r->written->arena, source);
        if (address)
            claim(c, W_hostdev_across, source, NULL, address, true);
    }
}

/* Sockets that a character device waits at. */
static void claim_sockets(struct collector *c)
{
    FOR_ELEMENTS(device, node_child(c->r->written->root, A_devices))
        FOR_CHILDREN(source, device, A_source) {
            const char *path = attr_get(source, A_path), *service = attr_get(source, A_service);
            const char *host = attr_get(source, A_host);
            if (!attr_is(source, A_mode, A_bind) || (!path && !(service && attr_is(device, A_type, A_tcp))))
                continue;
            if (!path)
                path = arena_printf(c->r->written->arena, "%s:%s", host ? host : "", service);
            claim(c, W_socket_across, source, NULL, path, false);
        }
}

static void claim_small_things(struct collector *c)
{
    const struct node *nvram = node_path(c->r->written->root, A_os, A_nvram, 0);
    const char *store = node_text_trimmed(c->r->written, nvram);
    if (*store)
        claim(c, W_nvram_across, nvram, NULL, store, false);
    FOR_CHILDREN(vsock, node_child(c->r->written->root, A_devices), A_vsock) {
        const struct node *cid = node_child(vsock, A_cid);
        if (attr_get(cid, A_address) && !attr_is(cid, A_auto, A_yes))
            claim(c, W_cid_across, cid, node_attr(cid, A_address), attr_get(cid, A_address), false);
    }
}

static void claim_ports(struct collector *c, const struct node *graphics)
{
    static const uint16_t ports[] = {A_port, A_tlsPort, A_websocket, 0};
    for (const uint16_t *name = ports; *name; name++) {
        const char *port = attr_get(graphics, (enum atom)*name);
        uint64_t number;
        if (port && text_uint(port, &number) && number)
            claim(c, W_port_across, graphics, node_attr(graphics, (enum atom)*name), port, false);
    }
}

static void claim_devices(struct collector *c)
{
    const struct node *devices = node_child(c->r->written->root, A_devices);
    FOR_CHILDREN(card, devices, A_interface) {
        const struct node *mac = node_child(card, A_mac);
        if (node_attr(mac, A_address))
            claim(c, W_mac_across, mac, node_attr(mac, A_address), attr_get(mac, A_address), true);
    }
    FOR_CHILDREN(graphics, devices, A_graphics)
        if (!attr_is(graphics, A_autoport, A_yes))
            claim_ports(c, graphics);
    FOR_CHILDREN(disk, c->r->canon.devices, A_disk) {
        const char *identity = disk_identity(c->r, disk);
        if (identity && disk_is_exclusive(disk))
            claim(c, W_disk_across, node_child(disk, A_source), NULL, identity, false);
    }
}

struct claim *across_check(const struct across *a, struct review *r)
{
    struct collector c = {a, r, seen_new(r->written->arena), NULL};
    claim_texts(&c);
    claim_devices(&c);
    claim_host_devices(&c);
    claim_sockets(&c);
    claim_small_things(&c);
    return c.claims;
}

struct add_job {
    struct across *to;
    const char *file;
    const struct claim *claims;
};

static void add_claims(void *data)
{
    const struct add_job *job = data;
    struct arena *arena = job->to->arena;
    const char *file = arena_strdup(arena, job->file);
    for (const struct claim *k = job->claims; k; k = k->next) {
        if (seen_owner(job->to->owners, k->key))
            continue;
        struct owner *o = arena_new_of(arena, struct owner);
        *o = (struct owner){file, k->line};
        seen_before(job->to->owners, arena_strdup(arena, k->key), o);
    }
}

bool across_add(struct across *a, const char *file, const struct claim *claims)
{
    return arena_guard(a->arena, add_claims, &(struct add_job){a, file, claims});
}
