/* Port numbers of character devices, and the bond between the first console and the first serial port. */
#include "serial.h"

/* --- port numbers --------------------------------------------------------------------------------------- */

/* A port without a number comes behind all others; but that of an isa-serial means 0. */
static void number_ports(struct canon *c, enum atom kind)
{
    uint64_t next = 0, port;
    FOR_DEVICES(device, c, kind) {
        /* Parallel ports are numbered as they come, serial ones behind all that have a number. */
        if (kind == A_parallel)
            fill_uint(c, fill_child(c, device, A_target, R_chardev_port), A_port, R_chardev_port, next);
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
