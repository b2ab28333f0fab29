/* What the schema's rules would drop or fill in without a word although libvirt refuses it. Runs before them. */
#include <string.h>

#include "../valid/validate.h"
#include "canon.h"

static void check_features(struct canon *c)
{
    FOR_ELEMENTS(n, node_child(c->domain, A_features))
        if (c->opt.libvirt && n->ns == NS_NONE && !n->slot) /* otherwise it is told with all unknown names */
            refuse(c, n, NULL, D_element_unknown, n->text, "features", validate_hint(c->doc, n, NULL));
}

/* What only some timers can be told. */
static void check_timer(struct canon *c, const struct node *timer)
{
    static const enum atom attrs[] = {A_track, A_frequency, A_mode, A_tickpolicy};
    const enum atom name = attr_atom(timer, A_name);
    const bool paravirtual = name == A_kvmclock || name == A_hypervclock;
    const bool can[] = {name == A_rtc || name == A_platform, name == A_tsc, name == A_tsc, !paravirtual};
    for (size_t i = 0; name && i < countof(attrs); i++) {
        const struct attr *a = node_attr(timer, attrs[i]);
        if (a && !can[i])
            refuse(c, timer, a, D_timer_attribute, atom_text[name], a->text);
    }
}

static void check_timers(struct canon *c)
{
    FOR_CHILDREN(timer, node_child(c->domain, A_clock), A_timer) {
        check_timer(c, timer);
        const struct node *catchup = node_child(timer, A_catchup);
        if (catchup && catchup->attrs && !attr_is(timer, A_tickpolicy, A_catchup))
            refuse(c, catchup, NULL, D_timer_catchup);
    }
}

static void check_resource(struct canon *c)
{
    const struct node *resource = node_child(c->domain, A_resource);
    const char *appid = attr_get(node_child(resource, A_fibrechannel), A_appid);
    const bool partition = *node_text(c->doc, node_child(resource, A_partition));
    if (resource && !partition && !(appid && *appid))
        refuse(c, resource, NULL, D_resource_empty);
}

static void check_second(struct canon *c, const struct node *parent, enum atom name, enum diag_id twice)
{
    const struct node *first = node_child(parent, name), *second = first ? node_next_same(first) : NULL;
    if (second)
        refuse(c, second, NULL, twice);
}

void pass_unread(struct canon *c)
{
    const struct node *vcpu = node_child(c->domain, A_vcpu), *tune = node_child(c->domain, A_cputune);
    if (vcpu && text_is_blank(node_text(c->doc, vcpu)))
        refuse(c, vcpu, NULL, D_vcpu_count, "");
    check_second(c, tune, A_emulatorpin, D_emulatorpin_twice);
    check_second(c, tune, A_emulatorsched, D_emulatorsched_twice);
    check_second(c, c->domain, A_numatune, D_numatune_twice);
    check_second(c, c->domain, A_genid, D_genid_twice);
    refuse_second(c, node_child(c->domain, A_cpu), A_cache);
    check_resource(c);
    check_features(c);
    check_timers(c);
}
