/* Panic notifiers: models by machine, the one that some boards always have, how many there may be. */
#include "device.h"

void pass_panic_builtin(struct canon *c)
{
    const enum atom model = default_model(c, MODEL_OF_PANIC);
    if (model != A_pseries && model != A_s390)
        return;
    FOR_DEVICES(panic, c, A_panic)
        if (!attr_get(panic, A_model) || attr_is(panic, A_model, model))
            return;
    fill_atom(c, add_device(c, A_panic, R_panic_builtin), A_model, R_panic_builtin, model);
}

void pass_panic(struct canon *c)
{
    const enum atom model = default_model(c, MODEL_OF_PANIC);
    FOR_DEVICES(panic, c, A_panic)
        if (model)
            fill_atom(c, panic, A_model, R_panic_model, model);
        else if (!attr_get(panic, A_model))
            refuse_missing(c, panic, A_model);
}

void pass_panic_twice(struct canon *c)
{
    refuse_repeats(c, c->devices, A_panic, A_model, D_panic_twice);
}

void pass_panic_check(struct canon *c)
{
    FOR_DEVICES(panic, c, A_panic)
        if (attr_is(panic, A_model, A_pvpanic) && !address_type(panic))
            refuse_at(c, panic, A_model, D_panic_no_pci);
}
