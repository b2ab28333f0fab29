/* Port numbers of character devices, and the bond between the first console and the first serial port. */
#include "serial.h"

/* --- port numbers --------------------------------------------------------------------------------------- */

enum { ISA_PORTS = 4 };

static bool is_said_to_be_isa(const struct node *target)
{
    return attr_is(target, A_type, A_isa_serial);
}

/* libvirt's own output names port and model of each, and would be refused where it made two equal ones. */
static bool is_own_output(struct canon *c)
{
    FOR_DEVICES(serial, c, A_serial) {
        const struct node *target = node_child(serial, A_target);
        if (is_said_to_be_isa(target) && !(node_child(target, A_model) && attr_get(target, A_port)))
            return false;
    }
    return true;
}

static void reserve_isa_port(struct canon *c, struct node *target, const struct node **taken)
{
    uint64_t port;
    if (!attr_uint(target, A_port, &port))
        return;
    if (port >= ISA_PORTS)
        refuse_at(c, target, A_port, D_serial_isa_count);
    else if (taken[port])
        refuse_at(c, target, A_port, D_serial_isa_taken, text_of(c, port), line_of(c, taken[port]));
    else
        taken[port] = target;
}

/* Ports that are said to be isa-serial have the numbers of the board's, each once, and get the first free one. The others
 * neither count nor know these. */
static void number_isa_ports(struct canon *c)
{
    const struct node *taken[ISA_PORTS] = {NULL};
    uint64_t count = 0, next = 0;
    if (is_own_output(c))
        return;
    FOR_DEVICES(serial, c, A_serial) {
        struct node *target = node_child(serial, A_target);
        if (is_said_to_be_isa(target) && count++ == ISA_PORTS)
            refuse(c, target, NULL, D_serial_isa_count);
        else if (is_said_to_be_isa(target))
            reserve_isa_port(c, target, taken);
    }
    FOR_DEVICES(serial, c, A_serial) {
        struct node *target = node_child(serial, A_target);
        while (next < ISA_PORTS && taken[next])
            next++;
        if (is_said_to_be_isa(target) && fill_uint(c, target, A_port, R_chardev_port, next))
            next++;
    }
}

/* A port without a number comes behind all others. */
static void number_ports(struct canon *c, enum atom kind)
{
    uint64_t next = 0, port;
    FOR_DEVICES(device, c, kind) {
        /* Parallel ports are numbered as they come, serial ones behind all that have a number. */
        if (kind == A_parallel)
            fill_uint(c, fill_child(c, device, A_target, R_chardev_port), A_port, R_chardev_port, next);
        const struct node *target = fill_child(c, device, A_target, R_chardev_port);
        if (attr_uint(target, A_port, &port) && port >= next)
            next = port + 1;
    }
    FOR_DEVICES(device, c, kind)
        if (fill_uint(c, node_child(device, A_target), A_port, R_chardev_port, next))
            next++;
}

/* --- the first console is the first serial port --------------------------------------------------------- */

bool stands_for_serial(const struct node *console)
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
    if (old)
        node_move_before(old, console);
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
    while (console && (console = node_next_same(console)))
        if (stands_for_serial(console))
            refuse(c, console, NULL, D_console_second);
}

void pass_chardev_port(struct canon *c)
{
    number_isa_ports(c);
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
    copy->ordinal = console->ordinal;
    copy->line = console->line;
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
