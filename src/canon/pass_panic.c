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

static void check_panic(struct canon *c, struct node *panic)
{
    const enum atom model = attr_atom(panic, A_model), address = address_type(panic);
    if ((model == A_pseries || model == A_s390 || model == A_hyperv) && address)
        refuse(c, panic, NULL, D_device_address, atom_text[address], atom_text[model]);
    if (model == A_isa && address && address != A_isa)
        refuse(c, panic, NULL, D_device_address, atom_text[address], "isa");
    if (model == A_pvpanic && address && address != A_pci)
        refuse(c, panic, NULL, D_device_address, atom_text[address], "pvpanic");
}

void pass_panic(struct canon *c)
{
    FOR_DEVICES(panic, c, A_panic)
        fill_atom(c, panic, A_model, R_panic_model, default_model(c, MODEL_OF_PANIC));
}

void pass_panic_check(struct canon *c)
{
    FOR_DEVICES(panic, c, A_panic)
        check_panic(c, panic);
}

void pass_panic_twice(struct canon *c)
{
    struct seen *models = seen_new(c->scratch);
    FOR_DEVICES(panic, c, A_panic) {
        const char *model = attr_get(panic, A_model);
        if (model && seen_before(models, model, panic))
            refuse_at(c, panic, A_model, D_panic_twice, model);
    }
}
