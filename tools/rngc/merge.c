/* Folds the branches of a decided choice together: a member that several branches share becomes one, at one place
 * in the order. Knows no output. */
#include "rngc.h"

#include <string.h>

struct item {
    struct member member;
    bool *arms; /* the branches that have it */
    int count;
    bool shared; /* can be: it depends on nothing but this choice */
};

struct fold {
    struct item *items;
    int count, arms;
};

static bool has_all(const struct guard *guard, const char *value)
{
    return strings_have(&guard->values, value) != guard->except;
}

/* Holds when a or b holds. */
static const struct guard *either(const struct guard *a, const struct guard *b)
{
    struct guard *both = zalloc(sizeof(*both));
    const struct guard *listed = a->except ? a : b, *other = a->except ? b : a;

    both->attribute = a->attribute;
    both->outer = a->outer;
    both->absent = a->absent || b->absent;
    both->except = listed->except;
    for (int i = 0; i < listed->values.count; i++)
        if (!both->except || !has_all(other, listed->values.item[i]))
            strings_add(&both->values, listed->values.item[i]);
    for (int i = 0; i < other->values.count && !both->except; i++)
        if (!strings_have(&both->values, other->values.item[i]))
            strings_add(&both->values, other->values.item[i]);
    return both;
}

static void insert(struct fold *f, int at, const struct member *m, int arm, bool shared)
{
    f->items = grow(f->items, (size_t)f->count, sizeof(*f->items));
    memmove(&f->items[at + 1], &f->items[at], (size_t)(f->count - at) * sizeof(*f->items));
    f->count++;
    f->items[at] = (struct item){ .member = *m, .arms = zalloc((size_t)f->arms), .count = 1, .shared = shared };
    f->items[at].arms[arm] = true;
}

/* Where the member stands already, not before `from`; -1 when it does not. */
static int find(const struct fold *f, int from, const struct member *m)
{
    for (int i = from; i < f->count; i++)
        if (f->items[i].shared && f->items[i].member.slot == m->slot)
            return i;
    return -1;
}

/* What the branch has alone goes behind what earlier branches have at the same place. */
static void add_arm(struct fold *f, const struct member *members, int count, int arm, const struct guard *guards)
{
    int at = 0, pending = 0;

    for (int i = 0; i <= count; i++) {
        const struct member *m = &members[i];
        int same = i < count && m->guards == guards ? find(f, at, m) : -1;

        if (i < count && same < 0) /* new, or the branches contradict each other in its place */
            continue;
        for (at = i < count ? same : f->count; pending < i; pending++, at++)
            insert(f, at, &members[pending], arm, members[pending].guards == guards);
        pending = i + 1;
        if (i == count)
            break;
        f->items[at].member.required &= m->required;
        f->items[at].member.repeat |= m->repeat;
        f->items[at].arms[arm] = true;
        f->items[at++].count++;
    }
}

static void append(struct slot *s, const struct member *m, const struct guard *guards)
{
    s->members = grow(s->members, (size_t)s->member_count, sizeof(*s->members));
    s->members[s->member_count] = *m;
    s->members[s->member_count++].guards = guards;
}

static void put(struct slot *s, const struct item *item, const struct guard *const *guards, int arms,
                const struct guard *outer)
{
    const struct guard *all = NULL;
    bool single = true;

    for (int i = 0; i < arms; i++)
        single &= guards[i]->outer == outer;
    if (item->count == 1 || !item->shared) {
        append(s, &item->member, item->member.guards);
    } else if (item->count == arms) {
        append(s, &item->member, outer);
    } else {
        for (int i = 0; i < arms; i++) {
            if (!item->arms[i])
                continue;
            if (!single) /* two switches: their guards have no common form */
                append(s, &item->member, guards[i]);
            else
                all = all ? either(all, guards[i]) : guards[i];
        }
        if (all)
            append(s, &item->member, all);
    }
}

/* The members of s from starts[0] on came from the branches; branch i begins at starts[i] and has guards[i]. */
void merge_branches(int slot, const int *starts, const struct guard *const *guards, int arms,
                    const struct guard *outer)
{
    struct slot *s = &slots[slot];
    struct fold f = { .arms = arms };
    const struct member *old;

    for (int i = 0; i < arms; i++) {
        int end = i + 1 < arms ? starts[i + 1] : s->member_count;

        add_arm(&f, s->members + starts[i], end - starts[i], i, guards[i]);
    }
    s->member_count = 0; /* grow() counts from the start */
    old = s->members;
    s->members = NULL;
    for (int i = 0; i < starts[0]; i++)
        append(s, &old[i], old[i].guards);
    for (int i = 0; i < f.count; i++)
        put(s, &f.items[i], guards, arms, outer);
}
