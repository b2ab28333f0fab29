/* Numbers held by owners: a hash table that doubles, and for each question the first free number. Knows not
 * what the numbers are for. */
#include "addr/idset.h"

#include <stddef.h>

#include "base/arena.h"

struct entry {
    uint64_t value;
    const void *owner;
    bool used;
};

struct idset {
    struct arena *arena;
    uint64_t low, high;
    struct entry *table;
    size_t size, count; /* size is a power of two */
    uint64_t cursor_start, cursor_step, cursor; /* everything from cursor_start to before cursor is in use */
    bool has_cursor;
};

enum { FIRST_SIZE = 16 };

struct idset *idset_new(struct arena *arena, uint64_t low, uint64_t high)
{
    struct idset *set = arena_new_of(arena, struct idset);

    set->arena = arena;
    set->low = low;
    set->high = high;
    set->size = FIRST_SIZE;
    set->table = arena_new_array(arena, struct entry, set->size);
    return set;
}

static struct entry *place_of(struct entry *table, size_t size, uint64_t value)
{
    size_t i = (size_t)((value * 0x9e3779b97f4a7c15u) >> 20) & (size - 1);

    while (table[i].used && table[i].value != value)
        i = (i + 1) & (size - 1);
    return &table[i];
}

static void double_table(struct idset *set)
{
    size_t size = set->size * 2;
    struct entry *table = arena_new_array(set->arena, struct entry, size);

    for (size_t i = 0; i < set->size; i++)
        if (set->table[i].used)
            *place_of(table, size, set->table[i].value) = set->table[i];
    set->table = table;
    set->size = size;
}

bool idset_has(const struct idset *set, uint64_t value)
{
    return place_of(set->table, set->size, value)->used;
}

const void *idset_owner(const struct idset *set, uint64_t value)
{
    return place_of(set->table, set->size, value)->owner;
}

bool idset_reserve(struct idset *set, uint64_t value, const void *owner, struct addr_refusal *why)
{
    struct entry *e = place_of(set->table, set->size, value);

    *why = (struct addr_refusal){.owner = owner, .holder = e->owner, .value = value, .low = set->low,
                                 .high = set->high};
    if (value > set->high || set->low > set->high)
        why->verdict = ADDR_ABOVE;
    else if (value < set->low)
        why->verdict = ADDR_BELOW;
    else if (e->used)
        why->verdict = ADDR_TAKEN;
    if (why->verdict)
        return false;
    *e = (struct entry){value, owner, true};
    if (++set->count * 2 > set->size)
        double_table(set);
    return true;
}

/* Numbers are never given back, so the next search of the same kind may go on where the last one ended. */
static uint64_t search_start(const struct idset *set, uint64_t start, uint64_t step)
{
    bool same = set->has_cursor && set->cursor_start == start && set->cursor_step == step;

    return same ? set->cursor : start;
}

bool idset_next(struct idset *set, uint64_t start, uint64_t step, const void *owner, uint64_t *value,
                struct addr_refusal *why)
{
    uint64_t v = search_start(set, start, step);

    while (v <= set->high && idset_has(set, v) && set->high - v >= step)
        v += step;
    if (v < set->low || v > set->high || idset_has(set, v)) {
        *why = (struct addr_refusal){
            .verdict = ADDR_FULL, .owner = owner, .low = set->low, .high = set->high};
        return false;
    }
    set->has_cursor = true;
    set->cursor_start = start;
    set->cursor_step = step;
    set->cursor = v;
    *value = v;
    return idset_reserve(set, v, owner, why);
}
