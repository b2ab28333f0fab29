/* Questions about devices that several passes ask. Knows no kind of device. */
#include "device.h"

bool atom_in(enum atom value, const uint16_t *list)
{
    for (; *list; list++)
        if (*list == value)
            return true;
    return false;
}

enum atom address_type(const struct node *device)
{
    return attr_atom(node_child(device, A_address), A_type);
}

struct node *need_address(struct canon *c, struct node *device, enum atom type, enum rule r)
{
    struct node *address = fill_child(c, device, A_address, r);
    fill_atom(c, address, A_type, r, type);
    return address;
}

struct node *find_device(struct canon *c, enum atom kind, enum atom attribute, enum atom value)
{
    FOR_DEVICES(device, c, kind)
        if (attr_is(device, attribute, value))
            return device;
    return NULL;
}

bool is_board(const struct canon *c, uint32_t boards)
{
    return machine_is(c->arch, c->machine, boards);
}

static const struct {
    uint32_t boards;
    uint16_t cap, model;
    uint8_t of;
} models[] = {
#define MODEL(of, boards, cap, model) {boards, cap, model, MODEL_OF_##of},
#include "models.def"
#undef MODEL
};

enum atom default_model(const struct canon *c, enum model_of what)
{
    for (size_t i = 0; i < countof(models); i++)
        if (models[i].of == what && is_board(c, models[i].boards) &&
            (models[i].cap == HOST_CAP_COUNT || host_has(c->host, (enum host_cap)models[i].cap)))
            return (enum atom)models[i].model;
    return A_NONE;
}

bool is_usb_card(const struct node *interface)
{
    const struct node *source = attr_is(interface, A_type, A_hostdev) ? node_child(interface, A_source) : NULL;
    const enum atom type = attr_atom(node_child(source, A_address), A_type);
    return type == A_usb || (type != A_pci && node_child(source, A_vendor));
}

bool is_hvm(const struct canon *c)
{
    return node_text_atom(c->doc, node_path(c->domain, A_os, A_type, 0)) == A_hvm;
}

bool is_xen_guest(const struct canon *c)
{
    const enum atom os = node_text_atom(c->doc, node_path(c->domain, A_os, A_type, 0));
    return os == A_xen || os == A_xenpvh || (os == A_linux && c->virt == A_xen);
}

bool is_pseries(const struct canon *c)
{
    return c->machine->family == FAMILY_PSERIES;
}

bool is_q35(const struct canon *c)
{
    return c->machine->family == FAMILY_Q35;
}

bool machine_has_pci(const struct canon *c)
{
    switch (c->arch) {
    case A_armv6l:
    case A_armv7l:
    case A_aarch64:
    case A_riscv32:
    case A_riscv64:
        return c->machine->pci_root != A_NONE;
    default:
        return true;
    }
}

bool is_virtio_model(enum atom model)
{
    return model == A_virtio || model == A_virtio_transitional || model == A_virtio_non_transitional;
}

bool has_virtio_options(const struct node *driver)
{
    return node_attr(driver, A_iommu) || node_attr(driver, A_ats) || node_attr(driver, A_packed) ||
           node_attr(driver, A_page_per_vq);
}

bool memory_is_shared(struct canon *c)
{
    const struct node *backing = node_child(c->domain, A_memoryBacking);
    const bool shared = attr_is(node_child(backing, A_access), A_mode, A_shared);
    const struct node *numa = numa_of(c);
    if (!node_child(numa, A_cell))
        return shared;
    FOR_CHILDREN(cell, numa, A_cell) {
        const enum atom access = attr_atom(cell, A_memAccess);
        if (access ? access != A_shared : !shared)
            return false;
    }
    return true;
}

uint64_t next_power_of_two(uint64_t n)
{
    uint64_t power = 1;
    while (power < n && power << 1)
        power <<= 1;
    return n ? power : 0;
}

const uint16_t device_order[] = {
    A_disk,  A_interface,  A_sound,   A_hostdev,    A_video, A_controller, A_smartcard, A_serial, A_parallel,
    A_channel, A_console,  A_input,   A_filesystem, A_watchdog, A_memballoon, A_rng,    A_nvram,  A_hub,
    A_shmem, A_tpm,        A_panic,   A_memory,     A_redirdev, A_iommu,      A_vsock,  A_crypto, A_pstore,
    0,
};
