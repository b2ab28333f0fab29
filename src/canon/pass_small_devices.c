/* Devices that need a line or two: balloon, random numbers, sockets, crypto, stores. */
#include "amount.h"
#include "device.h"

void pass_balloon_implicit(struct canon *c)
{
    if (c->machine->default_balloon && !node_child(c->devices, A_memballoon))
        fill_atom(c, add_device(c, A_memballoon, R_balloon_default), A_model, R_balloon_default, A_virtio);
}

/* The schema's default does not hold for this backend. */
static bool given_type(const struct node *backend)
{
    const struct attr *a = node_attr(backend, A_type);
    return a && !a->rule;
}

/* What says that a device is absent has no place and no name. */
static void drop_identity(struct node *device)
{
    static const uint16_t parts[] = {A_address, A_alias, A_master, A_acpi, A_boot, A_rom, 0};
    for (const uint16_t *name = parts; *name; name++)
        node_drop_children(device, *name);
}

void pass_absent_devices(struct canon *c)
{
    FOR_DEVICES(balloon, c, A_memballoon)
        if (attr_is(balloon, A_model, A_none))
            drop_identity(balloon);
    FOR_DEVICES(controller, c, A_controller)
        if (attr_is(controller, A_type, A_usb) && attr_is(controller, A_model, A_none))
            drop_identity(controller);
}

void pass_balloon_check(struct canon *c)
{
    struct node *balloon = find_device(c, A_memballoon, A_model, A_xen);
    if (balloon)
        refuse_at(c, balloon, A_model, D_balloon_model);
}

void pass_rng(struct canon *c)
{
    FOR_DEVICES(rng, c, A_rng) {
        struct node *backend = node_child(rng, A_backend);
        struct node *rate = node_child(rng, A_rate);
        if (rate && !attr_uint_or(rate, A_bytes, 0))
            node_drop(rate);
        if (attr_is(backend, A_model, A_egd) && !given_type(backend))
            refuse_missing(c, backend, A_type);
        while (attr_is(backend, A_model, A_builtin) && backend->first)
            node_drop(backend->first);
        if (attr_is(backend, A_model, A_random) && !*node_text(c->doc, backend))
            decide_text(c, backend, R_rng_random, "/dev/random");
    }
}

void pass_vsock(struct canon *c)
{
    FOR_DEVICES(vsock, c, A_vsock) {
        struct node *cid = fill_child(c, vsock, A_cid, R_vsock_cid);
        fill_atom(c, cid, A_auto, R_vsock_cid, attr_get(cid, A_address) ? A_no : A_yes);
        uint64_t address;
        if (attr_uint(cid, A_address, &address) && address < 3)
            refuse_at(c, cid, A_address, D_vsock_cid);
        else if (attr_uint_or(cid, A_address, 0) > UINT32_MAX)
            refuse_at(c, cid, A_address, D_vsock_cid_high, text_of(c, address));
    }
}

void pass_vsock_model(struct canon *c)
{
    FOR_DEVICES(vsock, c, A_vsock)
        fill_atom(c, vsock, A_model, R_vsock_model, A_virtio);
}

enum { VCPUS_WITHOUT_EIM = 255 };

/* Interrupts of more vCPUs than an APIC id of 8 bits can name need an IOMMU that remaps them. */
void pass_iommu_builtin(struct canon *c)
{
    uint64_t vcpus;
    const struct node *vcpu = node_child(c->domain, A_vcpu);
    if (c->opt.reload || !is_q35(c) || !node_text_uint(c->doc, vcpu, &vcpus) || vcpus <= VCPUS_WITHOUT_EIM)
        return;
    struct node *iommu = node_child(c->devices, A_iommu);
    if (!iommu) {
        iommu = add_device(c, A_iommu, R_iommu_eim);
        fill_atom(c, iommu, A_model, R_iommu_eim, A_intel);
    }
    if (!attr_is(iommu, A_model, A_intel))
        return;
    struct node *driver = fill_child(c, iommu, A_driver, R_iommu_eim);
    fill_atom(c, driver, A_intremap, R_iommu_eim, A_on);
    fill_atom(c, driver, A_eim, R_iommu_eim, A_on);
}

void pass_iommu_check(struct canon *c)
{
    FOR_DEVICES(iommu, c, A_iommu) {
        const struct node *driver = node_child(iommu, A_driver);
        if (attr_is(iommu, A_model, A_virtio) && driver && driver->attrs)
            refuse(c, driver, NULL, D_iommu_driver);
    }
}

void pass_iommu_check_qemu(struct canon *c)
{
    FOR_DEVICES(iommu, c, A_iommu) {
        const struct node *driver = node_child(iommu, A_driver);
        if (attr_is(driver, A_eim, A_on) && !attr_is(driver, A_intremap, A_on))
            refuse_at(c, driver, A_eim, D_iommu_eim);
        if (attr_is(iommu, A_model, A_virtio) && !node_path(c->domain, A_features, A_acpi, 0))
            refuse(c, iommu, NULL, D_iommu_acpi);
    }
}

void pass_crypto(struct canon *c)
{
    FOR_DEVICES(crypto, c, A_crypto) {
        struct node *backend = node_child(crypto, A_backend);
        if (attr_get(backend, A_queues) && !attr_uint_or(backend, A_queues, 0))
            attr_drop(backend, A_queues);
    }
}

enum { PSTORE_MIN = 4 }; /* KiB */

void pass_pstore(struct canon *c)
{
    FOR_DEVICES(pstore, c, A_pstore) {
        uint64_t kib;
        const struct node *address = node_child(pstore, A_address);
        if (amount_text_to_kib(c, node_child(pstore, A_size), &kib) && (kib < PSTORE_MIN || kib & (kib - 1)))
            refuse(c, node_child(pstore, A_size), NULL, D_pstore_size, text_of(c, kib));
        if (address && !attr_is(address, A_type, A_pci))
            refuse(c, address, NULL, D_device_address, attr_get(address, A_type), "acpi-erst");
    }
}

void pass_pstore_path(struct canon *c)
{
    const char *name = node_text(c->doc, node_child(c->domain, A_name));
    FOR_DEVICES(pstore, c, A_pstore)
        fill_text_child(c, pstore, A_path, R_pstore_path,
                        arena_printf(c->scratch, "/var/lib/libvirt/qemu/nvram/%s_PSTORE.raw", name));
}
