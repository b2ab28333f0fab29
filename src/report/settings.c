/* Everything that an element holds, as a flat list: what reports show in tables. Knows no element by name but
 * those that hold secrets. */
#include <string.h>

#include "../abi/guest.h"
#include "model.h"

bool is_secret(const struct node *n, const struct attr *a)
{
    return a ? a->name == A_passwd : n->name == A_cookie;
}

struct walk {
    struct out *out;
    const struct report *report;
    const struct doc *doc;
    const struct group *group;
};

/* The path of a difference below its group. */
static const char *inner_path(const struct difference *d)
{
    const char *path = d->new_path;
    const size_t len = strlen(d->group);
    return path && strncmp(path, d->group, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

/* The difference that is about a setting, or about the element that holds it. */
static const struct difference *difference_at(const struct group *g, const char *path)
{
    for (size_t i = 0; g && i < g->count; i++) {
        const char *changed = inner_path(g->entries[i].difference);
        const size_t len = changed ? strlen(changed) : 0;
        if (len && strncmp(path, changed, len) == 0 && (!path[len] || path[len] == '/'))
            return g->entries[i].difference;
    }
    return NULL;
}

static void write_setting(const struct walk *w, const char *path, const char *value, enum abi_class class)
{
    const struct difference *d = difference_at(w->group, path);
    out_begin(w->out, "setting");
    out_attr(w->out, "path", path);
    if (value)
        out_attr(w->out, "value", value);
    else
        out_attr(w->out, "hidden", "yes");
    out_attr(w->out, "class", abi_told_name(abi_told(class)));
    if (d)
        out_attr(w->out, "state", abi_change_name(d->change));
    out_end(w->out, "setting");
}

static const char *join(const struct walk *w, const char *path, const char *mark, const char *name)
{
    return *path ? arena_printf(w->report->arena, "%s/%s%s", path, mark, name)
                 : arena_printf(w->report->arena, "%s%s", mark, name);
}

static void walk_element(const struct walk *w, const struct node *n, const char *path);

/* Children of one name are neighbours, so their numbers need no search. */
static void walk_children(const struct walk *w, const struct node *n, const char *path)
{
    unsigned index = 0;
    const struct node *before = NULL;
    FOR_ELEMENTS(c, n) {
        index = before && node_same_name(before, c) ? index + 1 : 1;
        const struct node *next = node_next_element(c);
        const bool several = index > 1 || (next && node_same_name(next, c));
        const char *name = several ? arena_printf(w->report->arena, "%s[%u]", c->text, index) : c->text;
        walk_element(w, c, join(w, path, "", name));
        before = c;
    }
}

static void walk_element(const struct walk *w, const struct node *n, const char *path)
{
    const bool leaf = !node_first_element(n);
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (!attr_declares(a))
            write_setting(w, join(w, path, "@", a->text), is_secret(n, a) ? NULL : a->value, abi_of_attr(n, a));
    const char *text = leaf ? node_text(w->doc, n) : "";
    if (*text || (leaf && !n->attrs))
        write_setting(w, *path ? path : ".", is_secret(n, NULL) ? NULL : text, abi_of_node(n));
    walk_children(w, n, path);
}

void write_settings(struct out *o, const struct report *r, const struct doc *d, const struct node *n,
                    const struct group *g)
{
    const struct walk w = {o, r, d, g};
    walk_element(&w, n, "");
}

/* Everything beside the devices. */
void write_sections(struct out *o, const struct report *r)
{
    out_begin(o, "sections");
    FOR_ELEMENTS(n, r->new->root) {
        const struct group *g = report_group_about(r, n);
        if (n->name == A_devices)
            continue;
        out_begin(o, "section");
        out_attr(o, "name", n->text);
        if (g)
            out_mark(o, STATE_CHANGED, g);
        write_settings(o, r, r->new, n, g);
        out_end(o, "section");
    }
    out_end(o, "sections");
}
