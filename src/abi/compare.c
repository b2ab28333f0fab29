/* Comparison of two canonical trees: elements of one name are paired, then their attributes, texts and children are
 * compared. Classes come from the slots; knows no device. */
#include "compare.h"

#include <string.h>

#include "kin.h"
#include "pair.h"
#include "path.h"

/* One end of a difference: the element (or what would hold it), the attribute if it is one, what to show. */
struct end {
    const struct node *node;
    const struct attr *attr;
    const char *value; /* NULL: it is not there */
};

static enum abi_class stronger(enum abi_class a, enum abi_class b)
{
    return a < b ? a : b;
}

/* What stops libvirt: another guest ABI, another guest, or a document that is not complete enough. */
static bool is_refused(enum abi_class c)
{
    return abi_is_guest(c) || c == ABI_identity || c == ABI_unwritten;
}

static void add(struct comparison *c, enum abi_class class, enum change change, struct end old, struct end new)
{
    if (class == ABI_ignore)
        return;
    struct difference *d = arena_new_of(c->arena, struct difference);
    const struct end *some = new.value ? &new : &old;
    d->class = class;
    d->change = change;
    d->old_node = old.node;
    d->new_node = new.node;
    d->group = path_of(c->arena, group_of(some->node), NULL);
    if (old.value) {
        d->old_path = path_of(c->arena, old.node, old.attr);
        d->old_value = old.value;
        d->old_place = doc_place(c->old, old.node, old.attr);
    }
    if (new.value) {
        d->new_path = path_of(c->arena, new.node, new.attr);
        d->new_value = new.value;
        d->new_place = doc_place(c->new, new.node, new.attr);
    }
    abi_reason(d, some->node, some->attr);
    if (c->last)
        c->last->next = d;
    else
        c->first = d;
    c->last = d;
    c->count++;
    c->same_guest = c->same_guest && !is_refused(class);
}

enum told abi_told(enum abi_class c)
{
    static const unsigned char told[] = {
        [ABI_guest] = TOLD_GUEST,         [ABI_presence] = TOLD_GUEST,    [ABI_strict] = TOLD_GUEST,
        [ABI_unwritten] = TOLD_UNWRITTEN, [ABI_identity] = TOLD_IDENTITY, [ABI_accepted] = TOLD_ACCEPTED,
        [ABI_host] = TOLD_HOST,           [ABI_tuning] = TOLD_TUNING,     [ABI_info] = TOLD_INFO,
        [ABI_ignore] = TOLD_INFO,
    };
    return (enum told)told[c];
}

const char *abi_told_name(enum told t)
{
    static const char *const names[] = {"guest", "identity", "unwritten", "accepted", "host", "tuning", "info"};
    return names[t];
}

const char *abi_change_name(enum change c)
{
    static const char *const names[] = {
        [CHANGE_VALUE] = "changed", [CHANGE_ADDED] = "added", [CHANGE_REMOVED] = "removed", [CHANGE_MOVED] = "moved"};
    return names[c];
}

/* The attributes of an element, found by their names. */
struct attributes {
    const struct node *of;
    struct seen *many; /* NULL: they are few */
};

enum { FEW_ATTRIBUTES = 16 };

static struct attributes attributes_of(struct comparison *c, const struct node *n)
{
    size_t count = 0;
    for (const struct attr *a = n->attrs; a; a = a->next)
        count++;
    struct attributes all = {n, count > FEW_ATTRIBUTES ? seen_new(c->arena) : NULL};
    for (struct attr *a = n->attrs; a && all.many; a = a->next)
        seen_before(all.many, a->text, a);
    return all;
}

static const struct attr *find_attr(const struct attributes *all, const struct attr *like)
{
    if (all->many)
        return seen_owner(all->many, like->text);
    const struct attr *a = all->of->attrs;
    while (a && strcmp(a->text, like->text) != 0)
        a = a->next;
    return a;
}

static struct end end_attr(const struct node *n, const struct attr *a)
{
    return (struct end){n, a, a ? a->value : NULL};
}

static void compare_attrs(struct comparison *c, const struct node *old, const struct node *new)
{
    const struct attributes before = attributes_of(c, old), now = attributes_of(c, new);
    for (const struct attr *a = old->attrs; a; a = a->next) {
        const struct attr *b = find_attr(&now, a);
        if (attr_declares(a))
            continue;
        if (!b)
            add(c, abi_of_attr(old, a), CHANGE_REMOVED, end_attr(old, a), end_attr(new, b));
        else if (strcmp(a->value, b->value) != 0)
            add(c, stronger(abi_of_attr(old, a), abi_of_attr(new, b)), CHANGE_VALUE, end_attr(old, a),
                end_attr(new, b));
    }
    for (const struct attr *b = new->attrs; b; b = b->next)
        if (!find_attr(&before, b) && !attr_declares(b))
            add(c, abi_of_attr(new, b), CHANGE_ADDED, end_attr(old, NULL), end_attr(new, b));
}

