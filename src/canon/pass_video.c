/* Video cards: the implicit one, its default model, sizes of its memories, and which one is primary. */
#include "device.h"

/* --- structure ------------------------------------------------------------------------------------------ */

static struct node *need_model(struct canon *c, struct node *video)
{
    return fill_child(c, video, A_model, R_video_model);
}

/* The primary card comes first. */
void pass_video_primary(struct canon *c)
{
    struct node *primary = NULL;
    FOR_DEVICES(video, c, A_video) {
        const struct node *model = node_child(video, A_model);
        if (!attr_is(model, A_primary, A_yes))
            continue;
        if (primary)
            refuse_at(c, model, A_primary, D_video_primary, line_of(c, primary));
        primary = primary ? primary : video;
    }
    struct node *first = node_child(c->devices, A_video);
    if (primary && primary != first) {
        node_move_before(first, primary);
    }
}

void pass_video_implicit(struct canon *c)
{
    if (node_child(c->devices, A_graphics) && !node_child(c->devices, A_video))
        need_model(c, add_device(c, A_video, R_video_implicit));
}

/* --- models --------------------------------------------------------------------------------------------- */

void pass_video_model(struct canon *c)
{
    FOR_DEVICES(video, c, A_video) {
        struct node *model = need_model(c, video);
        if (attr_is(model, A_type, A_default))
            attr_drop(model, A_type);
        fill_atom(c, model, A_type, R_video_model, default_model(c, MODEL_OF_VIDEO));
    }
}

/* What the other drivers have; 0 when nobody says. */
static enum atom other_model(const struct canon *c)
{
    static const struct {
        uint16_t virt, model;
    } rows[] = {{A_vmware, A_vmvga}, {A_vbox, A_vbox}, {A_bhyve, A_gop}, {A_vz, A_parallels}, {A_parallels, A_parallels}};
    if (c->opt.generic)
        return 0;
    if (canon_is_for(c, DRIVER_XEN))
        return node_text_atom(c->doc, node_path(c->domain, A_os, A_type, 0)) == A_linux ? A_xen : A_cirrus;
    for (size_t i = 0; i < countof(rows); i++)
        if (rows[i].virt == c->virt)
            return (enum atom)rows[i].model;
    return 0;
}

void pass_video_other(struct canon *c)
{
    if (canon_is_for(c, DRIVER_QEMU))
        return;
    const enum atom usual = other_model(c);
    FOR_DEVICES(video, c, A_video) {
        struct node *model = need_model(c, video);
        if (attr_is(model, A_type, A_default))
            attr_drop(model, A_type);
        if (usual)
            fill_atom(c, model, A_type, R_video_model, usual);
        else if (!attr_get(model, A_type))
            refuse(c, video, NULL, D_video_model_generic);
    }
}

/* --- sizes ---------------------------------------------------------------------------------------------- */

enum { KIB_128M = 131072, KIB_64M = 65536, KIB_16M = 16384, KIB_8M = 8192, KIB_4M = 4096 };

struct video_sizes {
    uint16_t model;
    uint32_t ram, vram, vgamem; /* KiB; 0: not written when absent */
};

static const struct video_sizes sizes[] = {
    {A_qxl, KIB_64M, KIB_64M, 0},  {A_vga, 0, KIB_16M, 0},   {A_cirrus, 0, KIB_16M, 0},
    {A_vmvga, 0, KIB_16M, 0},      {A_bochs, 0, KIB_16M, 0}, {A_xen, 0, KIB_4M, 0},
    {0, 0, 0, 0},
};

static const struct video_sizes sizes_qemu[] = {{A_qxl, KIB_64M, KIB_64M, KIB_16M}, {0, 0, 0, 0}};
/* Of Xen's device model, which fully virtualized guests have. */
static const struct video_sizes sizes_xen_hvm[] = {
    {A_vga, 0, KIB_16M, 0}, {A_xen, 0, KIB_16M, 0}, {A_cirrus, 0, KIB_8M, 0}, {A_qxl, KIB_64M, KIB_128M, 0}, {0, 0, 0, 0},
};
static const struct video_sizes sizes_vmware[] = {
    {A_vga, 0, KIB_4M, 0}, {A_cirrus, 0, KIB_4M, 0}, {A_vmvga, 0, KIB_4M, 0}, {0, 0, 0, 0},
};
static const struct video_sizes sizes_vbox[] = {
    {A_vga, 0, KIB_8M, 0}, {A_cirrus, 0, KIB_8M, 0}, {A_vmvga, 0, KIB_8M, 0}, {0, 0, 0, 0},
};

