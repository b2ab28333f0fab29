/* What keeps a guest from starting: displays and video cards. */
#include <string.h>

#include "start.h"

enum { VNC_FIRST_PORT = 5900, HEADS_MAX = 16, BOCHS_LEAST = 4096, BOCHS_MOST = 262144 };

void start_graphics_twice(struct review *r, struct node *graphics)
{
    const char *type = attr_get(graphics, A_type);
    const struct node *same = start_claim(r, CLAIM_DISPLAY, type, graphics);
    if (same)
        unstartable_at(r, graphics, A_type, S_graphics_twice, type, line_text(r, same));
}

void start_graphics_listens(struct review *r, struct node *graphics)
{
    const enum atom type = attr_atom(graphics, A_type);
    const size_t listens = node_count(graphics, A_listen);
    if ((type == A_vnc || type == A_spice) && listens > 1)
        unstartable(r, graphics, NULL, S_graphics_listens, atom_text[type], number_text(r, listens));
}

static bool has_ports(const struct node *graphics)
{
    const enum atom listen = attr_atom(node_child(graphics, A_listen), A_type);
    return listen == A_address || listen == A_network;
}

void start_vnc_port(struct review *r, struct node *graphics)
{
    const uint64_t port = attr_uint_or(graphics, A_port, 0);
    if (attr_is(graphics, A_type, A_vnc) && has_ports(graphics) && attr_is(graphics, A_autoport, A_no) &&
        port < VNC_FIRST_PORT)
        unstartable_at(r, graphics, A_port, S_vnc_port, number_text(r, port));
}

void start_vnc_keymap(struct review *r, struct node *graphics)
{
    static const char *const keymaps[] = {
        "ar", "bepo", "cz", "da", "de", "de-ch", "en-gb", "en-us", "es", "et", "fi", "fo", "fr", "fr-be", "fr-ca",
        "fr-ch", "hr", "hu", "is", "it", "ja", "lt", "lv", "mk", "nl", "nl-be", "no", "pl", "pt", "pt-br", "ru",
        "sl", "sv", "th", "tr",
    };
    const char *keymap = attr_is(graphics, A_type, A_vnc) ? attr_get(graphics, A_keymap) : NULL;
    for (size_t i = 0; keymap && i < sizeof keymaps / sizeof *keymaps; i++)
        if (strcmp(keymap, keymaps[i]) == 0)
            return;
    if (keymap)
        unstartable_at(r, graphics, A_keymap, S_vnc_keymap, keymap);
}

/* The ports are libvirt's to choose, so it has to choose an encrypted one. */
void start_spice_tls(struct review *r, struct node *graphics)
{
    if (!attr_is(graphics, A_type, A_spice) || !attr_is(graphics, A_autoport, A_yes))
        return;
    if (attr_is(graphics, A_defaultMode, A_secure)) {
        unstartable_at(r, graphics, A_defaultMode, S_spice_tls, "defaultMode");
        return;
    }
    FOR_CHILDREN(channel, graphics, A_channel)
        if (attr_is(channel, A_mode, A_secure)) {
            unstartable_at(r, channel, A_mode, S_spice_tls, "mode");
            return;
        }
}

static bool has_gl(const struct node *graphics)
{
    return attr_is(graphics, A_type, A_egl_headless) || attr_is(node_child(graphics, A_gl), A_enable, A_yes);
}

void start_spice_gl(struct review *r, struct node *graphics)
{
    const bool local_only = !host_version(r->canon.host, 10, 2);
    if (attr_is(graphics, A_type, A_spice) && has_gl(graphics) && has_ports(graphics) && local_only &&
        (attr_is(graphics, A_autoport, A_yes) || node_attr(graphics, A_port) || node_attr(graphics, A_tlsPort)))
        unstartable(r, node_child(graphics, A_gl), NULL, S_spice_gl, qemu_text(r, r->canon.host));
}

void start_video_gl(struct review *r, struct node *video)
{
    struct node *model = node_child(video, A_model), *acceleration = node_child(model, A_acceleration);
    if (!attr_is(model, A_type, A_virtio) || !attr_is(acceleration, A_accel3d, A_yes) ||
        attr_is(node_child(video, A_driver), A_name, A_vhostuser))
        return;
    FOR_MEANT(graphics, r, A_graphics)
        if (has_gl(graphics))
            return;
    unstartable_at(r, acceleration, A_accel3d, S_video_gl);
}

void start_video_heads(struct review *r, struct node *video)
{
    struct node *model = node_child(video, A_model);
    const enum atom type = attr_atom(model, A_type);
    uint64_t heads;
    if (type == A_virtio && attr_uint(model, A_heads, &heads) && heads > HEADS_MAX)
        unstartable_at(r, model, A_heads, S_video_heads, number_text(r, heads), atom_text[type]);
}

void start_video_memory(struct review *r, struct node *video)
{
    struct node *model = node_child(video, A_model);
    uint64_t kib;
    if (attr_is(model, A_type, A_bochs) && attr_uint(model, A_vram, &kib) && (kib < BOCHS_LEAST || kib > BOCHS_MOST))
        unstartable_at(r, model, A_vram, S_video_memory, number_text(r, kib), number_text(r, BOCHS_LEAST),
                       number_text(r, BOCHS_MOST));
}
