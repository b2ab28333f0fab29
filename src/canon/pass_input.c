/* Keyboards and mice: default buses, and those that a board has built in. */
#include "device.h"

static bool is_ps2_kind(enum atom type)
{
    return type == A_mouse || type == A_keyboard;
}

static enum atom default_bus(const struct canon *c, enum atom type)
{
    if (is_xen_guest(c))
        return A_xen;
    if (!is_hvm(c))
        return c->virt == A_vz || c->virt == A_parallels ? A_parallels : 0;
    if (is_ps2_kind(type) && is_x86(c->arch))
        return A_ps2;
    if (is_s390(c->arch) || type == A_passthrough)
        return A_virtio;
    return type == A_evdev ? 0 : A_usb;
}

void pass_input_bus(struct canon *c)
{
    FOR_DEVICES(input, c, A_input) {
        const enum atom bus = default_bus(c, attr_atom(input, A_type));
        if (bus)
            fill_atom(c, input, A_bus, R_input_bus, bus);
    }
}

static bool has_input(struct canon *c, enum atom type, enum atom bus)
{
    FOR_DEVICES(input, c, A_input)
        if (attr_is(input, A_type, type) && attr_is(input, A_bus, bus))
            return true;
    return false;
}

static void need_input(struct canon *c, enum atom type, enum atom bus, enum rule r)
{
    if (has_input(c, type, bus))
        return;
    struct node *input = add_device(c, A_input, r);
    fill_atom(c, input, A_type, r, type);
    fill_atom(c, input, A_bus, r, bus);
}

static bool has_ps2(const struct canon *c)
{
    return is_x86(c->arch) && c->machine->family != FAMILY_MICROVM;
}

void pass_input_builtin(struct canon *c)
{
    const struct node *features = node_child(c->domain, A_features);
    const bool off = attr_is(node_child(features, A_ps2), A_state, A_off);
    if (has_ps2(c) && !off) {
        need_input(c, A_mouse, A_ps2, R_input_builtin);
        need_input(c, A_keyboard, A_ps2, R_input_builtin);
    }
    if (is_ppc64(c->arch) && node_child(c->devices, A_graphics)) {
        need_input(c, A_keyboard, A_usb, R_input_display);
        if (!has_input(c, A_tablet, A_usb))
            need_input(c, A_mouse, A_usb, R_input_display);
    }
}

/* Xen's toolstack gives them to every guest. */
void pass_input_xen(struct canon *c)
{
    const enum atom bus = is_hvm(c) ? A_ps2 : A_xen;
    need_input(c, A_mouse, bus, R_input_xen);
    need_input(c, A_keyboard, bus, R_input_xen);
}

static bool bus_fits(const struct canon *c, enum atom bus, enum atom type)
{
    if (is_xen_guest(c))
        return bus == A_xen && is_ps2_kind(type);
    if (!is_hvm(c))
        return bus == A_parallels && (c->virt == A_vz || c->virt == A_parallels) && is_ps2_kind(type);
    if (bus == A_xen || (bus == A_ps2 && !is_ps2_kind(type)))
        return false;
    if (type == A_evdev)
        return !bus || bus == A_none;
    return type != A_passthrough || !bus || bus == A_virtio;
}

static bool binary_has(const struct canon *c, enum atom type)
{
    static const struct {
        uint16_t type, cap;
    } rows[] = {
        {A_mouse, HOST_CAP_VIRTIO_MOUSE}, {A_tablet, HOST_CAP_VIRTIO_TABLET}, {A_keyboard, HOST_CAP_VIRTIO_KEYBOARD}};
    for (size_t i = 0; i < countof(rows); i++)
        if (rows[i].type == type)
            return host_has(c->host, (enum host_cap)rows[i].cap);
    return true;
}

static void check_input(struct canon *c, struct node *input)
{
    const enum atom type = attr_atom(input, A_type), bus = attr_atom(input, A_bus);
    if (!type)
        return;
    if (!bus_fits(c, bus, type))
        refuse_at(c, input, A_bus, D_input_bus, bus ? attr_get(input, A_bus) : "none", attr_get(input, A_type));
    if (node_attr(input, A_model) && bus != A_virtio)
        refuse_at(c, input, A_model, D_input_model, attr_get(input, A_model));
    if (bus == A_virtio && canon_is_for(c, DRIVER_QEMU) && !binary_has(c, type))
        refuse_at(c, input, A_bus, D_input_virtio, atom_text[type]);
    const struct node *features = node_child(c->domain, A_features);
    if (bus == A_ps2 && attr_is(node_child(features, A_ps2), A_state, A_off))
        refuse(c, input, NULL, D_input_ps2_off);
}

/* "none" is a bus as long as others may be filled in; then libvirt does not write it. In our own form it stays where
 * a reader would fill one in. */
void pass_input_no_bus(struct canon *c)
{
    FOR_DEVICES(input, c, A_input)
        if (attr_is(input, A_bus, A_none) && (c->opt.libvirt || !default_bus(c, attr_atom(input, A_type))))
            attr_drop(input, A_bus);
}

void pass_input_check(struct canon *c)
{
    FOR_DEVICES(input, c, A_input)
        check_input(c, input);
}

void pass_input_check_qemu(struct canon *c)
{
    FOR_DEVICES(input, c, A_input) {
        const enum atom model = attr_atom(input, A_model);
        if (model && model != A_virtio && attr_is(input, A_bus, A_virtio))
            refuse_at(c, input, A_model, D_input_transitional, attr_get(input, A_type));
        if (attr_is(input, A_type, A_passthrough) && address_type(input) == A_ccw)
            refuse_at(c, input, A_type, D_input_passthrough);
    }
}

/* What the branch of this type does not know is refused before it is dropped as unknown. */
void pass_input_type(struct canon *c)
{
    FOR_DEVICES(input, c, A_input)
        if (attr_is(input, A_type, A_evdev) && attr_get(input, A_bus) && !attr_is(input, A_bus, A_none))
            refuse_at(c, input, A_bus, D_input_bus, attr_get(input, A_bus), "evdev");
        else if (attr_is(input, A_type, A_evdev) && attr_get(input, A_model))
            refuse_at(c, input, A_model, D_input_model, attr_get(input, A_model));
}
