/* Attributes that choose among forms, and without which libvirt reads nothing: the schema cannot say that they are
 * needed where it says what follows from them. */
#include "canon.h"

static const struct {
    uint16_t kind;
    uint16_t by, form;        /* devices with this value of this attribute, 0: all */
    uint16_t part, attribute; /* of these children, 0: the device itself */
} rows[] = {
    {A_graphics, 0, 0, 0, A_type},
    {A_graphics, 0, 0, A_listen, A_type},
    {A_input, 0, 0, 0, A_type},
    {A_memory, 0, 0, 0, A_model},
    {A_sound, 0, 0, 0, A_model},
    {A_hostdev, 0, 0, 0, A_type},
    {A_redirdev, 0, 0, 0, A_type},
    {A_rng, 0, 0, A_backend, A_model},
    {A_smartcard, 0, 0, 0, A_mode},
    {A_smartcard, A_mode, A_passthrough, 0, A_type},
    {A_disk, A_type, A_nvme, A_source, A_type},
    {A_disk, A_type, A_nvme, A_source, A_namespace},
    {A_interface, A_type, A_bridge, A_virtualport, A_type},
    {A_interface, A_type, A_direct, A_virtualport, A_type},
    {A_interface, A_type, A_hostdev, A_virtualport, A_type},
};

void pass_required(struct canon *c)
{
    for (size_t i = 0; i < countof(rows); i++) {
        FOR_DEVICES(device, c, rows[i].kind) {
            if (rows[i].form && !attr_is(device, rows[i].by, rows[i].form))
                continue;
            const struct node *n = rows[i].part ? node_child(device, rows[i].part) : device;
            for (; n; n = rows[i].part ? node_next_same(n) : NULL)
                if (!node_attr(n, rows[i].attribute))
                    refuse_missing(c, n, rows[i].attribute);
        }
    }
}
