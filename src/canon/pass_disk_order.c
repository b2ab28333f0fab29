/* Order of disks: buses in the order in which they come up first, on each the drives by their names. Runs
 * before the buses that the document leaves out are known, as libvirt's reader does. */
#include <stdlib.h>

#include "arrange.h"
#include "disk.h"

struct ranked {
    struct node *disk;
    int64_t number;
    uint32_t bus, position;
};

static int compare_ranked(const void *one, const void *other)
{
    const struct ranked *a = one, *b = other;
    if (a->bus != b->bus)
        return a->bus < b->bus ? -1 : 1;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return a->position < b->position ? -1 : 1;
}

void pass_disk_order(struct canon *c)
{
    struct node_list list = list_children(c, c->devices, A_disk);
    if (list.count < 2)
        return;
    if (c->plugged && c->plugged->name == A_disk) /* is put among those of its bus, whether it names that or not */
        disk_fill_bus(c, c->plugged);
    struct ranked *ranked = arena_new_array(c->scratch, struct ranked, list.count);
    struct kinds buses = {arena_new_array(c->scratch, uint16_t, list.count), 0};
    for (uint32_t i = 0; i < list.count; i++)
        ranked[i] = (struct ranked){list.at[i], disk_number(list.at[i]), kind_rank(&buses, disk_bus(list.at[i])), i};
    qsort(ranked, list.count, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < list.count; i++)
        list.at[i] = ranked[i].disk;
    arrange_devices(c, &list);
}

void pass_disk_order_settled(struct canon *c)
{
    if (!c->opt.libvirt || c->opt.settled)
        pass_disk_order(c);
}
