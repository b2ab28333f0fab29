/* USB ports: a tree of hubs below each controller, searched level by level for a free port. Knows no XML. */
#include "addr/usb.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"

struct usb_hub;

struct usb_port {
    bool used;
    const void *owner;
    struct usb_hub *hub; /* what is plugged in, when it is a hub */
};

struct usb_hub {
    const void *owner;
    uint32_t count;
    uint32_t first_free;    /* every port before it is in use */
    struct usb_port *ports; /* port N is ports[N - 1] */
};

struct usb_set {
    struct arena *arena;
    struct usb_hub **buses;
    uint32_t count, room;
};

bool usb_path_parse(const char *text, uint32_t ports[USB_DEPTH])
{
    memset(ports, 0, sizeof(*ports) * USB_DEPTH);
    for (int i = 0; i < USB_DEPTH; i++) {
        char *end;
        unsigned long n;

        if (*text < '0' || *text > '9')
            return false;
        n = strtoul(text, &end, 10);
        if (n > UINT32_MAX)
            return false;
        ports[i] = (uint32_t)n;
        if (*end == '\0')
            return true;
        if (*end != '.')
            return false;
        text = end + 1;
    }
    return false;
}

void usb_path_format(const uint32_t ports[USB_DEPTH], char *buf, size_t size)
{
    size_t at = 0;

    if (size)
        buf[0] = '\0';
    for (int i = 0; i < USB_DEPTH && ports[i] && at < size; i++)
        at += (size_t)snprintf(buf + at, size - at, "%s%" PRIu32, i ? "." : "", ports[i]);
}

uint32_t usb_controller_ports(const char *model, uint64_t given)
{
    static const struct {
        const char *model;
        uint32_t ports;
        bool settable;
    } rows[] = {
        {"piix3-uhci", 2, false}, {"piix4-uhci", 2, false}, {"vt82c686b-uhci", 2, false},
        {"ehci", 6, false},       {"ich9-ehci1", 6, false}, {"ich9-uhci1", 2, false},
        {"ich9-uhci2", 2, false}, {"ich9-uhci3", 2, false}, {"pci-ohci", 3, false},
        {"nec-xhci", 4, true},    {"qemu-xhci", 4, true},   {"qusb1", 8, true},
        {"qusb2", 8, true},
    };

    for (size_t i = 0; i < countof(rows); i++)
        if (strcmp(rows[i].model, model) == 0)
            return rows[i].settable && given ? (uint32_t)(given < USB_PORTS_MAX ? given : USB_PORTS_MAX)
                                             : rows[i].ports;
    return 0;
}

uint32_t usb_hubs_needed(uint32_t devices, uint32_t ports)
{
    /* Each hub takes a port and gives eight; one port is left over for the device that comes next. */
    return devices > ports ? (devices - ports + 1 + USB_HUB_PORTS - 2) / (USB_HUB_PORTS - 1) : 0;
}

struct usb_set *usb_set_new(struct arena *arena)
{
    struct usb_set *set = arena_new_of(arena, struct usb_set);

    set->arena = arena;
    return set;
}

static struct usb_hub *new_hub(struct usb_set *set, uint32_t ports, const void *owner)
{
    struct usb_hub *hub = arena_new_of(set->arena, struct usb_hub);

    hub->owner = owner;
    hub->count = ports;
    hub->ports = arena_new_array(set->arena, struct usb_port, ports);
    return hub;
}

static void have_buses(struct usb_set *set, uint32_t count)
{
    set->buses = arena_grow(set->arena, set->buses, &set->room, count, sizeof(*set->buses));
    if (count > set->count)
        set->count = count;
}

bool usb_add_controller(struct usb_set *set, uint32_t bus, uint32_t ports, const void *owner,
                        struct addr_refusal *why)
{
    *why = (struct addr_refusal){.owner = owner, .value = bus, .high = USB_BUS_MAX};
    if (bus > USB_BUS_MAX) {
        why->verdict = ADDR_ABOVE;
        return false;
    }
    have_buses(set, bus + 1);
    if (set->buses[bus]) {
        why->verdict = ADDR_TAKEN;
        why->holder = set->buses[bus]->owner;
        return false;
    }
    set->buses[bus] = new_hub(set, ports, owner);
    return true;
}

