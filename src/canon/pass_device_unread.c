/* What the schema's rules would drop from devices, or fill in, without a word although libvirt refuses it. Runs before
 * them; knows no defaults. */
#include <string.h>

#include "device.h"

/* Controllers that come in one model only have no attribute for it. */
static void check_controller(struct canon *c, const struct node *n)
{
    static const uint16_t modelless[] = {A_fdc, A_sata, A_ccid, A_isa, A_xenbus, 0};
    if (attr_get(n, A_model) && atom_in(attr_atom(n, A_type), modelless))
        refuse_at(c, n, A_model, D_controller_modelless, attr_get(n, A_type));
}

static void check_rng(struct canon *c, const struct node *rng)
{
    const struct node *backend = node_child(rng, A_backend);
    if (node_count(rng, A_backend) > 1)
        refuse(c, node_next_same(backend), NULL, D_element_twice, "backend", "rng", line_of(c, backend));
}

/* Addresses of a bus that has gone, and that never had any. */
static void check_address(struct canon *c, const struct node *device)
{
    const struct node *address = node_child(device, A_address);
    const struct attr *type = node_attr(address, A_type);
    if (type && strcmp(type->value, "virtio-s390") == 0)
        refuse(c, address, type, D_address_none, type->value);
}

static void check_listen(struct canon *c, const struct node *graphics)
{
    FOR_CHILDREN(listen, graphics, A_listen) {
        const struct attr *socket = node_attr(listen, A_socket);
        if (socket && *socket->value && !attr_is(listen, A_type, A_socket))
            refuse(c, listen, socket, D_listen_socket);
    }
}

void pass_device_unread(struct canon *c)
{
    FOR_ELEMENTS(device, c->devices)
        check_address(c, device);
    FOR_DEVICES(n, c, A_controller)
        check_controller(c, n);
    FOR_DEVICES(rng, c, A_rng)
        check_rng(c, rng);
    FOR_DEVICES(graphics, c, A_graphics)
        check_listen(c, graphics);
}
