/* What `virsh dumpxml` does not show of a new definition: passwords of displays and cookies of servers. Files of a
 * daemon and the canonical form itself keep them. */
#include "canon.h"

/* Those of a drive and of the images below it. */
static void drop_cookies(struct node *storage)
{
    for (; storage; storage = node_child(storage, A_backingStore))
        node_drop_children(node_child(storage, A_source), A_cookies);
}

void pass_secrets(struct canon *c)
{
    if (!c->opt.libvirt || c->opt.reload || c->opt.secrets)
        return;
    FOR_DEVICES(graphics, c, A_graphics)
        attr_drop(graphics, A_passwd);
    FOR_DEVICES(disk, c, A_disk)
        drop_cookies(disk);
}
