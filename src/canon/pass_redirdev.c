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

/* The filter says nothing about a guest that redirects nothing, and there is one filter at most. */
void pass_redirdev_check(struct canon *c)
{
    struct node *filter = node_child(c->devices, A_redirfilter);
    if (filter && node_next_same(filter))
        refuse(c, node_next_same(filter), NULL, D_element_twice, "redirfilter", "devices",
               text_of(c, doc_place(c->doc, filter, NULL).line));
}
