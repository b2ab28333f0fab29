/* The guest's NUMA cells: numbers, order, CPUs that belong to no cell, distances. Knows no host. */
#include <stdio.h>
#include <stdlib.h>

#include "../base/cpuset.h"
#include "amount.h"
#include "arrange.h"
#include "device.h"

enum { DISTANCE_LOCAL = 10, DISTANCE_MAX = 255 };

/* The cells by number, or NULL (refused). */
static struct node **number_cells(struct canon *c, struct node *numa, size_t count)
{
    struct node **cells = arena_new_array(c->scratch, struct node *, count + 1);
    uint64_t index = 0;
    FOR_CHILDREN(cell, numa, A_cell) {
        fill_uint(c, cell, A_id, R_cell_id, index++);
        const uint64_t id = attr_uint_or(cell, A_id, UINT64_MAX);
        if (id >= count) {
            refuse_at(c, cell, A_id, D_cell_id_gap, text_of(c, id), text_of(c, count - 1));
            return NULL;
        }
        if (cells[id]) {
            refuse_at(c, cell, A_id, D_cell_id_twice, text_of(c, id), line_of(c, cells[id]));
            return NULL;
        }
        cells[id] = cell;
    }
    return cells;
}

/* The first cell with any of these CPUs. */
static uint64_t overlapping(struct node **cells, const struct cpuset *set)
{
    struct cpuset its;
    uint64_t i = 0;
    while (!attr_get(cells[i], A_cpus) || !cpuset_parse(&its, attr_get(cells[i], A_cpus)) || !cpuset_overlap(&its, set))
        i++;
    return i;
}

static bool check_cpus(struct canon *c, struct node **cells, size_t count)
{
    struct cpuset all = {{0}}, set;
    for (size_t i = 0; i < count; i++) {
        struct attr *cpus = node_attr(cells[i], A_cpus);
        if (!cpus)
            continue;
        if (!cpuset_parse(&set, cpus->value) || cpuset_empty(&set)) {
            refuse(c, cells[i], cpus, D_cell_cpus_empty, attr_get(cells[i], A_id));
            return false;
        }
        if (cpuset_overlap(&set, &all)) {
            refuse(c, cells[i], cpus, D_cell_cpus_overlap, text_of(c, i), text_of(c, overlapping(cells, &set)));
            return false;
        }
        cpuset_unite(&all, &set);
    }
    return true;
}

void pass_numa_cells(struct canon *c)
{
    struct node *numa = numa_of(c);
    const size_t count = node_count(numa, A_cell);
    if (!numa)
        return;
    if (!count) {
        refuse(c, numa, NULL, D_numa_no_cells);
        return;
    }
    struct node **cells = number_cells(c, numa, count);
    if (!cells || !check_cpus(c, cells, count))
        return;
    for (size_t i = 0; i < count; i++)
        node_move_last(numa, cells[i]);
}

/* Cells never hold more vCPUs than there are. */
void pass_numa_vcpus(struct canon *c)
{
    uint64_t max;
    if (!node_text_uint(c->doc, node_child(c->domain, A_vcpu), &max))
        return;
    uint64_t sum = 0;
    FOR_CHILDREN(cell, numa_of(c), A_cell) {
        struct cpuset set;
        const char *cpus = attr_get(cell, A_cpus);
        if (!cpus || !cpuset_parse(&set, cpus))
            continue;
        sum += cpuset_count(&set);
        if (sum > max || cpuset_last(&set) >= (int64_t)max) {
            refuse_at(c, cell, A_cpus, D_cell_cpus_many, cpus, text_of(c, max));
            return;
        }
    }
}

/* A guest to which memory can be plugged has at least one cell. It is written below the <cpu> that the board gave. */
void pass_numa_auto(struct canon *c)
{
    struct node *max = node_child(c->domain, A_maxMemory), *cpu = node_child(c->domain, A_cpu);
    uint64_t vcpus = 1, total = 0, size;
    if (c->opt.reload || !max || !cpu || numa_of(c) || is_board(c, ARCH(S390)))
        return;
    node_text_uint(c->doc, node_child(c->domain, A_memory), &total);
    FOR_DEVICES(device, c, A_memory)
        if (amount_text_kib(c, node_path(device, A_target, A_size, 0), &size))
            total -= size < total ? size : total;
    node_text_uint(c->doc, node_child(c->domain, A_vcpu), &vcpus);
    struct node *numa = fill_child(c, cpu, A_numa, R_cell_hotplug);
    struct node *cell = decide_child(c, numa, A_cell, R_cell_hotplug);
    char cpus[32];
    snprintf(cpus, sizeof cpus, vcpus > 1 ? "0-%llu" : "%llu", (unsigned long long)(vcpus - 1));
    attr_set(c->doc, cell, A_id, "0");
    attr_set(c->doc, cell, A_cpus, cpus);
    attr_set_uint(c->doc, cell, A_memory, total);
    attr_set(c->doc, cell, A_unit, "KiB");
}

