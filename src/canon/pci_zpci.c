/* The uid and fid that s390 guests know PCI functions by. Knows no PCI order. */
#include "pci_zpci.h"

#include "../addr/zpci.h"
#include "device.h"

static bool read_number(const struct node *zpci, enum atom name, uint32_t *out)
{
    uint64_t value;
    if (!attr_uint(zpci, name, &value) || value > UINT32_MAX)
        return false;
    *out = (uint32_t)value;
    return true;
}

static struct zpci_id read_id(const struct node *device)
{
    const struct node *zpci = node_path(device, A_address, A_zpci, 0);
    struct zpci_id id = {0};
    id.has_uid = read_number(zpci, A_uid, &id.uid);
    id.has_fid = read_number(zpci, A_fid, &id.fid);
    return id;
}

static void refuse_id(struct canon *c, const struct node *device, const struct addr_refusal *why)
{
    const char *name = why->kind == 'u' ? "uid" : "fid";
    if (why->verdict != ADDR_TAKEN) {
        refuse(c, device, NULL, D_zpci_range, name, text_of(c, why->low), text_of(c, why->high));
        return;
    }
    struct diag *diag = refuse(c, device, NULL, D_zpci_taken, name, text_of(c, why->value));
    if (diag && why->holder)
        diag->related = doc_place(c->doc, why->holder, NULL);
}

static void check_number(struct canon *c, const struct node *device, enum atom name, uint64_t max)
{
    struct node *zpci = node_path(device, A_address, A_zpci, 0);
    uint64_t value;
    if (attr_uint(zpci, name, &value) && value > max)
        refuse(c, zpci, node_attr(zpci, name), D_zpci_range, atom_text[name], "0", text_of(c, max));
}

static void reserve(struct canon *c, struct zpci *set, struct node *device)
{
    const struct zpci_id id = read_id(device);
    struct addr_refusal why;
    check_number(c, device, A_fid, UINT32_MAX);
    if (!zpci_reserve(set, &id, device, &why))
        refuse_id(c, device, &why);
}

static void give(struct canon *c, struct zpci *set, struct node *device)
{
    struct zpci_id id = read_id(device);
    struct addr_refusal why;
    if (id.has_uid && id.has_fid)
        return;
    if (!zpci_assign(set, &id, device, &why)) {
        refuse_id(c, device, &why);
        return;
    }
    struct node *zpci = fill_child(c, node_child(device, A_address), A_zpci, R_zpci);
    fill_format(c, zpci, A_uid, R_zpci, "0x%04x", (unsigned)id.uid);
    fill_format(c, zpci, A_fid, R_zpci, "0x%08x", (unsigned)id.fid);
}

/* Those that have one of the two numbers get the other one before those that have none. */
static void give_rest(struct canon *c, struct zpci *set, struct node *device)
{
    const struct zpci_id id = read_id(device);
    if (id.has_uid || id.has_fid)
        give(c, set, device);
}

void pci_give_zpci(struct canon *c)
{
    static void (*const rounds[])(struct canon *c, struct zpci *set, struct node *device) = {
        reserve, give_rest, give};
    static const uint16_t chardevs[] = {A_serial, A_parallel, A_channel, A_console, 0}; /* have neither */
    struct zpci set = zpci_new(c->scratch);
    for (size_t i = 0; i < countof(rounds); i++)
        for (const uint16_t *kind = device_order; *kind; kind++)
            FOR_DEVICES(d, c, *kind)
                if (attr_is(node_child(d, A_address), A_type, A_pci) && !atom_in(*kind, chardevs))
                    rounds[i](c, &set, d);
}