static const struct video_sizes *own_sizes(const struct canon *c)
{
    if (canon_is_for(c, DRIVER_QEMU))
        return sizes_qemu;
    if (canon_is_for(c, DRIVER_XEN))
        return is_hvm(c) ? sizes_xen_hvm : NULL;
    if (c->virt == A_vmware)
        return sizes_vmware;
    return c->virt == A_vbox ? sizes_vbox : NULL;
}

/* The row of the model, or the last one, which says nothing. */
static const struct video_sizes *sizes_of(const struct canon *c, enum atom model)
{
    const struct video_sizes *row = own_sizes(c);
    while (row && row->model && row->model != model)
        row++;
    if (row && row->model)
        return row;
    for (row = sizes; row->model && row->model != model;)
        row++;
    return row;
}

static void fill_size(struct canon *c, struct node *model, enum atom name, uint32_t usual)
{
    uint64_t size;
    if (attr_uint(model, name, &size) && size) {
        const uint64_t rounded = next_power_of_two(size);
        if (rounded != size)
            decide_attr(c, model, name, R_video_rounded, text_of(c, rounded));
        return;
    }
    attr_drop(model, name);
    if (usual)
        fill_uint(c, model, name, R_video_memory, usual);
}

static void fill_sizes(struct canon *c, struct node *model)
{
    const struct video_sizes *s = sizes_of(c, attr_atom(model, A_type));
    if (s->ram) {
        fill_size(c, model, A_ram, s->ram);
        if (!attr_uint_or(model, A_vram64, 0))
            attr_drop(model, A_vram64); /* the one that is not rounded */
    }
    if (s->vgamem)
        fill_uint(c, model, A_vgamem, R_video_memory, s->vgamem);
    fill_size(c, model, A_vram, s->vram);
    if (canon_able(c, ABLE_HEADS))
        fill_uint(c, model, A_heads, R_video_heads, 1);
}

/* A card that is none keeps nothing but the name that the user gave it. */
static void clear_none(struct node *video)
{
    for (struct node *child = node_first_element(video), *next; child; child = next) {
        next = node_next_element(child);
        if (child->name != A_model && child->name != A_alias)
            node_drop(child);
    }
    struct node *model = node_child(video, A_model);
    for (struct attr *a = model->attrs, *next; a; a = next) {
        next = a->next;
        if (a->name != A_type)
            attr_unlink(model, a);
    }
    while (node_first_element(model))
        node_drop(node_first_element(model));
}

void pass_video(struct canon *c)
{
    struct node *first = node_child(c->devices, A_video);
    if (first && attr_is(node_child(first, A_model), A_type, A_none)) {
        if (node_next_same(first))
            refuse(c, node_next_same(first), NULL, D_video_none);
        clear_none(first);
        return;
    }
    FOR_DEVICES(video, c, A_video) {
        struct node *model = need_model(c, video);
        if (attr_is(model, A_type, A_none))
            refuse(c, video, NULL, D_video_none);
        fill_sizes(c, model);
    }
    if (first)
        fill_atom(c, node_child(first, A_model), A_primary, R_video_primary, A_yes);
}

/* --- what QEMU cannot do -------------------------------------------------------------------------------- */

static void check_model(struct canon *c, struct node *video, struct node *model)
{
    static const uint16_t foreign[] = {A_xen, A_vbox, A_parallels, A_gop, 0};
    static const uint16_t several[] = {A_qxl, A_virtio, 0};
    static const uint16_t single[] = {A_vga, A_cirrus, A_vmvga, A_bochs, A_ramfb, 0};
    const enum atom type = attr_atom(model, A_type);
    struct attr *a = node_attr(model, A_type);
    if (atom_in(type, foreign))
        refuse(c, model, a, D_video_type, atom_text[type]);
    else if (video != node_child(c->devices, A_video) && !atom_in(type, several))
        refuse(c, model, a, D_video_secondary, atom_text[type]);
    if (atom_in(type, single) && attr_uint_or(model, A_heads, 1) != 1)
        refuse_at(c, model, A_heads, D_video_heads, atom_text[type]);
}

/* Before sizes are rounded. */
static void check_sizes(struct canon *c, struct node *model)
{
    static const uint16_t framed[] = {A_qxl, A_vga, A_vmvga, 0};
    const bool qxl = attr_is(model, A_type, A_qxl);
    uint64_t kib;
    const enum atom shown = qxl ? A_vgamem : A_vram;
    if (!atom_in(attr_atom(model, A_type), framed) || !attr_uint(model, shown, &kib))
        return;
    if (!qxl)
        kib = next_power_of_two(kib);
    if (kib && (kib < 1024 || next_power_of_two(kib) != kib))
        refuse_at(c, model, shown, D_video_vgamem, atom_text[shown]);
}

