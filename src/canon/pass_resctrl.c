/* Shares of the host's caches and memory bandwidth for groups of vCPUs, and what watches them. */
#include <stdlib.h>
#include <string.h>

#include "amount.h"
#include "arrange.h"
#include "claims.h"

enum { MONITORED_LEVEL = 3 };

static struct cpuset vcpus_of(const struct node *n)
{
    struct cpuset set;
    const char *text = attr_get(n, A_vcpus);
    if (!text || !cpuset_parse(&set, text))
        memset(&set, 0, sizeof set);
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

/* One pass over the groups. */
struct groups {
    struct canon *c;
    uint64_t max;        /* vCPUs of the guest */
    struct claims cache, memory, monitors;
    struct seen *shares; /* groups with a share of something, by their vCPUs */
};

/* Remembers that there is a share for just these vCPUs. */
static void note_share(struct groups *g, struct node *group, const struct cpuset *set)
{
    if (node_child(group, A_cache) || node_child(group, A_node))
        seen_before(g->shares, cpuset_text(g->c->scratch, set), group);
}

/* vCPUs that the guest does not have are left out; what then concerns none is dropped. */
static bool keep_vcpus(struct groups *g, struct node *n, struct cpuset *kept)
{
    *kept = vcpus_of(n);
    cpuset_keep_below(kept, g->max);
    if (cpuset_empty(kept) || !node_first_element(n)) {
        node_drop(n);
        return false;
    }
    decide_attr(g->c, n, A_vcpus, R_resctrl_vcpus, cpuset_text(g->c->scratch, kept));
    note_share(g, n, kept);
    return true;
}

static void refuse_overlap(struct canon *c, struct node *n, const struct node *other)
{
    refuse_at(c, n, A_vcpus, D_resctrl_overlap, attr_get(n, A_vcpus), attr_get(other, A_vcpus));
}

/* The earlier group with the same vCPUs, or NULL; groups that only overlap are refused. */
static struct node *find_group(struct canon *c, struct node *n, const struct cpuset *mine, const struct claims *claims)
{
    struct node *other = claims_first(claims, mine);
    if (!other || strcmp(attr_get(n, A_vcpus), attr_get(other, A_vcpus)) == 0)
        return other;
    refuse_overlap(c, n, other);
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

static const char *part_of(struct canon *c, const struct node *cache, const char *type)
{
    return arena_printf(c->scratch, "%llu %llu %s", (unsigned long long)attr_uint_or(cache, A_level, 0),
                        (unsigned long long)attr_uint_or(cache, A_id, 0), type);
}

/* The first cache that has a part of this one: code and data are parts of both. Caches count themselves in `data`. */
static const struct node *collision(struct canon *c, struct seen *seen, struct node *cache)
{
    const char *type = attr_get(cache, A_type), *mine = type ? type : "";
    const bool both = attr_is(cache, A_type, A_both);
    const struct node *any = seen_before(seen, part_of(c, cache, "any"), cache);
    const struct node *same = seen_before(seen, part_of(c, cache, mine), cache);
    const struct node *whole = both ? any : seen_owner(seen, part_of(c, cache, atom_text[A_both]));
    return whole && (!same || whole->data < same->data) ? whole : same;
}

static void settle_caches(struct canon *c, struct node *tune)
{
    const struct node_list list = list_children(c, tune, A_cache);
    struct seen *seen = seen_new(c->scratch);
    for (size_t i = 0; i < list.count; i++) {
        amount_attr_pretty(c, list.at[i], A_size, 1024);
        list.at[i]->data = (uint32_t)i;
        const struct node *first = collision(c, seen, list.at[i]);
        if (first)
            refuse(c, list.at[i], NULL, D_resctrl_cache, line_of(c, first));
    }
    qsort(list.at, list.count, sizeof *list.at, by_rank);
    for (size_t i = 0; i < list.count; i++)
        node_move_last(tune, list.at[i]);
}

/* --- monitors ---------------------------------------------------------- */

/* Monitors stand apart from one another; in a group with a share, one may watch the whole group too. */
static void check_monitor(struct canon *c, struct node *monitor, const struct cpuset *group, struct claims *claims,
                          struct node **whole)
{
    const struct cpuset mine = vcpus_of(monitor);
    struct attr *a = node_attr(monitor, A_vcpus);
    if (cpuset_empty(&mine) || !within(&mine, group)) {
        refuse(c, monitor, a, D_resctrl_monitor, a ? a->value : "");
        return;
    }
    const bool is_whole = whole && same_set(&mine, group);
    const struct node *other = is_whole ? *whole : claims_first(claims, &mine);
    if (other)
        refuse_overlap(c, monitor, other);
    if (is_whole)
        *whole = *whole ? *whole : monitor;
    else
        claims_add(claims, &mine, monitor);
}

static void check_monitors(struct groups *g, struct node *tune)
{
    if (!node_child(tune, A_monitor))
        return;
    const struct cpuset group = vcpus_of(tune);
    struct node *whole = NULL;
    const bool share = seen_owner(g->shares, cpuset_text(g->c->scratch, &group));
    uint32_t count = 0;
    FOR_CHILDREN(monitor, tune, A_monitor) {
        const struct attr *level = node_attr(monitor, A_level);
        monitor->data = count++;
        if (tune->name == A_cachetune && attr_uint_or(monitor, A_level, 0) != MONITORED_LEVEL)
            refuse(g->c, monitor, level, D_resctrl_level, level ? level->value : "");
        check_monitor(g->c, monitor, &group, &g->monitors, share ? &whole : NULL);
    }
    claims_forget(&g->monitors);
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
    struct seen *by_vcpus = seen_new(c->scratch);
    for (size_t i = 0; i < rest.count; i++) {
        rest.at[i]->data = false; /* not moved yet */
        seen_before(by_vcpus, attr_get(rest.at[i], A_vcpus), rest.at[i]);
    }
    FOR_CHILDREN(cache, tune, A_cachetune) {
        struct node *same = seen_owner(by_vcpus, attr_get(cache, A_vcpus));
        if (!same || same->data)
            continue;
        node_move_last(tune, same);
        same->data = true;
    }
    for (size_t i = 0; i < rest.count; i++)
        if (!rest.at[i]->data)
            node_move_last(tune, rest.at[i]);
}

static void settle_cachetunes(struct groups *g, struct node *tune)
{
    struct cpuset mine;
    uint32_t count = 0;
    for (struct node *n = node_child(tune, A_cachetune), *next; n; n = next) {
        next = node_next_same(n);
        if (!keep_vcpus(g, n, &mine))
            continue;
        n->data = count++;
        const struct node *twin = find_group(g->c, n, &mine, &g->cache);
        claims_add(&g->cache, &mine, n);
        if (twin)
            refuse_overlap(g->c, n, twin);
        settle_caches(g->c, n);
        check_monitors(g, n);
    }
}

static void settle_memorytunes(struct groups *g, struct node *tune)
{
    struct cpuset mine;
    uint32_t count = 0;
    for (struct node *n = node_child(tune, A_memorytune), *next; n; n = next) {
        next = node_next_same(n);
        if (!keep_vcpus(g, n, &mine))
            continue;
        n->data = count++;
        find_group(g->c, n, &mine, &g->cache);
        struct node *twin = find_group(g->c, n, &mine, &g->memory);
        if (twin)
            merge_into(twin, n);
        else
            claims_add(&g->memory, &mine, n);
    }
    FOR_CHILDREN(n, tune, A_memorytune) {
        arrange_by_number(g->c, n, A_node, A_id, D_resctrl_node);
        check_monitors(g, n);
    }
    order_groups(g->c, tune);
}

static void note_shares(struct groups *g, const struct node *tune, enum atom name)
{
    FOR_CHILDREN(group, tune, name) {
        const struct cpuset set = vcpus_of(group);
        if (cpuset_last(&set) < (int64_t)g->max)
            note_share(g, group, &set);
    }
}

void pass_resctrl(struct canon *c)
{
    struct node *tune = node_child(c->domain, A_cputune);
    struct groups g = {.c = c};
    if (!node_child(tune, A_cachetune) && !node_child(tune, A_memorytune))
        return;
    node_text_uint(c->doc, node_child(c->domain, A_vcpu), &g.max);
    g.cache = claims_new(c);
    g.memory = claims_new(c);
    g.monitors = claims_new(c);
    g.shares = seen_new(c->scratch);
    note_shares(&g, tune, A_cachetune);
    note_shares(&g, tune, A_memorytune);
    settle_cachetunes(&g, tune);
    settle_memorytunes(&g, tune);
}

/* The host's kernel knows the vCPUs of KVM only; for others the document is fine all the same. */
void pass_resctrl_qemu(struct canon *c)
{
    static const uint16_t names[] = {A_cachetune, A_memorytune, 0};
    for (const uint16_t *name = names; *name && c->virt != A_kvm && c->opt.libvirt; name++) {
        const struct node *tune = node_path(c->domain, A_cputune, *name, 0);
        if (tune)
            refuse(c, tune, NULL, D_resctrl_kvm, tune->text);
    }
}
