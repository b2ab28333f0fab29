/* The public functions about what no schema judges: thin covers over check and the catalogue. Knows no rule. */
#include <stdlib.h>

#include "check/across.h"
#include "virtcanon_document.h"
#include "virtcanon_host.h"

struct check_job {
    vc_document *doc;
    const vc_host *host;
    bool warnings;
};

static void check(void *data)
{
    const struct check_job *job = data;
    vc_document *d = job->doc;
    struct review *r = arena_new_of(d->doc->arena, struct review);
    const struct host_profile *host = job->host ? job->host->profile : default_host(d->doc);
    r->written = d->doc;
    r->host_given = job->host;
    if (d->doc->diags.errors) {
        review_despite(r, host, job->warnings);
        return;
    }
    d->ok = review_refusals(r, host);
    if (!d->ok)
        return;
    d->review = r;
    d->ok = review_start(r, job->warnings);
    if (job->warnings)
        review_warnings(r);
}

bool vc_document_check(vc_document *d, const vc_host *host, unsigned flags)
{
    if (!d->ok && !d->validated)
        return false;
    struct check_job job = {d, host, !(flags & VC_NO_WARNINGS)};
    d->ok = d->sorted = false;
    d->review = NULL;
    return arena_guard(d->doc->arena, check, &job) && d->ok;
}

struct vc_group {
    struct across *seen;
};

vc_group *vc_group_new(void)
{
    vc_group *g = malloc(sizeof *g);
    if (!g)
        return NULL;
    g->seen = across_new();
    if (g->seen)
        return g;
    free(g);
    return NULL;
}

void vc_group_free(vc_group *g)
{
    if (!g)
        return;
    across_free(g->seen);
    free(g);
}

struct group_job {
    const struct across *seen;
    vc_document *doc;
    struct claim *claims;
};

static void compare(void *data)
{
    struct group_job *job = data;
    job->claims = across_check(job->seen, job->doc->review);
}

bool vc_group_add(vc_group *g, vc_document *d)
{
    struct group_job job = {g->seen, d, NULL};
    if (!d->review)
        return true;
    d->sorted = false;
    return arena_guard(d->doc->arena, compare, &job) && across_add(g->seen, d->doc->file, job.claims);
}

bool vc_rule_at(size_t index, vc_rule *out)
{
    if (index >= DIAG_COUNT)
        return false;
    const enum diag_id id = (enum diag_id)index;
    *out = (vc_rule){.id = diag_rule(id),
                     .severity = (enum vc_severity)diag_severity(id),
                     .message = diag_text(id),
                     .help = diag_help(id),
                     .anywhere = (enum vc_severity)diag_severity_anywhere(id)};
    return true;
}
