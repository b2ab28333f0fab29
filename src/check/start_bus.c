/* What keeps a guest from starting: controllers and ports, and what sits at them. */
#include "../canon/device.h"
#include "start.h"

enum { SCSI_QUEUES = 1022, SERIAL_BUS_PORTS = 511, ISA_PORTS = 4, PARALLEL_PORTS = 3 };

/* s390x has no USB: libvirt leaves the controller out. */
void start_usb_model(struct review *r, struct node *controller)
{
    if (attr_is(controller, A_type, A_usb) && !node_attr(controller, A_model) && !is_s390(r->canon.arch))
        unstartable(r, controller, NULL, S_usb_model, qemu_text(r, r->canon.host));
}

/* Each model of USB controllers is a device of QEMU's; those of one ICH9 come together. */
static const struct {
    uint16_t model, cap;
} usb_models[] = {
    {A_piix3_uhci, HOST_CAP_PIIX3_USB_UHCI},      {A_piix4_uhci, HOST_CAP_PIIX4_USB_UHCI},
    {A_ehci, HOST_CAP_USB_EHCI},                  {A_ich9_ehci1, HOST_CAP_ICH9_USB_EHCI1},
    {A_ich9_uhci1, HOST_CAP_ICH9_USB_EHCI1},      {A_ich9_uhci2, HOST_CAP_ICH9_USB_EHCI1},
    {A_ich9_uhci3, HOST_CAP_ICH9_USB_EHCI1},      {A_vt82c686b_uhci, HOST_CAP_VT82C686B_USB_UHCI},
    {A_pci_ohci, HOST_CAP_PCI_OHCI},              {A_nec_xhci, HOST_CAP_NEC_USB_XHCI},
    {A_qemu_xhci, HOST_CAP_QEMU_XHCI},
};

void start_usb_absent(struct review *r, struct node *controller)
{
    const enum atom model = attr_is(controller, A_type, A_usb) ? attr_atom(controller, A_model) : A_NONE;
    for (size_t i = 0; i < countof(usb_models); i++)
        if (usb_models[i].model == model && !host_has(r->canon.host, (enum host_cap)usb_models[i].cap))
            unstartable_at(r, controller, A_model, S_usb_absent, qemu_text(r, r->canon.host), atom_text[model]);
}

/* A number of the <target> of controllers of some models, which no two of them can share. */
static void claim_number(struct review *r, struct node *controller, const uint16_t *models, enum atom number,
                         enum start_claim what, enum diag_id id)
{
    struct node *target = node_child(controller, A_target);
    const char *value = atom_in(attr_atom(controller, A_model), models) ? attr_get(target, number) : NULL;
    const struct node *same = start_claim(r, what, value, controller);
    if (same)
        unstartable_at(r, target, number, id, value, line_text(r, same));
}

void start_pcie_chassis(struct review *r, struct node *controller)
{
    static const uint16_t ports[] = {A_pcie_root_port, A_pcie_switch_downstream_port, 0};
    claim_number(r, controller, ports, A_chassis, CLAIM_CHASSIS, S_pcie_chassis);
}

void start_expander_bus(struct review *r, struct node *controller)
{
    static const uint16_t expanders[] = {A_pci_expander_bus, A_pcie_expander_bus, 0};
    claim_number(r, controller, expanders, A_busNr, CLAIM_BUS, S_expander_bus);
}

void start_scsi_queues(struct review *r, struct node *controller)
{
    struct node *driver = node_child(controller, A_driver);
    uint64_t queues;
    if (attr_is(controller, A_type, A_scsi) && attr_uint(driver, A_queues, &queues) && queues > SCSI_QUEUES)
        unstartable_at(r, driver, A_queues, S_scsi_queues, number_text(r, queues), number_text(r, SCSI_QUEUES));
}

void start_serial_bus_ports(struct review *r, struct node *controller)
{
    uint64_t ports;
    if (attr_is(controller, A_type, A_virtio_serial) && attr_uint(controller, A_ports, &ports) &&
        ports > SERIAL_BUS_PORTS)
        unstartable_at(r, controller, A_ports, S_serial_bus_ports, number_text(r, ports),
                       number_text(r, SERIAL_BUS_PORTS));
}

/* The number of an ISA serial port; false for other ports. */
static bool isa_port(const struct node *serial, uint64_t *port)
{
    const struct node *target = node_child(serial, A_target);
    return attr_is(target, A_type, A_isa_serial) && attr_uint(target, A_port, port);
}

