/* What libvirt refuses as it reads a device and the schema cannot say: what has to be there before it is known what
 * follows from it, what may not be there twice, and numbers that begin at 1. Knows no defaults. */
#include "device.h"

enum fault { LACKED, TWICE, ZERO };

static const struct row {
    uint8_t fault;
    uint16_t kind;
    uint16_t by, form;    /* devices with this value of this attribute, 0: all */
    uint16_t part, inner; /* of these children, 0: the device itself */
    uint16_t name;        /* an attribute, or the child that stands alone */
} rows[] = {
    /* Attributes that choose among forms, and without which libvirt reads nothing. */
    {LACKED, A_graphics, 0, 0, 0, 0, A_type},
    {LACKED, A_graphics, 0, 0, A_listen, 0, A_type},
    {LACKED, A_input, 0, 0, 0, 0, A_type},
    {LACKED, A_memory, 0, 0, 0, 0, A_model},
    {LACKED, A_sound, 0, 0, 0, 0, A_model},
    {LACKED, A_hostdev, 0, 0, 0, 0, A_type},
    {LACKED, A_redirdev, 0, 0, 0, 0, A_type},
    {LACKED, A_rng, 0, 0, A_backend, 0, A_model},
    {LACKED, A_smartcard, 0, 0, 0, 0, A_mode},
    {LACKED, A_smartcard, A_mode, A_passthrough, 0, 0, A_type},
    {LACKED, A_disk, A_type, A_nvme, A_source, 0, A_type},
    {LACKED, A_disk, A_type, A_nvme, A_source, 0, A_namespace},
    {LACKED, A_interface, A_type, A_bridge, A_virtualport, 0, A_type},
    {LACKED, A_interface, A_type, A_direct, A_virtualport, 0, A_type},
    {LACKED, A_interface, A_type, A_hostdev, A_virtualport, 0, A_type},
    /* Of most parts libvirt reads the first. */
    {TWICE, A_rng, 0, 0, 0, 0, A_backend},
    {TWICE, A_crypto, 0, 0, 0, 0, A_backend},
    {TWICE, A_tpm, 0, 0, 0, 0, A_backend},
    {TWICE, A_controller, 0, 0, 0, 0, A_model},
    {TWICE, A_controller, 0, 0, 0, 0, A_target},
    {ZERO, A_sound, 0, 0, 0, 0, A_streams},
    {ZERO, A_audio, 0, 0, 0, 0, A_timerPeriod},
    {ZERO, A_audio, 0, 0, A_input, 0, A_voices},
    {ZERO, A_audio, 0, 0, A_input, 0, A_bufferLength},
    {ZERO, A_audio, 0, 0, A_input, A_settings, A_frequency},
    {ZERO, A_audio, 0, 0, A_input, A_settings, A_channels},
    {ZERO, A_audio, 0, 0, A_output, 0, A_voices},
    {ZERO, A_audio, 0, 0, A_output, 0, A_bufferLength},
    {ZERO, A_audio, 0, 0, A_output, A_settings, A_frequency},
    {ZERO, A_audio, 0, 0, A_output, A_settings, A_channels},
};

static void check(struct canon *c, const struct row *row, const struct node *n)
{
    uint64_t value;
    if (row->fault == TWICE)
        refuse_second(c, n, row->name);
    else if (row->fault == LACKED && !node_attr(n, row->name))
        refuse_missing(c, n, row->name);
    else if (row->fault == ZERO && attr_uint(n, row->name, &value) && !value)
        refuse_at(c, n, row->name, D_number_zero, atom_text[row->name]);
}

static void check_row(struct canon *c, const struct row *row, const struct node *device)
{
    if (row->form && !attr_is(device, row->by, row->form))
        return;
    const struct node *n = row->part ? node_child(device, row->part) : device;
    for (; n; n = row->part ? node_next_same(n) : NULL) {
        const struct node *inner = row->inner ? node_child(n, row->inner) : n;
        if (inner)
            check(c, row, inner);
    }
}

void pass_required(struct canon *c)
{
    FOR_ELEMENTS(device, c->devices)
        for (const struct row *row = rows; row < rows + countof(rows); row++)
            if (row->kind == device->name)
                check_row(c, row, device);
}
