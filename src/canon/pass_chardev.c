/* Character devices of the guest: what is behind them on the host, port numbers, and the bond between the first
 * console and the first serial port. Knows no address. */
#include <string.h>

#include "device.h"

static const uint16_t kinds[] = {A_serial, A_parallel, A_console, A_channel, A_redirdev, A_smartcard, 0};

/* --- sources -------------------------------------------------------------------------------------------------- */

struct source_need {
    uint16_t type;
    uint16_t attribute;
};

static const struct source_need needs[] = {
    {A_dev, A_path},  {A_file, A_path},       {A_pipe, A_path},         {A_tcp, A_host},
    {A_tcp, A_service}, {A_spiceport, A_channel}, {A_nmdm, A_master}, {A_nmdm, A_slave},
};

static void check_source(struct canon *c, struct node *device, enum atom type)
{
    struct node *source = node_child(device, A_source);
    for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++)
        if (needs[i].type == type && !source) {
            refuse(c, device, NULL, D_chardev_source, atom_text[type], atom_text[needs[i].attribute]);
            return;
        }
    const struct node *clipboard = node_child(source, A_clipboard), *mouse = node_child(source, A_mouse);
    if (clipboard && !attr_get(clipboard, A_copypaste))
        refuse(c, clipboard, NULL, D_attribute_missing, "clipboard", "copypaste");
    if (mouse && !attr_get(mouse, A_mode))
        refuse(c, mouse, NULL, D_attribute_missing, "mouse", "mode");
    const struct node *reconnect = node_child(source, A_reconnect);
    if (!reconnect || !attr_is(reconnect, A_enabled, A_yes))
        return;
    uint64_t timeout;
    if (attr_is(source, A_mode, A_bind))
        refuse(c, reconnect, NULL, D_chardev_reconnect_bind);
    else if (!attr_get(reconnect, A_timeout))
        refuse(c, reconnect, NULL, D_attribute_missing, "reconnect", "timeout");
    else if (attr_uint(reconnect, A_timeout, &timeout) && timeout == 0)
        refuse(c, reconnect, node_attr(reconnect, A_timeout), D_chardev_reconnect_zero);
}

/* One source of each mode; further ones are not read. */
static void spell_udp(struct canon *c, struct node *device)
{
    bool bind = false, connect = false;
    for (struct node *source = node_child(device, A_source), *next; source; source = next) {
        next = node_next_same(source);
        fill_atom(c, source, A_mode, R_chardev_mode, A_connect);
        bool *seen = attr_is(source, A_mode, A_bind) ? &bind : &connect;
        if (*seen)
            node_drop(source);
        *seen = true;
    }
}

static void check_udp(struct canon *c, struct node *device)
{
    spell_udp(c, device);
    FOR_CHILDREN(source, device, A_source)
        if (!attr_is(source, A_mode, A_bind) && attr_get(source, A_service))
            return;
    refuse(c, device, NULL, D_chardev_source, "udp", "service");
}

static void spell_backend(struct canon *c, struct node *device)
{
    const enum atom type = attr_atom(device, A_type);
    if (type == A_tcp)
        fill_atom(c, fill_child(c, device, A_protocol, R_chardev_protocol), A_type, R_chardev_protocol, A_raw);
    else
        node_drop_children(device, A_protocol);
    if (type == A_udp)
        check_udp(c, device);
    else
        check_source(c, device, type);
}

/* Before further ones are dropped: one source, or two where both directions have their own. */
void pass_chardev_sources(struct canon *c)
{
    for (const uint16_t *kind = kinds; *kind; kind++)
        FOR_DEVICES(device, c, *kind) {
            const bool udp = attr_is(device, A_type, A_udp);
            if (node_count(device, A_source) > (udp ? 2u : 1u))
                refuse(c, device, NULL, D_chardev_sources, attr_get(device, A_type) ? attr_get(device, A_type) : "pty",
                       udp ? "two" : "one");
        }
}

