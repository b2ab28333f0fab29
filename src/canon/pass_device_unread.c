/* What the schema's rules would drop from devices, or fill in, without a word although libvirt refuses it. Runs before
 * them; knows no defaults. */
#include <string.h>

#include "device.h"

/* Controllers that come in one model only have no attribute for it. */
static void check_controller(struct canon *c, struct node *n)
{
    static const uint16_t modelless[] = {A_fdc, A_sata, A_ccid, A_isa, A_xenbus, 0};
    if (attr_uint_or(n, A_ports, 0) > INT32_MAX)
        refuse_at(c, n, A_ports, D_value_bad, attr_get(n, A_ports), "the attribute 'ports' of <controller>", "a number");
    if (attr_get(n, A_model) && atom_in(attr_atom(n, A_type), modelless))
        refuse_at(c, n, A_model, D_controller_modelless, attr_get(n, A_type));
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
    static const uint16_t names[] = {A_socket, A_network, 0};
    FOR_CHILDREN(listen, graphics, A_listen) {
        for (const uint16_t *name = names; c->opt.libvirt && *name; name++) { /* otherwise it is unknown */
            const struct attr *a = node_attr(listen, *name);
            if (a && *a->value && !attr_is(listen, A_type, *name))
                refuse(c, listen, a, D_listen_part, a->text);
        }
    }
}

static void check_memory(struct canon *c, const struct node *memory)
{
    const struct node *cell = node_path(memory, A_target, A_node, 0);
    if (cell && c->opt.libvirt && attr_is(memory, A_model, A_virtio_pmem))
        refuse(c, cell, NULL, D_memory_pmem_node);
}

static void check_tpm(struct canon *c, const struct node *tpm)
{
    const struct node *backend = node_child(tpm, A_backend), *profile = node_child(backend, A_profile);
    if (profile && profile->attrs && c->opt.libvirt && attr_is(backend, A_version, A_1_2))
        refuse(c, profile, NULL, D_tpm_profile);
}

void pass_device_unread(struct canon *c)
{
    FOR_ELEMENTS(device, c->devices)
        check_address(c, device);
    FOR_DEVICES(n, c, A_controller)
        check_controller(c, n);
    FOR_DEVICES(graphics, c, A_graphics)
        check_listen(c, graphics);
    FOR_DEVICES(memory, c, A_memory)
        check_memory(c, memory);
    FOR_DEVICES(tpm, c, A_tpm)
        check_tpm(c, tpm);
}
