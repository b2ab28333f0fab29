/* Labels, protection from the host, user mappings. Knows no security driver. */
#include "arrange.h"
#include "device.h"

/* The model 'none' has no labels of any type. */
static void label_nothing(struct canon *c, struct node *label)
{
    static const enum atom parts[] = {A_label, A_baselabel, A_imagelabel};
    if (!attr_is(label, A_type, A_none))
        decide_atom(c, label, A_type, R_seclabel_none, A_none);
    attr_drop(label, A_relabel);
    for (size_t i = 0; i < countof(parts); i++)
        node_drop_children(label, parts[i]);
}

static void settle_label(struct canon *c, struct node *label)
{
    const enum atom type = attr_atom(label, A_type);
    const struct attr *relabel = node_attr(label, A_relabel);
    fill_atom(c, label, A_relabel, R_constant, type == A_static || type == A_none ? A_no : A_yes);
    if (type == A_dynamic && attr_is(label, A_relabel, A_no))
        refuse(c, label, relabel, D_seclabel_dynamic);
    if (type == A_none && attr_is(label, A_relabel, A_yes))
        refuse(c, label, relabel, D_seclabel_none);
    if (attr_is(label, A_model, A_none)) {
        label_nothing(c, label);
        return;
    }
    if (type == A_static && !*node_text(c->doc, node_child(label, A_label)))
        refuse(c, label, NULL, D_seclabel_static);
    if (type != A_static)
        node_drop_children(label, A_label);
    if (type != A_dynamic)
        node_drop_children(label, A_baselabel);
    node_drop_children(label, A_imagelabel);
    if (type == A_none)
        attr_drop(label, A_relabel);
}

static bool is_unnamed(const struct node *label)
{
    return !node_attr(label, A_model);
}

/* A lone label without a model stands for the host's own driver, which is none here. */
static void name_model(struct canon *c, struct node *label)
{
    const enum atom type = attr_atom(label, A_type);
    const bool plain = type == A_none || (type == A_dynamic && !node_child(label, A_baselabel));
    if (!plain) {
        refuse(c, label, NULL, D_seclabel_model);
        return;
    }
    if (!canon_is_for(c, DRIVER_QEMU))
        return;
    decide_attr(c, label, A_model, R_seclabel_none, "none");
    decide_atom(c, label, A_type, R_seclabel_none, A_none);
    attr_drop(label, A_relabel);
}

static void check_twice(struct canon *c, struct node *label, struct seen *models)
{
    const struct attr *model = node_attr(label, A_model);
    const struct node *first = seen_before(models, model->value, label);
    if (first)
        refuse(c, label, model, D_seclabel_twice, model->value, line_of(c, first));
}

void pass_seclabel(struct canon *c)
{
    const size_t count = node_count(c->domain, A_seclabel);
    struct seen *models = seen_new(c->scratch);
    for (struct node *label = node_child(c->domain, A_seclabel), *next; label; label = next) {
        next = node_next_same(label);
        if (is_unnamed(label) && count > 1) {
            refuse(c, label, NULL, D_seclabel_model);
        } else if (is_unnamed(label) && (attr_atom(label, A_type) || canon_is_for(c, DRIVER_QEMU))) {
            name_model(c, label);
        } else if (!attr_atom(label, A_type) && !attr_is(label, A_model, A_none)) {
            node_drop(label);
            continue;
        } else {
            check_twice(c, label, models);
        }
        settle_label(c, label);
    }
}

/* Labels by their models, the first one each. */
static void note_label(struct seen *models, struct node *label)
{
    if (attr_get(label, A_model))
        seen_before(models, attr_get(label, A_model), label);
}

/* True when the guest's own label of this model forbids to relabel anything. */
static bool is_forbidden(const struct seen *own, const char *model)
{
    const struct node *label = seen_owner(own, model);
    const enum atom type = attr_atom(label, A_type), relabel = attr_atom(label, A_relabel);
    return label && (relabel == A_no || (!relabel && (type == A_static || type == A_none)));
}

