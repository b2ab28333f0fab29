/* What can be plugged into a guest and out of it, by allowed.def. Knows no address. */
#include <string.h>

#include "../base/array.h"
#include "plug.h"

/* Beside enum plug_action. */
enum { IN_DEFINITIONS = 8 };

static const struct {
    uint8_t actions;
    uint16_t element;
    const char *path, *values;
} rows[] = {
#define A PLUG_ATTACH
#define D PLUG_DETACH
#define ALWAYS IN_DEFINITIONS
#define ONLY(actions, element, path, values) {actions, A_##element, path, values},
#define PART(model, path)
#include "allowed.def"
#undef PART
#undef ONLY
#undef A
#undef D
#undef ALWAYS
};

static const struct {
    uint16_t model;
    const char *path;
} parts[] = {
#define ONLY(actions, element, path, values)
#define PART(model, path) {model, path},
#include "allowed.def"
#undef PART
#undef ONLY
};

bool plug_is_whole(struct plug *p)
{
    if (p->given->name != A_controller || !attr_is(p->given, A_type, A_pci))
        return true;
    for (size_t i = 0; i < countof(parts); i++) {
        struct node *at;
        struct attr *a;
        if ((parts[i].model && !attr_is(p->given, A_model, parts[i].model)) ||
            node_find(p->given, parts[i].path, strlen(parts[i].path), &at, &a))
            continue;
        refuse(&p->canon, p->given, NULL, D_plug_part, parts[i].path);
        return false;
    }
    return true;
}

/* A disk or host device on a SCSI controller, or NULL. */
static const struct node *user_of(struct canon *c, const struct node *controller)
{
    static const uint16_t kinds[] = {A_disk, A_hostdev};
    for (size_t i = 0; i < countof(kinds); i++) {
        FOR_DEVICES(n, c, kinds[i]) {
            const struct node *address = node_child(n, A_address);
            const bool on_scsi = n->name == A_hostdev || attr_is(node_child(n, A_target), A_bus, A_scsi);
            if (on_scsi && attr_is(address, A_type, A_drive) &&
                attr_uint_or(address, A_controller, 0) == attr_uint_or(controller, A_index, 0))
                return n;
        }
    }
    return NULL;
}

static bool is_idle(struct plug *p)
{
    struct canon *c = &p->canon;
    const struct node *user = p->done->name == A_controller ? user_of(c, p->done) : NULL;
    if (user)
        refuse(c, p->given, NULL, D_plug_busy, user->text, text_of(c, doc_place(c->doc, user, NULL).line));
    return !user;
}

bool plug_is_allowed(struct plug *p)
{
    const bool running = p->canon.opt.running;
    bool ok = !running || p->action != PLUG_DETACH || is_idle(p);
    for (size_t i = 0; i < countof(rows); i++) {
        struct node *at;
        struct attr *a;
        if (rows[i].element != p->done->name || !(rows[i].actions & p->action) ||
            !(running || rows[i].actions & IN_DEFINITIONS))
            continue;
        const bool there = node_find(p->done, rows[i].path, strlen(rows[i].path), &at, &a);
        if (there && text_has_word(rows[i].values, a->value))
            continue;
        const bool given = p->action == PLUG_ATTACH && there;
        refuse(&p->canon, given ? at : p->given, given ? a : NULL,
               rows[i].actions & IN_DEFINITIONS ? D_plug_only_ever : D_plug_only, p->done->text, rows[i].path,
               there ? a->value : "", plug_word(p->action), rows[i].values);
        ok = false;
    }
    return ok;
}
