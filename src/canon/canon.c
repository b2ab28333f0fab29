/* Runs the table of passes over a document. Knows no rule itself. */
#include "canon.h"

#include "../schema/bind.h"
#include "spell.h"

enum stage { STAGE_legacy, STAGE_structure, STAGE_defaults, STAGE_address, STAGE_final };

static const struct pass {
    void (*run)(struct canon *c);
    uint8_t stage, scope;
} passes[] = {
#define PASS(stage, name, scope) {pass_##name, STAGE_##stage, scope},
#include "passes.def"
#undef PASS
};

bool canon_is_for(const struct canon *c, enum driver driver)
{
    return c->driver->driver == driver;
}

bool canon_able(const struct canon *c, enum driver_ability ability)
{
    return c->driver->abilities & ability;
}

static bool concerns(const struct pass *p, const struct canon *c)
{
    switch ((enum pass_scope)p->scope) {
    case SCOPE_ALL:
        return true;
    case SCOPE_DRIVER:
        return !canon_is_for(c, DRIVER_COMMON);
    case SCOPE_QEMU:
        return canon_is_for(c, DRIVER_QEMU);
    case SCOPE_XEN:
        return canon_is_for(c, DRIVER_XEN);
    }
    return false;
}

/* A stage is finished even after an error, so that its other mistakes are reported too; what builds on it is not
 * begun. */
static bool run_passes(struct canon *c)
{
    c->stage = STAGE_legacy;
    for (size_t i = 0; i < countof(passes); i++) {
        if (passes[i].stage != c->stage && c->doc->diags.errors)
            return false;
        c->stage = passes[i].stage;
        if (concerns(&passes[i], c))
            passes[i].run(c);
    }
    return c->doc->diags.errors == 0;
}

bool canon_begin(struct canon *c)
{
    struct doc *d = c->doc;
    bind_document(d);
    c->driver = driver_facts(c->opt.generic ? NULL : attr_get(d->root, A_type));
    if (!d->root->slot) {
        refuse(c, d->root, NULL, D_not_domain, d->root->text);
        return false;
    }
    c->domain = d->root;
    d->running = node_attr(d->root, A_id);
    c->scratch = d->arena;
    c->virt = attr_atom(c->domain, A_type);
    c->devices = node_need(d, c->domain, A_devices);
    if (!c->devices->slot)
        bind_node(c->devices);
    c->machine_name = "";
    c->machine = machine_facts(A_NONE, "");
    return true;
}

bool canon_run(struct canon *c)
{
    struct doc *d = c->doc;
    if (!canon_begin(c) || !run_passes(c))
        return false;
    bind_document(d);
    spell_again(c);
    spell_tidy(c);
    order_document(d);
    return d->diags.errors == 0;
}