/* Labels of single disks and character devices; one that allows what is allowed anyway is none. */
static void settle_device_label(struct canon *c, struct node *label, const struct seen *own, const struct seen *before)
{
    const struct attr *a = node_attr(label, A_relabel);
    const bool relabel = !a || a->atom != A_no, named = *node_text(c->doc, node_child(label, A_label));
    const char *model = attr_get(label, A_model) ? attr_get(label, A_model) : "";
    if (*model && seen_owner(before, model))
        refuse_at(c, label, A_model, D_seclabel_device_twice, model);
    else if (is_forbidden(own, model))
        refuse(c, label, NULL, D_seclabel_device_forbidden, model);
    else if (!relabel && named)
        refuse(c, label, NULL, D_seclabel_device_both, model);
    else if (a && relabel && !named)
        refuse(c, label, a, D_seclabel_device_label, model);
    else if (relabel && !named)
        node_drop(label);
}

static void settle_device_labels(struct canon *c, const struct node *n, const struct seen *own)
{
    struct seen *before = node_child(n, A_seclabel) ? seen_new(c->scratch) : NULL;
    for (struct node *label = node_child(n, A_seclabel), *next; label; label = next) {
        next = node_next_same(label);
        settle_device_label(c, label, own, before);
        if (label->parent)
            note_label(before, label);
    }
}

/* A label further inside that allows what is allowed anyway is not written either. */
static void drop_open_labels(struct canon *c, const struct node *n)
{
    for (struct node *part = node_first_element(n), *next; part; part = next) {
        next = node_next_element(part);
        if (part->name != A_seclabel)
            drop_open_labels(c, part);
        else if (!attr_is(part, A_relabel, A_no) && !*node_text(c->doc, node_child(part, A_label)))
            node_drop(part);
    }
}

/* Runs before the schema's rules, which would drop what contradicts itself. */
void pass_seclabel_devices(struct canon *c)
{
    static const uint16_t unlabelled[] = {A_redirdev, A_smartcard, A_rng, 0}; /* libvirt does not read theirs */
    struct seen *own = seen_new(c->scratch);
    FOR_CHILDREN(label, c->domain, A_seclabel)
        note_label(own, label);
    drop_open_labels(c, node_path(c->domain, A_os, A_nvram, 0));
    FOR_ELEMENTS(device, c->devices) {
        if (atom_in(device->name, unlabelled)) {
            node_drop_children(node_child(device, A_source), A_seclabel);
            node_drop_children(node_path(device, A_backend, A_source, 0), A_seclabel);
        }
        settle_device_labels(c, node_child(device, A_source), own);
        if (device->name != A_disk)
            settle_device_labels(c, device, own);
        drop_open_labels(c, device);
    }
}

/* --- protection from the host ------------------------------------------ */

static int by_start(const struct node *a, const struct node *b)
{
    const uint64_t x = attr_uint_or(a, A_start, 0), y = attr_uint_or(b, A_start, 0);
    return x < y ? -1 : x > y;
}

/* Mappings by their first number, which is that of the container's root. */
static void sort_mappings(struct canon *c, struct node *idmap, enum atom name)
{
    arrange_by(c, idmap, name, by_start);
    const struct node *first = node_child(idmap, name);
    if (first && attr_uint_or(first, A_start, 0) != 0)
        refuse_at(c, first, A_start, D_idmap_root);
}

void pass_idmap(struct canon *c)
{
    struct node *idmap = node_child(c->domain, A_idmap);
    if (!idmap)
        return;
    if (!node_child(idmap, A_uid) != !node_child(idmap, A_gid))
        refuse(c, idmap, NULL, D_idmap);
    sort_mappings(c, idmap, A_uid);
    sort_mappings(c, idmap, A_gid);
}

void pass_bootloader_qemu(struct canon *c)
{
    static const uint16_t names[] = {A_bootloader, A_bootloader_args, 0};
    for (const uint16_t *name = names; *name; name++)
        if (node_child(c->domain, *name) && !text_is_blank(node_text(c->doc, node_child(c->domain, *name))))
            refuse(c, node_child(c->domain, *name), NULL, D_bootloader);
}
