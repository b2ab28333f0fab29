/* Collects the PCI devices of a guest and gives single ones their addresses, or says why not. Knows no order
 * and no board. */
#include "pci_guest.h"
#include "serial.h"

#include "controller.h"

/* An address that names neither bus nor slot is a wish for one. */
static bool names_place(const struct pci_addr *a)
{
    return a->domain || a->bus || a->slot;
}

static struct pci_addr read_address(const struct node *n)
{
    return (struct pci_addr){
        .domain = (uint32_t)attr_uint_or(n, A_domain, 0),
        .bus = (uint32_t)attr_uint_or(n, A_bus, 0),
        .slot = (uint32_t)attr_uint_or(n, A_slot, 0),
        .function = (uint32_t)attr_uint_or(n, A_function, 0),
    };
}

bool pci_names_place(const struct node *address)
{
    const struct pci_addr a = read_address(address);
    return attr_is(address, A_type, A_pci) && names_place(&a);
}

struct pci_device *pci_collect_one(struct pci_guest *g, struct node *device)
{
    const struct node *address = node_child(device, A_address);
    enum pci_turn turn;
    uint32_t connect;
    struct pci_device *d;
    if (attr_get(address, A_type) && !attr_is(address, A_type, A_pci))
        return NULL;
    const struct pci_addr given = read_address(address);
    if (!pci_need_of(g, device, &turn, &connect)) {
        if (!names_place(&given))
            return NULL;
        turn = TURN_OTHER;
        connect = PCI_DEVICE;
    }
    d = arena_new_of(g->c->scratch, struct pci_device);
    d->node = device;
    d->connect = connect;
    d->addr = given;
    if (d->addr.bus > 0xff) {
        refuse(g->c, address, node_attr(address, A_bus), D_pci_bus_range);
        return NULL;
    }
    d->written = names_place(&d->addr);
    d->wanted = !d->written;
    *(g->last[turn] ? &g->last[turn]->next : &g->first[turn]) = d;
    g->last[turn] = d;
    return d;
}

/* The first console may be a serial port once more, with the same address. */
static bool is_copy(const struct canon *c, const struct node *device)
{
    return device->name == A_console && device == node_child(c->devices, A_console) && stands_for_serial(device);
}

void pci_collect(struct pci_guest *g)
{
    const struct node *root = find_controller(g->c, A_pci, 0);
    g->express = attr_is(root, A_model, A_pcie_root);
    g->pci = PCI_DEVICE | PCI_AUTO;
    g->pcie = g->express ? PCIE_DEVICE | PCI_AUTO : g->pci;
    FOR_ELEMENTS(n, g->c->devices)
        if (!n->ns && !is_copy(g->c, n))
            pci_collect_one(g, n);
}

/* Whose profile tells no PCI device at all, such as a recorded one, does not say that devices are not isolated. On the
 * hosts in question a bus is what the IOMMU tells apart. */
static uint32_t usual_group(const struct host_profile *host, const struct pci_addr *a)
{
    return host->pci_count ? 0 : ((uint32_t)a->domain << 8 | a->bus) + 1;
}

/* On pSeries, host devices of different IOMMU groups never share a host bridge. Group 0 is for emulated
 * devices. */
void pci_isolate_hostdevs(struct pci_guest *g)
{
    for (int turn = TURN_HOSTDEV_INTERFACE; turn <= TURN_HOSTDEV; turn++) {
        for (struct pci_device *d = g->first[turn]; d; d = d->next) {
            const struct pci_addr a = read_address(node_path(d->node, A_source, A_address, 0));
            const struct host_pci_device *there =
                host_pci_find(g->c->host, a.domain, a.bus, a.slot, a.function);
            if (!there)
                d->group = usual_group(g->c->host, &a);
            else if (there->iommu_group >= 0)
                d->group = (uint32_t)there->iommu_group + 1;
        }
    }
}

static const char *words(struct pci_guest *g, const struct pci_device *d)
{
    if (!d)
        return "a part of the board";
    if (!d->node)
        return d->part;
    if (d->node->line)
        return arena_printf(g->c->scratch, "the <%s> at line %u", d->node->text, (unsigned)d->node->line);
    const char *type = attr_get(d->node, A_type);
    return arena_printf(g->c->scratch, type ? "the <%s> of type '%s'" : "the <%s>", d->node->text, type);
}

