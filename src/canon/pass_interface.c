/* Network cards: hardware addresses, default models, names and options that not every connection keeps. */
#include <string.h>
#include <strings.h>

#include "arrange.h"
#include "device.h"

/* --- hardware addresses --------------------------------------------------------------------------------- */

static bool is_taken(struct canon *c, const struct node *nic, const char *address)
{
    FOR_DEVICES(other, c, A_interface) {
        const char *its = attr_get(node_child(other, A_mac), A_address);
        if (other != nic && its && strcmp(its, address) == 0)
            return true;
    }
    return false;
}

static const char *generated_mac(struct canon *c, uint32_t index)
{
    unsigned char b[3];
    identity_bytes(c, "mac", index, b, sizeof(b));
    return arena_printf(c->scratch, "%s:%02x:%02x:%02x", c->driver->mac_prefix, b[0], b[1], b[2]);
}

/* A card that is plugged in has others beside it whose numbers may have been higher once. */
static const char *free_mac(struct canon *c, const struct node *nic, uint32_t index)
{
    const char *address = generated_mac(c, index);
    while (nic == c->plugged && is_taken(c, nic, address))
        address = generated_mac(c, ++index);
    return address;
}

static void fill_mac(struct canon *c, struct node *nic, uint32_t index)
{
    struct node *mac = fill_child(c, nic, A_mac, R_mac_generated);
    const char *address = attr_get(mac, A_address);
    if (address && strcmp(address, "00:00:00:00:00:00") == 0) {
        attr_drop(mac, A_address);
        address = NULL;
    }
    if (!address) {
        fill_attr(c, mac, A_address, R_mac_generated, free_mac(c, nic, index));
        return;
    }
    unsigned first = 0;
    for (const char *p = address; *p && *p != ':'; p++)
        first = first * 16 + (unsigned)(*p <= '9' ? *p - '0' : (*p | 32) - 'a' + 10);
    if (first & 1)
        refuse_at(c, mac, A_address, D_mac_multicast, address);
}

void pass_interface_mac(struct canon *c)
{
    uint32_t index = 0;
    FOR_DEVICES(nic, c, A_interface)
        fill_mac(c, nic, index++);
}

void pass_interface_type(struct canon *c)
{
    FOR_DEVICES(nic, c, A_interface)
        fill_atom(c, nic, A_type, R_nic_type, A_user);
}

/* --- what libvirt does not keep ------------------------------------------------------------------------- */

/* The models are known in any case of letters, and kept in their own. */
static void spell_model(struct canon *c, struct node *nic)
{
    static const uint16_t models[] = {
        A_netfront, A_rtl8139, A_virtio, A_e1000, A_e1000e, A_igb, A_virtio_transitional,
        A_virtio_non_transitional, A_usb_net, A_spapr_vlan, A_lan9118, A_scm91c111, A_vlance, A_vmxnet,
        A_vmxnet2,
        A_vmxnet3, A_Am79C970A, A_Am79C973, A_82540EM, A_82545EM, A_82543GC, 0,
    };
    struct node *model = node_child(nic, A_model);
    const char *type = attr_get(model, A_type);
    if (!type)
        return;
    for (const uint16_t *m = models; *m; m++)
        if (strcasecmp(type, atom_text[*m]) == 0) {
            if (strcmp(type, atom_text[*m]) != 0)
                decide_atom(c, model, A_type, R_spelling, *m);
            return;
        }
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    if (type[strspn(type, letters)])
        refuse_at(c, model, A_type, D_nic_model_name, type);
    else if (!canon_able(c, ABLE_NIC_NAME))
        refuse_at(c, model, A_type, D_nic_model_unknown, type);
}

/* In whichever case of letters. */
static bool has_virtio_model(const struct node *nic)
{
    static const enum atom virtio[] = {A_virtio, A_virtio_transitional, A_virtio_non_transitional};
    const char *model = attr_get(node_child(nic, A_model), A_type);
    for (size_t i = 0; model && i < countof(virtio); i++)
        if (strcasecmp(model, atom_text[virtio[i]]) == 0)
            return true;
    return false;
}

static void drop_driver_details(struct node *nic)
{
    struct node *driver = node_child(nic, A_driver);
    if (!driver)
        return;
    static const uint16_t names[] = {A_name, A_txmode, A_ioeventfd, A_event_idx, A_queues, A_rx_queue_size,
                                     A_tx_queue_size, A_rss, A_rss_hash_report, 0};
    for (const uint16_t *n = names; *n; n++)
        attr_drop(driver, *n);
    node_drop_children(driver, A_host);
    node_drop_children(driver, A_guest);
    if (node_is_bare(driver))
        node_drop(driver);
}

/* Nobody reads these, so their values do not matter either. */
void pass_interface_driver(struct canon *c)
{
    FOR_DEVICES(nic, c, A_interface)
        if (!has_virtio_model(nic) && !attr_is(nic, A_type, A_hostdev))
            drop_driver_details(nic);
}

