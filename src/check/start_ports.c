/* What keeps a guest from starting: two of its devices that listen on one port of the host. */
#include <string.h>

#include "../canon/device.h"
#include "start.h"

/* Something listens at this address on the port that the attribute says. */
struct server {
    struct node *device, *place;
    struct attr *port;
    const char *address;
};

enum { SERVERS_MOST = 64 };

struct servers {
    struct server list[SERVERS_MOST];
    size_t count;
};

static void add(struct review *r, struct servers *s, struct server new)
{
    uint64_t port, other;
    if (!new.port || !new.address || !text_uint(new.port->value, &port) || !port)
        return;
    for (size_t i = 0; i < s->count; i++)
        if (text_uint(s->list[i].port->value, &other) && other == port &&
            strcmp(s->list[i].address, new.address) == 0) {
            unstartable(r, new.place, new.port, S_port_twice, new.port->value, new.address,
                        line_text(r, s->list[i].device));
            return;
        }
    if (s->count < SERVERS_MOST)
        s->list[s->count++] = new;
}

/* Without an address displays listen on the one of the host's configuration. */
static const char *address_of(const struct node *listen)
{
    const char *address = attr_get(listen, A_address);
    return address ? address : "127.0.0.1";
}

/* The first console is the first serial port once more. */
static bool is_copy(const struct node *device)
{
    return device->name == A_console && attr_is(node_child(device, A_target), A_type, A_serial);
}

void start_port_twice(struct review *r, struct node *domain)
{
    static const uint16_t kinds[] = {A_serial, A_parallel, A_console, A_channel, A_redirdev, A_smartcard, 0};
    static const uint16_t ports[] = {A_port, A_tlsPort, A_websocket};
    struct servers servers = {.count = 0};
    (void)domain;
    FOR_ELEMENTS(device, r->canon.devices) {
        struct node *source = node_child(device, A_source);
        if (atom_in(device->name, kinds) && attr_is(device, A_type, A_tcp) && attr_is(source, A_mode, A_bind) &&
            !is_copy(device))
            add(r, &servers, (struct server){device, source, node_attr(source, A_service), attr_get(source, A_host)});
        struct node *listen = device->name == A_graphics ? node_child(device, A_listen) : NULL;
        for (size_t i = 0; attr_is(listen, A_type, A_address) && i < sizeof ports / sizeof *ports; i++)
            add(r, &servers, (struct server){device, device, node_attr(device, ports[i]), address_of(listen)});
    }
}
