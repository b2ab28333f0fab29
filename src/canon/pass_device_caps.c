/* Models of devices that only some QEMU binaries have. Changes nothing. */
#include "device.h"

static const struct {
    uint16_t kind, child, attribute, value;
    enum host_cap cap;
} rows[] = {
    {A_video, A_model, A_type, A_vga, HOST_CAP_VGA},
    {A_video, A_model, A_type, A_cirrus, HOST_CAP_CIRRUS_VGA},
    {A_video, A_model, A_type, A_vmvga, HOST_CAP_VMWARE_SVGA},
    {A_video, A_model, A_type, A_qxl, HOST_CAP_QXL},
    {A_video, A_model, A_type, A_bochs, HOST_CAP_BOCHS_DISPLAY},
    {A_video, A_model, A_type, A_ramfb, HOST_CAP_RAMFB},
    {A_sound, 0, A_model, A_ich9, HOST_CAP_ICH9_INTEL_HDA},
    {A_sound, 0, A_model, A_usb, HOST_CAP_USB_AUDIO},
    {A_sound, 0, A_model, A_virtio, HOST_CAP_VIRTIO_SOUND},
    {A_input, 0, A_type, A_evdev, HOST_CAP_INPUT_LINUX},
    {A_rng, A_backend, A_model, A_builtin, HOST_CAP_RNG_BUILTIN},
    {A_tpm, 0, A_model, A_tpm_crb, HOST_CAP_TPM_CRB},
    {A_panic, 0, A_model, A_pvpanic, HOST_CAP_PVPANIC_PCI},
    {A_memory, 0, A_model, A_virtio_pmem, HOST_CAP_VIRTIO_PMEM},
    {A_memory, 0, A_model, A_nvdimm, HOST_CAP_NVDIMM},
    {A_iommu, 0, A_model, A_virtio, HOST_CAP_VIRTIO_IOMMU},
    {A_iommu, 0, A_model, A_intel, HOST_CAP_INTEL_IOMMU},
    {A_graphics, 0, A_type, A_dbus, HOST_CAP_DBUS_DISPLAY},
    {A_graphics, 0, A_type, A_egl_headless, HOST_CAP_EGL_HEADLESS},
};

void pass_device_caps(struct canon *c)
{
    for (size_t i = 0; i < countof(rows); i++) {
        if (host_has(c->host, rows[i].cap))
            continue;
        FOR_DEVICES(device, c, rows[i].kind) {
            struct node *holder = rows[i].child ? node_child(device, rows[i].child) : device;
            if (attr_is(holder, rows[i].attribute, rows[i].value))
                refuse_at(c, holder, rows[i].attribute, D_device_missing,
                       atom_text[rows[i].kind], atom_text[rows[i].value]);
        }
    }
}

void pass_parallel_check(struct canon *c)
{
    struct node *parallel = node_child(c->devices, A_parallel);
    if (parallel && (is_pseries(c) || is_s390(c->arch)))
        refuse(c, parallel, NULL, D_parallel_board);
}
