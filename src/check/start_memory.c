/* What keeps a guest from starting: memory, NUMA cells, and where the host is to take both from. */
#include <string.h>

#include "../base/cpuset.h"
#include "../base/scale.h"
#include "start.h"

enum { CELLS_MOST = 128, TSEG_MOST = 4095, KIB = 1024, MIB = 1024 * KIB }; /* bytes */

void start_numa_cells(struct review *r, struct node *domain)
{
    struct node *numa = node_path(domain, A_cpu, A_numa, 0);
    const size_t cells = node_count(numa, A_cell);
    if (cells > CELLS_MOST)
        unstartable(r, numa, NULL, S_numa_cells, number_text(r, cells), number_text(r, CELLS_MOST));
}

void start_numa_board(struct review *r, struct node *domain)
{
    struct node *numa = node_path(domain, A_cpu, A_numa, 0);
    if (node_child(numa, A_cell) && r->canon.machine->family == FAMILY_S390_CCW)
        unstartable(r, numa, NULL, S_numa_board, r->canon.machine_name);
}

static bool has_speed(struct node *interconnects, enum atom what, uint64_t cell)
{
    uint64_t target;
    FOR_CHILDREN(speed, interconnects, what)
        if (attr_uint(speed, A_target, &target) && target == cell)
            return true;
    return false;
}

void start_memory_cache(struct review *r, struct node *domain)
{
    struct node *numa = node_path(domain, A_cpu, A_numa, 0), *interconnects = node_child(numa, A_interconnects);
    uint64_t id;
    FOR_CHILDREN(cell, numa, A_cell)
        if (node_child(cell, A_cache) && attr_uint(cell, A_id, &id) &&
            (!has_speed(interconnects, A_latency, id) || !has_speed(interconnects, A_bandwidth, id)))
            unstartable(r, node_child(cell, A_cache), NULL, S_memory_cache, number_text(r, id));
}

/* --- of the host ----------------------------------------------------------------------------------------------------- */

/* Says of a list of nodes which one is missing first. */
static void judge_nodes(struct review *r, struct node *n, struct attr *a, const char *text)
{
    const struct cpuset have = host_nodes(r->canon.host);
    struct cpuset named;
    if (!r->canon.host->node_count || !text || !cpuset_parse(&named, text))
        return;
    int32_t first = cpuset_next(&named, 0);
    while (first >= 0 && cpuset_has(&have, (uint32_t)first))
        first = cpuset_next(&named, (uint32_t)first + 1);
    if (first >= 0)
        unstartable(r, n, a, S_node, n->text, number_text(r, (uint64_t)first), cpuset_text(r->written->arena, &have));
}

void start_node(struct review *r, struct node *domain)
{
    FOR_ELEMENTS(memory, node_child(domain, A_numatune))
        judge_nodes(r, memory, node_attr(memory, A_nodeset), attr_get(memory, A_nodeset));
    FOR_MEANT(memory, r, A_memory) {
        struct node *mask = node_path(memory, A_source, A_nodemask, 0);
        if (mask)
            judge_nodes(r, mask, NULL, node_text(r->meant, mask));
    }
}

static void judge_cpus(struct review *r, struct node *n)
{
    const char *text = attr_get(n, A_cpuset);
    const struct cpuset have = host_cpus(r->canon.host);
    struct cpuset named;
    if (text && cpuset_parse(&named, text) && !cpuset_empty(&named) && !cpuset_overlap(&named, &have))
        unstartable_at(r, n, A_cpuset, S_cpuset, n->text, text, cpuset_text(r->written->arena, &have));
}

void start_cpuset(struct review *r, struct node *domain)
{
    if (!r->canon.host->node_count)
        return;
    judge_cpus(r, node_child(domain, A_vcpu));
    FOR_ELEMENTS(pin, node_child(domain, A_cputune))
        judge_cpus(r, pin);
}

/* --- huge pages ------------------------------------------------------------------------------------------------------ */

