/* Models of controllers that the document leaves to the hypervisor. Adds none. */
#include "controller.h"
#include "device.h"

/* On s390 there is no USB unless the document knows where. */
static enum atom usb_model(const struct canon *c, const struct node *n)
{
    if (is_s390(c->arch))
        return attr_get(node_child(n, A_address), A_type) ? A_NONE : A_none;
    return default_model(c, c->opt.reload && is_ppc64(c->arch) ? MODEL_OF_USB_OF_OLD : MODEL_OF_USB);
}

static void decide_scsi(struct canon *c, struct node *n)
{
    if (attr_get(n, A_model) && !attr_is(n, A_model, A_auto))
        return;
    const enum atom model = default_model(c, MODEL_OF_SCSI);
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
