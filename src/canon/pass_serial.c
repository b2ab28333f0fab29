/* Serial ports: kinds and models by board, and which of them have an address. */
#include "serial.h"

/* Where a port of this type and model exists, and its kind of address. */
static const struct kind {
    uint16_t type, model, address;
    uint32_t boards;
} kinds[] = {
    {A_isa_serial, A_isa_serial, A_isa, ARCH(X86)},
    {A_isa_debug, A_isa_debugcon, A_isa, ARCH(X86)},
    {A_pci_serial, A_pci_serial, A_pci, ANY_BOARD},
    {A_usb_serial, A_usb_serial, A_usb, ANY_BOARD},
    {A_spapr_vio_serial, A_spapr_vty, A_spapr_vio, BOARD(PSERIES)},
    {A_sclp_serial, A_sclpconsole, A_NONE, ARCH(S390)},
    {A_sclp_serial, A_sclplmconsole, A_NONE, ARCH(S390)},
    {A_system_serial, A_pl011, A_NONE, BOARD(VIRT)},
    {A_system_serial, A_16550a, A_NONE, BOARD(RISCV_VIRT) | BOARD(LOONGARCH_VIRT)},
};

/* The first of this type and model (0: of any); NULL when there is none. */
static const struct kind *kind_of(enum atom type, enum atom model)
{
    for (size_t i = 0; i < countof(kinds); i++)
        if (kinds[i].type == type && (!model || kinds[i].model == model))
            return &kinds[i];
    return NULL;
}

static void check_address(struct canon *c, struct node *serial, enum atom type)
{
    const enum atom address = address_type(serial);
    const struct kind *kind = kind_of(type, A_NONE);
    if (type == A_spapr_vio_serial) /* gets its address whatever the document says */
        return;
    if (address && kind && kind->address != address)
        refuse(c, serial, NULL, D_serial_address, atom_text[type], atom_text[address]);
}

/* A port that is part of the board is what the board has. */
static enum atom usual_model(const struct canon *c, enum atom type)
{
    const struct kind *kind = kind_of(type, A_NONE);
    if (type == A_system_serial)
        return default_model(c, MODEL_OF_SYSTEM_SERIAL);
    return kind ? (enum atom)kind->model : A_NONE;
}

static bool exists(const struct canon *c, enum atom type, enum atom model)
{
    const struct kind *kind = kind_of(type, model);
    return kind ? is_board(c, kind->boards) : !kind_of(type, A_NONE);
}

/* isa-serial once was what every board had: elsewhere it means the board's own port. */
static void choose_serial(struct canon *c, struct node *serial)
{
    struct node *target = fill_child(c, serial, A_target, R_chardev_port);
    const enum atom own = default_model(c, MODEL_OF_SERIAL);
    if (attr_is(target, A_type, A_isa_serial) && !is_x86(c->arch))
        attr_drop(target, A_type);
    if (own)
        fill_atom(c, target, A_type, R_serial_type, own);
    const enum atom type = attr_atom(target, A_type);
    const enum atom usual = usual_model(c, type);
    struct node *model = node_child(target, A_model);
    if (usual && !attr_get(model, A_name))
        fill_atom(c, fill_child(c, target, A_model, R_serial_model), A_name, R_serial_model, usual);
    const enum atom chosen = attr_atom(node_child(target, A_model), A_name);
    if (chosen && !type)
        refuse(c, target, NULL, D_serial_no_type, atom_text[chosen]);
    else if (chosen && !exists(c, type, chosen))
        refuse(c, target, NULL, D_serial_board, atom_text[type], atom_text[chosen]);
    check_address(c, serial, type);
}

static void check_console_target(struct canon *c)
{
    static const uint16_t foreign[] = {A_xen, A_uml, A_lxc, A_openvz, 0};
    FOR_DEVICES(console, c, A_console) {
        struct node *target = node_child(console, A_target);
        if (atom_in(attr_atom(target, A_type), foreign))
            refuse_at(c, target, A_type, D_console_target, attr_get(target, A_type));
    }
}

void pass_serial(struct canon *c)
{
    FOR_DEVICES(serial, c, A_serial)
        choose_serial(c, serial);
    check_console_target(c);
}
