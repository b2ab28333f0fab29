/* Orders among devices of one kind. Knows no kind of device. */
#include "arrange.h"

#include <string.h>

struct device_list list_devices(struct canon *c, enum atom kind, size_t extra)
{
    struct device_list list = {0};
    list.at = arena_new_array(c->scratch, struct node *, node_count(c->devices, kind) + extra + 1);
    FOR_DEVICES(n, c, kind)
        list.at[list.count++] = n;
    return list;
}

void list_insert(struct device_list *list, size_t at, struct node *n)
{
    memmove(&list->at[at + 1], &list->at[at], (list->count - at) * sizeof *list->at);
    list->at[at] = n;
    list->count++;
}

static bool in_order(const struct device_list *list)
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

void arrange_devices(struct canon *c, const struct device_list *list)
{
    if (in_order(list))
        return;
    for (size_t i = 0; i < list->count; i++)
        move_last(c, list->at[i]);
}
