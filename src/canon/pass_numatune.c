/* Where on the host the guest's memory comes from. Knows no host. */
#include "../base/cpuset.h"
#include "canon.h"

static bool vcpus_auto(const struct canon *c)
{
    return attr_is(node_child(c->domain, A_vcpu), A_placement, A_auto);
}

/* A nodeset means static placement; without one it is the vCPUs' placement. */
static void settle_memory(struct canon *c, struct node *memory)
{
    struct attr *nodes = node_attr(memory, A_nodeset);
    struct cpuset set;
    fill_atom(c, memory, A_mode, R_constant, A_strict);
    if (nodes && (!cpuset_parse(&set, nodes->value) || cpuset_empty(&set))) {
        refuse(c, memory, nodes, D_nodeset_empty, nodes->value);
        return;
    }
    enum atom placement = attr_atom(memory, A_placement);
    if (!placement)
        placement = nodes || !vcpus_auto(c) ? A_static : A_auto;
    if (placement == A_auto) {
        attr_drop(memory, A_nodeset);
        fill_atom(c, memory, A_placement, R_numatune_auto, A_auto);
        return;
    }
    attr_drop(memory, A_placement);
    if (!nodes)
        refuse(c, memory, NULL, D_nodeset_missing);
}

static struct node *memory_of(const struct canon *c)
{
    return node_path(c->domain, A_numatune, A_memory, 0);
}

static bool says_anything(const struct node *memory)
{
    for (const struct attr *a = memory->attrs; a; a = a->next)
        if (!a->rule)
            return true;
    return false;
}

void pass_numatune(struct canon *c)
{
    struct node *memory = memory_of(c);
    if (memory && !says_anything(memory)) { /* not even automatic placement is filled in for it */
        node_drop(memory);
        return;
    }
    if (!memory && vcpus_auto(c)) {
        struct node *tune = fill_child(c, c->domain, A_numatune, R_numatune_auto);
        memory = decide_child(c, tune, A_memory, R_numatune_auto);
    }
    if (memory)
        settle_memory(c, memory);
}

/* Memory that is placed automatically takes the vCPUs with it, unless something pins them. */
void pass_vcpu_placement(struct canon *c)
{
    struct node *vcpu = node_child(c->domain, A_vcpu), *tune = node_child(c->domain, A_cputune);
    const bool pinned = node_attr(vcpu, A_cpuset) || node_child(tune, A_vcpupin) ||
                        node_child(tune, A_emulatorpin) || node_child(tune, A_iothreadpin);
    if (vcpu && !pinned && attr_is(memory_of(c), A_placement, A_auto))
        decide_atom(c, vcpu, A_placement, R_vcpu_auto, A_auto);
}

static bool check_memnode(struct canon *c, struct node *n, struct node **seen, size_t cells)
{
    const struct node *memory = memory_of(c);
    struct attr *id = node_attr(n, A_cellid), *nodes = node_attr(n, A_nodeset);
    const uint64_t cell = attr_uint_or(n, A_cellid, UINT64_MAX);
    struct cpuset set;
    if (!cells)
        refuse(c, n, NULL, D_memnode_no_cells);
    else if (attr_is(memory, A_placement, A_auto))
        refuse(c, n, NULL, D_memnode_auto);
    else if (cell >= cells)
        refuse(c, n, id, D_memnode_cell, id->value, text_of(c, cells - 1));
    else if (seen[cell])
        refuse(c, n, id, D_memnode_twice, id->value, line_of(c, seen[cell]));
    else if (!cpuset_parse(&set, nodes->value) || cpuset_empty(&set))
        refuse(c, n, nodes, D_nodeset_empty, nodes->value);
    else if (attr_is(n, A_mode, A_restrictive) != attr_is(memory, A_mode, A_restrictive))
        refuse_at(c, n, A_mode, D_memnode_restrictive);
    else {
        seen[cell] = n;
        return true;
    }
    return false;
}

void pass_memnodes(struct canon *c)
{
    struct node *tune = node_child(c->domain, A_numatune);
    const size_t cells = node_count(numa_of(c), A_cell);
    struct node **seen = arena_new_array(c->scratch, struct node *, cells + 1);
    FOR_CHILDREN(n, tune, A_memnode)
        if (!check_memnode(c, n, seen, cells))
            return;
    for (size_t i = 0; i < cells; i++)
        if (seen[i])
            node_move_last(tune, seen[i]);
}
