/* IP addresses and routes of network cards, of the host's side and of the guest's. Knows no kind of connection
 * but which of them serve the guest's addresses themselves. */
#include <arpa/inet.h>
#include <string.h>

#include "device.h"

struct ip_address {
    enum atom family;
    uint32_t bits;           /* of an address of this family */
    unsigned char bytes[16];
};

/* Also IPv4 addresses with fewer than four numbers, as the C library reads them. */
static bool read_ip(const char *text, struct ip_address *ip)
{
    struct in_addr short_form;
    *ip = (struct ip_address){A_ipv6, 128, {0}};
    if (inet_pton(AF_INET6, text, ip->bytes) == 1)
        return true;
    *ip = (struct ip_address){A_ipv4, 32, {0}};
    if (strspn(text, "0123456789abcdefABCDEFxX.") != strlen(text) || !inet_aton(text, &short_form))
        return false;
    memcpy(ip->bytes, &short_form, sizeof short_form);
    return true;
}

/* An attribute that is an address of this family (0: of any); refused when it is none. */
static bool ip_attr(struct canon *c, const struct node *n, enum atom name, enum atom family,
                    struct ip_address *ip)
{
    const char *text = attr_get(n, name);
    if (!text)
        return false;
    if (read_ip(text, ip) && (!family || ip->family == family))
        return true;
    refuse_at(c, n, name, D_ip_address, text, family == A_ipv6 ? "IPv6" : family == A_ipv4 ? "IPv4" : "IP");
    return false;
}

static void check_prefix(struct canon *c, const struct node *n, const struct ip_address *ip)
{
    const uint64_t prefix = attr_uint_or(n, A_prefix, 0);
    if (prefix > ip->bits)
        refuse_at(c, n, A_prefix, D_ip_prefix, text_of(c, prefix), text_of(c, ip->bits));
}

static void settle_address(struct canon *c, struct node *n)
{
    struct ip_address ip, peer;
    const enum atom family = attr_atom(n, A_family);
    if (!ip_attr(c, n, A_address, family, &ip))
        return;
    fill_atom(c, n, A_family, R_ip_family, ip.family);
    check_prefix(c, n, &ip);
    ip_attr(c, n, A_peer, ip.family, &peer);
}

/* --- routes --------------------------------------------------------------------------------------------- */

/* No bits but those that a mask, or the length of a prefix, says are the network's. */
static bool is_network(const struct ip_address *ip, const unsigned char *mask, uint64_t prefix)
{
    for (uint32_t bit = 0; bit < ip->bits; bit++) {
        const unsigned char in_byte = (unsigned char)(0x80 >> bit % 8);
        const bool inside = mask ? mask[bit / 8] & in_byte : bit < prefix;
        if (!inside && ip->bytes[bit / 8] & in_byte)
            return false;
    }
    return true;
}

static void check_route(struct canon *c, const struct node *route)
{
    struct ip_address ip, gateway, mask = {0};
    /* Without a family IPv4 is meant. */
    const enum atom family = attr_atom(route, A_family) == A_ipv6 ? A_ipv6 : A_ipv4;
    const struct attr *netmask = node_attr(route, A_netmask);
    uint64_t metric;
    if (attr_uint(route, A_metric, &metric) && !metric)
        refuse_at(c, route, A_metric, D_route_metric);
    ip_attr(c, route, A_gateway, family, &gateway);
    if (!ip_attr(c, route, A_address, family, &ip))
        return;
    if (netmask && node_attr(route, A_prefix))
        refuse(c, route, netmask, D_route_both);
    else if (netmask && family == A_ipv6)
        refuse(c, route, netmask, D_route_netmask);
    else if (netmask && !ip_attr(c, route, A_netmask, family, &mask))
        return;
    else if (attr_uint_or(route, A_prefix, 0) > ip.bits)
        check_prefix(c, route, &ip);
    else if (!is_network(&ip, netmask ? mask.bytes : NULL, attr_uint_or(route, A_prefix, 0)))
        refuse_at(c, route, A_address, D_route_network, attr_get(route, A_address));
}

static void settle_side(struct canon *c, struct node *parent)
{
    FOR_CHILDREN(ip, parent, A_ip)
        settle_address(c, ip);
    FOR_CHILDREN(route, parent, A_route)
        check_route(c, route);
}

void pass_interface_ip(struct canon *c)
{
    FOR_DEVICES(nic, c, A_interface) {
        settle_side(c, nic);
        settle_side(c, node_child(nic, A_source));
    }
}

/* --- addresses of the guest's side that QEMU serves ----------------------------------------------------- */

enum { PREFIX_LOW = 4, PREFIX_HIGH = 27, PREFIX_SIX = 64 };

static void check_served(struct canon *c, const struct node *ip)
{
    const uint64_t prefix = attr_uint_or(ip, A_prefix, 0);
    const bool six = attr_is(ip, A_family, A_ipv6);
    if (node_attr(ip, A_peer))
        refuse_at(c, ip, A_peer, D_nic_guest_peer);
    if (prefix && six && prefix != PREFIX_SIX)
        refuse_at(c, ip, A_prefix, D_nic_guest_prefix, "IPv6", "64");
    if (prefix && !six && (prefix < PREFIX_LOW || prefix > PREFIX_HIGH))
        refuse_at(c, ip, A_prefix, D_nic_guest_prefix, "IPv4", "4 to 27");
}

static void check_guest_side(struct canon *c, const struct node *nic, enum atom type)
{
    const struct node *route = node_child(nic, A_route), *seen[2] = {NULL, NULL};
    const bool passt = attr_is(node_child(nic, A_backend), A_type, A_passt);
    if (route)
        refuse(c, route, NULL, D_nic_guest_route);
    if (type != A_user && !(type == A_vhostuser && passt)) {
        if (node_child(nic, A_ip))
            refuse(c, node_child(nic, A_ip), NULL, D_nic_guest_ip, atom_text[type]);
        return;
    }
    FOR_CHILDREN(ip, nic, A_ip) {
        const int six = attr_is(ip, A_family, A_ipv6);
        if (seen[six])
            refuse(c, ip, NULL, D_nic_guest_ips, six ? "IPv6" : "IPv4");
        seen[six] = ip;
        check_served(c, ip);
    }
}

void pass_interface_guest_ip(struct canon *c)
{
    FOR_DEVICES(nic, c, A_interface)
        check_guest_side(c, nic, attr_atom(nic, A_type));
}