static bool may_lack_path(const struct node *device)
{
    return device->name == A_channel && attr_is(node_child(device, A_target), A_type, A_virtio);
}

static void spell_unix(struct canon *c, struct node *device)
{
    struct node *source = node_child(device, A_source);
    if (attr_get(source, A_path))
        return;
    if (!may_lack_path(device))
        refuse(c, device, NULL, D_chardev_source, "unix", "path");
    else if (source)
        node_drop(source);
}

void pass_chardev(struct canon *c)
{
    for (const uint16_t *kind = kinds; *kind; kind++)
        FOR_DEVICES(device, c, *kind) {
            spell_backend(c, device);
            if (attr_is(device, A_type, A_unix))
                spell_unix(c, device);
        }
    FOR_DEVICES(rng, c, A_rng) {
        struct node *backend = node_child(rng, A_backend);
        if (!attr_is(backend, A_model, A_egd))
            continue;
        spell_backend(c, backend);
        if (attr_is(backend, A_type, A_unix))
            spell_unix(c, backend);
    }
}

/* --- port numbers --------------------------------------------------------------------------------------------- */

/* A port without a number comes behind all others; but that of an isa-serial means 0. */
static void number_ports(struct canon *c, enum atom kind)
{
    uint64_t next = 0, port;
    FOR_DEVICES(device, c, kind) {
        struct node *target = fill_child(c, device, A_target, R_chardev_port);
        if (attr_is(target, A_type, A_isa_serial))
            fill_uint(c, target, A_port, R_chardev_port, 0);
        if (attr_uint(target, A_port, &port) && port >= next)
            next = port + 1;
    }
    FOR_DEVICES(device, c, kind)
        if (fill_uint(c, node_child(device, A_target), A_port, R_chardev_port, next))
            next++;
}

/* --- the first console is the first serial port ----------------------------------------------------------------- */

static bool stands_for_serial(const struct node *console)
{
    const struct node *target = node_child(console, A_target);
    return !attr_get(target, A_type) || attr_is(target, A_type, A_serial);
}

/* A console that no serial port stands behind makes one. */
static void serial_from_console(struct canon *c, struct node *console)
{
    struct node *serial = add_device(c, A_serial, R_console_serial);
    for (struct attr *a = console->attrs; a; a = a->next)
        if (a->name)
            attr_set(c->doc, serial, a->name, a->value);
    FOR_ELEMENTS(child, console)
        if (child->name != A_target)
            node_append(serial, node_copy(c->doc, child));
    fill_uint(c, fill_child(c, serial, A_target, R_console_serial), A_port, R_console_serial, 0);
}

static bool console_shows(const struct node *serial)
{
    static const uint16_t aside[] = {A_pci_serial, A_usb_serial, A_isa_debug, 0};
    return !atom_in(attr_atom(node_child(serial, A_target), A_type), aside);
}

static struct node *new_first_console(struct canon *c)
{
    struct node *old = node_child(c->devices, A_console);
    struct node *console = add_device(c, A_console, R_console_serial);
    if (old) {
        node_drop(console);
        node_insert_before(old, console);
    }
    return console;
}

void pass_console(struct canon *c)
{
    if (!is_hvm(c))
        return;
    struct node *console = node_child(c->devices, A_console);
    struct node *serial = node_child(c->devices, A_serial);
    if (console && stands_for_serial(console)) {
        if (!serial)
            serial_from_console(c, console);
    } else if (serial && console_shows(serial)) {
        console = new_first_console(c);
        fill_atom(c, fill_child(c, console, A_target, R_console_serial), A_type, R_console_serial, A_serial);
    }
    if (console && stands_for_serial(console))
        decide_atom(c, node_need(c->doc, console, A_target), A_type, R_console_serial, A_serial);
}

