/* Displays: ports, the places to listen on and their copies in attributes. Knows no video card. */
#include <ctype.h>
#include <string.h>

#include "device.h"

enum { VNC_PASSWORD_MAX = 8 };

static const uint16_t networked[] = {A_vnc, A_spice, A_rdp, 0};

/* --- where viewers connect ------------------------------------------------------------------------------ */

static const char *non_empty(const char *s)
{
    return s && *s ? s : NULL;
}

/* The attribute of <graphics> is older than <listen> and says what the first <listen> says. */
static void first_listen(struct canon *c, struct node *graphics)
{
    struct node *listen = node_child(graphics, A_listen);
    const char *socket = attr_is(graphics, A_type, A_vnc) ? non_empty(attr_get(graphics, A_socket)) : NULL;
    if (!listen) {
        listen = decide_child(c, graphics, A_listen, R_graphics_listen);
        fill_atom(c, listen, A_type, R_graphics_listen, socket ? A_socket : A_address);
    } else if (socket && !attr_is(listen, A_type, A_socket)) {
        decide_atom(c, listen, A_type, R_graphics_listen, A_socket);
        attr_drop(listen, A_address);
        attr_drop(listen, A_network);
    }
    const bool is_socket = attr_is(listen, A_type, A_socket);
    const enum atom name = is_socket ? A_socket : A_address;
    const char *older = is_socket ? socket : non_empty(attr_get(graphics, A_listen));
    if (!non_empty(attr_get(listen, name)))
        attr_drop(listen, name);
    const char *newer = attr_get(listen, name);
    if ((!is_socket && !attr_is(listen, A_type, A_address)) || !older)
        return;
    if (!newer)
        fill_attr(c, listen, name, R_graphics_listen, older);
    else if (strcmp(older, newer) != 0)
        refuse_at(c, graphics, is_socket ? A_socket : A_listen, D_graphics_listen,
               is_socket ? "socket" : "listen", older, newer);
}

static void copy_listen(struct canon *c, struct node *graphics)
{
    const struct node *listen = node_child(graphics, A_listen);
    const enum atom type = attr_atom(listen, A_type);
    const char *address = type == A_address ? attr_get(listen, A_address) : NULL;
    const bool vnc_socket = type == A_socket && attr_is(graphics, A_type, A_vnc);
    const char *socket = vnc_socket ? attr_get(listen, A_socket) : NULL;
    attr_drop(graphics, A_listen);
    attr_drop(graphics, A_socket);
    if (address)
        fill_attr(c, graphics, A_listen, R_graphics_listen_copy, address);
    if (socket)
        fill_attr(c, graphics, A_socket, R_graphics_listen_copy, socket);
}

/* --- ports ---------------------------------------------------------------------------------------------- */

static bool is_auto_port(const struct node *graphics, enum atom name)
{
    const char *port = attr_get(graphics, name);
    return port && strcmp(port, "-1") == 0;
}

static void drop_zero_port(struct node *graphics, enum atom name)
{
    uint64_t port;
    if (attr_uint(graphics, name, &port) && port == 0)
        attr_drop(graphics, name);
}

static void single_port(struct canon *c, struct node *graphics)
{
    if (attr_is(graphics, A_type, A_vnc) && attr_is(graphics, A_autoport, A_no) && is_auto_port(graphics, A_port))
        attr_drop(graphics, A_port);
    const bool automatic = attr_is(graphics, A_autoport, A_yes) || is_auto_port(graphics, A_port) ||
                           (!attr_get(graphics, A_port) && !attr_is(graphics, A_autoport, A_no));
    drop_zero_port(graphics, A_port);
    if (automatic) {
        const char *port = attr_is(graphics, A_type, A_rdp) ? "0" : "-1";
        if (!attr_get(graphics, A_port) || strcmp(attr_get(graphics, A_port), port) != 0)
            decide_attr(c, graphics, A_port, R_graphics_port, port);
        if (!attr_is(graphics, A_autoport, A_yes))
            decide_atom(c, graphics, A_autoport, R_graphics_port, A_yes);
    }
    fill_atom(c, graphics, A_autoport, R_graphics_port, A_no);
}

static bool listens_nowhere(const struct node *graphics)
{
    const struct node *listen = node_child(graphics, A_listen);
    return !attr_is(listen, A_type, A_address) && !attr_is(listen, A_type, A_network);
}

static void spice_ports(struct canon *c, struct node *graphics)
{
    drop_zero_port(graphics, A_port);
    drop_zero_port(graphics, A_tlsPort);
    if (is_auto_port(graphics, A_port) && is_auto_port(graphics, A_tlsPort))
        decide_atom(c, graphics, A_autoport, R_graphics_port, A_yes);
    const bool automatic = attr_is(graphics, A_autoport, A_yes);
    const bool ports = attr_get(graphics, A_port) || attr_get(graphics, A_tlsPort);
    struct node *listen = node_child(graphics, A_listen);
    if (automatic) {
        attr_drop(graphics, A_port);
        attr_drop(graphics, A_tlsPort);
    } else if (!ports && attr_is(listen, A_type, A_address)) {
        decide_atom(c, listen, A_type, R_spice_silent, A_none);
        attr_drop(listen, A_address);
    }
    if (!listens_nowhere(graphics)) {
        fill_atom(c, graphics, A_autoport, R_graphics_port, A_no);
        return;
    }
    attr_drop(graphics, A_port);
    attr_drop(graphics, A_tlsPort);
    attr_drop(graphics, A_autoport);
}

