/* PCI buses with their slots, the rules of what fits where, reservations and the search for a free place.
 * Knows no XML and no machine. */
#include "addr/pci.h"

#include <string.h>

#include "addr/pci_internal.h"
#include "base/arena.h"
#include "base/array.h"

static const struct pci_model_facts models[PCI_MODEL_COUNT] = {
    [PCI_MODEL_NONE] = {0},
#define MODEL_ROW(name, spelling, as_device, offers, hotplug, first, last) \
    [PCI_MODEL_##name] = {spelling, as_device, offers, hotplug, first, last},
    PCI_MODELS(MODEL_ROW)
#undef MODEL_ROW
};

const struct pci_model_facts *pci_model_facts(enum pci_model model)
{
    return &models[model];
}

enum pci_model pci_model_named(const char *name)
{
    for (int m = PCI_MODEL_NONE + 1; m < PCI_MODEL_COUNT; m++)
        if (strcmp(models[m].name, name) == 0)
            return (enum pci_model)m;
    return PCI_MODEL_NONE;
}

const char *pci_kind_name(uint32_t connect)
{
    static const struct {
        uint32_t kind;
        const char *name;
    } names[] = {
        {PCI_DEVICE, "standard PCI device"},
        {PCIE_DEVICE, "PCI Express device"},
        {PCI_PORT_ROOT, "pcie-root-port"},
        {PCI_PORT_UPSTREAM, "pcie-switch-upstream-port"},
        {PCI_PORT_DOWNSTREAM, "pcie-switch-downstream-port"},
        {PCI_BRIDGE_DMI, "dmi-to-pci-bridge"},
        {PCI_BRIDGE_PCIE, "pcie-to-pci-bridge"},
        {PCI_EXPANDER, "pci-expander-bus"},
        {PCIE_EXPANDER, "pcie-expander-bus"},
        {PCI_BRIDGE_PCI, "pci-bridge"},
    };

    for (size_t i = 0; i < countof(names); i++)
        if (connect & names[i].kind)
            return names[i].name;
    return NULL;
}

struct pci_set *pci_set_new(struct arena *arena, struct pci_policy policy)
{
    struct pci_set *set = arena_new_of(arena, struct pci_set);

    set->arena = arena;
    set->policy = policy;
    return set;
}

/* Makes the buses below count exist. */
static void have_buses(struct pci_set *set, uint32_t count)
{
    set->buses = arena_grow(set->arena, set->buses, &set->room, count, sizeof(*set->buses));
    if (count > set->count)
        set->count = count;
}

/* The bus may have become one where there is a place. */
static void search_again_from(struct pci_set *set, uint32_t bus)
{
    for (struct pci_progress *p = set->progress; p < set->progress + PCI_NEEDS; p++) {
        p->own = bus < p->own ? bus : p->own;
        p->open = bus < p->open ? bus : p->open;
    }
}

void pci_set_bus(struct pci_set *set, uint32_t index, enum pci_model model, bool hotplug)
{
    const struct pci_model_facts *m = &models[model];
    struct pci_bus *bus;

    have_buses(set, index + 1);
    bus = &set->buses[index];
    bus->model = model;
    bus->offers = m->offers | (m->hotplug && hotplug ? PCI_HOTPLUG : 0);
    bus->first = m->first;
    bus->last = m->last;
    bus->slots = arena_new_array(set->arena, struct pci_slot, m->last + 1u);
    search_again_from(set, index);
}

void pci_set_group(struct pci_set *set, uint32_t index, uint32_t group, bool locked)
{
    set->buses[index].group = group;
    set->buses[index].group_locked = locked;
    search_again_from(set, index);
}

void pci_set_fill(struct pci_set *set, enum pci_model model)
{
    for (uint32_t i = 0; i < set->count; i++)
        if (!set->buses[i].model)
            pci_set_bus(set, i, model, true);
}

uint32_t pci_bus_count(const struct pci_set *set)
{
    return set->count;
}

enum pci_model pci_bus_model(const struct pci_set *set, uint32_t index)
{
    return set->buses[index].model;
}

/* What a bus lacks for a device; ADDR_OK when it fits. */
static enum addr_verdict fit(uint32_t offers, const struct pci_need *need, bool strict)
{
    uint32_t connect = need->connect;

    if ((connect & PCI_INTEGRATED) && !(offers & PCI_INTEGRATED))
        return ADDR_INTEGRATED;
    if (!strict) {
        /* Whoever writes an address may mix conventional and express, and knows best about hotplug. */
        if (offers & PCI_ENDPOINTS)
            offers |= PCI_ENDPOINTS;
        offers |= PCI_HOTPLUG;
        if (connect & PCI_BRIDGE_PCI)
            connect |= PCI_DEVICE;
    } else if ((connect & PCI_AUTO) && !(offers & PCI_AUTO)) {
        return ADDR_NO_AUTO;
    }
    if (!(connect & offers & PCI_KINDS))
        return ADDR_KIND;
    if ((connect & PCI_HOTPLUG) && !(offers & PCI_HOTPLUG))
        return ADDR_NO_HOTPLUG;
    return ADDR_OK;
}

static enum addr_verdict check(const struct pci_set *set, const struct pci_addr *addr,
                               const struct pci_need *need, bool strict, struct addr_refusal *why)
{
    const struct pci_bus *bus;

    why->value = addr->bus;
    why->high = set->count ? set->count - 1 : 0;
    if (set->count == 0)
        return ADDR_NO_BUSES;
    if (addr->domain != 0)
        return ADDR_DOMAIN;
    if (addr->bus >= set->count)
        return ADDR_NO_BUS;
    bus = &set->buses[addr->bus];
    why->kind = need->connect & PCI_KINDS;
    if ((why->verdict = fit(bus->offers, need, strict)))
        return why->verdict;
    why->value = addr->slot;
    why->low = bus->first;
    why->high = bus->last;
    if (addr->slot < bus->first)
        return ADDR_BELOW;
    if (addr->slot > bus->last)
        return ADDR_ABOVE;
    why->value = addr->function;
    if (addr->function > 7)
        return ADDR_FUNCTION;
    why->holder = pci_owner(set, addr);
    return bus->slots[addr->slot].functions & (1u << addr->function) ? ADDR_TAKEN : ADDR_OK;
}

static void take(struct pci_set *set, const struct pci_addr *addr, const struct pci_need *need, bool strict)
{
    struct pci_bus *bus = &set->buses[addr->bus];
    struct pci_slot *slot = &bus->slots[addr->slot];
    const uint32_t group = bus->group;

    if (!slot->functions && (need->connect & PCI_AGGREGATE))
        slot->aggregate = true;
    if (bus->in_use == 0 && !bus->group_locked)
        bus->group = need->group; /* the first device decides for the whole bus */
    else if (bus->group != need->group && !strict)
        bus->group = 0; /* the user mixes groups here: nothing is isolated any more */
    if (bus->group != group)
        search_again_from(set, addr->bus);
    if (!slot->functions)
        bus->in_use++;
    if (need->owner && !slot->owners)
        slot->owners = arena_new_array(set->arena, const void *, 8);
    if (need->owner)
        slot->owners[addr->function] = need->owner;
    slot->functions |= (uint8_t)(1u << addr->function);
}

bool pci_reserve(struct pci_set *set, struct pci_addr *addr, const struct pci_need *need, bool strict,
                 struct addr_refusal *why)
{
    *why = (struct addr_refusal){.owner = need->owner};
    if (set->policy.growing && addr->bus >= set->count && !pci_grow(set, &addr->bus, need, why))
        return false;
    if ((why->verdict = check(set, addr, need, strict, why)))
        return false;
    take(set, addr, need, strict);
    return true;
}

/* The first place for the device in one bus. */
static bool search_bus(const struct pci_bus *bus, const struct pci_need *need, struct pci_addr *addr)
{
    uint32_t function = need->function < 0 ? 0 : (uint32_t)need->function;
    uint32_t last_function = need->function < 0 ? 7 : function;

    if (fit(bus->offers, need, true) != ADDR_OK)
        return false;
    if (!(need->connect & PCI_AGGREGATE) && bus->in_use > (uint32_t)(bus->last - bus->first))
        return false;
    for (addr->slot = bus->first; addr->slot <= bus->last; addr->slot++) {
        const struct pci_slot *slot = &bus->slots[addr->slot];

        addr->function = function;
        if (!slot->functions)
            return true;
        if (!(need->connect & PCI_AGGREGATE) || !slot->aggregate)
            continue;
        for (; addr->function <= last_function; addr->function++)
            if (!(slot->functions & (1u << addr->function)))
                return true;
    }
    return false;
}

static struct pci_progress *progress_of(struct pci_set *set, const struct pci_need *need)
{
    struct pci_progress *p;

    for (p = set->progress; p < set->progress + PCI_NEEDS && p->known; p++)
        if (p->need.connect == need->connect && p->need.group == need->group && p->need.function == need->function)
            return p;
    p = &set->progress[set->oldest++ % PCI_NEEDS];
    *p = (struct pci_progress){.need = *need, .known = true};
    return p;
}

/* First the buses of the device's own isolation group, then those whose group is still open. */
static bool search(struct pci_set *set, const struct pci_need *need, struct pci_addr *addr)
{
    struct pci_progress *p = progress_of(set, need);

    for (; p->own < set->count; p->own++)
        if (set->buses[p->own].group == need->group && search_bus(&set->buses[p->own], need, addr)) {
            addr->bus = p->own;
            return true;
        }
    for (; p->open < set->count; p->open++) {
        const struct pci_bus *bus = &set->buses[p->open];

        if (bus->in_use == 0 && !bus->group_locked && search_bus(bus, need, addr)) {
            addr->bus = p->open;
            return true;
        }
    }
    return false;
}

bool pci_assign(struct pci_set *set, const struct pci_need *need, struct pci_addr *addr,
                struct addr_refusal *why)
{
    *addr = (struct pci_addr){0};
    *why = (struct addr_refusal){.owner = need->owner, .kind = need->connect & PCI_KINDS};
    if (set->count == 0) {
        why->verdict = ADDR_NO_BUSES;
        return false;
    }
    if (!search(set, need, addr)) {
        if (!set->policy.growing) {
            why->verdict = ADDR_FULL;
            return false;
        }
        addr->bus = set->count;
        if (!pci_grow(set, &addr->bus, need, why))
            return false;
        addr->slot = set->buses[addr->bus].first;
        addr->function = need->function < 0 ? 0 : (uint32_t)need->function;
    }
    if ((why->verdict = check(set, addr, need, true, why)))
        return false;
    take(set, addr, need, true);
    return true;
}

static const struct pci_slot *slot_at(const struct pci_set *set, const struct pci_addr *addr)
{
    if (addr->domain != 0 || addr->bus >= set->count || addr->slot > set->buses[addr->bus].last ||
        !set->buses[addr->bus].slots)
        return NULL;
    return &set->buses[addr->bus].slots[addr->slot];
}

bool pci_in_use(const struct pci_set *set, const struct pci_addr *addr)
{
    const struct pci_slot *slot = slot_at(set, addr);

    return slot && addr->function <= 7 && (slot->functions & (1u << addr->function));
}

bool pci_slot_in_use(const struct pci_set *set, const struct pci_addr *addr)
{
    const struct pci_slot *slot = slot_at(set, addr);

    return slot && slot->functions;
}

bool pci_bus_empty(const struct pci_set *set, uint32_t index)
{
    return set->buses[index].in_use == 0;
}

bool pci_bus_full(const struct pci_set *set, uint32_t index)
{
    const struct pci_bus *bus = &set->buses[index];

    return bus->in_use == bus->last - bus->first + 1u;
}

bool pci_bus_hotplug(const struct pci_set *set, uint32_t index)
{
    return set->buses[index].offers & PCI_HOTPLUG;
}

const void *pci_owner(const struct pci_set *set, const struct pci_addr *addr)
{
    const struct pci_slot *slot = slot_at(set, addr);

    return slot && slot->owners && addr->function <= 7 ? slot->owners[addr->function] : NULL;
}

void pci_each_multifunction(const struct pci_set *set, void (*visit)(void *data, const void *owner),
                            void *data)
{
    for (uint32_t b = 0; b < set->count; b++) {
        const struct pci_bus *bus = &set->buses[b];

        for (uint32_t s = bus->first; s <= bus->last && bus->slots; s++) {
            const struct pci_slot *slot = &bus->slots[s];

            if ((slot->functions & ~1u) && slot->owners && slot->owners[0])
                visit(data, slot->owners[0]);
        }
    }
}
