/* Redirected USB devices: the name of their channel on a message bus, and which of them are let through. */
#include "device.h"

enum { USB_CLASS_LAST = 255 };

void pass_redirfilter(struct canon *c)
{
    FOR_DEVICES(filter, c, A_redirfilter)
        FOR_CHILDREN(device, filter, A_usbdev) {
            uint64_t class;
            if (attr_uint(device, A_class, &class) && class > USB_CLASS_LAST)
                refuse_at(c, device, A_class, D_usb_class_high, attr_get(device, A_class));
        }
}

/* A USB device needs a USB controller. */
void pass_redirdev_check(struct canon *c)
{
    FOR_DEVICES(controller, c, A_controller)
        if (attr_is(controller, A_type, A_usb) && !attr_is(controller, A_model, A_none))
            return;
    FOR_DEVICES(redirdev, c, A_redirdev)
        refuse(c, redirdev, NULL, D_usb_none);
}

void pass_redirdev(struct canon *c)
{
    FOR_DEVICES(redirdev, c, A_redirdev) {
        if (!attr_is(redirdev, A_type, A_dbus))
            continue;
        struct node *source = fill_child(c, redirdev, A_source, R_redirdev_channel);
        fill_attr(c, source, A_channel, R_redirdev_channel, "org.qemu.usbredir");
    }
}
