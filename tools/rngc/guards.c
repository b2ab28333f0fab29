/* Choices that a switch attribute decides: finds the attribute in each branch and gives the members of the branch
 * their guard. Knows no output. */
#include "rngc.h"

#include "../../src/rng/pattern.h"

#include <string.h>

enum { MAX_BRANCHES = 200 };

struct arm { /* a branch and what a switch says in it */
    struct branch branch, found; /* found.node: the attribute, or NULL */
    bool optional;
    struct values values;
    struct strings names;
    const struct guard *guards;
};

struct fork {
    struct arm arms[MAX_BRANCHES];
    int count;
};

/* Choices written directly inside a choice are one choice. */
static void flatten(const struct grammar *g, struct fork *f, struct branch b)
{
    const struct define *d = b.node->op == OP_REF ? find_define(g, b.node->text) : NULL;
    struct branch inner = { NULL, b.over };

    if (d) {
        inner.node = d->body;
        inner.over = notes_over(&b.over, &b.node->notes);
        if (d->body->op == OP_CHOICE || d->body->op == OP_REF) {
            flatten(g, f, inner);
            return;
        }
    } else if (b.node->op == OP_CHOICE) {
        for (inner.node = b.node->child; inner.node; inner.node = inner.node->next)
            flatten(g, f, inner);
        return;
    }
    if (f->count == MAX_BRANCHES)
        die("%s:%d: too many branches", b.node->at.file, b.node->at.line);
    f->arms[f->count++].branch = b;
}

static bool find_attribute(const struct grammar *g, struct branch b, const char *name, struct arm *arm)
{
    const struct node *n = b.node;
    const struct define *d;

    switch (n->op) {
    case OP_ATTRIBUTE:
        if (n->names->kind != NAME_ONE || n->names->text != name)
            return false;
        arm->found = b;
        return true;
    case OP_REF:
        d = find_define(g, n->text);
        return d && find_attribute(g, (struct branch){ d->body, notes_over(&b.over, &n->notes) }, name, arm);
    case OP_OPTIONAL:
        if (!find_attribute(g, (struct branch){ n->child, b.over }, name, arm))
            return false;
        arm->optional = true;
        return true;
    case OP_GROUP:
    case OP_INTERLEAVE:
        for (n = n->child; n; n = n->next)
            if (find_attribute(g, (struct branch){ n, b.over }, name, arm))
                return true;
        return false;
    default:
        return false;
    }
}

/* Fills in what each arm says about the attribute; false when none has it. */
static bool look_for(const struct grammar *g, struct fork *f, const char *name)
{
    bool any = false;

    for (int i = 0; i < f->count; i++) {
        struct arm *a = &f->arms[i];
        struct notes eff;

        a->found.node = NULL;
        a->optional = false;
        values_start(&a->values);
        memset(&a->names, 0, sizeof(a->names));
        if (!find_attribute(g, a->branch, name, a))
            continue;
        any = true;
        eff = notes_over(&a->found.over, &a->found.node->notes);
        attribute_values(g, &a->values, a->found.node, &eff);
        for (int k = 0; k < a->values.names.count; k++)
            strings_add(&a->names, a->values.names.item[k]);
        for (int k = 0; k < a->values.known.count; k++)
            strings_add(&a->names, a->values.known.item[k]);
    }
    return any;
}

/* ---- absence ---- */

static bool accepts(const struct arm *a, const char *value)
{
    return strings_have(&a->names, value);
}

/* The arm that the default value of the attribute chooses, or -1. */
static int default_arm(const struct fork *f)
{
    const char *value = NULL;
    int open = -1;

    for (int i = 0; i < f->count && !value; i++) {
        const struct arm *a = &f->arms[i];
        struct notes eff;

        if (!a->found.node)
            continue;
        eff = notes_over(&a->found.over, &a->found.node->notes);
        value = eff.value[NOTE_DEFAULT];
        if (!value && eff.value[NOTE_OMIT])
            value = format("%.*s", (int)strcspn(eff.value[NOTE_OMIT], "|"), eff.value[NOTE_OMIT]);
    }
    for (int i = 0; i < f->count && value; i++) {
        if (accepts(&f->arms[i], value))
            return i;
        if (values_any(&f->arms[i].values) && f->arms[i].values.row < 0)
            open = i;
    }
    return open;
}

