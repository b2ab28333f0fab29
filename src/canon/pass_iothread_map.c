/* Which I/O threads serve which queues of disks and controllers: all threads have to be there, and each queue
 * belongs to one of them. Changes nothing. */
#include "disk.h"
#include "iothread.h"

/* Queues are counted from 0. */
static void check_queues(struct canon *c, const struct node *thread, bool *used, uint64_t queues)
{
    FOR_CHILDREN(queue, thread, A_queue) {
        const uint64_t id = attr_uint_or(queue, A_id, 0);
        if (id >= queues)
            refuse(c, queue, NULL, D_iothread_queue, text_of(c, id), text_of(c, queues));
        else if (used[id])
            refuse(c, queue, NULL, D_iothread_queue_twice, text_of(c, id));
        else
            used[id] = true;
    }
}

static void check_map(struct canon *c, const struct node *driver, const struct node *map)
{
    const uint64_t given = attr_uint_or(driver, A_queues, 0), queues = given && given < 65536 ? given : 1;
    struct seen *ids = seen_new(c->scratch);
    bool *used = arena_new_array(c->scratch, bool, queues);
    uint64_t threads = 0, mapped = 0, taken = 0;
    if (node_first_element(map) && driver->parent->name == A_disk && disk_bus(driver->parent) != A_virtio)
        refuse(c, map, NULL, D_disk_virtio_only, "iothreads");
    if (attr_get(driver, A_iothread))
        refuse(c, map, NULL, D_iothread_both);
    FOR_CHILDREN(thread, map, A_iothread) {
        threads++;
        mapped += node_child(thread, A_queue) ? 1 : 0;
        const char *id = text_of(c, attr_uint_or(thread, A_id, 0));
        if (!iothread_exists(c, attr_uint_or(thread, A_id, 0)))
            refuse(c, thread, NULL, D_disk_iothread, id);
        if (seen_before(ids, id, thread))
            refuse(c, thread, NULL, D_iothread_map_twice, id);
        check_queues(c, thread, used, queues);
    }
    for (uint64_t i = 0; i < queues; i++)
        taken += used[i];
    if (mapped && !given)
        refuse(c, map, NULL, D_iothread_no_queues);
    else if (mapped && (mapped < threads || taken < queues))
        refuse(c, map, NULL, D_iothread_partly);
}

void pass_iothread_map(struct canon *c)
{
    static const uint16_t kinds[] = {A_disk, A_controller};
    for (size_t i = 0; i < 2; i++)
        FOR_DEVICES(device, c, kinds[i]) {
            const struct node *driver = node_child(device, A_driver), *map = node_child(driver, A_iothreads);
            if (map)
                check_map(c, driver, map);
        }
}
