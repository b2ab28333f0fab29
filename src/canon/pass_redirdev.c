/* Redirected USB devices: the name of their channel on a bus of messages. */
#include "device.h"

void pass_redirdev(struct canon *c)
{
    FOR_DEVICES(redirdev, c, A_redirdev) {
        if (!attr_is(redirdev, A_type, A_dbus))
            continue;
        struct node *source = fill_child(c, redirdev, A_source, R_redirdev_channel);
        fill_attr(c, source, A_channel, R_redirdev_channel, "org.qemu.usbredir");
    }
}