/* vCPUs that no cell claims belong to cell 0. */
void pass_numa_fill(struct canon *c)
{
    struct node *first = node_child(numa_of(c), A_cell);
    uint64_t max;
    if (!first || !node_text_uint(c->doc, node_child(c->domain, A_vcpu), &max) || max > LIMIT_VCPUS)
        return;
    struct cpuset claimed = {{0}}, rest = {{0}}, set;
    FOR_CHILDREN(cell, numa_of(c), A_cell) {
        const char *cpus = cell != first ? attr_get(cell, A_cpus) : NULL;
        if (!cpus || !cpuset_parse(&set, cpus))
            continue;
        cpuset_unite(&claimed, &set);
    }
    for (uint32_t i = 0; i < max; i++)
        if (!cpuset_has(&claimed, i))
            cpuset_add(&rest, i);
    if (!cpuset_empty(&rest))
        decide_attr(c, first, A_cpus, R_cell_rest, cpuset_text(c->scratch, &rest));
}

/* --- distances ------------------------------------------------------------- */

/* What is said of the distance between two cells, by a sibling or by one of the other cell. */
struct distance {
    uint32_t from, to, nth;
    uint16_t value;
    struct node *sibling; /* NULL: it holds because it does in the other direction */
};

struct distances {
    struct distance *list;
    uint32_t count, room;
    bool *known; /* by cell: something is */
};

static void add_distance(struct canon *c, struct distances *all, struct distance d)
{
    all->list = arena_grow(c->scratch, all->list, &all->room, all->count + 1, sizeof *all->list);
    d.nth = all->count;
    all->list[all->count++] = d;
    if (!all->known[d.from]) {
        all->known[d.from] = true;
        add_distance(c, all, (struct distance){.from = d.from, .to = d.from, .value = DISTANCE_LOCAL});
    }
}

static bool read_distances(struct canon *c, const struct node *cell, uint32_t from, size_t count, struct distances *all)
{
    struct node *distances = node_child(cell, A_distances);
    if (distances && !node_child(distances, A_sibling)) {
        refuse(c, distances, NULL, D_distances_empty);
        return false;
    }
    FOR_CHILDREN(sibling, distances, A_sibling) {
        const struct attr *id = node_attr(sibling, A_id), *distance = node_attr(sibling, A_value);
        const uint64_t to = attr_uint_or(sibling, A_id, UINT64_MAX), value = attr_uint_or(sibling, A_value, 0);
        if (to >= count) {
            refuse(c, sibling, id, D_distance_sibling, id ? id->value : "", text_of(c, from));
            return false;
        }
        if (value < DISTANCE_LOCAL || value > DISTANCE_MAX || (to == from) != (value == DISTANCE_LOCAL)) {
            refuse(c, sibling, distance, D_distance_value, distance ? distance->value : "", text_of(c, to),
                   text_of(c, from));
            return false;
        }
        add_distance(c, all, (struct distance){from, (uint32_t)to, 0, (uint16_t)value, sibling});
        add_distance(c, all, (struct distance){(uint32_t)to, from, 0, (uint16_t)value, NULL});
    }
    return true;
}

/* What counts most for a pair comes first: the last sibling, or else the first one of the other direction. */
static int by_pair(const void *a, const void *b)
{
    const struct distance *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (!x->sibling != !y->sibling)
        return x->sibling ? -1 : 1;
    return (x->nth < y->nth) == !x->sibling ? -1 : 1;
}

/* Writes the distances of one cell, the first ones of the list, and says how many they are. */
static uint32_t write_distances(struct canon *c, struct node *cell, const struct distance *list, uint32_t count)
{
    struct node *distances = fill_child(c, cell, A_distances, R_distance_symmetric);
    uint32_t i = 0;
    node_drop_children(distances, A_sibling);
    for (; i < count && list[i].from == list->from; i++) {
        struct node *sibling = list[i].sibling;
        if (i && list[i].to == list[i - 1].to)
            continue;
        if (sibling)
            node_append(distances, sibling);
        else
            sibling = decide_child(c, distances, A_sibling, R_distance_symmetric);
        attr_set_uint(c->doc, sibling, A_id, list[i].to);
        attr_set_uint(c->doc, sibling, A_value, list[i].value);
    }
    return i;
}

/* A distance that is given in one direction only holds in both. */
void pass_numa_distances(struct canon *c)
{
    const struct node_list cells = list_children(c, numa_of(c), A_cell);
    bool any = false;
    for (size_t i = 0; i < cells.count; i++)
        any = any || node_child(cells.at[i], A_distances);
    if (!any)
        return;
    struct distances all = {.known = arena_new_array(c->scratch, bool, cells.count)};
    for (size_t i = 0; i < cells.count; i++)
        if (!read_distances(c, cells.at[i], (uint32_t)i, cells.count, &all))
            return;
    qsort(all.list, all.count, sizeof *all.list, by_pair);
    for (uint32_t i = 0; i < all.count;)
        i += write_distances(c, cells.at[all.list[i].from], &all.list[i], all.count - i);
}
