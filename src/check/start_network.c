/* What keeps a guest from starting: network cards, and what QEMU and the firmware hand to the guest. */
#include <string.h>
#include <strings.h>

#include "../canon/device.h"
#include "../cpu/rules.h"
#include "start.h"

enum { NAME_MOST = 15, RING_LEAST = 256, RING_MOST = 1024, TAP_QUEUES = 256, MTU_LEAST = 68, MTU_MOST = 65521, ENTRY_MOST = 55 };

/* --- cards ----------------------------------------------------------------------------------------------------------- */

enum { ANYWHERE = 1, ON_PSERIES = 2, ON_S390 = 4 };

/* Where QEMU has a network card. */
static const struct nic {
    const char *name;
    uint8_t on;
} nics[] = {
#define NIC(name, on) {name, on},
#include "nics.def"
#undef NIC
};

static unsigned board_of(const struct review *r)
{
    switch (r->canon.machine->family) {
    case FAMILY_I440FX:
    case FAMILY_Q35:
    case FAMILY_VIRT:
    case FAMILY_RISCV_VIRT:
    case FAMILY_LOONGARCH_VIRT:
        return ANYWHERE;
    case FAMILY_PSERIES:
        return ANYWHERE | ON_PSERIES;
    case FAMILY_S390_CCW:
        return ANYWHERE | ON_S390;
    default:
        return 0; /* the board may have cards of its own */
    }
}

static const char *nic_at(size_t index)
{
    return index < countof(nics) ? nics[index].name : NULL;
}

void start_nic_model(struct review *r, struct node *interface)
{
    struct node *model = node_child(interface, A_model);
    const char *name = attr_is(interface, A_type, A_hostdev) ? NULL : attr_get(model, A_type);
    const unsigned board = board_of(r);
    if (!name || !board || (r->canon.machine->family == FAMILY_VIRT && address_type(interface) != A_pci))
        return; /* libvirt takes cards without a place for those of an ARM board */
    for (size_t i = 0; i < countof(nics); i++)
        if (strcasecmp(nics[i].name, name) == 0 && nics[i].on & board)
            return;
    unstartable_at(r, model, A_type, S_nic_model, name, cpu_near_word(r->written->arena, name, nic_at));
}

/* --- networks -------------------------------------------------------------------------------------------------------- */

void start_nic_type(struct review *r, struct node *interface)
{
    if (attr_is(interface, A_type, A_null))
        unstartable_at(r, interface, A_type, S_nic_type, "null");
}

/* What libvirt does for an interface, by the type of its network; nothing for those that are not listed. */
enum { GIVES_QUEUES = 1 << 0, NAMES_TAP = 1 << 1, RUNS_SCRIPT = 1 << 2, TAGS = 1 << 3 };

static const struct {
    uint16_t type;
    uint8_t does;
} networks[] = {
    {A_network, GIVES_QUEUES | NAMES_TAP | RUNS_SCRIPT | TAGS},
    {A_bridge, GIVES_QUEUES | NAMES_TAP | RUNS_SCRIPT | TAGS},
    {A_ethernet, GIVES_QUEUES | NAMES_TAP | RUNS_SCRIPT},
    {A_direct, GIVES_QUEUES},
    {A_hostdev, GIVES_QUEUES | RUNS_SCRIPT | TAGS}, /* a function of a card: libvirt looks at little of it */
    {A_vdpa, GIVES_QUEUES | RUNS_SCRIPT},
    {A_vhostuser, GIVES_QUEUES},
};

static bool network_does(const struct node *interface, unsigned what)
{
    for (size_t i = 0; i < countof(networks); i++)
        if (attr_is(interface, A_type, (enum atom)networks[i].type))
            return networks[i].does & what;
    return false;
}

void start_nic_queues(struct review *r, struct node *interface)
{
    struct node *driver = node_child(interface, A_driver);
    if (!network_does(interface, GIVES_QUEUES) && attr_uint_or(driver, A_queues, 0) > 1)
        unstartable_at(r, driver, A_queues, S_nic_queues, attr_get(interface, A_type));
}

/* Those that have a device of the host which Linux calls a tap. */
static bool is_tap(const struct node *interface)
{
    static const uint16_t types[] = {A_network, A_bridge, A_ethernet, A_direct, 0};
    return atom_in(attr_atom(interface, A_type), types);
}

void start_tap_queues(struct review *r, struct node *interface)
{
    struct node *driver = node_child(interface, A_driver);
    uint64_t queues;
    if (is_tap(interface) && attr_uint(driver, A_queues, &queues) && queues > TAP_QUEUES)
        unstartable_at(r, driver, A_queues, S_tap_queues, number_text(r, queues), number_text(r, TAP_QUEUES));
}

void start_nic_mtu(struct review *r, struct node *interface)
{
    struct node *mtu = node_child(interface, A_mtu);
    uint64_t size;
    if (is_tap(interface) && attr_uint(mtu, A_size, &size) && size && (size < MTU_LEAST || size > MTU_MOST))
        unstartable_at(r, mtu, A_size, S_nic_mtu, number_text(r, size), number_text(r, MTU_LEAST),
                       number_text(r, MTU_MOST));
}

