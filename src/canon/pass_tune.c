/* Small tuning sections: weights of block devices, cache and memory bandwidth allocation, performance events. */
#include "../base/cpuset.h"
#include "amount.h"

#include <stdlib.h>
#include <string.h>

/* A device with nothing but a path says nothing. */
void pass_blkiotune(struct canon *c)
{
    struct node *tune = node_child(c->domain, A_blkiotune);
    for (struct node *device = node_child(tune, A_device), *next; device; device = next) {
        next = node_next_same(device);
        const char *path = node_text(c->doc, node_child(device, A_path));
        if (!*path) {
            refuse(c, device, NULL, D_element_missing, "device", "path");
            continue;
        }
        FOR_CHILDREN(other, tune, A_device) {
            if (other == device)
                break;
            if (strcmp(node_text(c->doc, node_child(other, A_path)), path) == 0)
                refuse(c, device, NULL, D_blkio_twice, path, text_of(c, doc_place(c->doc, other, NULL).line));
        }
        bool says = false;
        FOR_ELEMENTS(child, device)
            says = says || child->name != A_path;
        if (!says)
            node_drop(device);
    }
}

static void to_cpuset(const struct node *n, enum atom name, struct cpuset *set)
{
    const char *text = attr_get(n, name);
    if (!text || !cpuset_parse(set, text))
        memset(set, 0, sizeof *set);
}

/* vCPUs that the guest does not have are left out; what then concerns none is dropped. */
static bool keep_vcpus(struct canon *c, struct node *n, uint64_t max)
{
    struct cpuset *all = arena_new_of(c->scratch, struct cpuset), *kept = arena_new_of(c->scratch, struct cpuset);
    to_cpuset(n, A_vcpus, all);
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

static int by_id(const void *a, const void *b)
{
    const struct node *x = *(struct node *const *)a, *y = *(struct node *const *)b;
    return x->data < y->data ? -1 : x->data > y->data;
}

static void sort_ids(struct canon *c, struct node *parent, enum atom element)
{
    const size_t count = node_count(parent, element);
    struct node **list = arena_new_array(c->scratch, struct node *, count + 1);
    size_t n = 0;
    FOR_CHILDREN(it, parent, element) {
        it->data = (uint32_t)attr_uint_or(it, A_id, 0);
        list[n++] = it;
    }
    qsort(list, count, sizeof *list, by_id);
    for (size_t i = 0; i < count; i++)
        node_move_last(parent, list[i]);
}

/* Groups of vCPUs overlap only when they are the same group. */
static void check_groups(struct canon *c, struct node *n, enum atom element)
{
    struct cpuset *mine = arena_new_of(c->scratch, struct cpuset), *others = arena_new_of(c->scratch, struct cpuset);
    to_cpuset(n, A_vcpus, mine);
    FOR_CHILDREN(other, n->parent, element) {
        if (other == n)
            break;
        to_cpuset(other, A_vcpus, others);
        const bool same = memcmp(mine, others, sizeof *mine) == 0;
        if (cpuset_overlap(mine, others) && !(same && other->name != n->name))
            refuse(c, n, node_attr(n, A_vcpus), D_resctrl_overlap, attr_get(n, A_vcpus), attr_get(other, A_vcpus));
    }
}

void pass_resctrl(struct canon *c)
{
    struct node *tune = node_child(c->domain, A_cputune);
    uint64_t max = 0;
    node_text_uint(c->doc, node_child(c->domain, A_vcpu), &max);
    for (struct node *n = node_child(tune, A_cachetune), *next; n; n = next) {
        next = node_next_same(n);
        FOR_CHILDREN(cache, n, A_cache)
            amount_attr_pretty(c, cache, A_size, 1024);
        if (keep_vcpus(c, n, max)) {
            check_groups(c, n, A_cachetune);
            sort_ids(c, n, A_cache);
        }
    }
    for (struct node *n = node_child(tune, A_memorytune), *next; n; n = next) {
        next = node_next_same(n);
        if (keep_vcpus(c, n, max)) {
            check_groups(c, n, A_memorytune);
            check_groups(c, n, A_cachetune);
            sort_ids(c, n, A_node);
        }
    }
}

/* Events are listed in one order whatever the document's. */
void pass_perf(struct canon *c)
{
    static const enum atom order[] = {
        A_cmt, A_mbmt, A_mbml, A_cpu_cycles, A_instructions, A_cache_references, A_cache_misses, A_branch_instructions,
        A_branch_misses, A_bus_cycles, A_stalled_cycles_frontend, A_stalled_cycles_backend, A_ref_cpu_cycles,
        A_cpu_clock, A_task_clock, A_page_faults, A_context_switches, A_cpu_migrations, A_page_faults_min,
        A_page_faults_maj, A_alignment_faults, A_emulation_faults,
    };
    struct node *perf = node_child(c->domain, A_perf);
    for (size_t i = 0; perf && i < sizeof order / sizeof *order; i++)
        FOR_CHILDREN(event, perf, A_event)
            if (attr_is(event, A_name, order[i])) {
                node_move_last(perf, event);
                break;
            }
}
