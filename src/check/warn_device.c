/* Warnings about networks, displays and the other devices. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../base/array.h"
#include "../schema/bind.h"
#include "review.h"

static const struct attr *mac_of(const struct node *interface)
{
    return node_attr(node_child(interface, A_mac), A_address);
}

/* The first card before this one with the same address. The guest drives cards of a team as one, which it knows by their
 * common address. */
static const struct node *card_before(struct review *r, struct seen *seen, struct node *card, const char *mac)
{
    const bool team = node_child(card, A_teaming);
    const char *lone = arena_printf(r->written->arena, "%s without a team", mac);
    const struct node *first = seen_before(seen, mac, card);
    if (team)
        return seen_owner(seen, lone);
    seen_before(seen, lone, card);
    return first;
}

void warn_mac_twice(struct review *r)
{
    struct seen *seen = seen_new(r->written->arena);
    FOR_CHILDREN(card, node_child(r->written->root, A_devices), A_interface) {
        const struct attr *mac = mac_of(card);
        const struct node *first = mac ? card_before(r, seen, card, arena_lower(r->written->arena, mac->value)) : NULL;
        if (first)
            warn(r, node_child(card, A_mac), mac, W_mac_twice, mac->value, line_text(r, node_child(first, A_mac)));
    }
}

/* Prefixes that hypervisors use, beside the locally administered ones. */
static bool is_virtual_mac(const char *mac)
{
    static const char *const prefixes[] = {"00:16:3e", "00:50:56", "00:0c:29", "00:1c:42", "08:00:27", "00:15:5d"};
    for (size_t i = 0; i < countof(prefixes); i++)
        if (strncasecmp(mac, prefixes[i], 8) == 0)
            return true;
    return strtoul(mac, NULL, 16) & 2;
}

void warn_mac_local(struct review *r)
{
    FOR_CHILDREN(card, node_child(r->written->root, A_devices), A_interface) {
        const struct attr *mac = mac_of(card);
        if (mac && !is_virtual_mac(mac->value) && !attr_is(card, A_type, A_hostdev))
            warn(r, node_child(card, A_mac), mac, W_mac_local, mac->value);
    }
}

void warn_nic_emulated(struct review *r)
{
    static const char *const emulated[] = {"e1000", "e1000e", "rtl8139", "ne2k_pci", "pcnet", "i82551"};
    FOR_MEANT(card, r, A_interface) {
        struct node *model = node_child(card, A_model);
        const char *type = r->all_passes ? attr_get(model, A_type) : NULL;
        for (size_t i = 0; type && i < countof(emulated); i++)
            if (strcmp(type, emulated[i]) == 0)
                warn(r, model, node_attr(model, A_type), W_nic_emulated, type);
    }
}

void warn_password(struct review *r)
{
    FOR_CHILDREN(graphics, node_child(r->written->root, A_devices), A_graphics)
        if (attr_get(graphics, A_passwd) && *attr_get(graphics, A_passwd))
            warn(r, graphics, node_attr(graphics, A_passwd), W_password);
}

static bool is_anywhere(const char *address)
{
    return address && (strcmp(address, "0.0.0.0") == 0 || strcmp(address, "::") == 0 || strcmp(address, "*") == 0);
}

/* Every channel of a SPICE display is encrypted, which needs keys on the host. */
static bool is_encrypted(const struct node *graphics)
{
    return attr_is(graphics, A_defaultMode, A_secure);
}

void warn_graphics_open(struct review *r)
{
    FOR_CHILDREN(graphics, node_child(r->written->root, A_devices), A_graphics) {
        const enum atom type = attr_atom(graphics, A_type);
        if ((type != A_vnc && type != A_spice) || node_attr(graphics, A_passwd) || is_encrypted(graphics))
            continue;
        struct node *place = graphics, *listen = node_child(graphics, A_listen);
        struct attr *address = node_attr(graphics, A_listen);
        if (!address && listen)
            address = node_attr(place = listen, A_address);
        if (address && is_anywhere(address->value))
            warn(r, place, address, W_graphics_open, type == A_vnc ? "VNC" : "SPICE", address->value);
    }
}

void warn_video_cirrus(struct review *r)
{
    FOR_MEANT(video, r, A_video) {
        struct node *model = node_child(video, A_model);
        if (attr_is(model, A_type, A_cirrus))
            warn(r, model, node_attr(model, A_type), W_video_cirrus);
    }
}

void warn_agent(struct review *r)
{
    if (!r->all_passes || r->canon.virt != A_kvm)
        return;
    FOR_MEANT(channel, r, A_channel) {
        const char *name = attr_get(node_child(channel, A_target), A_name);
        if (name && strncmp(name, "org.qemu.guest_agent", 20) == 0)
            return;
    }
    warn(r, r->canon.devices, NULL, W_agent);
}

void warn_balloon(struct review *r)
{
    FOR_MEANT(balloon, r, A_memballoon)
        if (attr_is(balloon, A_model, A_none))
            warn(r, balloon, node_attr(balloon, A_model), W_balloon);
}

void warn_seclabel_off(struct review *r)
{
    FOR_CHILDREN(label, r->written->root, A_seclabel) {
        const char *model = attr_get(label, A_model);
        if (attr_is(label, A_type, A_none) && !(model && strcmp(model, "dac") == 0))
            warn(r, label, node_attr(label, A_type), W_seclabel_off);
    }
}

void warn_commandline(struct review *r)
{
    FOR_ELEMENTS(n, r->written->root)
        if (n->ns == NS_QEMU && n->name == A_commandline && node_first_element(n))
            warn(r, n, NULL, W_commandline);
}

void warn_tpm12(struct review *r)
{
    FOR_MEANT(tpm, r, A_tpm) {
        struct node *backend = node_child(tpm, A_backend);
        const char *version = attr_get(backend, A_version);
        if (version && strcmp(version, "1.2") == 0)
            warn(r, backend, node_attr(backend, A_version), W_tpm12);
    }
}

void warn_port_unheard(struct review *r)
{
    uint64_t port;
    FOR_CHILDREN(graphics, node_child(r->written->root, A_devices), A_graphics)
        if (attr_is(graphics, A_autoport, A_yes) && attr_uint(graphics, A_port, &port) && port)
            warn(r, graphics, node_attr(graphics, A_port), W_port_unheard, attr_get(graphics, A_port));
}

void warn_rng_blocking(struct review *r)
{
    FOR_CHILDREN(rng, node_child(r->written->root, A_devices), A_rng) {
        struct node *backend = node_child(rng, A_backend);
        const char *source = node_text(r->written, backend);
        if (attr_is(backend, A_model, A_random) && strcmp(source, "/dev/random") == 0)
            warn(r, backend, NULL, W_rng_blocking, source);
    }
}

void warn_hostdev_unmanaged(struct review *r)
{
    FOR_MEANT(hostdev, r, A_hostdev)
        if (attr_is(hostdev, A_type, A_pci) && attr_is(hostdev, A_managed, A_no))
            warn(r, hostdev, node_attr(hostdev, A_managed), W_hostdev_unmanaged);
}
