/* The bus that carries virtio devices where that is not PCI, s390 channel devices, registers of spapr-vio. */
#include "../addr/ccw.h"
#include "../addr/slots.h"
#include "device.h"

/* libvirt takes any SCSI controller for one. */
static bool is_virtio_controller(const struct node *d)
{
    return attr_is(d, A_type, A_virtio_serial) || attr_is(d, A_type, A_scsi);
}

/* Host devices that QEMU serves by a virtio or channel device. */
static bool is_virtio_hostdev(const struct node *d, bool ccw)
{
    return attr_is(d, A_type, A_scsi_host) || (ccw && attr_is(d, A_type, A_mdev) && attr_is(d, A_model, A_vfio_ccw));
}

/* Some kinds libvirt puts on channels only; with the registers of a board they get no place at all, or one on PCI. */
static bool is_virtio_device(const struct canon *c, const struct node *d)
{
    const bool ccw = c->machine->family == FAMILY_S390_CCW;
    switch ((enum atom)d->name) {
    case A_disk:
        return attr_is(node_child(d, A_target), A_bus, A_virtio);
    case A_interface:
    case A_video:
        return is_virtio_model(attr_atom(node_child(d, A_model), A_type));
    case A_input:
        return attr_is(d, A_bus, A_virtio);
    case A_controller:
        return is_virtio_controller(d);
    case A_sound:
    case A_memballoon:
    case A_rng:
        return is_virtio_model(attr_atom(d, A_model));
    case A_memory:
        return attr_is(d, A_model, A_virtio_mem) || attr_is(d, A_model, A_virtio_pmem);
    case A_filesystem:
        return ccw;
    case A_vsock:
        return ccw && is_virtio_model(attr_atom(d, A_model));
    case A_crypto:
        return true;
    case A_hostdev:
        return is_virtio_hostdev(d, ccw);
    default:
        return false;
    }
}

static bool any_on_mmio(const struct canon *c)
{
    FOR_ELEMENTS(d, c->devices)
        if (attr_is(node_child(d, A_address), A_type, A_virtio_mmio))
            return true;
    return false;
}

/* 0 where virtio devices are PCI devices like others. */
static enum atom virtio_transport(const struct canon *c)
{
    switch (c->machine->family) {
    case FAMILY_S390_CCW:
        return A_ccw;
    case FAMILY_VEXPRESS:
        return A_virtio_mmio;
    case FAMILY_VIRT:
    case FAMILY_RISCV_VIRT: /* whoever puts one device there wants it for all */
        return any_on_mmio(c) ? A_virtio_mmio : A_NONE;
    default:
        return A_NONE;
    }
}

void pass_virtio_transport(struct canon *c)
{
    const enum atom type = virtio_transport(c);
    if (!type)
        return;
    FOR_ELEMENTS(d, c->devices)
        if (!d->ns && is_virtio_device(c, d) && !attr_get(node_child(d, A_address), A_type))
            need_address(c, d, type, R_virtio_transport);
}

static uint32_t at_most_32_bits(uint64_t value)
{
    return value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
}

static bool read_ccw(const struct node *address, struct ccw_addr *addr)
{
    uint64_t cssid, ssid, devno;
    if (!attr_uint(address, A_cssid, &cssid) || !attr_uint(address, A_ssid, &ssid) ||
        !attr_uint(address, A_devno, &devno))
        return false;
    *addr = (struct ccw_addr){at_most_32_bits(cssid), at_most_32_bits(ssid), at_most_32_bits(devno)};
    return true;
}

static void reserve_ccw(struct canon *c, struct ccw_set *set, const struct node *d)
{
    const struct node *address = node_child(d, A_address);
    struct ccw_addr addr;
    struct addr_refusal why;
    if (!attr_is(address, A_type, A_ccw))
        return;
    if (!read_ccw(address, &addr)) {
        if (attr_get(address, A_cssid) || attr_get(address, A_ssid) || attr_get(address, A_devno))
            refuse(c, address, NULL, D_ccw_partial);
        return;
    }
    if (ccw_reserve(set, &addr, d, &why))
        return;
    struct diag *diag = refuse(c, address, NULL, why.verdict == ADDR_TAKEN ? D_ccw_taken : D_ccw_range);
    if (diag && why.holder)
        diag->related = doc_place(c->doc, why.holder, NULL);
}

