/* Sound: the audio backend that a guest without one gets, and the numbers by which backends are named. */
#include "../addr/idset.h"
#include "device.h"

/* Backend by the last display that has a say; sound of an SDL display is not what a guest gets unasked. */
static enum atom default_backend(struct canon *c)
{
    enum atom backend = node_child(c->devices, A_graphics) ? 0 : A_none;
    FOR_DEVICES(graphics, c, A_graphics)
        if (attr_is(graphics, A_type, A_spice))
            backend = A_spice;
        else if (attr_is(graphics, A_type, A_vnc))
            backend = A_none;
        else if (attr_is(graphics, A_type, A_sdl))
            backend = 0;
    return backend;
}

void pass_audio_implicit(struct canon *c)
{
    const enum atom backend = default_backend(c);
    if (node_child(c->devices, A_audio) || !backend)
        return;
    struct node *audio = add_device(c, A_audio, R_audio_default);
    fill_uint(c, audio, A_id, R_audio_default, 1);
    fill_atom(c, audio, A_type, R_audio_default, backend);
}

/* Frequency, channels and format count only when they are fixed. */
static void check_settings(struct canon *c, struct node *direction)
{
    struct node *settings = node_child(direction, A_settings);
    if (attr_is(direction, A_fixedSettings, A_yes) && !attr_is(direction, A_mixingEngine, A_yes))
        refuse_at(c, direction, A_fixedSettings, D_audio_mixing);
    if (settings && !attr_is(direction, A_fixedSettings, A_yes))
        refuse(c, settings, NULL, D_audio_settings);
    else if (attr_is(direction, A_fixedSettings, A_yes))
        fill_child(c, direction, A_settings, R_constant);
}

static void check_audio_ids(struct canon *c, struct idset *ids)
{
    struct addr_refusal why;
    FOR_DEVICES(audio, c, A_audio) {
        uint64_t id;
        if (!attr_get(audio, A_type))
            refuse_missing(c, audio, A_type);
        check_settings(c, node_child(audio, A_input));
        check_settings(c, node_child(audio, A_output));
        if (!attr_uint(audio, A_id, &id))
            continue;
        if (id == 0)
            refuse_at(c, audio, A_id, D_audio_id_zero);
        else if (!idset_reserve(ids, id, audio, &why))
            refuse_at(c, audio, A_id, D_audio_id_twice, text_of(c, id), line_of(c, why.holder));
    }
}

static void check_audio_user(struct canon *c, const struct idset *ids, struct node *device)
{
    struct node *audio = node_child(device, A_audio);
    uint64_t id;
    if (attr_uint(audio, A_id, &id) && !idset_has(ids, id))
        refuse_at(c, audio, A_id, D_audio_id_unknown, text_of(c, id));
}

void pass_audio_check(struct canon *c)
{
    struct idset *ids = idset_new(c->scratch, 0, UINT64_MAX);
    check_audio_ids(c, ids);
    struct node *spice = find_device(c, A_audio, A_type, A_spice);
    if (spice && canon_is_for(c, DRIVER_QEMU) && !find_device(c, A_graphics, A_type, A_spice))
        refuse_at(c, spice, A_type, D_audio_spice);
    FOR_DEVICES(sound, c, A_sound)
        check_audio_user(c, ids, sound);
    FOR_DEVICES(graphics, c, A_graphics)
        if (attr_is(graphics, A_type, A_vnc))
            check_audio_user(c, ids, graphics);
}
