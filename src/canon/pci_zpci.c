/* The uid and fid that s390 guests know PCI functions by. Knows no PCI order. */
#include "../addr/zpci.h"

#include "pci_zpci.h"

static bool read_number(const struct node *zpci, enum atom name, uint32_t *out)
{
    uint64_t value;
    if (!attr_uint(zpci, name, &value) || value > UINT32_MAX)
        return false;
    *out = (uint32_t)value;
    return true;
}

static struct zpci_id read_id(const struct pci_device *d)
{
    const struct node *zpci = node_path(d->node, A_address, A_zpci, 0);
    struct zpci_id id = {0};
    id.has_uid = read_number(zpci, A_uid, &id.uid);
    id.has_fid = read_number(zpci, A_fid, &id.fid);
    return id;
}

static void refuse_id(struct canon *c, const struct pci_device *d, const struct addr_refusal *why)
{
    const struct pci_device *holder = why->holder;
    const char *name = why->kind == 'u' ? "uid" : "fid";
    if (why->verdict != ADDR_TAKEN) {
        refuse(c, d->node, NULL, D_zpci_range, name, text_of(c, why->low), text_of(c, why->high));
        return;
    }
    struct diag *diag = refuse(c, d->node, NULL, D_zpci_taken, name, text_of(c, why->value));
    if (diag && holder)
        diag->related = doc_place(c->doc, holder->node, NULL);
}

static void give(struct canon *c, struct zpci *set, struct pci_device *d)
{
    struct node *address = node_child(d->node, A_address);
    struct zpci_id id = read_id(d);
    struct addr_refusal why;
    if (!address || !attr_is(address, A_type, A_pci) || (id.has_uid && id.has_fid))
        return;
    if (!zpci_assign(set, &id, d, &why)) {
        refuse_id(c, d, &why);
        return;
    }
    struct node *zpci = fill_child(c, address, A_zpci, R_zpci);
    fill_format(c, zpci, A_uid, R_zpci, "0x%04x", (unsigned)id.uid);
    fill_format(c, zpci, A_fid, R_zpci, "0x%08x", (unsigned)id.fid);
}

void pci_give_zpci(struct pci_guest *g)
{
    struct zpci set = zpci_new(g->c->scratch);
    for (int turn = 0; turn < TURN_COUNT; turn++) {
        for (struct pci_device *d = g->first[turn]; d; d = d->next) {
            const struct zpci_id id = read_id(d);
            struct addr_refusal why;
            if (!zpci_reserve(&set, &id, d, &why))
                refuse_id(g->c, d, &why);
        }
    }
    /* Those whose PCI address was written come before those that were given one. */
    for (int written = 1; written >= 0; written--)
        for (int turn = 0; turn < TURN_COUNT; turn++)
            for (struct pci_device *d = g->first[turn]; d; d = d->next)
                if (d->written == written)
                    give(g->c, &set, d);
}
