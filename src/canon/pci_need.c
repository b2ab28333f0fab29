/* What each device needs of a PCI bus, as a table over kinds and models. Knows no bus and no address. */
#include "device.h"
#include "controller.h"
#include "pci_guest.h"

enum need {
    NEED_NONE,       /* sits elsewhere */
    NEED_PCI,        /* a conventional slot */
    NEED_PCIE,       /* an express slot, where there are any */
    NEED_INTEGRATED, /* a place on the root bus */
};

static enum atom model(const struct node *d)
{
    return attr_atom(d, A_model);
}

static enum atom model_type(const struct node *d)
{
    return attr_atom(node_child(d, A_model), A_type);
}

static enum atom backend(const struct node *d)
{
    return attr_atom(d, A_backend);
}

static enum atom target_type(const struct node *d)
{
    return attr_atom(node_child(d, A_target), A_type);
}

/* Of devices that only count on a virtio bus: their model, or virtio. */
static enum atom virtio_bus_model(enum atom bus, const struct node *d)
{
    if (bus != A_virtio)
        return A_none;
    return model(d) ? model(d) : A_virtio;
}

static enum atom disk_model(const struct node *d)
{
    return virtio_bus_model(attr_atom(node_child(d, A_target), A_bus), d);
}

/* A directory shown through MTP is a USB device. */
static enum atom filesystem_model(const struct node *d)
{
    return attr_is(node_child(d, A_driver), A_type, A_mtp) ? A_none : model(d);
}

static enum atom input_model(const struct node *d)
{
    return virtio_bus_model(attr_atom(d, A_bus), d);
}

/* Kinds of devices; `key` tells their models apart. */
static const struct kind {
    uint16_t element;
    uint8_t turn;
    enum atom (*key)(const struct node *device);
} kinds[] = {
    {A_interface, TURN_INTERFACE, model_type}, {A_disk, TURN_DISK, disk_model},
    {A_filesystem, TURN_FILESYSTEM, filesystem_model},    {A_sound, TURN_SOUND, model},
    {A_memballoon, TURN_MEMBALLOON, model},    {A_rng, TURN_RNG, model},
    {A_watchdog, TURN_WATCHDOG, model},        {A_video, TURN_VIDEO, model_type},
    {A_shmem, TURN_SHMEM, model_type},         {A_input, TURN_INPUT, input_model},
    {A_serial, TURN_SERIAL, target_type},      {A_vsock, TURN_VSOCK, model},
    {A_memory, TURN_MEMORY, model},            {A_crypto, TURN_CRYPTO, model},
    {A_iommu, TURN_IOMMU, model},              {A_panic, TURN_PANIC, model},
    {A_pstore, TURN_PSTORE, backend},
};

/* The first row that fits counts; key 0 is every other model. Transitional virtio devices work in
 * conventional slots only. */
static const struct rule_row {
    uint16_t element, key;
    uint8_t need;
} rows[] = {
    {A_interface, A_e1000, NEED_PCI},
    {A_interface, A_rtl8139, NEED_PCI},
    {A_interface, A_netfront, NEED_PCI},
    {A_interface, A_lan9118, NEED_PCI},
    {A_interface, A_vlance, NEED_PCI},
    {A_interface, A_vmxnet, NEED_PCI},
    {A_interface, A_vmxnet2, NEED_PCI},
    {A_interface, A_vmxnet3, NEED_PCI},
    {A_interface, A_Am79C970A, NEED_PCI},
    {A_interface, A_Am79C973, NEED_PCI},
    {A_interface, A_82540EM, NEED_PCI},
    {A_interface, A_82545EM, NEED_PCI},
    {A_interface, A_82543GC, NEED_PCI},
    {A_interface, A_virtio_transitional, NEED_PCI},
    {A_interface, A_usb_net, NEED_NONE},
    {A_interface, A_NONE, NEED_PCIE}, /* also cards that libvirt has never heard of */
    {A_disk, A_none, NEED_NONE},
    {A_disk, A_virtio_transitional, NEED_PCI},
    {A_disk, A_NONE, NEED_PCIE},
    {A_filesystem, A_none, NEED_NONE},
    {A_filesystem, A_virtio_transitional, NEED_PCI},
    {A_filesystem, A_NONE, NEED_PCIE},
    {A_sound, A_virtio, NEED_PCIE},
    {A_sound, A_sb16, NEED_NONE},
    {A_sound, A_pcspk, NEED_NONE},
    {A_sound, A_usb, NEED_NONE},
    {A_sound, A_NONE, NEED_PCI},
    {A_memballoon, A_virtio_transitional, NEED_PCI},
    {A_memballoon, A_virtio, NEED_PCIE},
    {A_memballoon, A_virtio_non_transitional, NEED_PCIE},
    {A_rng, A_virtio_transitional, NEED_PCI},
    {A_rng, A_NONE, NEED_PCIE},
    {A_watchdog, A_i6300esb, NEED_PCI},
    {A_video, A_virtio, NEED_PCIE},
    {A_video, A_bochs, NEED_PCIE},
    {A_video, A_vga, NEED_PCI},
    {A_video, A_cirrus, NEED_PCI},
    {A_video, A_vmvga, NEED_PCI},
    {A_video, A_qxl, NEED_PCI},
    {A_video, A_xen, NEED_PCI},
    {A_shmem, A_NONE, NEED_PCI},
    {A_input, A_none, NEED_NONE},
    {A_input, A_virtio_transitional, NEED_PCI},
    {A_input, A_NONE, NEED_PCIE},
    {A_serial, A_pci_serial, NEED_PCI},
    {A_vsock, A_virtio_transitional, NEED_PCI},
    {A_vsock, A_NONE, NEED_PCIE},
    {A_memory, A_virtio_pmem, NEED_PCIE},
    {A_memory, A_virtio_mem, NEED_PCIE},
    {A_crypto, A_NONE, NEED_PCI},
    {A_iommu, A_virtio, NEED_INTEGRATED},
    {A_panic, A_pvpanic, NEED_INTEGRATED},
    {A_pstore, A_acpi_erst, NEED_PCI},
};

