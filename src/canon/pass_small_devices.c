/* Devices that need a line or two: balloon, random numbers, sockets, crypto. */
#include "device.h"

void pass_balloon_implicit(struct canon *c)
{
    if (c->machine->default_balloon && !node_child(c->devices, A_memballoon))
        fill_atom(c, add_device(c, A_memballoon, R_balloon_default), A_model, R_balloon_default, A_virtio);
}

void pass_rng(struct canon *c)
{
    FOR_DEVICES(rng, c, A_rng) {
        struct node *backend = node_child(rng, A_backend);
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
            refuse(c, cid, node_attr(cid, A_address), D_vsock_cid);
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

static void check_iommu(struct canon *c, struct node *iommu)
{
    struct attr *a = node_attr(iommu, A_model);
    const enum atom model = attr_atom(iommu, A_model);
    if (model == A_intel && !is_q35(c))
        refuse(c, iommu, a, D_iommu_board, "intel", "q35");
    if (model == A_smmuv3 && c->machine->family != FAMILY_VIRT)
        refuse(c, iommu, a, D_iommu_board, "smmuv3", "virt");
    if (model != A_virtio)
        return;
    const struct node *features = node_child(c->domain, A_features);
    const enum atom address = address_type(iommu);
    if (!is_q35(c) && c->machine->family != FAMILY_VIRT)
        refuse(c, iommu, a, D_iommu_board, "virtio", "q35 or virt");
    else if (!node_child(features, A_acpi))
        refuse(c, iommu, NULL, D_iommu_acpi);
    else if (address && address != A_pci)
        refuse(c, iommu, NULL, D_device_address, atom_text[address], "virtio");
    if (node_child(iommu, A_driver))
        refuse(c, node_child(iommu, A_driver), NULL, D_iommu_driver);
}

void pass_iommu_check(struct canon *c)
{
    struct node *first = node_child(c->devices, A_iommu);
    FOR_DEVICES(iommu, c, A_iommu) {
        check_iommu(c, iommu);
        if (iommu != first)
            refuse(c, iommu, NULL, D_element_twice, "iommu", "devices",
                   text_of(c, doc_place(c->doc, first, NULL).line));
    }
}
