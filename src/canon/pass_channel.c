/* Channels: generated socket paths and virtio-serial ports. */
#include <ctype.h>
#include <string.h>

#include "../addr/virtio_serial.h"
#include "controller.h"
#include "device.h"

/* --- socket paths that libvirt makes up ----------------------------------------------------------------- */

static const char *after(const char *s, const char *prefix)
{
    const size_t len = strlen(prefix);
    return strncmp(s, prefix, len) == 0 ? s + len : NULL;
}

/* GUEST.NAME, domain-GUEST/NAME or NUMBER-GUEST/NAME */
static bool is_generated_rest(const char *s, const char *name)
{
    const size_t len = strlen(s), tail = strlen(name);
    if (len <= tail || strcmp(s + len - tail, name) != 0)
        return false;
    const char *end = s + len - tail - 1; /* the dot or slash before the name */
    if (end == s || memchr(s, '/', (size_t)(end - s)))
        return false;
    if (*end == '.')
        return true;
    const char *p = after(s, "domain-");
    if (!p) {
        for (p = s; isdigit((unsigned char)*p); p++)
            ;
        p = p > s && *p == '-' ? p + 1 : NULL;
    }
    return *end == '/' && p && p < end;
}

static bool is_generated_path(const char *path, const char *name)
{
    static const char *const folders[] = {"/var/lib/libvirt/qemu/channel/", "/var/run/libvirt/qemu/channel/",
                                          "/run/libvirt/qemu/channel/"};
    for (size_t i = 0; i < countof(folders); i++) {
        const char *rest = after(path, folders[i]);
        const char *inner = rest ? after(rest, "target/") : NULL;
        if (rest && (is_generated_rest(rest, name) || (inner && is_generated_rest(inner, name))))
            return true;
    }
    return false;
}

void pass_channel_path(struct canon *c)
{
    FOR_DEVICES(channel, c, A_channel) {
        const struct node *target = node_child(channel, A_target);
        struct node *source = node_child(channel, A_source);
        const char *path = attr_get(source, A_path), *name = attr_get(target, A_name);
        if (attr_is(channel, A_type, A_unix) && attr_is(target, A_type, A_virtio) && path && name &&
            is_generated_path(path, name)) {
            const struct node *reconnect = node_child(source, A_reconnect);
            if (attr_is(reconnect, A_enabled, A_yes))
                refuse(c, reconnect, NULL, D_chardev_reconnect_bind);
            node_drop(source);
        }
    }
}

static bool is_virtio_target(const struct node *device)
{
    return attr_is(node_child(device, A_target), A_type, A_virtio);
}

/* --- ports ---------------------------------------------------------------------------------------------- */

static bool controllers_of(struct canon *c, struct vserial_set *set)
{
    FOR_DEVICES(controller, c, A_controller) {
        if (!attr_is(controller, A_type, A_virtio_serial))
            continue;
        struct addr_refusal why;
        const uint64_t ports = attr_uint_or(controller, A_ports, VSERIAL_PORTS);
        const uint32_t index = (uint32_t)attr_uint_or(controller, A_index, 0);
        if (!vserial_add_controller(set, index, (uint32_t)ports, controller, &why)) {
            refuse(c, controller, NULL, D_vserial_controller, attr_get(controller, A_index));
            return false;
        }
    }
    return true;
}

static void refuse_port(struct canon *c, const struct node *device, const struct addr_refusal *why)
{
    struct node *address = node_child(device, A_address);
    if (why->verdict == ADDR_TAKEN)
        refuse(c, address, NULL, D_vserial_taken, text_of(c, why->value));
    else if (why->verdict == ADDR_NO_BUS)
        refuse(c, address, NULL, D_vserial_no_controller, attr_get(address, A_controller));
    else
        refuse(c, address ? address : device, NULL, D_vserial_port, text_of(c, why->value),
               text_of(c, why->high));
}

/* Also of devices that cannot be there. */
static void reserve_ports(struct canon *c, struct vserial_set *set)
{
    FOR_ELEMENTS(device, c->devices) {
        const struct node *address = node_child(device, A_address);
        if (address_type(device) != A_virtio_serial)
            continue;
        const struct vserial_addr at = {
            .controller = (uint32_t)attr_uint_or(address, A_controller, 0),
            .bus = (uint32_t)attr_uint_or(address, A_bus, 0),
            .port = (uint32_t)attr_uint_or(address, A_port, 0),
        };
        struct addr_refusal why;
        if (at.port && !vserial_reserve(set, &at, device, &why))
            refuse_port(c, device, &why);
    }
}

/* A console takes a port as a channel does, but its address goes on saying 0. */
static void assign_port(struct canon *c, struct vserial_set *set, struct wanted_controllers *wanted,
                        struct node *device)
{
    const uint16_t names[] = {A_controller, A_bus, A_port};
    const bool given = address_type(device) == A_virtio_serial;
    struct node *address = node_child(device, A_address);
    if (given && attr_uint_or(address, A_port, 0))
        return;
    const uint32_t controller = (uint32_t)attr_uint_or(address, A_controller, 0);
    struct vserial_addr at;
    struct addr_refusal why;
    bool added = false;
    if (!vserial_assign(set, given ? &controller : NULL, false, device, &at, &added, &why)) {
        refuse_port(c, device, &why);
        return;
    }
    if (added && c->opt.running)
        refuse(c, device, NULL, D_plug_no_serial, "with a free port");
    else if (added)
        want_controller(c, wanted, at.controller, A_NONE);
    address = need_address(c, device, A_virtio_serial, R_vserial_port);
    const uint32_t values[] = {at.controller, 0, at.port};
    for (size_t i = 0; i < 3; i++)
        decide_attr(c, address, names[i], R_vserial_port, text_of(c, values[i]));
    if (device->name == A_console)
        attr_set(c->doc, address, A_port, "0");
}

void pass_channel_address(struct canon *c)
{
    struct vserial_set *set = vserial_set_new(c->scratch);
    struct wanted_controllers wanted = {0};
    if (!controllers_of(c, set))
        return;
    reserve_ports(c, set);
    FOR_DEVICES(console, c, A_console)
        if (is_virtio_target(console) && address_type(console) == A_virtio_serial)
            assign_port(c, set, &wanted, console);
    FOR_DEVICES(channel, c, A_channel) {
        if (!is_virtio_target(channel))
            continue;
        if (node_child(channel, A_address) && address_type(channel) != A_virtio_serial)
            node_drop(node_child(channel, A_address));
        assign_port(c, set, &wanted, channel);
    }
    if (wanted.count)
        need_controllers(c, A_virtio_serial, &wanted, R_vserial_controller);
}

/* --- what a channel needs elsewhere --------------------------------------------------------------------- */

void pass_channel_check(struct canon *c)
{
    FOR_DEVICES(channel, c, A_channel) {
        struct node *target = node_child(channel, A_target);
        if (!attr_is(target, A_type, A_guestfwd))
            continue;
        const char *address = attr_get(target, A_address);
        if (!address)
            refuse_missing(c, target, A_address);
        else if (strchr(address, ':'))
            refuse_at(c, target, A_address, D_guestfwd_ipv4);
        if (!attr_get(target, A_port))
            refuse_missing(c, target, A_port);
    }
}
