/* Orders among elements of one name. Knows no kind of device. */
#include "arrange.h"

#include <stdlib.h>

struct node_list list_children(struct canon *c, const struct node *parent, enum atom name)
{
    struct node_list list = {0};
    list.at = arena_new_array(c->scratch, struct node *, node_count(parent, name) + 1);
    FOR_CHILDREN(n, parent, name)
        list.at[list.count++] = n;
    return list;
}

uint32_t kind_rank(struct kinds *kinds, enum atom kind)
{
    uint32_t rank = 0;
    while (rank < kinds->count && kinds->seen[rank] != kind)
        rank++;
    if (rank == kinds->count)
        kinds->seen[kinds->count++] = (uint16_t)kind;
    return rank;
}

static int by_number(const void *a, const void *b)
{
    const struct node *x = *(struct node *const *)a, *y = *(struct node *const *)b;
    return x->data < y->data ? -1 : x->data > y->data;
}

void arrange_by_number(struct canon *c, struct node *parent, enum atom name, enum atom number, enum diag_id twice)
{
    const struct node_list list = list_children(c, parent, name);
    for (size_t i = 0; i < list.count; i++)
        list.at[i]->data = (uint32_t)attr_uint_or(list.at[i], number, 0);
    qsort(list.at, list.count, sizeof *list.at, by_number);
    for (size_t i = 0; i < list.count; i++) {
        struct node *n = list.at[i];
        if (i && n->data == list.at[i - 1]->data)
            refuse_at(c, n, number, twice, text_of(c, n->data));
        node_move_last(parent, n);
    }
}

struct order {
    int (*compare)(const struct node *a, const struct node *b);
};

static int by_order(const void *a, const void *b, void *data)
{
    const struct node *x = *(struct node *const *)a, *y = *(struct node *const *)b;
    const int order = ((const struct order *)data)->compare(x, y);
    return order ? order : x->data < y->data ? -1 : x->data > y->data;
}

/* From the last one on, each is put before the next one. */
void arrange_by(struct canon *c, struct node *parent, enum atom name,
                int (*compare)(const struct node *a, const struct node *b))
{
    struct order order = {compare};
    const struct node_list list = list_children(c, parent, name);
    for (size_t i = 0; i < list.count; i++)
        list.at[i]->data = (uint32_t)i;
    qsort_r(list.at, list.count, sizeof *list.at, by_order, &order);
    for (size_t i = list.count ? list.count - 1 : 0; i-- > 0;)
        if (node_next_same(list.at[i]) != list.at[i + 1])
            node_move_before(list.at[i + 1], list.at[i]);
}

static bool in_order(const struct node_list *list)
{
    for (size_t i = 0; i + 1 < list->count; i++)
        if (node_next_same(list->at[i]) != list->at[i + 1])
            return false;
    return true;
}

/* Comments and foreign elements belong to the device after them. */
static void move_last(struct canon *c, struct node *n)
{
    struct node *first = n;
    size_t count = 0;
    for (; first->prev && !node_is_known(first->prev); count++)
        first = first->prev;
    node_move_last(c->devices, n);
    for (struct node *next; count; count--, first = next) {
        next = first->next;
        node_drop(first);
        node_insert_before(n, first);
    }
}

void arrange_devices(struct canon *c, const struct node_list *list)
{
    if (in_order(list))
        return;
    for (size_t i = 0; i < list->count; i++)
        move_last(c, list->at[i]);
}
