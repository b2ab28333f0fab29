/* Warnings about CPUs and memory that the user's host does not have. Its profile may say nothing of them. */
#include "review.h"

static bool host_is_described(const struct review *r)
{
    return r->host_given && r->canon.host->node_count;
}

struct cpuset host_cpus(const struct host_profile *host)
{
    struct cpuset all = {0}, own;
    for (uint32_t i = 0; i < host->node_count; i++)
        if (cpuset_parse(&own, host->nodes[i].cpus))
            cpuset_unite(&all, &own);
    return all;
}

struct cpuset host_nodes(const struct host_profile *host)
{
    struct cpuset all = {0};
    for (uint32_t i = 0; i < host->node_count; i++)
        if (host->nodes[i].number < LIMIT_CPUSET)
            cpuset_add(&all, host->nodes[i].number);
    return all;
}

/* Warns of the first CPU of a set that the host does not have; one without any that it has is a matter of start.def. */
static void judge_cpus(struct review *r, struct node *n, const struct cpuset *have)
{
    struct attr *a = node_attr(n, A_cpuset);
    struct cpuset named;
    if (!a || !cpuset_parse(&named, a->value) || !cpuset_overlap(&named, have))
        return;
    int32_t first = cpuset_next(&named, 0);
    while (first >= 0 && cpuset_has(have, (uint32_t)first))
        first = cpuset_next(&named, (uint32_t)first + 1);
    if (first >= 0)
        warn(r, n, a, W_cpu_outside, n->text, number_text(r, (uint64_t)first), cpuset_text(r->written->arena, have));
}

void warn_cpu_outside(struct review *r)
{
    if (!host_is_described(r))
        return;
    const struct cpuset have = host_cpus(r->canon.host);
    judge_cpus(r, node_child(r->written->root, A_vcpu), &have);
    FOR_ELEMENTS(pin, node_child(r->written->root, A_cputune))
        judge_cpus(r, pin, &have);
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
