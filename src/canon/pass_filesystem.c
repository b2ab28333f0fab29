/* File systems of the host, and leases. */
#include "device.h"

static void drop_attr(struct node *n, enum atom name)
{
    struct attr *a = node_attr(n, name);
    if (a)
        attr_unlink(n, a);
}

/* What only the daemon of virtiofs heeds; and what a driver without a type has not. */
static void drop_unheeded(struct node *fs)
{
    struct node *driver = node_child(fs, A_driver);
    const enum atom type = attr_atom(driver, A_type);
    if (type != A_virtiofs) {
        node_drop_children(fs, A_binary);
        node_drop_children(fs, A_idmap);
    }
    if (!driver)
        return;
    if (type != A_virtiofs)
        drop_attr(driver, A_queue);
    if (!type) {
        drop_attr(driver, A_format);
        drop_attr(driver, A_wrpolicy);
    }
}

void pass_filesystem(struct canon *c)
{
    FOR_DEVICES(fs, c, A_filesystem) {
        drop_unheeded(fs);
        /* Whoever serves the socket has decided. */
        if (!attr_get(node_child(fs, A_source), A_socket))
            fill_atom(c, fs, A_accessmode, R_filesystem_access, A_passthrough);
        if (!node_child(fs, A_source) && !attr_is(fs, A_type, A_ram))
            refuse(c, fs, NULL, D_element_missing, "filesystem", "source");
        if (!attr_is(fs, A_type, A_mount) && c->virt != A_lxc && !c->opt.generic)
            refuse(c, fs, node_attr(fs, A_type), D_filesystem_type);
    }
    FOR_DEVICES(lease, c, A_lease)
        if (!node_child(lease, A_lockspace))
            refuse(c, lease, NULL, D_element_missing, "lease", "lockspace");
}

void pass_filesystem_check(struct canon *c)
{
    FOR_DEVICES(fs, c, A_filesystem)
        if (attr_is(node_child(fs, A_driver), A_type, A_virtiofs) && !memory_is_shared(c))
            refuse(c, fs, NULL, D_needs_shared_memory, "filesystem");
}
