/* Network cards: what QEMU or the kind of connection cannot do. Changes nothing. */
#include "device.h"

/* --- what nobody can do --------------------------------------------------------------------------------- */

static bool can_be_passt(enum atom type)
{
    return type == A_user || type == A_vhostuser;
}

/* What only some types of interfaces know is refused before it is dropped as unknown. */
void pass_interface_foreign(struct canon *c)
{
    static const enum atom host_side[] = {A_ip, A_route};
    for (struct node *nic = c->opt.libvirt ? node_child(c->devices, A_interface) : NULL; nic; nic = node_next_same(nic)) {
        const enum atom type = attr_atom(nic, A_type);
        const struct node *source = node_child(nic, A_source), *forward = node_child(nic, A_portForward);
        if (forward && !can_be_passt(type))
            refuse(c, forward, NULL, D_port_forward);
        for (size_t i = 0; i < countof(host_side) && type != A_ethernet; i++)
            if (node_child(source, host_side[i]))
                refuse(c, node_child(source, host_side[i]), NULL, D_nic_host_ip, attr_get(nic, A_type));
    }
}

static void check_port_forward(struct canon *c, struct node *nic, enum atom type)
{
    struct node *forward = node_child(nic, A_portForward);
    if (forward && can_be_passt(type) && !attr_is(node_child(nic, A_backend), A_type, A_passt))
        refuse(c, forward, NULL, D_port_forward);
}

void pass_interface_check(struct canon *c)
{
    FOR_DEVICES(nic, c, A_interface) {
        const enum atom type = attr_atom(nic, A_type);
        struct node *target = node_child(nic, A_target);
        if (attr_is(target, A_managed, A_no) && type != A_ethernet)
            refuse_at(c, target, A_managed, D_nic_managed, atom_text[type]);
        if (type == A_vds && !node_child(nic, A_source))
            refuse(c, nic, NULL, D_element_missing, "interface", "source");
        if (attr_is(node_child(nic, A_port), A_isolated, A_yes) && type != A_bridge && type != A_network)
            refuse(c, node_child(nic, A_port), NULL, D_nic_isolated, attr_get(nic, A_type));
        check_port_forward(c, nic, type);
    }
}

/* --- what QEMU cannot do -------------------------------------------------------------------------------- */

static void check_queue_sizes(struct canon *c, struct node *nic)
{
    static const uint16_t sizes[] = {A_rx_queue_size, A_tx_queue_size, 0};
    struct node *driver = node_child(nic, A_driver);
    uint64_t size;
    for (const uint16_t *name = sizes; *name; name++)
        if (attr_uint(driver, *name, &size) && next_power_of_two(size) != size)
            refuse_at(c, driver, *name, D_queue_size, atom_text[*name]);
}

static void check_model(struct canon *c, struct node *nic, enum atom type)
{
    struct node *model = node_child(nic, A_model);
    const bool virtio = is_virtio_model(attr_atom(model, A_type));
    if ((type == A_vdpa || type == A_vhostuser) && !virtio)
        refuse_at(c, model, A_type, D_nic_virtio, atom_text[type]);
    if (attr_is(node_child(nic, A_teaming), A_type, A_persistent) && !virtio)
        refuse(c, model ? model : nic, NULL, D_teaming_virtio);
    if (attr_is(node_child(nic, A_teaming), A_type, A_transient) && type != A_hostdev && type != A_network)
        refuse(c, node_child(nic, A_teaming), NULL, D_teaming_transient, atom_text[type]);
}

static void check_target(struct canon *c, struct node *nic, enum atom type)
{
    struct node *inbound = node_path(nic, A_bandwidth, A_inbound, 0);
    if (type != A_network && attr_uint_or(inbound, A_floor, 0))
        refuse_at(c, inbound, A_floor, D_bandwidth_floor, atom_text[type]);
}

static void check_interface(struct canon *c, struct node *nic)
{
    static const uint16_t with_mtu[] = {A_network, A_bridge, A_ethernet, A_vhostuser, 0};
    static const uint16_t with_coalesce[] = {A_network, A_bridge, 0};
    const enum atom type = attr_atom(nic, A_type);
    struct node *mtu = node_child(nic, A_mtu), *coalesce = node_child(nic, A_coalesce);
    if (mtu && !atom_in(type, with_mtu))
        refuse(c, mtu, NULL, D_nic_no_mtu, atom_text[type]);
    if (node_path(coalesce, A_rx, A_frames, 0) && !atom_in(type, with_coalesce))
        refuse(c, coalesce, NULL, D_nic_no_coalesce, atom_text[type]);
    struct node *source = node_child(nic, A_source);
    if (type == A_vhostuser && !attr_get(source, A_path) && !attr_is(node_child(nic, A_backend), A_type, A_passt))
        refuse_missing(c, source, A_path);
    else if (type == A_vhostuser && !memory_is_shared(c))
        refuse(c, nic, NULL, D_needs_shared_memory, "interface");
    check_model(c, nic, type);
    check_target(c, nic, type);
    check_queue_sizes(c, nic);
}

void pass_interface_check_qemu(struct canon *c)
{
    FOR_DEVICES(nic, c, A_interface)
        check_interface(c, nic);
}
