/* Shares of the host's caches and memory bandwidth for groups of vCPUs, and what watches them. */
#include <stdlib.h>
#include <string.h>

#include "../base/cpuset.h"
#include "amount.h"
#include "arrange.h"

enum { MONITORED_LEVEL = 3 };

static struct cpuset *vcpus_of(const struct canon *c, const struct node *n)
{
    struct cpuset *set = arena_new_of(c->scratch, struct cpuset);
    const char *text = attr_get(n, A_vcpus);
    if (!text || !cpuset_parse(set, text))
        memset(set, 0, sizeof *set);
    return set;
}

static bool same_set(const struct cpuset *a, const struct cpuset *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static bool within(const struct cpuset *part, const struct cpuset *whole)
{
    for (size_t i = 0; i < LIMIT_CPUSET / 64; i++)
        if (part->words[i] & ~whole->words[i])
            return false;
    return true;
}

/* vCPUs that the guest does not have are left out; what then concerns none is dropped. */
static bool keep_vcpus(struct canon *c, struct node *n, uint64_t max)
{
    const struct cpuset *all = vcpus_of(c, n);
    struct cpuset *kept = arena_new_of(c->scratch, struct cpuset);
    for (uint32_t i = 0; i < max && i < LIMIT_CPUSET; i++)
        if (cpuset_has(all, i))
            cpuset_add(kept, i);
    if (cpuset_empty(kept) || !node_first_element(n)) {
        node_drop(n);
        return false;
    }
    decide_attr(c, n, A_vcpus, R_resctrl_vcpus, cpuset_text(c->scratch, kept));
    return true;
}

static void refuse_overlap(struct canon *c, struct node *n, const struct node *other)
{
    refuse_at(c, n, A_vcpus, D_resctrl_overlap, attr_get(n, A_vcpus), attr_get(other, A_vcpus));
}

/* The earlier group of this name with the same vCPUs, or NULL; groups that only overlap are refused. */
static struct node *find_group(struct canon *c, struct node *n, enum atom name, const struct cpuset *taken)
{
    const struct cpuset *mine = vcpus_of(c, n);
    if (!cpuset_overlap(mine, taken))
        return NULL;
    FOR_CHILDREN(other, n->parent, name) {
        if (other == n)
            break;
        const struct cpuset *theirs = vcpus_of(c, other);
        if (same_set(mine, theirs))
            return other;
        if (cpuset_overlap(mine, theirs))
            refuse_overlap(c, n, other);
    }
    return NULL;
}

/* --- caches ------------------------------------------------------------ */

static uint64_t rank_of(const struct node *cache)
{
    static const enum atom types[] = {A_both, A_code, A_data};
    uint64_t type = 0;
    while (type < 2 && !attr_is(cache, A_type, types[type]))
        type++;
    return (attr_uint_or(cache, A_level, 0) * 3 + type) << 32 | attr_uint_or(cache, A_id, 0);
}

static int by_rank(const void *a, const void *b)
{
    const uint64_t x = rank_of(*(struct node *const *)a), y = rank_of(*(struct node *const *)b);
    return x < y ? -1 : x > y;
}

static bool collide(const struct node *a, const struct node *b)
{
    if (attr_uint_or(a, A_level, 0) != attr_uint_or(b, A_level, 0))
        return false;
    if (attr_uint_or(a, A_id, 0) != attr_uint_or(b, A_id, 0))
        return false;
    const enum atom x = attr_atom(a, A_type), y = attr_atom(b, A_type);
    return x == y || x == A_both || y == A_both;
}

static void settle_caches(struct canon *c, struct node *tune)
{
    const size_t count = node_count(tune, A_cache);
    struct node **list = arena_new_array(c->scratch, struct node *, count + 1);
    size_t n = 0;
    FOR_CHILDREN(cache, tune, A_cache) {
        amount_attr_pretty(c, cache, A_size, 1024);
        for (size_t i = 0; i < n; i++)
            if (collide(list[i], cache))
                refuse(c, cache, NULL, D_resctrl_cache, line_of(c, list[i]));
        list[n++] = cache;
    }
    qsort(list, count, sizeof *list, by_rank);
    for (size_t i = 0; i < count; i++)
        node_move_last(tune, list[i]);
}

/* --- monitors ---------------------------------------------------------- */

static bool has_share(const struct canon *c, const struct node *tune)
{
    static const enum atom names[] = {A_cachetune, A_memorytune};
    const struct cpuset *mine = vcpus_of(c, tune);
    for (size_t i = 0; i < 2; i++)
        FOR_CHILDREN(it, tune->parent, names[i])
            if ((node_child(it, A_cache) || node_child(it, A_node)) && same_set(mine, vcpus_of(c, it)))
                return true;
    return false;
}

/* Monitors stand apart from one another; in a group with a share, one may watch the whole group too. */
static void check_monitor(struct canon *c, struct node *monitor, const struct cpuset *group, bool share)
{
    const struct cpuset *mine = vcpus_of(c, monitor);
    struct attr *a = node_attr(monitor, A_vcpus);
    if (cpuset_empty(mine) || !within(mine, group)) {
        refuse(c, monitor, a, D_resctrl_monitor, a ? a->value : "");
        return;
    }
    FOR_CHILDREN(other, monitor->parent, A_monitor) {
        if (other == monitor)
            return;
        const struct cpuset *theirs = vcpus_of(c, other);
        const bool whole = share && (same_set(mine, group) || same_set(theirs, group));
        if (same_set(mine, theirs) || (!whole && cpuset_overlap(mine, theirs)))
            refuse_overlap(c, monitor, other);
    }
}

static void check_monitors(struct canon *c, struct node *tune)
{
    const struct cpuset *group = vcpus_of(c, tune);
    const bool share = has_share(c, tune);
    FOR_CHILDREN(monitor, tune, A_monitor) {
        const struct attr *level = node_attr(monitor, A_level);
        if (tune->name == A_cachetune && attr_uint_or(monitor, A_level, 0) != MONITORED_LEVEL)
            refuse(c, monitor, level, D_resctrl_level, level ? level->value : "");
        check_monitor(c, monitor, group, share);
    }
}

/* --- memory bandwidth -------------------------------------------------- */

static void merge_into(struct node *group, struct node *tune)
{
    for (struct node *n = node_first_element(tune), *next; n; n = next) {
        next = node_next_element(n);
        node_move_last(group, n);
    }
    node_drop(tune);
}

/* Groups that have a share of a cache too come first, in the order of those shares. */
static void order_groups(struct canon *c, struct node *tune)
{
    const struct node_list rest = list_children(c, tune, A_memorytune);
    FOR_CHILDREN(cache, tune, A_cachetune)
        for (size_t i = 0; i < rest.count; i++)
            if (rest.at[i] && same_set(vcpus_of(c, cache), vcpus_of(c, rest.at[i]))) {
                node_move_last(tune, rest.at[i]);
                rest.at[i] = NULL;
            }
    for (size_t i = 0; i < rest.count; i++)
        if (rest.at[i])
            node_move_last(tune, rest.at[i]);
}

static void settle_cachetunes(struct canon *c, struct node *tune, uint64_t max, struct cpuset *taken)
{
    for (struct node *n = node_child(tune, A_cachetune), *next; n; n = next) {
        next = node_next_same(n);
        if (!keep_vcpus(c, n, max))
            continue;
        const struct node *twin = find_group(c, n, A_cachetune, taken);
        cpuset_unite(taken, vcpus_of(c, n));
        if (twin)
            refuse_overlap(c, n, twin);
        settle_caches(c, n);
        check_monitors(c, n);
    }
}

static void settle_memorytunes(struct canon *c, struct node *tune, uint64_t max, const struct cpuset *cached)
{
    struct cpuset taken = {0};
    for (struct node *n = node_child(tune, A_memorytune), *next; n; n = next) {
        next = node_next_same(n);
        if (!keep_vcpus(c, n, max))
            continue;
        find_group(c, n, A_cachetune, cached);
        struct node *twin = find_group(c, n, A_memorytune, &taken);
        cpuset_unite(&taken, vcpus_of(c, n));
        if (twin)
            merge_into(twin, n);
    }
    FOR_CHILDREN(n, tune, A_memorytune) {
        arrange_by_number(c, n, A_node, A_id, D_resctrl_node);
        check_monitors(c, n);
    }
    order_groups(c, tune);
}

void pass_resctrl(struct canon *c)
{
    struct node *tune = node_child(c->domain, A_cputune);
    uint64_t max = 0;
    if (!node_child(tune, A_cachetune) && !node_child(tune, A_memorytune))
        return;
    node_text_uint(c->doc, node_child(c->domain, A_vcpu), &max);
    struct cpuset taken = {0};
    settle_cachetunes(c, tune, max, &taken);
    settle_memorytunes(c, tune, max, &taken);
}