void pass_chardev_port(struct canon *c)
{
    number_ports(c, A_serial);
    number_ports(c, A_parallel);
    uint64_t index = 0;
    FOR_DEVICES(console, c, A_console) {
        struct node *target = fill_child(c, console, A_target, R_chardev_port);
        uint64_t port;
        if (!attr_uint(target, A_port, &port) || port != index)
            decide_attr(c, target, A_port, R_chardev_port, text_of(c, index));
        index++;
    }
}

/* What the first console shows is the first serial port, whatever it was said to be. */
void pass_console_copy(struct canon *c)
{
    struct node *console = node_child(c->devices, A_console), *serial = node_child(c->devices, A_serial);
    if (!is_hvm(c) || !serial || !attr_is(node_child(console, A_target), A_type, A_serial))
        return;
    struct node *copy = node_copy(c->doc, serial);
    node_rename(copy, A_console);
    if (!console->ordinal)
        copy->rule = console->rule;
    struct node *target = node_need(c->doc, copy, A_target);
    node_drop_children(target, A_model);
    attr_set_atom(c->doc, target, A_type, A_serial);
    for (struct node *child = console->first, *next; child; child = next) {
        next = child->next;
        if (child->type == NODE_COMMENT || child->type == NODE_PI) {
            node_drop(child);
            node_append(copy, child);
        }
    }
    node_insert_before(console, copy);
    node_drop(console);
}

/* --- serial ports --------------------------------------------------------------------------------------------- */

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
    for (size_t i = 0; address && i < sizeof(serial_buses) / sizeof(*serial_buses); i++)
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
    for (size_t i = 0; i < sizeof(board_serials) / sizeof(*board_serials); i++) {
        const struct serial_kind *k = &board_serials[i];
        if (k->family != FAMILY_OTHER ? k->family == c->machine->family : k->arch[0] == c->arch || k->arch[1] == c->arch)
            return k;
    }
    return NULL;
}

static enum atom serial_model(const struct serial_kind *board, enum atom type)
{
    for (size_t i = 0; i < sizeof(serial_models) / sizeof(*serial_models); i++)
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
        return c->arch == A_s390x || c->arch == A_s390;
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

static void check_console_target(struct canon *c)
{
    static const uint16_t foreign[] = {A_xen, A_uml, A_lxc, A_openvz, 0};
    FOR_DEVICES(console, c, A_console) {
        struct node *target = node_child(console, A_target);
        if (atom_in(attr_atom(target, A_type), foreign))
            refuse(c, target, node_attr(target, A_type), D_console_target, attr_get(target, A_type));
        const bool missing =
            (attr_is(target, A_type, A_sclp) && !host_has(c->host, HOST_CAP_SCLP_CONSOLE)) ||
            (attr_is(target, A_type, A_sclplm) && !host_has(c->host, HOST_CAP_SCLP_LM_CONSOLE));
        if (missing)
            refuse(c, target, node_attr(target, A_type), D_console_sclp);
    }
}

void pass_chardev_check(struct canon *c)
{
    for (const uint16_t *kind = kinds; *kind; kind++)
        FOR_DEVICES(device, c, *kind) {
            struct node *protocol = node_child(device, A_protocol);
            if (attr_is(device, A_type, A_dbus) && !attr_get(node_child(device, A_source), A_channel))
                refuse(c, device, NULL, D_chardev_source, "dbus", "channel");
            if (attr_is(protocol, A_type, A_tls) || attr_is(protocol, A_type, A_telnets))
                refuse(c, protocol, node_attr(protocol, A_type), D_chardev_protocol, attr_get(protocol, A_type));
        }
}

void pass_serial(struct canon *c)
{
    const struct serial_kind *board = board_serial(c);
    FOR_DEVICES(serial, c, A_serial) {
        choose_serial(c, serial, board);
        check_serial_bus(c, serial);
    }
    check_console_target(c);
    struct node *first = node_child(c->devices, A_console);
    FOR_DEVICES(console, c, A_console)
        if (console != first && stands_for_serial(console))
            refuse(c, console, NULL, D_console_second);
}
