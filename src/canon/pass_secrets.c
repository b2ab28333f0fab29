/* What `virsh dumpxml` does not show of a new definition: passwords of displays. Files of a daemon and the canonical
 * form itself keep them. */
#include "canon.h"

void pass_secrets(struct canon *c)
{
    if (!c->opt.libvirt || c->opt.reload)
        return;
    FOR_DEVICES(graphics, c, A_graphics)
        attr_drop(graphics, A_passwd);
}
