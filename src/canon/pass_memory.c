/* Sizes of the guest's memory: units, totals, what is in use at first, what can be plugged in. Knows no NUMA beyond
 * the sizes of the cells. */
#include "amount.h"
#include "claims.h"
#include "device.h"

#include "../base/cpuset.h"

static const uint64_t unlimited = UINT64_C(9007199254740991); /* KiB; a limit of that size is none */

/* An amount that may be left out is not said by an empty element either. */
static void drop_blank(struct canon *c, enum atom name)
{
    struct node *n = node_child(c->domain, name);
    if (n && c->opt.libvirt && !*node_text(c->doc, n) && !attr_get(n, A_slots))
        node_drop(n);
}

/* Every amount outside the devices in KiB. */
void pass_memory_units(struct canon *c)
{
    static const enum atom sizes[] = {A_memory, A_currentMemory, A_maxMemory};
    uint64_t kib;
    drop_blank(c, A_currentMemory);
    drop_blank(c, A_maxMemory);
    for (size_t i = 0; i < countof(sizes); i++)
        amount_text_to_kib(c, node_child(c->domain, sizes[i]), &kib);
    FOR_CHILDREN(cell, numa_of(c), A_cell)
        amount_attr_to_kib(c, cell, A_memory, &kib);
    amount_text_to_kib(c, node_path(c->domain, A_features, A_hpt, A_maxpagesize, 0), &kib);
    FOR_CHILDREN(page, node_path(c->domain, A_memoryBacking, A_hugepages, 0), A_page)
        amount_attr_to_kib(c, page, A_size, &kib);
}

static uint64_t device_memory(struct canon *c)
{
    uint64_t sum = 0, kib;
    FOR_DEVICES(device, c, A_memory)
        if (amount_text_kib(c, node_path(device, A_target, A_size, 0), &kib))
            sum += kib;
    return sum;
}

static uint64_t cell_memory(struct canon *c)
{
    uint64_t sum = 0;
    FOR_CHILDREN(cell, numa_of(c), A_cell)
        sum += attr_uint_or(cell, A_memory, 0);
    return sum;
}

static void set_size(struct canon *c, enum atom name, enum rule r, uint64_t kib)
{
    struct node *n = fill_child(c, c->domain, name, r);
    decide_text(c, n, r, text_of(c, kib));
    fill_attr(c, n, A_unit, R_unit, "KiB");
}

static uint64_t size_of(struct canon *c, enum atom name)
{
    uint64_t kib = 0;
    node_text_uint(c->doc, node_child(c->domain, name), &kib);
    return kib;
}

/* A daemon that reads its own file believes <memory>; a new document is what its cells add up to. */
void pass_memory_total(struct canon *c)
{
    struct node *memory = node_child(c->domain, A_memory);
    const struct node *at = memory ? memory : c->domain;
    uint64_t total = size_of(c, A_memory);
    const uint64_t cells = total == 0 || !c->opt.reload ? cell_memory(c) : 0;
    const uint64_t plugged = device_memory(c);
    if (cells) {
        total = cells + plugged;
        set_size(c, A_memory, R_memory_cells, total);
    } else if (plugged > total) {
        refuse(c, at, NULL, D_memory_devices_large, text_of(c, plugged), text_of(c, total));
        return;
    }
    if (total == plugged) {
        refuse(c, at, NULL, D_memory_missing);
        return;
    }
    const struct node *in_use = node_child(c->domain, A_currentMemory);
    const uint64_t current = size_of(c, A_currentMemory);
    if (current == 0 || current > total || in_use->rule == R_memory_current)
        set_size(c, A_currentMemory, R_memory_current, total);
}

void pass_memory_max(struct canon *c)
{
    struct node *max = node_child(c->domain, A_maxMemory);
    if (!max)
        return;
    const uint64_t limit = size_of(c, A_maxMemory), total = size_of(c, A_memory);
    uint64_t slots = 0;
    attr_uint(max, A_slots, &slots);
    if (limit == 0 && slots == 0)
        node_drop(max);
    else if (limit == 0)
        refuse(c, max, NULL, D_memory_max_zero);
    else if (limit < total)
        refuse(c, max, NULL, D_memory_max_small, text_of(c, limit), text_of(c, total));
}

