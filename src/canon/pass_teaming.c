/* Pairs of network cards of which one stays with the guest when it migrates: what either says of the other. */
#include "device.h"

/* What the schema does not know is told with all unknown names, except where libvirt ignores those. */
static void check_teaming(struct canon *c, const struct node *device)
{
    const struct node *teaming = node_child(device, A_teaming);
    const char *partner = attr_get(teaming, A_persistent);
    const enum atom type = attr_atom(teaming, A_type);
    if (!teaming)
        return;
    if (!type && (partner || device->name == A_hostdev))
        refuse_missing(c, teaming, A_type);
    else if (device->name == A_hostdev && type != A_transient)
        refuse_at(c, teaming, A_type, D_teaming_hostdev);
    else if (type == A_transient && (!partner || !*partner))
        refuse(c, teaming, NULL, D_teaming_partner);
    else if (type == A_persistent && partner && c->opt.libvirt)
        refuse_at(c, teaming, A_persistent, D_teaming_no_partner);
    if (c->opt.libvirt && device->name == A_hostdev && !attr_is(device, A_type, A_pci))
        refuse(c, teaming, NULL, D_teaming_pci);
}

void pass_teaming(struct canon *c)
{
    FOR_DEVICES(nic, c, A_interface)
        check_teaming(c, nic);
    FOR_DEVICES(hostdev, c, A_hostdev)
        check_teaming(c, hostdev);
}