void start_isa_ports(struct review *r, struct node *serial)
{
    uint64_t port;
    if (isa_port(serial, &port) && port >= ISA_PORTS)
        unstartable_at(r, node_child(serial, A_target), A_port, S_isa_ports, number_text(r, port),
                       number_text(r, ISA_PORTS - 1));
}

void start_isa_port_twice(struct review *r, struct node *serial)
{
    struct node *target = node_child(serial, A_target);
    uint64_t port;
    const char *text = isa_port(serial, &port) ? number_text(r, port) : NULL;
    const struct node *same = start_claim(r, CLAIM_ISA_PORT, text, serial);
    if (same)
        unstartable_at(r, target, A_port, S_isa_port_twice, text, line_text(r, same));
}

/* The model of a console of s390x; NULL for other ports. */
static const char *sclp_model(const struct node *serial)
{
    const struct node *target = node_child(serial, A_target);
    return attr_is(target, A_type, A_sclp_serial) ? attr_get(node_child(target, A_model), A_name) : NULL;
}

void start_sclp_twice(struct review *r, struct node *serial)
{
    const char *model = sclp_model(serial);
    const struct node *same = start_claim(r, CLAIM_SCLP, model, serial);
    if (same)
        unstartable(r, serial, NULL, S_sclp_twice, model, line_text(r, same));
}

void start_parallel_ports(struct review *r, struct node *parallel)
{
    unsigned before = 0;
    for (struct node *p = node_child(r->canon.devices, A_parallel); p != parallel && before < PARALLEL_PORTS;
         p = node_next_same(p))
        before++;
    if (before >= PARALLEL_PORTS)
        unstartable(r, parallel, NULL, S_parallel_ports);
}

static bool lacks_isa(const struct review *r)
{
    static const uint8_t boards[] = {
        FAMILY_VIRT, FAMILY_RISCV_VIRT, FAMILY_LOONGARCH_VIRT, FAMILY_MAC_PPC, FAMILY_PSERIES, FAMILY_S390_CCW,
    };
    for (size_t i = 0; i < sizeof boards; i++)
        if (r->canon.machine->family == boards[i])
            return true;
    return false;
}

void start_parallel_board(struct review *r, struct node *parallel)
{
    if (lacks_isa(r))
        unstartable(r, parallel, NULL, S_parallel_board, r->canon.machine_name);
}

void start_isa_sound(struct review *r, struct node *sound)
{
    const enum atom model = attr_atom(sound, A_model);
    if (lacks_isa(r) && (model == A_sb16 || model == A_pcspk))
        unstartable_at(r, sound, A_model, S_isa_sound, r->canon.machine_name, atom_text[model]);
}

void start_iommu_bits(struct review *r, struct node *iommu)
{
    struct node *driver = node_child(iommu, A_driver);
    uint64_t bits;
    if (attr_is(iommu, A_model, A_intel) && attr_uint(driver, A_aw_bits, &bits) && bits != 39 && bits != 48)
        unstartable_at(r, driver, A_aw_bits, S_iommu_bits, number_text(r, bits));
}

void start_chardev_type(struct review *r, struct node *domain)
{
    static const uint16_t kinds[] = {A_serial, A_parallel, A_console, A_channel, A_rng, A_smartcard, A_redirdev, 0};
    (void)domain;
    FOR_ELEMENTS(device, r->canon.devices)
        if (atom_in(device->name, kinds) && attr_is(device, A_type, A_nmdm))
            unstartable_at(r, device, A_type, S_chardev_type, "nmdm");
}

void start_scsi_model(struct review *r, struct node *controller)
{
    if (attr_is(controller, A_type, A_scsi) && attr_is(controller, A_model, A_dc390))
        unstartable_at(r, controller, A_model, S_scsi_model, "dc390");
}

/* The name by which the guest finds a channel; NULL when it has none. */
static const char *name_of(const struct node *channel)
{
    const struct node *target = node_child(channel, A_target);
    return attr_is(target, A_type, A_virtio) ? attr_get(target, A_name) : NULL;
}

void start_channel_name(struct review *r, struct node *channel)
{
    const char *name = name_of(channel);
    const struct node *same = start_claim(r, CLAIM_CHANNEL_NAME, name, channel);
    if (same)
        unstartable_at(r, node_child(channel, A_target), A_name, S_channel_name, name, line_text(r, same));
}

void start_shmem_address(struct review *r, struct node *shmem)
{
    const enum atom type = address_type(shmem);
    if (type && type != A_pci)
        unstartable_at(r, node_child(shmem, A_address), A_type, S_shmem_address, atom_text[type]);
}