/* Modules belong to cells, except where the machine plugs them in without. A new guest gets a cell, if an unwritten one. */
void pass_memory_hotplug(struct canon *c)
{
    const struct node *max = node_child(c->domain, A_maxMemory);
    if (c->opt.reload && max && is_board(c, ALL_BUT(BOARD(PSERIES) | ARCH(S390))) && !node_child(numa_of(c), A_cell))
        refuse(c, max, NULL, D_memory_hotplug_numa);
}

/* A limit that is out of reach is not written. */
void pass_memtune(struct canon *c)
{
    static const enum atom limits[] = {A_hard_limit, A_soft_limit, A_swap_hard_limit, A_min_guarantee};
    struct node *tune = node_child(c->domain, A_memtune);
    for (size_t i = 0; i < countof(limits); i++) {
        struct node *n = node_child(tune, limits[i]);
        uint64_t kib;
        if (!amount_text_to_kib(c, n, &kib) || kib < unlimited)
            continue;
        if (kib > unlimited)
            refuse(c, n, NULL, D_amount_large, node_text(c->doc, n));
        node_drop(n);
    }
}

void pass_memtune_qemu(struct canon *c)
{
    struct node *n = node_path(c->domain, A_memtune, A_min_guarantee, 0);
    if (n)
        refuse(c, n, NULL, D_min_guarantee);
}

static void check_page_nodes(struct canon *c, struct node *page, uint64_t cells)
{
    struct attr *a = node_attr(page, A_nodeset);
    struct cpuset nodes;
    if (!a || !cpuset_parse(&nodes, a->value))
        return;
    if (cells == 0 && cpuset_last(&nodes) == 0)
        attr_unlink(page, a);
    else if (cpuset_last(&nodes) >= (int32_t)cells)
        refuse(c, page, a, D_hugepages_node, text_of(c, (uint64_t)cpuset_last(&nodes)));
}

static void check_page_size(struct canon *c, struct node *page, struct claims *claims)
{
    struct cpuset mine;
    const char *nodes = attr_get(page, A_nodeset);
    if (attr_uint_or(page, A_size, 1) == 0)
        refuse_at(c, page, A_size, D_hugepages_zero);
    if (!nodes || !cpuset_parse(&mine, nodes))
        return;
    const struct node *other = claims_first(claims, &mine);
    if (other)
        refuse_at(c, page, A_nodeset, D_hugepages_overlap, attr_get(other, A_size), attr_get(page, A_size));
    claims_add(claims, &mine, page);
}

/* Node 0 is all there is in a guest without cells, so naming it says nothing. */
void pass_hugepages(struct canon *c)
{
    struct node *backing = node_child(c->domain, A_memoryBacking), *huge = node_child(backing, A_hugepages);
    const uint64_t cells = node_count(numa_of(c), A_cell);
    const struct node *master = NULL;
    struct claims claims = {0};
    uint32_t count = 0;
    if (node_child(huge, A_page))
        claims = claims_new(c);
    FOR_CHILDREN(page, huge, A_page) {
        page->data = count++;
        check_page_nodes(c, page, cells);
        check_page_size(c, page, &claims);
        if (node_attr(page, A_nodeset))
            continue;
        if (master)
            refuse(c, page, NULL, D_hugepages_twice, attr_get(master, A_size), attr_get(page, A_size));
        master = page;
    }
    if (huge && attr_is(node_child(backing, A_allocation), A_mode, A_ondemand))
        refuse(c, node_child(backing, A_allocation), NULL, D_hugepages_ondemand);
    if (huge && attr_is(node_child(backing, A_source), A_type, A_anonymous))
        refuse(c, node_child(backing, A_source), NULL, D_hugepages_anonymous);
}

/* Huge pages can be shared where they are a cell's, or where QEMU has a name for the memory of the board. */
void pass_hugepages_qemu(struct canon *c)
{
    const struct node *backing = node_child(c->domain, A_memoryBacking), *access = node_child(backing, A_access);
    const struct host_machine *m = host_machine_find(c->host, c->machine_name);
    if (node_child(backing, A_hugepages) && attr_is(access, A_mode, A_shared) && m && !m->ram_id && !numa_of(c))
        refuse(c, access, NULL, D_hugepages_shared, c->machine_name);
}