/* Follows a path down to its last port; NULL when it leads nowhere. */
static struct usb_port *find_port(const struct usb_set *set, const struct usb_addr *addr,
                                  struct usb_hub **hub, struct addr_refusal *why)
{
    why->value = addr->bus;
    if (addr->bus >= set->count || !set->buses[addr->bus]) {
        why->verdict = ADDR_NO_BUS;
        return NULL;
    }
    *hub = set->buses[addr->bus];
    for (int i = 0;; i++) {
        uint32_t port = addr->ports[i];

        why->value = port;
        why->low = 1;
        why->high = (*hub)->count;
        if (port == 0 || port > (*hub)->count) {
            why->verdict = port ? ADDR_ABOVE : ADDR_BELOW;
            return NULL;
        }
        if (i == USB_DEPTH - 1 || addr->ports[i + 1] == 0)
            return &(*hub)->ports[port - 1];
        if (!(*hub)->ports[port - 1].hub) {
            why->verdict = ADDR_NO_HUB;
            return NULL;
        }
        *hub = (*hub)->ports[port - 1].hub;
    }
}

bool usb_add_hub(struct usb_set *set, const struct usb_addr *addr, const void *owner,
                 struct addr_refusal *why)
{
    struct usb_hub *parent;
    struct usb_port *port;

    *why = (struct addr_refusal){.owner = owner};
    if (!(port = find_port(set, addr, &parent, why)))
        return false;
    if (port->hub) {
        why->verdict = ADDR_TAKEN;
        why->holder = port->hub->owner;
        return false;
    }
    port->used = true;
    port->owner = owner;
    port->hub = new_hub(set, USB_HUB_PORTS, owner);
    return true;
}

bool usb_reserve(struct usb_set *set, const struct usb_addr *addr, const void *owner,
                 struct addr_refusal *why)
{
    struct usb_hub *hub;
    struct usb_port *port;

    *why = (struct addr_refusal){.owner = owner};
    if (!(port = find_port(set, addr, &hub, why)))
        return false;
    if (port->used) {
        why->verdict = ADDR_TAKEN;
        why->holder = port->owner;
        return false;
    }
    port->used = true;
    port->owner = owner;
    return true;
}

/* A port of the hub itself comes before those of the hubs behind it. */
static struct usb_port *free_port(struct usb_hub *hub, uint32_t *path, int level)
{
    while (hub->first_free < hub->count && hub->ports[hub->first_free].used)
        hub->first_free++;
    if (hub->first_free < hub->count) {
        path[level] = hub->first_free + 1;
        return &hub->ports[hub->first_free];
    }
    for (uint32_t i = 0; i < hub->count && level + 1 < USB_DEPTH; i++) {
        struct usb_port *port = hub->ports[i].hub ? free_port(hub->ports[i].hub, path, level + 1) : NULL;

        if (port) {
            path[level] = i + 1;
            return port;
        }
    }
    return NULL;
}

static bool assign_on(struct usb_set *set, uint32_t bus, const void *owner, struct usb_addr *addr)
{
    struct usb_port *port;

    *addr = (struct usb_addr){.bus = bus};
    if (bus >= set->count || !set->buses[bus] || !(port = free_port(set->buses[bus], addr->ports, 0)))
        return false;
    port->used = true;
    port->owner = owner;
    return true;
}

bool usb_assign(struct usb_set *set, const uint32_t *bus, const void *owner, struct usb_addr *addr,
                struct addr_refusal *why)
{
    *why = (struct addr_refusal){.owner = owner};
    if (bus && assign_on(set, *bus, owner, addr))
        return true;
    for (uint32_t i = 0; !bus && i < set->count; i++)
        if (assign_on(set, i, owner, addr))
            return true;
    why->verdict = bus && (*bus >= set->count || !set->buses[*bus]) ? ADDR_NO_BUS : ADDR_FULL;
    why->value = bus ? *bus : 0;
    return false;
}
