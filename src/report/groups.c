/* The changes of a report, grouped by the device or part of the domain that they are about: the guest's first. */
#include <stdlib.h>
#include <string.h>

#include "../abi/guest.h"
#include "../abi/path.h"
#include "model.h"

static bool is_holder(const struct node *n)
{
    return n->parent->type != NODE_ELEMENT || n->name == A_devices;
}

/* What a difference is about: the new document's side where there is one. What was removed as a whole stood in the
 * old document only; its holder says nothing. */
static const struct node *about(const struct difference *d)
{
    const struct node *old = d->old_node ? group_of(d->old_node) : NULL;
    const struct node *new = d->new_node ? group_of(d->new_node) : NULL;
    return new && (d->new_value || !old || !is_holder(new) || is_holder(old)) ? new : old;
}

static enum told told(const struct entry *e)
{
    return abi_told(e->difference->class);
}

static int by_about(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->about != y->about)
        return x->about < y->about ? -1 : 1;
    if (told(x) != told(y))
        return told(x) < told(y) ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

static int by_weight(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    if (x->class != y->class)
        return x->class < y->class ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

static struct entry *list_entries(struct report *r)
{
    struct entry *list = arena_new_array(r->arena, struct entry, r->comparison->count + 1);
    size_t count = 0;
    for (const struct difference *d = r->comparison->first; d; d = d->next, count++)
        list[count] = (struct entry){about(d), d, count};
    qsort(list, count, sizeof *list, by_about);
    return list;
}

void report_group(struct report *r)
{
    if (!r->comparison)
        return;
    const size_t count = r->comparison->count;
    const struct entry *list = list_entries(r);
    r->groups = arena_new_array(r->arena, struct group, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct group *g = i && list[i].about == list[i - 1].about ? &r->groups[r->group_count - 1]
                                                                  : &r->groups[r->group_count++];
        if (!g->count++)
            *g = (struct group){list[i].about, &list[i], 1, list[i].position, told(&list[i]), 0};
        g->position = list[i].position < g->position ? list[i].position : g->position;
    }
    qsort(r->groups, r->group_count, sizeof *r->groups, by_weight);
    for (size_t i = 0; i < r->group_count; i++)
        r->groups[i].number = (unsigned)i + 1;
}

const struct group *report_group_about(const struct report *r, const struct node *n)
{
    for (size_t i = 0; i < r->group_count; i++)
        if (r->groups[i].about == n)
            return &r->groups[i];
    return NULL;
}

/* The path below the group, "." for the group itself. */
static const char *below(const char *path, const char *group)
{
    const size_t len = strlen(group);
    if (strncmp(path, group, len) != 0)
        return path;
    return path[len] == '/' ? path + len + 1 : path[len] ? path : ".";
}

/* True when the value of one side of a difference holds something that is_secret; n is the element. */
static bool shows_secret(const char *path, const struct node *n)
{
    const char *attribute = strstr(path, "/@");
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (is_secret(n, a) && (!attribute || strcmp(attribute + 2, a->text) == 0))
            return true;
    return !attribute && is_secret(n, NULL);
}

static void write_side(struct out *o, const char *name, const char *path, const char *value, const struct node *n,
                       struct place place)
{
    if (!path)
        return;
    out_begin(o, name);
    out_attr(o, "path", path);
    if (place.line) {
        out_number(o, "line", place.line);
        out_number(o, "column", place.column);
    }
    if (shows_secret(path, n))
        out_attr(o, "hidden", "yes");
    else
        out_attr(o, "value", value);
    out_end(o, name);
}

static void write_change(struct out *o, const struct difference *d)
{
    out_begin(o, "change");
    out_attr(o, "class", abi_told_name(abi_told(d->class)));
    out_attr(o, "kind", abi_change_name(d->change));
    out_attr(o, "rule", d->rule);
    out_attr(o, "path", below(d->new_path ? d->new_path : d->old_path, d->group));
    write_side(o, "old", d->old_path, d->old_value, d->old_node, d->old_place);
    write_side(o, "new", d->new_path, d->new_value, d->new_node, d->new_place);
    out_text(o, "reason", d->reason);
    out_end(o, "change");
}

static void write_counts(struct out *o, const struct report *r)
{
    size_t counts[TOLD_COUNT] = {0};
    for (const struct difference *d = r->comparison->first; d; d = d->next)
        counts[abi_told(d->class)]++;
    for (unsigned i = 0; i < TOLD_COUNT; i++) {
        out_begin(o, "count");
        out_attr(o, "class", abi_told_name((enum told)i));
        out_number(o, "changes", counts[i]);
        out_end(o, "count");
    }
}

void write_changes(struct out *o, const struct report *r)
{
    if (!r->comparison)
        return;
    out_begin(o, "changes");
    out_attr(o, "verdict", !r->comparison->same_guest ? "differs" : r->comparison->count ? "safe" : "same");
    write_counts(o, r);
    for (size_t i = 0; i < r->group_count; i++) {
        const struct group *g = &r->groups[i];
        const struct device *d = report_device(r, g->about);
        out_begin(o, "group");
        out_number(o, "number", g->number);
        out_attr(o, "class", abi_told_name(g->class));
        out_attr(o, "path", path_of(r->arena, g->about, NULL));
        if (d)
            out_number(o, "device", d->number);
        for (size_t k = 0; k < g->count; k++)
            write_change(o, g->entries[k].difference);
        out_end(o, "group");
    }
    out_end(o, "changes");
}