static const char *address_text(struct pci_guest *g, const struct pci_addr *a)
{
    return arena_printf(g->c->scratch, "%04x:%02x:%02x.%x", (unsigned)a->domain, (unsigned)a->bus,
                        (unsigned)a->slot, (unsigned)a->function);
}

static void refuse_taken(struct pci_guest *g, const struct pci_device *d, const char *address,
                         const struct pci_device *holder)
{
    struct diag *diag;
    const bool plugged = holder && holder->node && node_is_grafted(holder->node);
    /* The board was there first, whatever the order of the questions, and what is plugged in comes last; and what the
     * document does not have cannot be shown in it. */
    if (!d->node || plugged || (!d->node->ordinal && holder && holder->node)) {
        const struct pci_device *part = d;
        d = holder;
        holder = part;
    }
    diag = refuse(g->c, d ? d->node : g->c->devices, NULL, D_pci_taken, d && d->node ? d->node->text : "device",
                  address, words(g, holder));
    if (diag && holder && holder->node)
        diag->related = doc_place(g->c->doc, holder->node, NULL);
}

void pci_refuse(struct pci_guest *g, const struct pci_device *d, const struct pci_addr *addr,
                const struct addr_refusal *why)
{
    struct canon *c = g->c;
    const struct node *at = d->node ? d->node : c->devices;
    const char *address = address_text(g, addr), *low = text_of(c, why->low), *high = text_of(c, why->high);
    const char *kind = pci_kind_name(why->kind);
    if (!kind)
        kind = "device of its kind";
    switch (why->verdict) {
    case ADDR_TAKEN:
        refuse_taken(g, d, address, why->holder);
        break;
    case ADDR_NO_BUSES:
        refuse(c, at, NULL, D_pci_no_buses);
        break;
    case ADDR_DOMAIN:
        refuse(c, at, NULL, D_pci_domain, address);
        break;
    case ADDR_NO_BUS:
        refuse(c, at, NULL, D_pci_no_bus, address, high);
        break;
    case ADDR_BELOW:
    case ADDR_ABOVE:
        refuse(c, at, NULL, D_pci_slot, address, low, high);
        break;
    case ADDR_FUNCTION:
        refuse(c, at, NULL, D_pci_function, address);
        break;
    case ADDR_KIND:
        refuse(c, at, NULL, D_pci_kind, address, kind,
               pci_model_facts(pci_bus_model(g->set, addr->bus))->name);
        break;
    case ADDR_INTEGRATED:
        refuse(c, at, NULL, D_pci_integrated, address);
        break;
    case ADDR_FULL:
        refuse(c, at, NULL, c->opt.running ? D_plug_no_slot : D_pci_full, kind);
        break;
    default:
        refuse(c, at, NULL, D_pci_cannot_grow, kind);
        break;
    }
}

static struct pci_need need_of(const struct pci_device *d, int function)
{
    return (struct pci_need){.owner = d, .connect = d->connect, .group = d->group, .function = function};
}

bool pci_take(struct pci_guest *g, struct pci_device *d)
{
    const struct pci_need need = need_of(d, -1);
    struct addr_refusal why;
    if (pci_reserve(g->set, &d->addr, &need, false, &why))
        return true;
    pci_refuse(g, d, &d->addr, &why);
    return false;
}

bool pci_find(struct pci_guest *g, struct pci_device *d, int function)
{
    const struct pci_need need = need_of(d, function);
    struct pci_addr addr;
    struct addr_refusal why;
    if (!pci_assign(g->set, &need, &addr, &why)) {
        pci_refuse(g, d, &addr, &why);
        return false;
    }
    if (!g->planning) {
        d->addr = addr;
        d->wanted = false;
    }
    return true;
}

bool pci_settle(struct pci_guest *g, struct pci_device *d, const struct pci_addr *addr)
{
    d->addr = *addr;
    d->wanted = false;
    return pci_take(g, d);
}