void start_nic_script(struct review *r, struct node *interface)
{
    struct node *script = node_child(interface, A_script);
    if (script && !network_does(interface, RUNS_SCRIPT))
        unstartable(r, script, NULL, S_nic_script, attr_get(interface, A_type));
}

/* A function of a card that is passed through tags by itself. */
static bool can_tag(const struct node *interface)
{
    if (attr_is(interface, A_type, A_direct))
        return attr_is(node_child(interface, A_source), A_mode, A_passthrough);
    return network_does(interface, TAGS);
}

void start_nic_vlan(struct review *r, struct node *interface)
{
    struct node *vlan = node_child(interface, A_vlan), *port = node_child(interface, A_virtualport);
    if (vlan && can_tag(interface) && !attr_is(port, A_type, A_midonet))
        return;
    if (vlan)
        unstartable(r, vlan, NULL, S_nic_vlan, attr_get(can_tag(interface) ? port : interface, A_type));
}

void start_nic_tap(struct review *r, struct node *interface)
{
    struct node *backend = node_child(interface, A_backend);
    if (node_attr(backend, A_tap) && !network_does(interface, NAMES_TAP))
        unstartable_at(r, backend, A_tap, S_nic_tap, attr_get(interface, A_type));
}

void start_nic_filter(struct review *r, struct node *interface)
{
    struct node *filter = node_child(interface, A_filterref);
    const char *port = attr_get(node_child(interface, A_virtualport), A_type);
    if (filter && port && network_does(interface, NAMES_TAP))
        unstartable(r, filter, NULL, S_nic_filter, port);
}

static void judge_ring(struct review *r, struct node *driver, enum atom name, uint64_t most)
{
    uint64_t size;
    if (attr_uint(driver, name, &size) && size && ((size & (size - 1)) || size < RING_LEAST || size > most))
        unstartable_at(r, driver, name, S_nic_ring, atom_text[name], number_text(r, size),
                       most > RING_LEAST ? "256, 512 or 1024" : "256");
}

void start_nic_ring(struct review *r, struct node *interface)
{
    const enum atom type = attr_atom(interface, A_type);
    struct node *driver = node_child(interface, A_driver);
    if (!is_virtio_model(attr_atom(node_child(interface, A_model), A_type)) || type == A_hostdev)
        return;
    judge_ring(r, driver, A_rx_queue_size, RING_MOST);
    judge_ring(r, driver, A_tx_queue_size, type == A_vhostuser || type == A_vdpa ? RING_MOST : RING_LEAST);
}

void start_nic_name(struct review *r, struct node *interface)
{
    struct node *target = node_child(interface, A_target);
    const char *name = is_tap(interface) ? attr_get(target, A_dev) : NULL;
    if (name && strlen(name) > NAME_MOST)
        unstartable_at(r, target, A_dev, S_nic_name, name, number_text(r, strlen(name)), number_text(r, NAME_MOST));
}

/* --- what the guest is told ------------------------------------------------------------------------------------------------- */

static struct node *sysinfo_of(const struct review *r, enum atom type)
{
    FOR_CHILDREN(sysinfo, r->meant->root, A_sysinfo)
        if (attr_is(sysinfo, A_type, type))
            return sysinfo;
    return NULL;
}

void start_smbios(struct review *r, struct node *domain)
{
    struct node *smbios = node_path(domain, A_os, A_smbios, 0);
    if (attr_is(smbios, A_mode, A_sysinfo) && !sysinfo_of(r, A_smbios))
        unstartable(r, smbios, NULL, S_smbios);
}

void start_kernel_options(struct review *r, struct node *domain)
{
    static const uint16_t options[] = {A_cmdline, A_initrd};
    struct node *os = node_child(domain, A_os);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        struct node *option = node_child(os, options[i]);
        if (option && !node_child(os, A_kernel))
            unstartable(r, option, NULL, S_kernel_options, option->text);
    }
}

void start_firmware_entry(struct review *r, struct node *domain)
{
    (void)domain;
    FOR_CHILDREN(entry, sysinfo_of(r, A_fwcfg), A_entry) {
        const char *name = attr_get(entry, A_name);
        if (name && strlen(name) > ENTRY_MOST)
            unstartable_at(r, entry, A_name, S_firmware_entry, name, number_text(r, strlen(name)),
                           number_text(r, ENTRY_MOST));
    }
}

void start_perf(struct review *r, struct node *domain)
{
    static const uint16_t gone[] = {A_cmt, A_mbmt, A_mbml, 0};
    FOR_CHILDREN(event, node_child(domain, A_perf), A_event)
        if (atom_in(attr_atom(event, A_name), gone) && attr_is(event, A_enabled, A_yes))
            unstartable_at(r, event, A_name, S_perf, attr_get(event, A_name));
}