/* Names that a hypervisor gives to the connections of running guests. */
static void drop_generated_target(struct canon *c, struct node *nic)
{
    const char *const prefixes[] = {"vnet", "macvtap", "macvlan", c->driver->interface_prefix};
    struct node *target = node_child(nic, A_target);
    const char *dev = attr_get(target, A_dev);
    if (!dev || attr_is(target, A_managed, A_no))
        return;
    for (size_t i = 0; i < countof(prefixes); i++)
        if (prefixes[i] && strncmp(dev, prefixes[i], strlen(prefixes[i])) == 0)
            attr_drop(target, A_dev);
    if (node_is_bare(target))
        node_drop(target);
}

static void check_virtio_options(struct canon *c, const struct node *nic)
{
    const struct node *driver = node_child(nic, A_driver);
    if (has_virtio_options(driver))
        refuse(c, driver, NULL, D_virtio_options_alone, "interface");
}

static void drop_backend_vhost(struct node *nic)
{
    struct node *backend = node_child(nic, A_backend);
    attr_drop(backend, A_vhost);
    if (backend && node_is_bare(backend))
        node_drop(backend);
}

enum { VLAN_MAX = 4095 };

static void check_tags(struct canon *c, struct node *vlan)
{
    uint32_t natives = 0;
    FOR_CHILDREN(tag, vlan, A_tag) {
        if (attr_uint_or(tag, A_id, 0) > VLAN_MAX)
            refuse_at(c, tag, A_id, D_vlan_id, attr_get(tag, A_id));
        if (node_attr(tag, A_nativeMode) && natives++)
            refuse_at(c, tag, A_nativeMode, D_vlan_native);
        else if (node_attr(tag, A_nativeMode) && attr_is(vlan, A_trunk, A_no))
            refuse_at(c, vlan, A_trunk, D_vlan_trunk);
    }
}

static void spell_vlan(struct canon *c, struct node *nic)
{
    struct node *vlan = node_child(nic, A_vlan);
    if (!vlan)
        return;
    const bool several = node_count(vlan, A_tag) > 1;
    check_tags(c, vlan);
    if (!node_child(vlan, A_tag))
        refuse(c, vlan, NULL, D_element_missing, "vlan", "tag");
    else if (several && attr_is(vlan, A_trunk, A_no))
        refuse_at(c, vlan, A_trunk, D_vlan_trunk);
    else if (several)
        fill_atom(c, vlan, A_trunk, R_vlan_trunk, A_yes);
    else if (attr_is(vlan, A_trunk, A_no))
        attr_drop(vlan, A_trunk);
}

static int by_name(const struct node *a, const struct node *b)
{
    const char *x = attr_get(a, A_name), *y = attr_get(b, A_name);
    return strcmp(x ? x : "", y ? y : "");
}

static const struct {
    uint16_t protocol, name;
} port_needs[] = {
    {A_802_1Qbg, A_managerid}, {A_802_1Qbg, A_typeid}, {A_802_1Qbg, A_typeidversion},
    {A_802_1Qbh, A_profileid}, {A_midonet, A_interfaceid},
};

/* A network may know the rest. */
static void check_port_needs(struct canon *c, struct node *port, enum atom protocol)
{
    if (attr_is(port->parent, A_type, A_network))
        return;
    const struct node *parameters = node_child(port, A_parameters);
    for (size_t i = 0; i < countof(port_needs); i++)
        if (port_needs[i].protocol == protocol && !attr_get(parameters, port_needs[i].name))
            refuse(c, port, NULL, D_virtualport_needs, atom_text[protocol], atom_text[port_needs[i].name]);
}

static void fill_port_id(struct canon *c, struct node *port, enum atom name, uint32_t index)
{
    struct node *parameters = fill_child(c, port, A_parameters, R_port_id);
    fill_attr(c, parameters, name, R_port_id, identity_uuid(c, atom_text[name], index));
}

static void spell_virtualport(struct canon *c, struct node *nic, enum atom type, uint32_t index)
{
    static const uint16_t allowed[] = {A_network, A_bridge, A_direct, A_hostdev, A_ethernet, 0};
    static const uint16_t reads_none[] = {A_network, A_ethernet, 0}; /* the others are refused without a type */
    struct node *port = node_child(nic, A_virtualport);
    if (!port)
        return;
    if (!atom_in(type, allowed)) {
        refuse(c, port, NULL, D_virtualport_unsupported, atom_text[type]);
        return;
    }
    const enum atom protocol = attr_atom(port, A_type);
    const bool any = !protocol || protocol == A_none;
    if (protocol == A_none && c->opt.libvirt)
        refuse_at(c, port, A_type, D_virtualport_none);
    check_port_needs(c, port, protocol);
    if (any && (c->opt.libvirt || atom_in(type, reads_none)))
        attr_drop(port, A_type);
    if (any || protocol == A_802_1Qbg)
        fill_port_id(c, port, A_instanceid, index);
    if (any || protocol == A_openvswitch)
        fill_port_id(c, port, A_interfaceid, index);
}