static void check_acceleration(struct canon *c, struct node *model, struct node *acceleration)
{
    if (attr_is(acceleration, A_accel2d, A_yes))
        refuse_at(c, acceleration, A_accel2d, D_video_accel2d);
    if (attr_is(acceleration, A_accel3d, A_yes) && !attr_is(model, A_type, A_virtio))
        refuse_at(c, acceleration, A_accel3d, D_video_accel3d);
}

static void check_parts(struct canon *c, struct node *model)
{
    static const uint16_t sized[] = {A_qxl, A_virtio, A_vga, A_bochs, 0};
    struct node *resolution = node_child(model, A_resolution);
    struct node *acceleration = node_child(model, A_acceleration);
    if (resolution && !atom_in(attr_atom(model, A_type), sized))
        refuse(c, resolution, NULL, D_video_resolution, attr_get(model, A_type));
    check_acceleration(c, model, acceleration);
}

void pass_video_memory(struct canon *c)
{
    FOR_DEVICES(video, c, A_video) {
        struct node *model = node_child(video, A_model);
        if (attr_is(model, A_type, A_none))
            continue;
        check_sizes(c, model);
        check_parts(c, model);
    }
}

void pass_video_check_qemu(struct canon *c)
{
    const struct node *source = node_path(c->domain, A_memoryBacking, A_source, 0);
    FOR_DEVICES(video, c, A_video) {
        struct node *model = node_child(video, A_model);
        check_model(c, video, model);
        if (attr_is(model, A_type, A_virtio) && attr_is(model, A_blob, A_on) && !attr_is(source, A_type, A_memfd))
            refuse_at(c, model, A_blob, D_video_blob);
    }
}

/* --- what nobody can do --------------------------------------------------------------------------------- */

static void check_settings(struct canon *c, struct node *model)
{
    static const uint16_t qxl_only[] = {A_ram, A_vram64, A_vgamem, 0};
    struct node *resolution = node_child(model, A_resolution), *acceleration = node_child(model, A_acceleration);
    const bool heeded = !attr_is(model, A_type, A_none);
    for (const uint16_t *name = qxl_only; heeded && *name && !attr_is(model, A_type, A_qxl); name++)
        if (attr_uint_or(model, *name, 0))
            refuse_at(c, model, *name, D_video_qxl, atom_text[*name]);
    if (resolution && (!attr_get(resolution, A_x) || !attr_get(resolution, A_y)))
        refuse(c, resolution, NULL, D_attribute_missing, "resolution", attr_get(resolution, A_x) ? "y" : "x");
    else if (heeded && resolution && (!attr_uint_or(resolution, A_x, 0) || !attr_uint_or(resolution, A_y, 0)))
        refuse(c, resolution, NULL, D_video_resolution_zero);
    if (acceleration && !node_attr(acceleration, A_accel2d) && !node_attr(acceleration, A_accel3d) &&
        !node_attr(acceleration, A_rendernode))
        refuse(c, acceleration, NULL, D_video_accel_empty);
}

void pass_video_settings(struct canon *c)
{
    FOR_DEVICES(video, c, A_video)
        check_settings(c, node_child(video, A_model));
}

void pass_video_check(struct canon *c)
{
    FOR_DEVICES(video, c, A_video) {
        struct node *model = node_child(video, A_model), *driver = node_child(video, A_driver);
        struct node *acceleration = node_child(model, A_acceleration);
        const bool virtio = attr_is(model, A_type, A_virtio), vhostuser = attr_is(driver, A_name, A_vhostuser);
        if (attr_is(model, A_type, A_ramfb) && node_child(video, A_address))
            refuse(c, video, NULL, D_video_address, "ramfb");
        if (vhostuser && !virtio)
            refuse_at(c, driver, A_name, D_video_vhostuser);
        if (node_attr(acceleration, A_rendernode) && !vhostuser)
            refuse_at(c, acceleration, A_rendernode, D_video_rendernode);
        if (node_attr(model, A_blob) && !virtio)
            refuse_at(c, model, A_blob, D_video_blob_type, attr_get(model, A_type));
        if (has_virtio_options(driver) && !virtio)
            refuse(c, driver, NULL, D_virtio_options_alone, "video");
    }
}

/* libvirt does not write that there are no heads, and takes it for one head when it reads that again. */
void pass_video_no_heads(struct canon *c)
{
    FOR_DEVICES(video, c, A_video) {
        struct node *model = node_child(video, A_model);
        if (c->opt.libvirt && attr_uint_or(model, A_heads, 1) == 0)
            attr_drop(model, A_heads);
    }
}
