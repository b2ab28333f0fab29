/* Models of controllers that the document leaves to the hypervisor. Adds none. */
#include "controller.h"
#include "device.h"

/* 0 when none is there: such a guest can be defined, not started. */
static enum atom usb_model(const struct canon *c, const struct node *n)
{
    static const struct offered_model usb3[] = {
        {HOST_CAP_QEMU_XHCI, A_qemu_xhci}, {HOST_CAP_NEC_USB_XHCI, A_nec_xhci}, {0, 0}};
    static const struct offered_model usb1[] = {
        {HOST_CAP_PIIX3_USB_UHCI, A_piix3_uhci}, {HOST_CAP_PCI_OHCI, A_pci_ohci}, {0, 0}};
    static const struct offered_model ohci[] = {{HOST_CAP_PCI_OHCI, A_pci_ohci}, {0, 0}};
    static const struct offered_model piix[] = {{HOST_CAP_PIIX3_USB_UHCI, A_piix3_uhci}, {0, 0}};
    enum atom model = A_NONE;
    /* No USB unless the document knows where. */
    if (is_s390(c->arch))
        return attr_get(node_child(n, A_address), A_type) ? A_NONE : A_none;
    if (c->arch == A_loongarch64 || c->arch == A_aarch64)
        return offered_model(c, usb3);
    if (is_x86(c->arch))
        return offered_model(c, piix);
    if (!is_ppc64(c->arch))
        return offered_model(c, usb1);
    /* A guest that exists keeps what it has. */
    if (!c->opt.reload)
        model = offered_model(c, usb3);
    return model ? model : offered_model(c, ohci);
}

static enum atom scsi_model(const struct canon *c)
{
    static const struct offered_model others[] = {
        {HOST_CAP_LSI53C895A, A_lsilogic}, {HOST_CAP_VIRTIO_SCSI, A_virtio_scsi}, {0, 0}};
    switch (c->machine->family) {
    case FAMILY_PSERIES:
        return A_ibmvscsi;
    case FAMILY_S390_CCW:
    case FAMILY_LOONGARCH_VIRT:
        return A_virtio_scsi;
    default:
        break;
    }
    if (c->arch == A_s390x || c->arch == A_loongarch64)
        return A_virtio_scsi;
    if (c->arch == A_sparc)
        return A_ncr53c90;
    return offered_model(c, others);
}

static void decide_scsi(struct canon *c, struct node *n)
{
    if (attr_get(n, A_model) && !attr_is(n, A_model, A_auto))
        return;
    const enum atom model = scsi_model(c);
    if (model)
        decide_atom(c, n, A_model, R_controller_scsi_model, model);
    else
        refuse(c, n, NULL, D_controller_scsi_unknown, attr_get(n, A_index));
}

static void decide_usb(struct canon *c, struct node *n)
{
    const enum atom model = usb_model(c, n);
    if (model)
        fill_atom(c, n, A_model, R_controller_usb_model, model);
}

void pass_controller_model(struct canon *c)
{
    FOR_DEVICES(n, c, A_controller) {
        if (attr_is(n, A_type, A_scsi))
            decide_scsi(c, n);
        else if (attr_is(n, A_type, A_usb))
            decide_usb(c, n);
    }
}