static void give_ccw(struct canon *c, struct ccw_set *set, const struct node *d)
{
    struct node *address = node_child(d, A_address);
    struct ccw_addr addr;
    struct addr_refusal why;
    if (!attr_is(address, A_type, A_ccw) || attr_get(address, A_devno))
        return;
    if (!ccw_assign(set, d, &addr, &why)) {
        refuse(c, d, NULL, D_ccw_full);
        return;
    }
    fill_format(c, address, A_cssid, R_ccw_address, "0x%x", (unsigned)addr.cssid);
    fill_format(c, address, A_ssid, R_ccw_address, "0x%x", (unsigned)addr.ssid);
    fill_format(c, address, A_devno, R_ccw_address, "0x%04x", (unsigned)addr.devno);
}

void pass_ccw_address(struct canon *c)
{
    struct ccw_set set;
    if (c->machine->family != FAMILY_S390_CCW)
        return;
    set = ccw_set_new(c->scratch);
    for (const uint16_t *kind = device_order; *kind; kind++)
        FOR_DEVICES(d, c, *kind)
            reserve_ccw(c, &set, d);
    for (const uint16_t *kind = device_order; *kind; kind++)
        FOR_DEVICES(d, c, *kind)
            give_ccw(c, &set, d);
}

/* Devices of the spapr-vio bus, in the order in which they get registers. */
static const struct spapr_row {
    uint16_t kind;
    uint8_t regs; /* enum spapr_kind */
} spapr_rows[] = {
    {A_interface, SPAPR_NET}, {A_controller, SPAPR_SCSI}, {A_serial, SPAPR_SERIAL},
    {A_nvram, SPAPR_NVRAM},   {A_tpm, SPAPR_TPM},
};

static bool is_spapr_device(const struct canon *c, const struct node *d)
{
    switch ((enum atom)d->name) {
    case A_interface:
        return attr_is(node_child(d, A_model), A_type, A_spapr_vlan);
    case A_controller:
        return attr_is(d, A_type, A_scsi) && attr_is(d, A_model, A_ibmvscsi);
    case A_serial:
        return attr_is(node_child(d, A_target), A_type, A_spapr_vio_serial);
    case A_nvram:
        return is_pseries(c);
    case A_tpm:
        return is_pseries(c) && attr_is(d, A_model, A_tpm_spapr);
    default:
        return false;
    }
}

/* Whatever the document says: there is no other place for them. */
static void put_on_spapr_vio(struct canon *c, struct node *d)
{
    struct node *address = need_address(c, d, A_spapr_vio, R_spapr_address);
    decide_atom(c, address, A_type, R_spapr_address, A_spapr_vio);
}

static void reserve_register(struct canon *c, struct idset *set, const struct node *d)
{
    const struct node *address = node_child(d, A_address);
    uint64_t reg;
    struct addr_refusal why;
    if (!attr_is(address, A_type, A_spapr_vio) || !attr_uint(address, A_reg, &reg))
        return;
    if (idset_reserve(set, reg, d, &why))
        return;
    struct diag *diag =
        refuse_at(c, address, A_reg, D_spapr_taken, attr_get(address, A_reg));
    if (diag && why.holder)
        diag->related = doc_place(c->doc, why.holder, NULL);
}

static void give_register(struct canon *c, struct idset *set, const struct node *d, enum spapr_kind kind)
{
    struct node *address = node_child(d, A_address);
    uint64_t reg;
    struct addr_refusal why;
    if (!attr_is(address, A_type, A_spapr_vio) || attr_get(address, A_reg))
        return;
    if (spapr_next(set, kind, d, &reg, &why))
        fill_format(c, address, A_reg, R_spapr_address, "0x%08llx", (unsigned long long)reg);
}

void pass_spapr_address(struct canon *c)
{
    const size_t count = countof(spapr_rows);
    struct idset *set = spapr_regs_new(c->scratch);
    for (size_t i = 0; i < count; i++) {
        FOR_DEVICES(d, c, spapr_rows[i].kind) {
            if (is_spapr_device(c, d))
                put_on_spapr_vio(c, d);
            reserve_register(c, set, d);
        }
    }
    for (size_t i = 0; i < count; i++)
        FOR_DEVICES(d, c, spapr_rows[i].kind)
            give_register(c, set, d, (enum spapr_kind)spapr_rows[i].regs);
}