/* The strongest class among the attributes that the other element does not have with the same value. */
static enum abi_class class_of_others(struct comparison *c, const struct node *n, const struct node *other)
{
    const struct attributes there = attributes_of(c, other);
    enum abi_class class = ABI_ignore;
    for (const struct attr *a = n->attrs; a; a = a->next) {
        const struct attr *b = find_attr(&there, a);
        if (!b || strcmp(a->value, b->value) != 0)
            class = stronger(class, abi_of_attr(n, a));
    }
    return class;
}

/* An address is one thing: its parts are not told apart. */
static void compare_address(struct comparison *c, const struct node *old, const struct node *new)
{
    const enum abi_class class = stronger(class_of_others(c, old, new), class_of_others(c, new, old));
    const struct end a = {old, NULL, value_of(c->arena, c->old, old)}, b = {new, NULL, value_of(c->arena, c->new, new)};
    add(c, class, CHANGE_VALUE, a, b);
    if (abi_is_unwritten(old, new))
        add(c, ABI_unwritten, CHANGE_VALUE, a, b);
}

static void compare_text(struct comparison *c, const struct node *old, const struct node *new)
{
    if (node_first_element(old) || node_first_element(new))
        return;
    const char *a = node_text(c->old, old), *b = node_text(c->new, new);
    if (strcmp(a, b) != 0)
        add(c, stronger(abi_of_node(old), abi_of_node(new)), CHANGE_VALUE, (struct end){old, NULL, a},
            (struct end){new, NULL, b});
}

static void compare_nodes(struct comparison *c, const struct node *old, const struct node *new);

/* That there are the same things in another order is a difference of its own. */
static void compare_order(struct comparison *c, const struct side *old, const struct side *new)
{
    const struct item *it = views_are_equal(old, new) ? NULL : first_moved(old, true);
    enum abi_class class = ABI_strict;
    if (!it) {
        it = first_moved(old, false);
        class = it ? abi_of_slot(it->node->slot) : ABI_info;
        class = abi_is_guest(class) ? ABI_info : class;
    }
    if (it)
        add(c, class, CHANGE_MOVED, (struct end){it->node, NULL, value_of(c->arena, c->old, it->node)},
            (struct end){it->other->node, NULL, value_of(c->arena, c->new, it->other->node)});
}

/* The children of one name on both sides. */
struct group {
    struct group *next;
    struct side old, new;
};

struct groups {
    struct kin kin;
    struct group *first, **end;
};

static struct group *group_for(struct groups *all, const struct node *n)
{
    return kin_record(&all->kin, n, sizeof(struct group));
}

/* Makes the group where there is none yet, behind the others. */
static struct group *group_need(struct groups *all, const struct node *n)
{
    struct group *g = group_for(all, n);
    if (!g->old.room && !g->new.room) {
        *all->end = g;
        all->end = &g->next;
    }
    return g;
}

static void compare_group(struct comparison *c, const struct node *old, const struct node *new, struct group *g)
{
    pair_sides(c->arena, &g->old, &g->new);
    for (size_t i = 0; i < g->old.count; i++) {
        const struct node *n = g->old.items[i].node;
        if (g->old.items[i].other)
            compare_nodes(c, n, g->old.items[i].other->node);
        else if (!abi_is_of_running(c->old, n))
            add(c, abi_strongest(n), CHANGE_REMOVED, (struct end){n, NULL, value_of(c->arena, c->old, n)},
                (struct end){new, NULL, NULL});
    }
    for (size_t i = 0; i < g->new.count; i++) {
        const struct node *n = g->new.items[i].node;
        if (!g->new.items[i].other && !abi_is_of_running(c->new, n))
            add(c, abi_strongest(n), CHANGE_ADDED, (struct end){old, NULL, NULL},
                (struct end){n, NULL, value_of(c->arena, c->new, n)});
    }
    compare_order(c, &g->old, &g->new);
}

static void compare_children(struct comparison *c, const struct node *old, const struct node *new)
{
    struct groups all = {.kin = {.arena = c->arena}, .end = &all.first};
    FOR_ELEMENTS(n, old)
        group_need(&all, n)->old.room++;
    FOR_ELEMENTS(n, new)
        group_need(&all, n)->new.room++;
    FOR_ELEMENTS(n, old)
        side_add(&group_for(&all, n)->old, c->arena, c->old, n);
    FOR_ELEMENTS(n, new)
        side_add(&group_for(&all, n)->new, c->arena, c->new, n);
    for (struct group *g = all.first; g; g = g->next)
        compare_group(c, old, new, g);
}

static void compare_nodes(struct comparison *c, const struct node *old, const struct node *new)
{
    if (old->name == A_address && abi_is_guest(abi_of_node(old)) && old->parent->parent->name == A_devices) {
        compare_address(c, old, new);
        return;
    }
    compare_attrs(c, old, new);
    compare_text(c, old, new);
    compare_children(c, old, new);
}

void abi_compare_elements(struct comparison *c, struct node *old, struct node *new)
{
    c->same_guest = true;
    abi_mark(old);
    abi_mark(new);
    paths_number(c->arena, old);
    paths_number(c->arena, new);
    compare_nodes(c, old, new);
}

void abi_compare(struct comparison *c)
{
    abi_compare_elements(c, c->old->root, c->new->root);
}
