/* Serial ports: kinds and models by board, and which of them have an address. */
#include "serial.h"

/* Types that sit on a bus; the others have no address. */
static const struct {
    uint16_t type, address;
} serial_buses[] = {
    {A_isa_serial, A_isa}, {A_isa_debug, A_isa}, {A_usb_serial, A_usb}, {A_pci_serial, A_pci},
    {A_spapr_vio_serial, A_spapr_vio}, {A_system_serial, 0}, {A_sclp_serial, 0},
};

static void check_serial_bus(struct canon *c, struct node *serial)
{
    const enum atom address = address_type(serial), type = attr_atom(node_child(serial, A_target), A_type);
    for (size_t i = 0; address && i < countof(serial_buses); i++)
        if (serial_buses[i].type == type && serial_buses[i].address != address)
            refuse(c, serial, NULL, D_serial_address, atom_text[type], atom_text[address]);
}

struct serial_kind {
    uint8_t family;       /* FAMILY_OTHER: of any board of these architectures */
    uint16_t arch[2];
    uint16_t type, model; /* default target type and the model that belongs to it */
};

static const struct serial_kind board_serials[] = {
    {FAMILY_PSERIES, {0}, A_spapr_vio_serial, A_spapr_vty},
    {FAMILY_VIRT, {0}, A_system_serial, A_pl011},
    {FAMILY_RISCV_VIRT, {0}, A_system_serial, A_16550a},
    {FAMILY_LOONGARCH_VIRT, {0}, A_system_serial, A_16550a},
    {FAMILY_OTHER, {A_x86_64, A_i686}, A_isa_serial, A_isa_serial},
    {FAMILY_OTHER, {A_s390x, A_s390}, A_sclp_serial, A_sclpconsole},
};

static const struct {
    uint16_t type, model;
} serial_models[] = {
    {A_isa_serial, A_isa_serial}, {A_pci_serial, A_pci_serial}, {A_usb_serial, A_usb_serial},
    {A_spapr_vio_serial, A_spapr_vty}, {A_sclp_serial, A_sclpconsole}, {A_isa_debug, A_isa_debugcon},
};

static const struct serial_kind *board_serial(const struct canon *c)
{
    for (size_t i = 0; i < countof(board_serials); i++) {
        const struct serial_kind *k = &board_serials[i];
        const bool arch = k->arch[0] == c->arch || k->arch[1] == c->arch;
        if (k->family != FAMILY_OTHER ? k->family == c->machine->family : arch)
            return k;
    }
    return NULL;
}

static enum atom serial_model(const struct serial_kind *board, enum atom type)
{
    for (size_t i = 0; i < countof(serial_models); i++)
        if (serial_models[i].type == type)
            return serial_models[i].model;
    return board && board->type == type ? board->model : 0;
}

/* Types that belong to one board only. */
static bool serial_fits(const struct canon *c, enum atom type, enum atom model)
{
    if (type == A_spapr_vio_serial)
        return is_pseries(c);
    if (type == A_sclp_serial)
        return is_s390(c->arch);
    if (type == A_system_serial && model == A_pl011)
        return c->machine->family == FAMILY_VIRT;
    if (type == A_system_serial)
        return c->machine->family == FAMILY_RISCV_VIRT || c->machine->family == FAMILY_LOONGARCH_VIRT;
    if (type == A_isa_serial || type == A_isa_debug)
        return is_x86(c->arch);
    return true;
}

static bool model_fits(const struct serial_kind *board, enum atom type, enum atom model)
{
    const enum atom usual = serial_model(board, type);
    return !usual || usual == model || (type == A_sclp_serial && model == A_sclplmconsole) ||
           (type == A_system_serial && (model == A_pl011 || model == A_16550a));
}

/* isa-serial once was what every board had: elsewhere it means the board's own port. */
static void choose_serial(struct canon *c, struct node *serial, const struct serial_kind *board)
{
    struct node *target = fill_child(c, serial, A_target, R_chardev_port);
    if (attr_is(target, A_type, A_isa_serial) && !is_x86(c->arch))
        attr_drop(target, A_type);
    if (board)
        fill_atom(c, target, A_type, R_serial_type, board->type);
    const enum atom type = attr_atom(target, A_type);
    const enum atom usual = serial_model(board, type);
    struct node *model = node_child(target, A_model);
    if (usual && !attr_get(model, A_name))
        fill_atom(c, fill_child(c, target, A_model, R_serial_model), A_name, R_serial_model, usual);
    const enum atom chosen = attr_atom(node_child(target, A_model), A_name);
    if (type && chosen && (!serial_fits(c, type, chosen) || !model_fits(board, type, chosen)))
        refuse(c, target, NULL, D_serial_board, atom_text[type], atom_text[chosen]);
}

enum { ISA_PORTS = 4 };

/* libvirt itself gives out numbers that it refuses when it reads them again. */
static void check_port(struct canon *c, const struct node *serial)
{
    const struct node *target = node_child(serial, A_target);
    const uint64_t port = attr_uint_or(target, A_port, 0);
    if (!c->opt.libvirt && attr_is(target, A_type, A_isa_serial) && port >= ISA_PORTS)
        refuse_at(c, target, A_port, D_serial_port_high, text_of(c, port));
}

static void check_console_target(struct canon *c)
{
    static const uint16_t foreign[] = {A_xen, A_uml, A_lxc, A_openvz, 0};
    FOR_DEVICES(console, c, A_console) {
        struct node *target = node_child(console, A_target);
        if (atom_in(attr_atom(target, A_type), foreign))
            refuse_at(c, target, A_type, D_console_target, attr_get(target, A_type));
        const bool missing =
            (attr_is(target, A_type, A_sclp) && !host_has(c->host, HOST_CAP_SCLP_CONSOLE)) ||
            (attr_is(target, A_type, A_sclplm) && !host_has(c->host, HOST_CAP_SCLP_LM_CONSOLE));
        if (missing)
            refuse_at(c, target, A_type, D_console_sclp);
    }
}

void pass_serial(struct canon *c)
{
    const struct serial_kind *board = board_serial(c);
    FOR_DEVICES(serial, c, A_serial) {
        choose_serial(c, serial, board);
        check_serial_bus(c, serial);
        check_port(c, serial);
    }
    check_console_target(c);
    struct node *first = node_child(c->devices, A_console);
    FOR_DEVICES(console, c, A_console)
        if (console != first && stands_for_serial(console))
            refuse(c, console, NULL, D_console_second);
}
