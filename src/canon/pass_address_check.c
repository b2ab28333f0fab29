/* Kinds of addresses that the machine does not have, or that do not fit the device. Changes nothing. */
#include "device.h"

static void check_type(struct canon *c, struct node *device, struct node *address)
{
    const bool s390 = c->machine->family == FAMILY_S390_CCW;
    struct attr *type = node_attr(address, A_type);
    if (attr_is(address, A_type, A_ccw) && !s390)
        refuse(c, address, type, D_address_machine, type->value, c->machine_name);
    if (attr_is(address, A_type, A_unassigned) && device->name != A_hostdev)
        refuse(c, address, type, D_address_unassigned);
    struct node *zpci = node_child(address, A_zpci);
    if (zpci && zpci->attrs && !s390)
        refuse(c, zpci, NULL, D_address_machine, "zpci", c->machine_name);
}

void pass_address_check(struct canon *c)
{
    FOR_ELEMENTS(device, c->devices) {
        struct node *address = node_child(device, A_address);
        if (address)
            check_type(c, device, address);
    }
}
