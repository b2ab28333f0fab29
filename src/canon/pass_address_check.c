/* Kinds of addresses that the machine does not have, or that do not fit the device. Changes nothing. */
#include "device.h"

/* --- what nobody has ------------------------------------------------------------------------------------- */

static bool is_bare_function(const struct node *address)
{
    return !attr_uint_or(address, A_domain, 0) && !attr_uint_or(address, A_bus, 0) &&
           !attr_uint_or(address, A_slot, 0);
}

/* What libvirt refuses as it reads it. It takes slot 0 of bus 0 for no address, whatever the function. QEMU's buses have
 * messages of their own. */
static void check_pci_parts(struct canon *c, struct node *address)
{
    if (is_bare_function(address))
        return;
    static const struct {
        uint16_t name;
        uint64_t max;
    } parts[] = {{A_bus, 0xff}, {A_slot, 0x1f}, {A_function, 7}};
    for (size_t i = 0; i < countof(parts); i++)
        if (attr_uint_or(address, parts[i].name, 0) > parts[i].max)
            refuse_at(c, address, parts[i].name, D_address_pci, atom_text[parts[i].name],
                      arena_printf(c->scratch, "0x%x", (unsigned)parts[i].max));
}

static void check_common(struct canon *c, struct node *device)
{
    struct node *address = node_child(device, A_address);
    if (attr_is(address, A_type, A_unassigned) && device->name != A_hostdev)
        refuse_at(c, address, A_type, D_address_unassigned);
    if (attr_is(address, A_type, A_pci))
        check_pci_parts(c, address);
    static const uint16_t of_host[] = {A_pci, A_hostdev, A_nvme, 0};
    if (atom_in(attr_atom(device, A_type), of_host))
        check_pci_parts(c, node_path(device, A_source, A_address, 0));
}

/* --- what does not fit the device ------------------------------------------------------------------------ */

/* Devices with this value of this attribute have an address of this type only, or one of several such rows; 0: none. */
static const struct fit {
    uint16_t kind, attribute, value, type;
    const char *name; /* of such a device in messages; NULL: the value */
    bool qemu;        /* elsewhere it may have any */
} fits[] = {
    {A_hostdev, A_model, A_vfio_pci, A_pci, NULL, false},
    {A_hostdev, A_model, A_vfio_ccw, A_ccw, NULL, false},
    {A_hostdev, A_model, A_vfio_ap, A_NONE, NULL, true},
    {A_hostdev, A_type, A_scsi, A_drive, "SCSI", false},
    {A_hostdev, A_type, A_usb, A_usb, "USB", false},
    {A_hostdev, A_type, A_pci, A_pci, "PCI", false},
    {A_hostdev, A_type, A_pci, A_unassigned, "PCI", false},
    {A_hostdev, A_type, A_scsi_host, A_pci, "vhost SCSI", false},
    {A_hostdev, A_type, A_scsi_host, A_ccw, "vhost SCSI", false},
    {A_iommu, A_model, A_intel, A_NONE, NULL, false},
    {A_iommu, A_model, A_smmuv3, A_NONE, NULL, false},
    {A_iommu, A_model, A_virtio, A_pci, NULL, true},
    {A_panic, A_model, A_pseries, A_NONE, NULL, true},
    {A_panic, A_model, A_s390, A_NONE, NULL, true},
    {A_panic, A_model, A_hyperv, A_NONE, NULL, true},
    {A_panic, A_model, A_isa, A_isa, NULL, true},
    {A_panic, A_model, A_pvpanic, A_pci, NULL, true},
    {A_watchdog, A_model, A_i6300esb, A_pci, NULL, true},
    {A_watchdog, A_model, A_itco, A_NONE, NULL, true},
    {A_watchdog, A_model, A_ib700, A_NONE, NULL, true},
    {A_watchdog, A_model, A_diag288, A_NONE, NULL, true},
};

static bool of_same(const struct fit *a, const struct fit *b)
{
    return a->kind == b->kind && a->attribute == b->attribute && a->value == b->value;
}

/* Some row for such a device has this type of address. */
static bool fits_any(const struct fit *fit, enum atom type)
{
    for (size_t i = 0; i < countof(fits); i++)
        if (of_same(&fits[i], fit) && fits[i].type == type)
            return true;
    return false;
}

static void check_fit(struct canon *c, const struct fit *fit)
{
    FOR_DEVICES(device, c, (enum atom)fit->kind) {
        const enum atom type = address_type(device);
        if (type && attr_is(device, (enum atom)fit->attribute, (enum atom)fit->value) && !fits_any(fit, type))
            refuse(c, device, NULL, D_device_address, atom_text[type], fit->name ? fit->name : atom_text[fit->value]);
    }
}

/* --- what QEMU's machines do not have -------------------------------------------------------------------- */

static void check_type(struct canon *c, struct node *address)
{
    const bool s390 = c->machine->family == FAMILY_S390_CCW;
    if (attr_is(address, A_type, A_ccw) && !s390)
        refuse_at(c, address, A_type, D_address_machine, attr_get(address, A_type), c->machine_name);
    if (attr_is(address, A_type, A_drive) && address->parent->name != A_disk && attr_uint_or(address, A_bus, 0))
        refuse_at(c, address, A_bus, D_drive_bus);
    struct node *zpci = node_child(address, A_zpci);
    if (zpci && zpci->attrs && !s390)
        refuse(c, zpci, NULL, D_address_machine, "zpci", c->machine_name);
}

/* Registers are numbers of 32 bits, whatever the device. */
static void check_register(struct canon *c, struct node *address)
{
    uint64_t reg;
    if (attr_is(address, A_type, A_spapr_vio) && attr_uint(address, A_reg, &reg) && reg > UINT32_MAX)
        refuse_at(c, address, A_reg, D_spapr_range, attr_get(address, A_reg));
}

/* What only PCI devices have; nobody asks where there is no address. */
static void check_pci_only(struct canon *c, struct node *device, enum atom type)
{
    const struct node *acpi = node_child(device, A_acpi), *rom = node_child(device, A_rom);
    const bool reads_rom = device->name == A_interface || device->name == A_hostdev;
    if (!type || type == A_pci)
        return;
    if (attr_get(acpi, A_index))
        refuse_at(c, acpi, A_index, D_acpi_pci);
    if (rom && rom->attrs && reads_rom && type != A_unassigned)
        refuse(c, rom, NULL, D_rom_pci);
}

void pass_address_check(struct canon *c)
{
    const bool qemu = canon_is_for(c, DRIVER_QEMU);
    for (size_t i = 0; i < countof(fits); i++)
        if ((qemu || !fits[i].qemu) && (i == 0 || !of_same(&fits[i - 1], &fits[i])))
            check_fit(c, &fits[i]);
    FOR_ELEMENTS(device, c->devices) {
        struct node *address = node_child(device, A_address);
        check_common(c, device);
        if (!qemu)
            continue;
        check_pci_only(c, device, address_type(device));
        check_type(c, address);
        check_register(c, address);
    }
}