static const struct page_sizes {
    uint16_t arch;
    uint32_t kib[5]; /* those of the pages that are not huge as well; ends with 0 */
    const char *text;
} page_sizes[] = {
    {A_x86_64, {4, 2048, 1048576}, "2048 and 1048576"},
    {A_i686, {4, 2048, 1048576}, "2048 and 1048576"},
    {A_s390x, {4, 1024, 2097152}, "1024 and 2097152"},
};

static bool has_pages(const struct page_sizes *sizes, uint64_t kib)
{
    for (const uint32_t *size = sizes->kib; *size; size++)
        if (*size == kib)
            return true;
    return false;
}

/* An emulated guest may run on a host of another architecture, of which only a profile tells. */
void start_page_size(struct review *r, struct node *domain)
{
    const struct page_sizes *sizes = NULL;
    for (size_t i = 0; i < sizeof page_sizes / sizeof *page_sizes; i++)
        if (page_sizes[i].arch == r->canon.arch && (!is_emulated(r) || r->host_given))
            sizes = &page_sizes[i];
    FOR_CHILDREN(page, node_path(domain, A_memoryBacking, A_hugepages, 0), A_page) {
        uint64_t kib;
        if (sizes && attr_uint(page, A_size, &kib) && !has_pages(sizes, kib))
            unstartable_at(r, page, A_size, S_page_size, number_text(r, kib), atom_text[r->canon.arch], sizes->text);
    }
}

/* --- what the board can have ----------------------------------------------------------------------------------------- */

static uint32_t slots_of(enum machine_family family)
{
    switch (family) {
    case FAMILY_I440FX:
    case FAMILY_Q35:
    case FAMILY_VIRT:
    case FAMILY_LOONGARCH_VIRT:
        return 256;
    case FAMILY_PSERIES:
        return 32;
    default:
        return UINT32_MAX;
    }
}

void start_memory_slots(struct review *r, struct node *domain)
{
    struct node *most = node_child(domain, A_maxMemory);
    const uint32_t have = slots_of((enum machine_family)r->canon.machine->family);
    uint64_t slots;
    if (attr_uint(most, A_slots, &slots) && slots > have)
        unstartable_at(r, most, A_slots, S_memory_slots, number_text(r, slots), number_text(r, have));
}

void start_tseg(struct review *r, struct node *domain)
{
    struct node *tseg = node_path(domain, A_features, A_smm, A_tseg, 0);
    uint64_t size, bytes;
    if (tseg && node_text_uint(r->meant, tseg, &size) && scale_bytes(size, attr_get(tseg, A_unit), 1, &bytes) &&
        bytes / MIB > TSEG_MOST)
        unstartable(r, tseg, NULL, S_tseg, number_text(r, bytes / MIB), number_text(r, TSEG_MOST));
}

static bool finds_memory_by_acpi(enum machine_family family)
{
    return family == FAMILY_I440FX || family == FAMILY_Q35 || family == FAMILY_VIRT;
}

void start_memory_acpi(struct review *r, struct node *memory)
{
    const enum atom model = attr_atom(memory, A_model);
    if ((model == A_dimm || model == A_nvdimm) && !node_path(r->meant->root, A_features, A_acpi, 0) &&
        finds_memory_by_acpi((enum machine_family)r->canon.machine->family))
        unstartable_at(r, memory, A_model, S_memory_acpi, atom_text[model]);
}

/* The most memory of boards with little room for it. */
static const struct {
    const char *machine;
    uint32_t mib;
} small_boards[] = {
    {"g3beige", 2047}, {"mac99", 2048}, {"versatilepb", 256}, {"versatileab", 256},
};

void start_memory_board(struct review *r, struct node *domain)
{
    struct node *memory = node_child(domain, A_memory);
    uint64_t kib;
    for (size_t i = 0; i < sizeof small_boards / sizeof *small_boards; i++)
        if (strcmp(small_boards[i].machine, r->canon.machine_name) == 0 && node_text_uint(r->meant, memory, &kib) &&
            kib > (uint64_t)small_boards[i].mib * KIB)
            unstartable(r, memory, NULL, S_memory_board, number_text(r, kib / KIB), small_boards[i].machine,
                        number_text(r, small_boards[i].mib));
}
