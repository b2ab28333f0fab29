/* Ports of virtio-serial controllers, the controllers in the order of their numbers. Knows no XML. */
#include "addr/virtio_serial.h"

#include <stddef.h>

#include "addr/idset.h"
#include "base/arena.h"

struct vserial_controller {
    uint32_t index;
    const void *owner;
    struct idset *ports;
    struct vserial_controller *next;
};

struct vserial_set {
    struct arena *arena;
    struct vserial_controller *first, *last;    /* in the order of their numbers */
    struct vserial_controller *open[2];         /* for channels, for consoles: all before it are full */
    struct idset *numbers;                      /* owned by the controllers */
    uint32_t first_unused;                      /* all numbers before it have controllers */
};

struct vserial_set *vserial_set_new(struct arena *arena)
{
    struct vserial_set *set = arena_new_of(arena, struct vserial_set);

    set->arena = arena;
    set->numbers = idset_new(arena, 0, UINT32_MAX);
    return set;
}

/* Where a new controller has to be linked in; most come in order. */
static struct vserial_controller **place_of(struct vserial_set *set, uint32_t index)
{
    struct vserial_controller **p = set->last && set->last->index < index ? &set->last->next : &set->first;

    while (*p && (*p)->index < index)
        p = &(*p)->next;
    return p;
}

static struct vserial_controller *find(const struct vserial_set *set, uint32_t index)
{
    return (struct vserial_controller *)idset_owner(set->numbers, index);
}

bool vserial_has_controller(const struct vserial_set *set, uint32_t index)
{
    return find(set, index) != NULL;
}

static struct vserial_controller *link_in(struct vserial_set *set, uint32_t index, uint32_t ports,
                                          const void *owner)
{
    struct vserial_controller **p = place_of(set, index);
    struct vserial_controller *c = arena_new_of(set->arena, struct vserial_controller);
    struct addr_refusal why;

    c->index = index;
    c->owner = owner;
    c->ports = ports ? idset_new(set->arena, 0, ports - 1) : idset_new(set->arena, 1, 0);
    c->next = *p;
    *p = c;
    if (!c->next)
        set->last = c;
    for (int i = 0; i < 2; i++)
        if (!set->open[i] || index < set->open[i]->index)
            set->open[i] = c;
    idset_reserve(set->numbers, index, c, &why);
    return c;
}

bool vserial_add_controller(struct vserial_set *set, uint32_t index, uint32_t ports, const void *owner,
                            struct addr_refusal *why)
{
    const struct vserial_controller *there = find(set, index);

    *why = (struct addr_refusal){.owner = owner, .value = index, .holder = there ? there->owner : NULL};
    if (there) {
        why->verdict = ADDR_TAKEN;
        return false;
    }
    link_in(set, index, ports, owner);
    return true;
}

bool vserial_reserve(struct vserial_set *set, const struct vserial_addr *addr, const void *owner,
                     struct addr_refusal *why)
{
    struct vserial_controller *c = find(set, addr->controller);

    *why = (struct addr_refusal){.owner = owner};
    if (addr->port == 0)
        return true;
    if (c)
        return idset_reserve(c->ports, addr->port, owner, why);
    why->verdict = ADDR_NO_BUS;
    why->value = addr->controller;
    return false;
}

static bool assign_on(struct vserial_controller *c, bool console, const void *owner,
                      struct vserial_addr *addr, struct addr_refusal *why)
{
    uint64_t port;

    if (!idset_next(c->ports, console ? 0 : 1, 1, owner, &port, why))
        return false;
    *addr = (struct vserial_addr){.controller = c->index, .port = (uint32_t)port};
    return true;
}

static struct vserial_controller *add_default(struct vserial_set *set)
{
    uint32_t index = set->first_unused;

    while (idset_has(set->numbers, index))
        index++;
    set->first_unused = index;
    return link_in(set, index, VSERIAL_PORTS, NULL);
}

bool vserial_assign(struct vserial_set *set, const uint32_t *controller, bool console, const void *owner,
                    struct vserial_addr *addr, bool *added, struct addr_refusal *why)
{
    struct vserial_controller *c;

    *added = false;
    *why = (struct addr_refusal){.owner = owner};
    if (controller) {
        if ((c = find(set, *controller)))
            return assign_on(c, false, owner, addr, why);
        why->verdict = ADDR_NO_BUS;
        why->value = *controller;
        return false;
    }
    for (c = set->open[console]; c; c = c->next) {
        set->open[console] = c;
        if (assign_on(c, console, owner, addr, why))
            return true;
    }
    *added = true;
    return assign_on(add_default(set), console, owner, addr, why);
}
