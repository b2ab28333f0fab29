/* File systems of the host, and leases. */
#include "canon.h"

void pass_filesystem(struct canon *c)
{
    FOR_DEVICES(fs, c, A_filesystem) {
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