/* A display that listens on no network has no port. */
static void drop_ports(struct node *graphics)
{
    static const uint16_t names[] = {A_port, A_autoport, A_websocket, 0};
    for (const uint16_t *name = names; *name; name++)
        attr_drop(graphics, *name);
}

static void check_dbus(struct canon *c, struct node *graphics)
{
    if (attr_is(graphics, A_type, A_dbus) && attr_is(graphics, A_p2p, A_yes) && attr_get(graphics, A_address))
        refuse_at(c, graphics, A_address, D_graphics_p2p);
}

static bool is_time(const char *s)
{
    static const char form[] = "dddd-dd-ddTdd:dd:dd";
    for (size_t i = 0; i < sizeof(form); i++)
        if (form[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != form[i])
            return false;
    return true;
}

/* What is said about a password means nothing without one. */
static void spell_password(struct canon *c, struct node *graphics)
{
    const char *until = attr_get(graphics, A_passwdValidTo);
    if (attr_get(graphics, A_passwd)) {
        if (until && !is_time(until))
            refuse_at(c, graphics, A_passwdValidTo, D_graphics_time, until);
        return;
    }
    attr_drop(graphics, A_passwdValidTo);
    attr_drop(graphics, A_connected);
    attr_drop(graphics, A_username);
}

void pass_graphics(struct canon *c)
{
    FOR_DEVICES(graphics, c, A_graphics) {
        spell_password(c, graphics);
        const enum atom type = attr_atom(graphics, A_type);
        check_dbus(c, graphics);
        if (!atom_in(type, networked))
            continue;
        drop_zero_port(graphics, A_websocket);
        first_listen(c, graphics);
        if (type == A_spice)
            spice_ports(c, graphics);
        else if (listens_nowhere(graphics))
            drop_ports(graphics);
        else
            single_port(c, graphics);
        copy_listen(c, graphics);
    }
}

/* What was generated for a running guest is generated again. */
void pass_graphics_websocket(struct canon *c)
{
    FOR_DEVICES(graphics, c, A_graphics)
        if (attr_is(graphics, A_type, A_vnc) && attr_is(graphics, A_websocketGenerated, A_yes))
            decide_attr(c, graphics, A_websocket, R_graphics_port, "-1");
}

/* The last word about each channel counts; 'any' says nothing. */
void pass_spice_channels(struct canon *c)
{
    static const uint16_t names[] = {A_main, A_display, A_inputs, A_cursor, A_playback, A_record, A_smartcard,
                                     A_usbredir};
    FOR_DEVICES(graphics, c, A_graphics) {
        for (size_t i = 0; i < countof(names); i++) {
            struct node *said = NULL;
            for (struct node *n = node_child(graphics, A_channel), *next; n; n = next) {
                next = node_next_same(n);
                if (!attr_is(n, A_name, names[i]))
                    continue;
                if (said)
                    node_drop(said);
                said = n;
            }
            if (said && attr_is(said, A_mode, A_any))
                node_drop(said);
            else if (said)
                node_move_last(graphics, said);
        }
    }
}

/* --- QEMU ----------------------------------------------------------------------------------------------- */

/* Sockets that libvirt made up for a running guest are not part of its definition. */
void pass_graphics_socket(struct canon *c)
{
    static const char folder[] = "/var/lib/libvirt/qemu/";
    FOR_DEVICES(graphics, c, A_graphics) {
        if (!attr_is(graphics, A_type, A_vnc))
            continue;
        FOR_CHILDREN(listen, graphics, A_listen) {
            const char *socket = attr_get(listen, A_socket);
            if (!attr_is(listen, A_type, A_socket) || !socket || strncmp(socket, folder, strlen(folder)) != 0)
                continue;
            decide_atom(c, listen, A_type, R_graphics_socket, A_address);
            attr_drop(listen, A_socket);
            if (listen == node_child(graphics, A_listen))
                attr_drop(graphics, A_socket);
            single_port(c, graphics);
        }
    }
}

static bool draws_with_gl(const struct node *graphics)
{
    return attr_is(graphics, A_type, A_spice) && attr_is(node_child(graphics, A_gl), A_enable, A_yes);
}

void pass_graphics_check(struct canon *c)
{
    static const uint16_t beside_egl[] = {A_vnc, A_spice, A_egl_headless, 0};
    const struct node *egl = find_device(c, A_graphics, A_type, A_egl_headless);
    FOR_DEVICES(graphics, c, A_graphics) {
        const char *passwd = attr_is(graphics, A_type, A_vnc) ? attr_get(graphics, A_passwd) : NULL;
        if (passwd && strlen(passwd) > VNC_PASSWORD_MAX)
            refuse_at(c, graphics, A_passwd, D_vnc_password, text_of(c, strlen(passwd)));
        if (attr_is(graphics, A_type, A_vnc) && node_attr(graphics, A_connected) &&
            !attr_is(graphics, A_connected, A_keep))
            refuse_at(c, graphics, A_connected, D_vnc_connected);
        if (egl && !atom_in(attr_atom(graphics, A_type), beside_egl))
            refuse_at(c, graphics, A_type, D_egl_beside, attr_get(graphics, A_type));
        if (attr_is(graphics, A_type, A_desktop))
            refuse_at(c, graphics, A_type, D_graphics_type, "desktop");
        if (egl && draws_with_gl(graphics))
            refuse(c, graphics, NULL, D_graphics_gl, line_of(c, egl));
    }
}
