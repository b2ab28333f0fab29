/* What documents may say about PCI controllers: which options and devices go with which model, in which
 * range. Gives no addresses. */
#include "../addr/pci.h"
#include "controller.h"
#include "device.h"

#define BIT(model) (1u << PCI_MODEL_##model)

enum {
    ROOTS = BIT(PCI_ROOT) | BIT(PCIE_ROOT),
    PORTS = BIT(PCIE_ROOT_PORT) | BIT(PCIE_SWITCH_DOWNSTREAM_PORT),
    EXPANDERS = BIT(PCI_EXPANDER_BUS) | BIT(PCIE_EXPANDER_BUS),
};

/* Attributes of <target>: models that have them, and what numbers they may be (none where both are 0). */
static const struct option {
    uint16_t name;
    uint32_t models;
    uint32_t low, high;
} options[] = {
    {A_chassisNr, BIT(PCI_BRIDGE), 1, 255},
    {A_chassis, PORTS, 0, 255},
    {A_port, PORTS, 0, 255},
    {A_busNr, EXPANDERS, 1, 254},
    {A_index, BIT(PCI_ROOT), 0, 30},
    {A_hotplug, PORTS | BIT(PCI_ROOT), 0, 0},
    {A_memReserve, BIT(PCI_BRIDGE) | BIT(PCIE_ROOT_PORT), 0, 0},
};

static const struct device {
    uint8_t model;
    uint16_t name;
} devices[] = {
    {PCI_MODEL_PCI_BRIDGE, A_pci_bridge},
    {PCI_MODEL_DMI_TO_PCI_BRIDGE, A_i82801b11_bridge},
    {PCI_MODEL_PCIE_TO_PCI_BRIDGE, A_pcie_pci_bridge},
    {PCI_MODEL_PCIE_ROOT_PORT, A_pcie_root_port},
    {PCI_MODEL_PCIE_ROOT_PORT, A_ioh3420},
    {PCI_MODEL_PCIE_SWITCH_UPSTREAM_PORT, A_x3130_upstream},
    {PCI_MODEL_PCIE_SWITCH_DOWNSTREAM_PORT, A_xio3130_downstream},
    {PCI_MODEL_PCI_EXPANDER_BUS, A_pxb},
    {PCI_MODEL_PCIE_EXPANDER_BUS, A_pxb_pcie},
    {PCI_MODEL_PCI_ROOT, A_spapr_pci_host_bridge},
};

static bool option_fits(const struct canon *c, const struct option *o, enum pci_model model)
{
    if (model == PCI_MODEL_PCI_ROOT && (o->name == A_index || o->name == A_hotplug))
        return (o->name == A_index) == is_pseries(c);
    return o->models >> model & 1;
}

static void check_options(struct canon *c, const struct node *n, enum pci_model model)
{
    const struct node *target = node_child(n, A_target);
    for (size_t i = 0; i < countof(options); i++) {
        const struct option *o = &options[i];
        const struct attr *a = node_attr(target, o->name);
        if (!a)
            continue;
        if (!option_fits(c, o, model))
            refuse(c, target, a, D_pci_option, atom_text[o->name], pci_model_facts(model)->name);
    }
}

/* In which range they are holds whatever has them. */
static void check_ranges(struct canon *c, const struct node *n)
{
    const struct node *target = node_child(n, A_target);
    for (size_t i = 0; i < countof(options); i++) {
        const struct option *o = &options[i];
        uint64_t value;
        if (!o->high || !attr_uint(target, o->name, &value))
            continue;
        if (value < o->low || value > o->high)
            refuse_at(c, target, o->name, D_pci_option_range, atom_text[o->name], text_of(c, o->low),
                      text_of(c, o->high));
        else if (o->name == A_index && (controller_index(n) == 0) != (value == 0))
            refuse_at(c, target, o->name, D_pci_target_zero);
    }
}

static void check_node(struct canon *c, const struct node *n, enum pci_model model)
{
    const struct node *node = node_path(n, A_target, A_node, 0);
    const size_t cells = node_count(numa_of(c), A_cell);
    const bool host_bridge = model == PCI_MODEL_PCI_ROOT && is_pseries(c) && controller_index(n) != 0;
    uint64_t value;
    if (!node || !node_text_uint(c->doc, node, &value))
        return;
    if (value >= cells)
        refuse(c, node, NULL, D_pci_node_unknown, text_of(c, value));
    else if (!host_bridge && !(EXPANDERS >> model & 1))
        refuse(c, node, NULL, D_pci_option, "node", pci_model_facts(model)->name);
}

static void check_device(struct canon *c, const struct node *n, enum pci_model model)
{
    const struct node *device = node_child(n, A_model);
    const enum atom name = attr_atom(device, A_name);
    bool known = false;
    if (!node_attr(device, A_name))
        return;
    for (size_t i = 0; i < countof(devices); i++)
        known = known || (devices[i].model == model && devices[i].name == name);
    if (!known || (model == PCI_MODEL_PCI_ROOT && !is_pseries(c)))
        refuse_at(c, device, A_name, D_pci_device, attr_get(device, A_name), pci_model_facts(model)->name);
}

static void check_root(struct canon *c, const struct node *n, enum pci_model model)
{
    if (controller_index(n) != 0 && (model == PCI_MODEL_PCIE_ROOT || !is_pseries(c)))
        refuse_at(c, n, A_index, D_pci_root_index);
    if (node_child(n, A_pcihole64) && !is_board(c, BOARD(I440FX) | BOARD(Q35)))
        refuse(c, node_child(n, A_pcihole64), NULL, D_pci_hole, c->machine_name);
}

/* 0 for what is no PCI controller of a known model. */
static enum pci_model model_of(const struct node *n)
{
    const char *model = attr_get(n, A_model);
    return attr_is(n, A_type, A_pci) && model ? pci_model_named(model) : 0;
}

/* Whatever the hypervisor. */
void pass_pci_controller_settings(struct canon *c)
{
    FOR_DEVICES(n, c, A_controller) {
        const enum pci_model model = model_of(n);
        if (!model)
            continue;
        check_ranges(c, n);
        if (!(ROOTS >> model & 1))
            node_drop_children(n, A_pcihole64); /* libvirt reads it of roots only */
        else if (node_child(n, A_address))
            refuse(c, node_child(n, A_address), NULL, D_pci_root_address);
    }
}

void pass_pci_controller(struct canon *c)
{
    FOR_DEVICES(n, c, A_controller) {
        const enum pci_model model = model_of(n);
        if (!model)
            continue;
        check_options(c, n, model);
        check_node(c, n, model);
        check_device(c, n, model);
        if (ROOTS >> model & 1)
            check_root(c, n, model);
    }
}
