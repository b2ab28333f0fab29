/* The sentence that goes with a difference: a row of reasons.def, else what its class means. */
#include "../base/array.h"
#include "compare.h"

static const struct {
    const char *id;
    uint16_t parent, element, attribute;
    const char *sentence;
} reasons[] = {
#define REASON(id, parent, element, attribute, sentence) {#id, parent, element, attribute, sentence},
#include "reasons.def"
#undef REASON
};

static const char *const by_class[] = {
    [ABI_guest] = "the guest can notice it",
    [ABI_presence] = "the guest can notice it",
    [ABI_strict] = "libvirt refuses it although the guest can hardly notice it",
    [ABI_accepted] = "the guest can notice it, but libvirt accepts it",
    [ABI_unwritten] = "the new document does not write this address; libvirt chooses none for a saved guest",
    [ABI_identity] = "libvirt takes it for another guest",
    [ABI_host] = "it stands on the host's side; the guest does not see it",
    [ABI_tuning] = "it changes how fast the guest is, not what it sees",
    [ABI_info] = "it is for people and management; the guest does not see it",
    [ABI_ignore] = "it belongs to a running guest",
};

static const char *const class_ids[] = {
#define ABI(name) #name,
#include "../schema/abi.def"
#undef ABI
};

static bool is_told(enum abi_class c)
{
    return abi_is_guest(c) || c == ABI_identity;
}

static bool fits(uint16_t wanted, uint16_t name)
{
    return !wanted || wanted == name;
}

void abi_reason(struct difference *d, const struct node *n, const struct attr *a)
{
    const uint16_t parent = n->parent->type == NODE_ELEMENT ? n->parent->name : 0;
    d->rule = class_ids[d->class];
    d->reason = by_class[d->class];
    if (d->change == CHANGE_MOVED) {
        d->rule = "order";
        d->reason = d->class == ABI_strict
                        ? "libvirt compares one by one and refuses another order, though each has kept its place in the guest"
                        : "the order is another";
        return;
    }
    for (size_t i = 0; is_told(d->class) && i < countof(reasons); i++) {
        if (!fits(reasons[i].parent, parent) || !fits(reasons[i].element, n->name) ||
            (reasons[i].attribute && (!a || a->name != reasons[i].attribute)))
            continue;
        d->rule = reasons[i].id;
        d->reason = reasons[i].sentence;
        return;
    }
    if (is_told(d->class) && d->change != CHANGE_VALUE && parent == A_devices) {
        d->rule = d->change == CHANGE_ADDED ? "device_added" : "device_removed";
        d->reason = d->change == CHANGE_ADDED ? "the guest finds one more device" : "the guest misses a device";
    }
}
