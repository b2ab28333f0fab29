/* No two controllers of a type have the same number. USB controllers are looked at where USB addresses are
 * given: the parts of a USB2 controller share theirs. */
#include "controller.h"

void pass_controller_unique(struct canon *c)
{
    struct controller_numbers seen = {0};
    FOR_DEVICES(n, c, A_controller) {
        const enum atom type = attr_atom(n, A_type);
        struct idset *set = type && type != A_usb ? controller_numbers_of(c, &seen, type) : NULL;
        struct addr_refusal why;
        if (!set || controller_index(n) < 0 || idset_reserve(set, (uint64_t)controller_index(n), n, &why))
            continue;
        struct diag *d =
            refuse_at(c, n, A_index, D_controller_twice, attr_get(n, A_type), attr_get(n, A_index));
        if (d)
            d->related = doc_place(c->doc, why.holder, NULL);
    }
}
