/* What only some of libvirt's drivers can do (drivers.def) and the code that they share refuses for the others. Knows no
 * driver. */
#include "canon.h"

static void check_memory(struct canon *c)
{
    const struct node *max = node_child(c->domain, A_maxMemory);
    if (max)
        refuse(c, max, NULL, D_driver_unable, attr_get(c->domain, A_type), "room for more memory");
    FOR_DEVICES(memory, c, A_memory)
        refuse(c, memory, NULL, D_driver_unable, attr_get(c->domain, A_type), "memory modules");
}

static void check_vcpus(struct canon *c)
{
    const struct node *vcpus = node_child(c->domain, A_vcpus);
    if (vcpus)
        refuse(c, vcpus, NULL, D_driver_unable, attr_get(c->domain, A_type), "vCPUs one by one");
}

static void check_disks(struct canon *c)
{
    FOR_DEVICES(disk, c, A_disk) {
        const struct node *source = node_child(disk, A_source);
        if (node_attr(source, A_fdgroup))
            refuse_at(c, source, A_fdgroup, D_driver_unable, attr_get(c->domain, A_type), "passed file descriptors");
    }
}

void pass_abilities(struct canon *c)
{
    static const struct {
        uint16_t ability;
        void (*check)(struct canon *c);
    } rows[] = {{ABLE_MEMORY, check_memory}, {ABLE_VCPUS, check_vcpus}, {ABLE_FD, check_disks}};
    for (size_t i = 0; i < countof(rows); i++)
        if (!canon_able(c, (enum driver_ability)rows[i].ability))
            rows[i].check(c);
}
