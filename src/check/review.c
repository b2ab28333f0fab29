/* Runs the canonicalizer over a copy of a document and the table of warnings over the result. Knows no rule itself. */
#include "review.h"

#include <string.h>

#include "../base/array.h"
#include "../xml/load.h"

/* What is refused because the document was read without its driver. */
static bool wants_driver(const struct review *r, const struct diag *d)
{
    static const uint16_t ids[] = {D_firmware_generic, D_video_model_generic, D_driver_unable};
    bool found = false;
    for (size_t i = 0; i < countof(ids); i++)
        found = found || d->id == ids[i];
    return found && r->canon.opt.generic;
}

bool depends_on_host(const struct diag *d)
{
    return diag_severity_anywhere(d->id) != diag_severity(d->id);
}

bool review_copy(struct review *r, struct doc *copy, const struct host_profile *host, struct canon_options options)
{
    r->meant = copy;
    r->canon = (struct canon){.doc = copy, .host = host, .opt = options};
    const bool accepted = canon_run(&r->canon);
    r->all_passes = canon_is_for(&r->canon, DRIVER_QEMU);
    return accepted;
}

static bool canonicalize(struct review *r, const struct host_profile *host, bool generic)
{
    return review_copy(r, doc_twin(r->written), host, (struct canon_options){.generic = generic});
}

/* Takes over what a copy was told, from this severity on. */
static void take_diags(struct review *r, const struct doc *copy, enum diag_severity least)
{
    for (const struct diag *d = copy->diags.first; d; d = d->next) {
        const bool softened = !r->host_given && depends_on_host(d);
        if (wants_driver(r, d) || d->severity < least || (softened && d->severity != SEVERITY_ERROR))
            continue;
        diag_add_copy(&r->written->diags, d, softened ? diag_severity_anywhere(d->id) : d->severity);
    }
}

static bool only_the_host_minds(const struct doc *copy)
{
    for (const struct diag *d = copy->diags.first; d; d = d->next)
        if (d->severity == SEVERITY_ERROR && !depends_on_host(d))
            return false;
    return true;
}

const struct host_profile *next_older(const struct host_profile *host)
{
    const struct host_profile *best = NULL, *p;
    for (size_t i = 0; (p = host_profile_at(i)); i++)
        if (strcmp(p->arch, host->arch) == 0 && p->version < host->version && (!best || p->version > best->version))
            best = p;
    return best;
}

const char *qemu_text(struct review *r, const struct host_profile *host)
{
    const uint32_t v = host->version;
    return arena_printf(r->written->arena, "QEMU %u.%u", v / 1000000, v / 1000 % 1000);
}

/* Nobody said what host the document is for: one that an older QEMU accepts is not wrong. */
static bool accepted_by_older(struct review *r, const struct host_profile *newest)
{
    const struct doc *refused = r->meant;
    for (const struct host_profile *host = next_older(newest); host; host = next_older(host)) {
        if (!canonicalize(r, host, false))
            continue;
        take_diags(r, r->meant, SEVERITY_NOTE);
        for (const struct diag *d = refused->diags.first; d; d = d->next)
            if (d->severity == SEVERITY_ERROR)
                diag_add_copy(&r->written->diags, d, SEVERITY_WARNING)->message =
                    arena_printf(r->written->arena, "%s accepts this, %s does not: %s", qemu_text(r, host),
                                 qemu_text(r, newest), d->message);
        return true;
    }
    return false;
}

/* Stages behind a refusal were not begun; what holds on any host can still be judged. */
static bool accepted_in_general(struct review *r, const struct host_profile *host)
{
    const uint32_t before = r->written->diags.errors;
    if (!canonicalize(r, host, true))
        take_diags(r, r->meant, SEVERITY_ERROR);
    return r->written->diags.errors == before;
}

bool review_refusals(struct review *r, const struct host_profile *host)
{
    const bool accepted = canonicalize(r, host, false);
    const struct doc *first = r->meant;
    if (accepted || r->host_given) {
        take_diags(r, first, SEVERITY_NOTE);
        return accepted;
    }
    if (accepted_by_older(r, host))
        return true;
    take_diags(r, first, SEVERITY_NOTE);
    return only_the_host_minds(first) && accepted_in_general(r, host);
}

static void (*const rules[])(struct review *r) = {
#define WARNING(id, severity, rule, text, help) warn_##id,
#include "../base/warnings.def"
#undef WARNING
};

void review_warnings(struct review *r)
{
    for (size_t i = 0; i < countof(rules); i++)
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