static enum need look_up(enum atom element, enum atom key)
{
    for (size_t i = 0; i < countof(rows); i++)
        if (rows[i].element == element && (!rows[i].key || rows[i].key == key))
            return (enum need)rows[i].need;
    return NEED_NONE;
}

/* Controllers other than PCI's, by type and model. */
static enum need controller_need(const struct pci_guest *g, const struct node *d)
{
    const struct machine_facts *machine = g->c->machine;
    const enum atom m = model(d);
    switch (attr_atom(d, A_type)) {
    case A_usb:
        if (m == A_none || m == A_qusb1 || m == A_qusb2)
            return NEED_NONE;
        return m == A_qemu_xhci || m == A_nec_xhci ? NEED_PCIE : NEED_PCI;
    case A_ide: /* that of the board is where the board has it */
        return machine->builtin_ide && machine->family != FAMILY_I440FX && controller_index(d) == 0 ? NEED_NONE
                                                                                                      : NEED_PCI;
    case A_sata:
        return NEED_PCI;
    case A_scsi:
        if (!m || m == A_auto || m == A_ibmvscsi || m == A_ncr53c90)
            return NEED_NONE;
        return m == A_virtio_scsi || m == A_virtio_non_transitional ? NEED_PCIE : NEED_PCI;
    case A_virtio_serial:
        return m == A_virtio_transitional ? NEED_PCI : NEED_PCIE;
    default:
        return NEED_NONE;
    }
}

static uint32_t host_part(const struct node *address, enum atom name)
{
    return (uint32_t)attr_uint_or(address, name, 0);
}

/* A host device that nothing is known about counts as express. */
static bool is_conventional(const struct pci_guest *g, const struct node *hostdev)
{
    const struct node *a = node_path(hostdev, A_source, A_address, 0);
    const struct host_pci_device *there =
        host_pci_find(g->c->host, host_part(a, A_domain), host_part(a, A_bus), host_part(a, A_slot),
                      host_part(a, A_function));
    return there && !there->express;
}

static enum need hostdev_need(const struct pci_guest *g, const struct node *d)
{
    if (attr_is(d, A_mode, A_capabilities))
        return NEED_NONE;
    switch (attr_atom(d, A_type)) {
    case A_pci:
        return is_conventional(g, d) ? NEED_PCI : NEED_PCIE;
    case A_scsi_host:
        return attr_is(d, A_model, A_virtio_transitional) ? NEED_PCI : NEED_PCIE;
    case A_mdev:
        return attr_is(d, A_model, A_vfio_pci) ? NEED_PCIE : NEED_NONE;
    default:
        return NEED_NONE;
    }
}

static enum need host_interface_need(const struct pci_guest *g, const struct node *d)
{
    if (is_usb_card(d))
        return NEED_NONE;
    return is_conventional(g, d) ? NEED_PCI : NEED_PCIE;
}

static uint32_t flags_for(const struct pci_guest *g, enum need need)
{
    switch (need) {
    case NEED_PCI:
        return g->pci;
    case NEED_PCIE:
        return g->pcie;
    case NEED_INTEGRATED:
        return (g->express ? PCIE_DEVICE : PCI_DEVICE) | PCI_INTEGRATED;
    default:
        return 0;
    }
}

bool pci_need_of(const struct pci_guest *g, const struct node *d, enum pci_turn *turn, uint32_t *connect)
{
    const enum atom name = (enum atom)d->name;
    if (name == A_controller && attr_is(d, A_type, A_pci)) {
        const char *text = attr_get(d, A_model);
        *turn = TURN_BRIDGE;
        *connect = pci_model_facts(pci_model_named(text ? text : ""))->as_device;
        return *connect != 0;
    }
    if (name == A_controller) {
        *turn = TURN_CONTROLLER;
        *connect = flags_for(g, controller_need(g, d));
        return *connect != 0;
    }
    if (name == A_hostdev || (name == A_interface && attr_is(d, A_type, A_hostdev))) {
        *turn = name == A_hostdev ? TURN_HOSTDEV : TURN_HOSTDEV_INTERFACE;
        *connect = flags_for(g, name == A_hostdev ? hostdev_need(g, d) : host_interface_need(g, d));
        return *connect != 0;
    }
    for (size_t i = 0; i < countof(kinds); i++) {
        if (kinds[i].element != name)
            continue;
        *turn = (enum pci_turn)kinds[i].turn;
        *connect = flags_for(g, look_up(name, kinds[i].key(d)));
        return *connect != 0;
    }
    return false;
}
