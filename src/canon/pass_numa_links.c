/* Memory-side caches of the guest's NUMA cells, and speed of the links between them. Knows no distances. */
#include "amount.h"

/* Cells by number, caches of a cell by both numbers; the first one each. */
struct cells {
    struct canon *c;
    struct seen *known;
};

static const char *cell_key(const struct cells *cells, uint64_t id)
{
    return text_of(cells->c, id);
}

static const char *cache_key(const struct cells *cells, uint64_t id, uint64_t level)
{
    return arena_printf(cells->c->scratch, "%llu/%llu", (unsigned long long)id, (unsigned long long)level);
}

static struct cells cells_of(struct canon *c)
{
    struct cells cells = {c, seen_new(c->scratch)};
    FOR_CHILDREN(cell, numa_of(c), A_cell) {
        const uint64_t id = attr_uint_or(cell, A_id, UINT64_MAX);
        if (seen_before(cells.known, cell_key(&cells, id), cell))
            continue;
        FOR_CHILDREN(cache, cell, A_cache)
            seen_before(cells.known, cache_key(&cells, id, attr_uint_or(cache, A_level, 0)), cache);
    }
    return cells;
}

/* libvirt takes no notice of the units written here. */
static void fix_unit(struct canon *c, struct node *n, const char *unit)
{
    if (n)
        decide_attr(c, n, A_unit, R_unit_fixed, unit);
}

static void settle_cache(struct canon *c, struct seen *levels, struct node *cache)
{
    const uint64_t level = attr_uint_or(cache, A_level, 0);
    struct node *size = node_child(cache, A_size), *line = node_child(cache, A_line);
    const struct node *first = seen_before(levels, text_of(c, level), cache);
    if (!level)
        refuse_at(c, cache, A_level, D_hmat_cache_zero);
    else if (first)
        refuse_at(c, cache, A_level, D_hmat_cache_twice, text_of(c, level), line_of(c, first));
    if (!size)
        refuse(c, cache, NULL, D_element_missing, "cache", "size");
    if (!line)
        refuse(c, cache, NULL, D_element_missing, "cache", "line");
    fix_unit(c, size, "KiB");
    fix_unit(c, line, "B");
}

static void check_link(const struct cells *cells, const struct node *link)
{
    static const enum atom ends[] = {A_initiator, A_target};
    struct canon *c = cells->c;
    for (size_t i = 0; i < 2; i++) {
        const struct attr *a = node_attr(link, ends[i]);
        if (a && !seen_owner(cells->known, cell_key(cells, attr_uint_or(link, ends[i], UINT64_MAX))))
            refuse(c, link, a, D_hmat_node, a->value);
    }
    uint64_t level;
    const uint64_t target = attr_uint_or(link, A_target, UINT64_MAX);
    if (seen_owner(cells->known, cell_key(cells, target)) && attr_uint(link, A_cache, &level) && level &&
        !seen_owner(cells->known, cache_key(cells, target, level)))
        refuse_at(c, link, A_cache, D_hmat_cache, attr_get(link, A_target), text_of(c, level));
}

/* From one cell to another, whatever is told of it. */
static const char *way_key(struct canon *c, uint64_t from, uint64_t to)
{
    return arena_printf(c->scratch, "%llu %llu", (unsigned long long)from, (unsigned long long)to);
}

/* The first link before this one that tells the same, or something of the way back: one link is described once, from
 * either of its ends. Links count themselves in `data`. */
static const struct node *told_before(struct canon *c, struct seen *told, struct node *link)
{
    const uint64_t from = attr_uint_or(link, A_initiator, 0), to = attr_uint_or(link, A_target, 0);
    const char *type = attr_get(link, A_type), *way = way_key(c, from, to);
    const struct node *back = from != to ? seen_owner(told, way_key(c, to, from)) : NULL;
    const struct node *same = seen_before(
        told, arena_printf(c->scratch, "%s %s %llu of %s", link->text, type ? type : "",
                           (unsigned long long)attr_uint_or(link, A_cache, 0), way), link);
    seen_before(told, way, link);
    return back && (!same || back->data < same->data) ? back : same;
}

static void settle_link(const struct cells *cells, struct seen *told, struct node *link)
{
    uint64_t kib;
    check_link(cells, link);
    if (link->name == A_bandwidth)
        amount_attr_to_kib(cells->c, link, A_value, &kib);
    const struct node *first = told_before(cells->c, told, link);
    if (first)
        refuse(cells->c, link, NULL, D_hmat_twice, line_of(cells->c, first));
}

void pass_numa_links(struct canon *c)
{
    FOR_CHILDREN(cell, numa_of(c), A_cell) {
        struct seen *levels = node_child(cell, A_cache) ? seen_new(c->scratch) : NULL;
        FOR_CHILDREN(cache, cell, A_cache)
            settle_cache(c, levels, cache);
    }
    struct node *links = node_child(numa_of(c), A_interconnects);
    if (!links)
        return;
    const struct cells cells = cells_of(c);
    struct seen *told = seen_new(c->scratch);
    uint32_t count = 0;
    FOR_ELEMENTS(link, links) {
        link->data = count++;
        settle_link(&cells, told, link);
    }
}
