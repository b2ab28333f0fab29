/* Memory-side caches of the guest's NUMA cells, and speed of the links between them. Knows no distances. */
#include "amount.h"

static struct node *numa_of(const struct canon *c)
{
    return node_path(c->domain, A_cpu, A_numa, 0);
}

static struct node *cell_of(const struct canon *c, uint64_t id)
{
    FOR_CHILDREN(cell, numa_of(c), A_cell)
        if (attr_uint_or(cell, A_id, UINT64_MAX) == id)
            return cell;
    return NULL;
}

static struct node *cache_of(const struct node *cell, uint64_t level)
{
    FOR_CHILDREN(cache, cell, A_cache)
        if (attr_uint_or(cache, A_level, 0) == level)
            return cache;
    return NULL;
}

/* libvirt takes no notice of the units written here. */
static void fix_unit(struct canon *c, struct node *n, const char *unit)
{
    if (n)
        decide_attr(c, n, A_unit, R_unit_fixed, unit);
}

static void settle_cache(struct canon *c, const struct node *cell, struct node *cache)
{
    const uint64_t level = attr_uint_or(cache, A_level, 0);
    struct node *size = node_child(cache, A_size), *line = node_child(cache, A_line);
    struct node *first = cache_of(cell, level);
    if (!level)
        refuse_at(c, cache, A_level, D_hmat_cache_zero);
    else if (first != cache)
        refuse_at(c, cache, A_level, D_hmat_cache_twice, text_of(c, level), line_of(c, first));
    if (!size)
        refuse(c, cache, NULL, D_element_missing, "cache", "size");
    if (!line)
        refuse(c, cache, NULL, D_element_missing, "cache", "line");
    fix_unit(c, size, "KiB");
    fix_unit(c, line, "B");
}

static void check_link(struct canon *c, const struct node *link)
{
    static const enum atom ends[] = {A_initiator, A_target};
    for (size_t i = 0; i < 2; i++) {
        const struct attr *a = node_attr(link, ends[i]);
        if (a && !cell_of(c, attr_uint_or(link, ends[i], UINT64_MAX)))
            refuse(c, link, a, D_hmat_node, a->value);
    }
    uint64_t level;
    const struct node *cell = cell_of(c, attr_uint_or(link, A_target, UINT64_MAX));
    if (cell && attr_uint(link, A_cache, &level) && level && !cache_of(cell, level))
        refuse_at(c, link, A_cache, D_hmat_cache, attr_get(link, A_target), text_of(c, level));
}

static bool same_link(const struct node *a, const struct node *b)
{
    static const enum atom keys[] = {A_initiator, A_target, A_cache};
    for (size_t i = 0; i < countof(keys); i++)
        if (attr_uint_or(a, keys[i], 0) != attr_uint_or(b, keys[i], 0))
            return false;
    return a->name == b->name && attr_atom(a, A_type) == attr_atom(b, A_type);
}

/* One link is described once, from either of its ends. */
static bool is_reverse(const struct node *a, const struct node *b)
{
    const uint64_t from = attr_uint_or(a, A_initiator, 0), to = attr_uint_or(a, A_target, 0);
    return from != to && attr_uint_or(b, A_initiator, 0) == to && attr_uint_or(b, A_target, 0) == from;
}

static void settle_link(struct canon *c, struct node *link)
{
    uint64_t kib;
    check_link(c, link);
    if (link->name == A_bandwidth)
        amount_attr_to_kib(c, link, A_value, &kib);
    FOR_ELEMENTS(other, link->parent) {
        if (other == link)
            return;
        if (same_link(link, other) || is_reverse(link, other))
            refuse(c, link, NULL, D_hmat_twice, line_of(c, other));
    }
}

void pass_numa_links(struct canon *c)
{
    FOR_CHILDREN(cell, numa_of(c), A_cell)
        FOR_CHILDREN(cache, cell, A_cache)
            settle_cache(c, cell, cache);
    FOR_ELEMENTS(link, node_child(numa_of(c), A_interconnects))
        settle_link(c, link);
}