/* Limits without a rate are none, but leave their parent; a direction that is given needs one. */
static void spell_bandwidth(struct canon *c, struct node *nic)
{
    struct node *bandwidth = node_child(nic, A_bandwidth);
    if (!node_first_element(bandwidth)) {
        if (bandwidth)
            node_drop(bandwidth);
        return;
    }
    for (struct node *n = node_first_element(bandwidth), *next; n; n = next) {
        next = node_next_element(n);
        uint64_t average = 0, floor = 0;
        attr_uint(n, A_average, &average);
        attr_uint(n, A_floor, &floor);
        if (!attr_get(n, A_average) && !floor)
            refuse(c, n, NULL, D_bandwidth_rate);
        else if (!average && !floor)
            node_drop(n);
    }
    /* libvirt would drop what is left at its next reading. */
    if (!c->opt.libvirt && !node_first_element(bandwidth))
        node_drop(bandwidth);
}

static void spell_vhostuser(struct canon *c, struct node *nic)
{
    if (attr_is(node_child(nic, A_backend), A_type, A_passt)) /* which makes the socket */
        return;
    struct node *source = fill_child(c, nic, A_source, R_vhostuser_source);
    fill_atom(c, source, A_type, R_vhostuser_source, A_unix);
    fill_atom(c, source, A_mode, R_vhostuser_source, A_client);
    struct node *reconnect = node_child(source, A_reconnect);
    if (attr_is(reconnect, A_enabled, A_yes) && attr_is(source, A_mode, A_server))
        refuse(c, reconnect, NULL, D_vhostuser_reconnect);
}

/* A function of a PCI card, or a USB device by its names or its place. */
static void spell_host_source(struct canon *c, struct node *nic)
{
    struct node *source = node_child(nic, A_source), *address = node_child(source, A_address);
    if (attr_is(address, A_type, A_pci)) {
        node_drop_children(source, A_vendor);
        node_drop_children(source, A_product);
    } else if (address && is_usb_card(nic)) {
        fill_atom(c, address, A_type, R_host_usb, A_usb);
    } else if (address && !is_usb_card(nic)) {
        refuse_missing(c, address, A_type);
    } else if (source && !address && !is_usb_card(nic)) {
        refuse(c, source, NULL, D_element_missing, "source", "address");
    }
}

static void spell_interface(struct canon *c, struct node *nic, uint32_t index)
{
    static const uint16_t filtered[] = {A_network, A_bridge, A_ethernet, 0};
    static const uint16_t sourced[] = {A_network, A_bridge, A_direct, A_hostdev, A_vdpa, A_internal,
                                       A_server, A_client, A_mcast, A_udp, 0};
    const enum atom type = attr_atom(nic, A_type);
    spell_model(c, nic);
    drop_generated_target(c, nic);
    if (!has_virtio_model(nic)) {
        check_virtio_options(c, nic);
        if (type != A_hostdev)
            drop_backend_vhost(nic);
    }
    if (!atom_in(type, filtered) || !attr_get(node_child(nic, A_filterref), A_filter))
        node_drop_children(nic, A_filterref);
    spell_bandwidth(c, nic);
    if (type == A_vhostuser)
        spell_vhostuser(c, nic);
    if (type == A_hostdev)
        spell_host_source(c, nic);
    if ((type == A_user || type == A_vhostuser) && !attr_is(node_child(nic, A_backend), A_type, A_passt))
        attr_drop(node_child(nic, A_source), A_dev);
    arrange_by(c, node_child(nic, A_filterref), A_parameter, by_name);
    spell_vlan(c, nic);
    spell_virtualport(c, nic, type, index);
    if (atom_in(type, sourced) && !node_child(nic, A_source))
        refuse(c, nic, NULL, D_element_missing, "interface", "source");
}

void pass_interface(struct canon *c)
{
    uint32_t index = 0;
    FOR_DEVICES(nic, c, A_interface)
        spell_interface(c, nic, index++);
}

void pass_interface_model(struct canon *c)
{
    static const uint16_t virtio_only[] = {A_vdpa, A_vhostuser, 0};
    FOR_DEVICES(nic, c, A_interface) {
        const enum atom type = attr_atom(nic, A_type);
        if (type == A_hostdev || attr_get(node_child(nic, A_model), A_type))
            continue;
        struct node *model = fill_child(c, nic, A_model, R_nic_model);
        fill_atom(c, model, A_type, R_nic_model, atom_in(type, virtio_only) ? A_virtio : default_model(c, MODEL_OF_INTERFACE));
    }
}
