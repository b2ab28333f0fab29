/* Attributes that choose among forms, and without which libvirt reads nothing: the schema cannot say that they are
 * needed where it says what follows from them. */
#include "canon.h"

static const struct {
    uint16_t kind, form; /* the device, and its own type (0: any) */
    uint16_t part;       /* its child, 0: the device itself */
    uint16_t attribute;
} rows[] = {
    {A_memory, 0, 0, A_model},        {A_hostdev, 0, 0, A_type},          {A_redirdev, 0, 0, A_type},
    {A_rng, 0, A_backend, A_model},   {A_disk, A_nvme, A_source, A_type}, {A_disk, A_nvme, A_source, A_namespace},
    {A_interface, A_bridge, A_virtualport, A_type}, {A_interface, A_direct, A_virtualport, A_type},
    {A_interface, A_hostdev, A_virtualport, A_type},
};

void pass_required(struct canon *c)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        FOR_DEVICES(device, c, rows[i].kind) {
            const struct node *n = rows[i].part ? node_child(device, rows[i].part) : device;
            if (n && !node_attr(n, rows[i].attribute) && (!rows[i].form || attr_is(device, A_type, rows[i].form)))
                refuse(c, n, NULL, D_attribute_missing, n->text, atom_text[rows[i].attribute]);
        }
    }
}
