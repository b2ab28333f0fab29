/* Character devices of the guest: what is behind them on the host. Knows no port and no address. */
#include <string.h>

#include "device.h"
#include "serial.h"

static const uint16_t kinds[] = {A_serial, A_parallel, A_console, A_channel, A_redirdev, A_smartcard, 0};

/* --- sources -------------------------------------------------------------------------------------------- */

struct source_need {
    uint16_t type;
    uint16_t attribute;
};

static const struct source_need needs[] = {
    {A_dev, A_path},  {A_file, A_path},       {A_pipe, A_path},         {A_tcp, A_host},
    {A_tcp, A_service}, {A_spiceport, A_channel},
};

static void check_source(struct canon *c, struct node *device, enum atom type)
{
    struct node *source = node_child(device, A_source);
    for (size_t i = 0; i < countof(needs); i++)
        if (needs[i].type == type && !source) {
            refuse(c, device, NULL, D_chardev_source, atom_text[type], atom_text[needs[i].attribute]);
            return;
        }
    if (type == A_nmdm && !attr_get(source, A_master) != !attr_get(source, A_slave))
        refuse(c, source, NULL, D_chardev_nmdm);
    const struct node *reconnect = node_child(source, A_reconnect);
    uint64_t timeout;
    if (attr_get(reconnect, A_enabled) && attr_is(source, A_mode, A_bind))
        refuse(c, reconnect, NULL, D_chardev_reconnect_bind);
    else if (!attr_is(reconnect, A_enabled, A_yes))
        return;
    else if (!attr_get(reconnect, A_timeout))
        refuse_missing(c, reconnect, A_timeout);
    else if (canon_is_for(c, DRIVER_QEMU) && attr_uint(reconnect, A_timeout, &timeout) && timeout == 0)
        refuse_at(c, reconnect, A_timeout, D_chardev_reconnect_zero);
}

/* One source of each mode, that for binding first; further ones are not read. */
static void spell_udp(struct node *device)
{
    struct node *bind = NULL, *connect = NULL;
    for (struct node *source = node_child(device, A_source), *next; source; source = next) {
        next = node_next_same(source);
        struct node **first = attr_is(source, A_mode, A_bind) ? &bind : &connect;
        if (*first)
            node_drop(source);
        else
            *first = source;
    }
    if (bind && !attr_get(bind, A_host) && !attr_get(bind, A_service))
        node_drop(bind);
    else if (bind && connect && node_next_same(connect) == bind)
        node_move_before(connect, bind);
}

static void check_udp(struct canon *c, struct node *device)
{
    spell_udp(device);
    FOR_CHILDREN(source, device, A_source)
        if (!attr_is(source, A_mode, A_bind) && attr_get(source, A_service))
            return;
    refuse(c, device, NULL, D_chardev_source, "udp", "service");
}

static void spell_backend(struct canon *c, struct node *device)
{
    const enum atom type = attr_atom(device, A_type);
    struct node *log = node_child(device, A_log);
    if (log && !attr_get(log, A_file))
        node_drop(log);
    if (type == A_tcp)
        fill_atom(c, fill_child(c, device, A_protocol, R_chardev_protocol), A_type, R_chardev_protocol,
                  A_raw);
    else
        node_drop_children(device, A_protocol);
    if (type == A_udp)
        check_udp(c, device);
    else
        check_source(c, device, type);
}

/* Before further ones are dropped: one source, or two where both directions have their own. */
static void check_parts(struct canon *c, struct node *device)
{
    static const uint16_t single[] = {A_protocol, A_log, 0};
    const bool udp = attr_is(device, A_type, A_udp);
    const char *type = attr_get(device, A_type);
    if (node_count(device, A_source) > (udp ? 2u : 1u))
        refuse(c, device, NULL, D_chardev_sources, type ? type : "pty", udp ? "two" : "one");
    FOR_CHILDREN(protocol, device, A_protocol)
        if (c->opt.libvirt && !attr_is(device, A_type, A_tcp)) /* which nobody reads, whatever it says */
            attr_drop(protocol, A_type);
    for (const uint16_t *name = single; *name; name++)
        refuse_second(c, device, *name);
}

