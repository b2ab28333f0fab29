/* The frame of hotplug: puts a device into the domain or takes it out, and completes the domain again. Knows no kind of
 * device. */
#include "plug.h"

#include "../base/array.h"

static const struct plug_kind kinds[] = {
#define A PLUG_ATTACH
#define D PLUG_DETACH
#define U PLUG_UPDATE
#define KIND(element, running, defined, keys, update_keys, unique) \
    {A_##element, running, defined, keys, update_keys, unique},
#include "kinds.def"
#undef KIND
#undef A
#undef D
#undef U
};

const char *plug_word(enum plug_action action)
{
    return action == PLUG_ATTACH ? "attach" : action == PLUG_DETACH ? "detach" : "update";
}

static const struct plug_kind *kind_of(const struct node *device)
{
    for (size_t i = 0; i < countof(kinds); i++)
        if (!device->ns && device->name == kinds[i].element)
            return &kinds[i];
    return NULL;
}

/* Brings the device into the document. False when its kind is out of reach. */
static bool begin(struct plug *p, enum plug_action action)
{
    struct canon *c = &p->canon;
    const struct node *root = p->device->root;
    const struct plug_kind *kind = p->kind = kind_of(root);
    p->keys = kind && action == PLUG_UPDATE && kind->update_keys ? kind->update_keys : kind ? kind->keys : "";
    p->action = action;
    p->given = doc_graft(c->doc, p->device, root);
    if (!canon_begin(c))
        return false;
    if (!canon_is_for(c, DRIVER_QEMU)) {
        refuse(c, p->given, NULL, D_plug_hypervisor, attr_get(c->domain, A_type) ? attr_get(c->domain, A_type) : "");
        return false;
    }
    if (kind && (c->opt.running ? kind->running : kind->defined) & action)
        return true;
    if (kind && kind->defined & action)
        refuse(c, p->given, NULL, D_plug_not_running, plug_word(action), root->text);
    else
        refuse(c, p->given, NULL, D_plug_never, plug_word(action), root->text);
    return false;
}

/* What canonicalization filled in counts as written: the domain was canonical before the device came. */
static void forget_rules(struct node *n)
{
    n->rule = 0;
    n->why = NULL;
    for (struct attr *a = n->attrs; a; a = a->next) {
        a->rule = 0;
        a->why = NULL;
    }
    for (struct node *child = n->first; child; child = child->next)
        forget_rules(child);
}

/* Completes the domain around the device. */
static bool complete(struct plug *p, struct node *device)
{
    struct canon *c = &p->canon;
    c->plugged = p->done = device;
    forget_rules(c->doc->root);
    if (!canon_run(c))
        return false;
    if (device && !device->parent && device->name == A_console)
        p->done = node_child(c->devices, A_console); /* the first one is remade of the serial port */
    return true;
}

static void insert(struct canon *c, struct node *device)
{
    struct node *last = NULL;
    FOR_CHILDREN(n, c->devices, (enum atom)device->name)
        last = n;
    if (last)
        node_insert_after(last, device);
    else
        node_append_element(c->devices, device);
}

static void change_amount(struct canon *c, enum atom name, uint64_t kib, bool more)
{
    struct node *amount = node_child(c->domain, name);
    uint64_t old;
    if (node_text_uint(c->doc, amount, &old) && (more || kib < old))
        node_set_text(c->doc, amount, text_of(c, more ? old + kib : old - kib));
}

/* What the guest has in use changes with its modules; what it is given of virtio-mem while it runs is counted there. */
static void change_memory(struct canon *c, const struct node *device, bool more)
{
    uint64_t kib;
    if (device->name != A_memory || !node_text_uint(c->doc, node_path(device, A_target, A_size, 0), &kib))
        return;
    if (!more)
        change_amount(c, A_memory, kib, false);
    if (!c->opt.running || !attr_is(device, A_model, A_virtio_mem))
        change_amount(c, A_currentMemory, kib, more);
}

/* The console that shows the first serial port goes with it. */
static void take_console(struct canon *c, const struct node *device)
{
    struct node *console = node_child(c->devices, A_console);
    if (device == node_child(c->devices, A_serial) && attr_is(node_child(console, A_target), A_type, A_serial))
        node_drop(console);
}

static void take_out(struct canon *c, struct node *device)
{
    take_console(c, device);
    change_memory(c, device, false);
    node_drop(device);
}

/* The given device takes the place of the one that is meant. */
static bool change(struct plug *p)
{
    struct node *old = plug_find(p);
    if (!old)
        return false;
    if (p->canon.opt.running)
        plug_keep(p, old);
    node_insert_before(old, p->given);
    node_drop(old);
    if (!complete(p, p->given))
        return false;
    old->parent = p->canon.devices; /* for its path */
    return !p->canon.opt.running || plug_may_change(p, old);
}

/* The first serial port is the first console too. */
static void bring_console(struct canon *c, const struct node *device)
{
    if (device->name != A_serial || node_count(c->devices, A_serial) > 1 || node_child(c->devices, A_console))
        return;
    struct node *console = add_device(c, A_console, R_NONE);
    attr_set_atom(c->doc, node_add(c->doc, console, A_target), A_type, A_serial);
}

/* To attach a drive for removable media that is there is to change its medium. */
static bool is_media_change(struct plug *p)
{
    return p->canon.opt.running && (attr_is(p->given, A_device, A_cdrom) || attr_is(p->given, A_device, A_floppy)) &&
           plug_is_there(p);
}

bool plug_attach(struct plug *p)
{
    struct canon *c = &p->canon;
    if (!begin(p, PLUG_ATTACH) || !plug_is_whole(p))
        return false;
    if (is_media_change(p))
        return change(p);
    insert(c, p->given);
    bring_console(c, p->given);
    if (!complete(p, p->given))
        return false;
    change_memory(c, p->done, true);
    const struct node *same = plug_find_same(p);
    if (same) {
        refuse(c, p->done, NULL, D_plug_twice, p->done->text, text_of(c, doc_place(c->doc, same, NULL).line));
        return false;
    }
    return plug_is_allowed(p);
}

bool plug_detach(struct plug *p)
{
    struct node *device = begin(p, PLUG_DETACH) ? plug_find(p) : NULL;
    if (!device)
        return false;
    p->done = device;
    if (!plug_is_allowed(p))
        return false;
    take_out(&p->canon, device);
    const bool done = complete(p, NULL);
    p->done = device;
    return done;
}

bool plug_update(struct plug *p)
{
    return begin(p, PLUG_UPDATE) && change(p);
}