/* ---- guards ---- */

static struct guard *make_guard(const struct fork *f, int i, const char *name, int absent_arm)
{
    const struct arm *a = &f->arms[i];
    struct guard *guard = zalloc(sizeof(*guard));

    guard->attribute = name;
    guard->outer = a->guards;
    guard->absent = absent_arm >= 0 ? i == absent_arm : !a->found.node || a->optional;
    guard->except = a->found.node && values_any(&a->values) && !a->values.known.count;
    if (!guard->except) {
        guard->values = a->names;
        return guard;
    }
    for (int k = 0; k < f->count; k++)
        for (int v = 0; k != i && v < f->arms[k].names.count; v++)
            if (!accepts(a, f->arms[k].names.item[v]) && !strings_have(&guard->values, f->arms[k].names.item[v]))
                strings_add(&guard->values, f->arms[k].names.item[v]);
    return guard;
}

static void set_guards(struct fork *f, const char *name)
{
    const struct guard *guards[MAX_BRANCHES];
    int absent_arm = default_arm(f);

    for (int i = 0; i < f->count; i++)
        guards[i] = make_guard(f, i, name, absent_arm);
    for (int i = 0; i < f->count; i++)
        f->arms[i].guards = guards[i];
}

/* Do two arms allow one value of the attribute? Then the next switch must tell them apart. */
static bool overlapping(const struct fork *f)
{
    for (int i = 1; i < f->count; i++)
        for (int k = 0; k < i; k++) {
            const struct arm *a = &f->arms[i], *b = &f->arms[k];

            for (int v = 0; v < a->names.count; v++)
                if (accepts(b, a->names.item[v]))
                    return true;
        }
    return false;
}

static void merge_attribute(const struct grammar *g, const struct walk *w, const struct fork *f, const char *name,
                            struct merged *merged)
{
    struct branch found[MAX_BRANCHES];
    bool required = w->required;
    int count = 0;

    for (int i = 0; i < f->count; i++) {
        required &= f->arms[i].found.node && !f->arms[i].optional;
        if (f->arms[i].found.node)
            found[count++] = f->arms[i].found;
    }
    merged->name = name;
    merged->slot = slot_merged(g, w, found, count);
    merged->outer = w->merged;
    add_member(w, merged->slot, required);
}

static bool guarded(const struct walk *w, const char *name)
{
    for (const struct merged *m = w->merged; m; m = m->outer)
        if (m->name == name)
            return true;
    return false;
}

/* The pattern of a choice that a switch decides, or -1 when none does. */
int walk_switch(const struct grammar *g, struct walk w, const struct node *choice)
{
    struct fork *f = zalloc(sizeof(*f));
    struct strings names = slots[w.owner].switches;
    int pattern = pat_make(PATTERN_NONE, 0, 0);
    const struct guard *guards[MAX_BRANCHES];
    int starts[MAX_BRANCHES];
    struct walk outer = w;
    bool decided = false, apart = false;

    for (const struct node *n = choice->child; n; n = n->next)
        flatten(g, f, (struct branch){ n, w.over });
    for (int i = 0; i < f->count; i++)
        f->arms[i].guards = w.guards;
    for (int i = 0; i < names.count && !apart; i++) {
        struct merged *merged;

        if (guarded(&w, names.item[i]) || !look_for(g, f, names.item[i]))
            continue;
        merged = zalloc(sizeof(*merged));
        merge_attribute(g, &outer, f, names.item[i], merged);
        outer.merged = w.merged = merged;
        set_guards(f, names.item[i]);
        decided = true;
        apart = !overlapping(f);
    }
    if (!decided)
        return -1;
    for (int i = 0; i < f->count; i++) {
        starts[i] = slots[w.owner].member_count;
        guards[i] = f->arms[i].guards;
        w.guards = guards[i];
        w.over = f->arms[i].branch.over;
        pattern = pat_choice(pattern, walk_pattern(g, w, f->arms[i].branch.node));
    }
    merge_branches(w.owner, starts, guards, f->count, outer.guards);
    return pattern;
}
