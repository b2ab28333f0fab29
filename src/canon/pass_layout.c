/* Elements that libvirt writes with a start tag and an end tag even when nothing stands between. */
#include "canon.h"

static void keep_open(struct canon *c, struct node *n)
{
    if (n && !n->first)
        node_set_text(c->doc, n, "");
}

void pass_layout(struct canon *c)
{
    const struct node *features = node_child(c->domain, A_features);
    keep_open(c, c->devices);
    keep_open(c, node_child(features, A_hyperv));
    keep_open(c, node_child(features, A_kvm));
    FOR_DEVICES(rng, c, A_rng) {
        struct node *backend = node_child(rng, A_backend);
        struct node *source = node_child(backend, A_source);
        if (source && node_is_bare(source))
            node_drop(source);
        if (attr_is(backend, A_model, A_egd) && !node_first_element(backend))
            node_set_text(c->doc, backend, "");
    }
}