void pass_chardev_sources(struct canon *c)
{
    for (const uint16_t *kind = kinds; *kind; kind++)
        FOR_DEVICES(device, c, *kind)
            check_parts(c, device);
    FOR_DEVICES(rng, c, A_rng)
        if (attr_is(node_child(rng, A_backend), A_model, A_egd))
            check_parts(c, node_child(rng, A_backend));
}

static bool may_lack_path(const struct node *device)
{
    const struct node *target = node_child(device, A_target);
    return device->name == A_channel && (attr_is(target, A_type, A_virtio) || attr_is(target, A_type, A_xen));
}

static void spell_unix(struct canon *c, struct node *device)
{
    struct node *source = node_child(device, A_source);
    if (attr_get(source, A_path))
        return;
    if (!may_lack_path(device))
        refuse(c, device, NULL, D_chardev_source, "unix", "path");
    else if (source && attr_is(node_child(source, A_reconnect), A_enabled, A_yes))
        refuse(c, source, NULL, D_chardev_reconnect_bind); /* which a generated socket is for */
    else if (source)
        node_drop(source);
}

/* The first console becomes a copy of the first serial port: what it says itself counts for nothing. */
static bool is_copy(struct canon *c, const struct node *device)
{
    return device->name == A_console && device == node_child(c->devices, A_console) && stands_for_serial(device) &&
           node_child(c->devices, A_serial);
}

void pass_chardev(struct canon *c)
{
    for (const uint16_t *kind = kinds; *kind; kind++)
        FOR_DEVICES(device, c, *kind) {
            if (is_copy(c, device))
                continue;
            spell_backend(c, device);
            if (attr_is(device, A_type, A_unix))
                spell_unix(c, device);
        }
    FOR_DEVICES(rng, c, A_rng) {
        struct node *backend = node_child(rng, A_backend);
        if (!attr_is(backend, A_model, A_egd))
            continue;
        spell_backend(c, backend);
        if (attr_is(backend, A_type, A_unix))
            spell_unix(c, backend);
    }
}

static void check_qemu(struct canon *c, struct node *device, bool spice)
{
    struct node *protocol = node_child(device, A_protocol);
    if (attr_is(device, A_type, A_dbus) && !attr_get(node_child(device, A_source), A_channel))
        refuse(c, device, NULL, D_chardev_source, "dbus", "channel");
    if (attr_is(protocol, A_type, A_tls) || attr_is(protocol, A_type, A_telnets))
        refuse_at(c, protocol, A_type, D_chardev_protocol, attr_get(protocol, A_type));
    if (!spice && (attr_is(device, A_type, A_spicevmc) || attr_is(device, A_type, A_spiceport)))
        refuse(c, device, NULL, D_spicevmc_alone, attr_get(device, A_type));
}

/* What libvirt reads as a character device of the guest; the others can stand for what SPICE forwards. */
static void check_forwarded(struct canon *c, struct node *device)
{
    static const uint16_t ports[] = {A_serial, A_parallel, A_console, A_channel, 0};
    if (attr_is(device, A_type, A_spicevmc) && atom_in(device->name, ports) &&
        !(device->name == A_channel && attr_is(node_child(device, A_target), A_type, A_virtio)))
        refuse_at(c, device, A_type, D_spicevmc_virtio);
}

void pass_chardev_check(struct canon *c)
{
    const bool spice = find_device(c, A_graphics, A_type, A_spice);
    for (const uint16_t *kind = kinds; *kind; kind++)
        FOR_DEVICES(device, c, *kind) {
            check_qemu(c, device, spice);
            check_forwarded(c, device);
        }
    FOR_DEVICES(rng, c, A_rng)
        if (attr_is(node_child(rng, A_backend), A_model, A_egd))
            check_qemu(c, node_child(rng, A_backend), spice);
}
