/* Warnings about CPUs, nodes and memory that the user's host does not have. Its profile may say nothing of them. */
#include "../base/cpuset.h"
#include "review.h"

static bool host_is_described(const struct review *r)
{
    return r->host_given && r->canon.host->node_count;
}

static struct cpuset host_cpus(const struct host_profile *host)
{
    struct cpuset all = {0}, own;
    for (uint32_t i = 0; i < host->node_count; i++)
        if (cpuset_parse(&own, host->nodes[i].cpus))
            cpuset_unite(&all, &own);
    return all;
}

static struct cpuset host_nodes(const struct host_profile *host)
{
    struct cpuset all = {0};
    for (uint32_t i = 0; i < host->node_count; i++)
        if (host->nodes[i].number < LIMIT_CPUSET)
            cpuset_add(&all, host->nodes[i].number);
    return all;
}

/* Warns of the first number of a list that is not in the set. */
static void judge_set(struct review *r, struct node *n, struct attr *a, const char *text, const struct cpuset *have,
                      enum diag_id id)
{
    struct cpuset named;
    if (!text || !cpuset_parse(&named, text))
        return;
    int32_t first = cpuset_next(&named, 0);
    while (first >= 0 && cpuset_has(have, (uint32_t)first))
        first = cpuset_next(&named, (uint32_t)first + 1);
    if (first >= 0)
        warn(r, n, a, id, n->text, number_text(r, (uint64_t)first), cpuset_text(r->written->arena, have));
}

static void judge_attr(struct review *r, struct node *n, enum atom name, const struct cpuset *have, enum diag_id id)
{
    if (n)
        judge_set(r, n, node_attr(n, name), attr_get(n, name), have, id);
}

void warn_cpu_outside(struct review *r)
{
    if (!host_is_described(r))
        return;
    const struct cpuset have = host_cpus(r->canon.host);
    judge_attr(r, node_child(r->written->root, A_vcpu), A_cpuset, &have, W_cpu_outside);
    FOR_ELEMENTS(pin, node_child(r->written->root, A_cputune))
        judge_attr(r, pin, A_cpuset, &have, W_cpu_outside);
}

void warn_node_outside(struct review *r)
{
    if (!host_is_described(r))
        return;
    const struct cpuset have = host_nodes(r->canon.host);
    FOR_ELEMENTS(memory, node_child(r->written->root, A_numatune))
        judge_attr(r, memory, A_nodeset, &have, W_node_outside);
    FOR_CHILDREN(memory, node_child(r->written->root, A_devices), A_memory) {
        struct node *mask = node_path(memory, A_source, A_nodemask, 0);
        if (mask)
            judge_set(r, mask, NULL, node_text(r->written, mask), &have, W_node_outside);
    }
}

void warn_memory_outside(struct review *r)
{
    uint64_t guest = 0, host = 0;
    struct node *memory = node_child(r->meant->root, A_memory);
    for (uint32_t i = 0; host_is_described(r) && i < r->canon.host->node_count; i++)
        host += r->canon.host->nodes[i].memory;
    if (host && node_text_uint(r->meant, memory, &guest) && guest > host)
        warn(r, memory, NULL, W_memory_outside, number_text(r, guest), number_text(r, host));
}
