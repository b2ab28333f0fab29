/* Where the firmware keeps its variables: what is read of <nvram>, and what of it QEMU cannot use. Chooses no firmware. */
#include "disk.h"

static struct node *nvram_of(const struct canon *c)
{
    return node_path(c->domain, A_os, A_nvram, 0);
}

/* With a type it is read like the source of a disk, without one it is a path. */
void pass_nvram_unread(struct canon *c)
{
    struct node *nvram = nvram_of(c);
    if (!nvram || !c->opt.libvirt)
        return;
    attr_drop(node_child(nvram, A_source), A_startupPolicy);
    if (!node_attr(nvram, A_type))
        node_drop_children(nvram, A_source);
    else if (node_child(nvram, A_source) && *node_text_trimmed(c->doc, nvram))
        node_set_text(c->doc, nvram, "");
}

void pass_nvram_source(struct canon *c)
{
    struct node *nvram = nvram_of(c), *source = node_child(nvram, A_source);
    if (!source || !attr_is(nvram, A_type, A_network))
        return;
    settle_network_source(c, source);
    check_auth(c, node_child(source, A_auth), attr_atom(source, A_protocol));
}

void pass_nvram_qemu(struct canon *c)
{
    static const enum atom parts[] = {A_slices, A_reservations};
    const struct node *nvram = nvram_of(c), *source = node_child(nvram, A_source);
    if (attr_is(nvram, A_type, A_volume))
        refuse_at(c, nvram, A_type, D_nvram_type, attr_get(nvram, A_type));
    for (size_t i = 0; i < countof(parts); i++)
        if (node_child(source, parts[i]))
            refuse(c, node_child(source, parts[i]), NULL, D_nvram_part, atom_text[parts[i]]);
}
