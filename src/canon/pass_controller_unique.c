/* No two controllers of a type have the same number. USB controllers are looked at where USB addresses are
 * given: the parts of a USB2 controller share theirs. */
#include "../addr/idset.h"
#include "controller.h"

struct numbers {
    enum atom type;
    struct idset *set;
};

/* The numbers seen for a type; types are few. */
static struct idset *numbers_of(struct canon *c, struct numbers *seen, size_t count, enum atom type)
{
    for (size_t i = 0; i < count; i++) {
        if (seen[i].set && seen[i].type != type)
            continue;
        if (!seen[i].set)
            seen[i] = (struct numbers){type, idset_new(c->scratch, 0, UINT64_MAX)};
        return seen[i].set;
    }
    return NULL;
}

void pass_controller_unique(struct canon *c)
{
    struct numbers seen[16] = {{0}};
    FOR_DEVICES(n, c, A_controller) {
        const enum atom type = attr_atom(n, A_type);
        struct idset *set = type && type != A_usb ? numbers_of(c, seen, 16, type) : NULL;
        struct addr_refusal why;
        if (!set || controller_index(n) < 0 || idset_reserve(set, (uint64_t)controller_index(n), n, &why))
            continue;
        struct diag *d =
            refuse_at(c, n, A_index, D_controller_twice, attr_get(n, A_type), attr_get(n, A_index));
        if (d)
            d->related = doc_place(c->doc, why.holder, NULL);
    }
}
