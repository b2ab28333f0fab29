/* Runs the canonicalizer over a copy of a document and the table of warnings over the result. Knows no rule itself. */
#include "review.h"

#include <stdio.h>

#include "../xml/load.h"

/* Refusals that another host, or another QEMU, might not utter. */
static const uint16_t of_host[] = {
    D_arch_unsupported, D_virt_type_unsupported, D_machine_unsupported, D_emulator_unknown, D_emulator_assumed,
    D_firmware_none, D_launch_security, D_cpu_migratable, D_ps2_binary,
};

static bool depends_on_host(const struct diag *d)
{
    for (size_t i = 0; i < sizeof of_host / sizeof *of_host; i++)
        if (d->id == of_host[i])
            return true;
    return false;
}

static bool canonicalize(struct review *r, const struct host_profile *host, bool generic)
{
    r->meant = doc_twin(r->written);
    r->all_passes = !generic;
    r->canon = (struct canon){.doc = r->meant, .host = host, .opt = {.generic = generic}};
    return r->meant && canon_run(&r->canon);
}

/* Takes over what the copy was told: errors, and other things where `all` is set. */
static void take_diags(struct review *r, bool all)
{
    for (const struct diag *d = r->meant->diags.first; d; d = d->next) {
        const bool softened = !r->host_given && depends_on_host(d);
        if (d->id == D_firmware_generic || (softened && d->severity != SEVERITY_ERROR))
            continue;
        if (d->severity == SEVERITY_ERROR || all)
            diag_add_copy(&r->written->diags, d, softened ? SEVERITY_WARNING : d->severity);
    }
}

static bool only_the_host_minds(const struct review *r)
{
    for (const struct diag *d = r->meant->diags.first; d; d = d->next)
        if (d->severity == SEVERITY_ERROR && !depends_on_host(d))
            return false;
    return true;
}

bool review_refusals(struct review *r, const struct host_profile *host)
{
    const bool accepted = canonicalize(r, host, false);
    if (!r->meant)
        return false;
    take_diags(r, true);
    if (accepted || r->host_given || !only_the_host_minds(r))
        return accepted;
    /* Stages behind the refusal were not begun; what holds on any host can still be judged. */
    if (canonicalize(r, host, true))
        return true;
    const uint32_t before = r->written->diags.errors;
    take_diags(r, false);
    return r->written->diags.errors == before;
}

static void (*const rules[])(struct review *r) = {
#define WARNING(id, severity, rule, text, help) warn_##id,
#include "../base/warnings.def"
#undef WARNING
};

void review_warnings(struct review *r)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        rules[i](r);
}

const char *number_text(struct review *r, uint64_t n)
{
    return arena_printf(r->written->arena, "%llu", (unsigned long long)n);
}

const char *line_text(struct review *r, const struct node *n)
{
    return number_text(r, doc_place(r->written, n, NULL).line);
}
