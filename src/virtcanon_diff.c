/* The public functions about differences and fingerprints: thin covers over the layer abi. Knows no rule. */
#include <stdlib.h>
#include <string.h>

#include "abi/compare.h"
#include "abi/fingerprint.h"
#include "abi/migration.h"
#include "abi/path.h"
#include "virtcanon_diff.h"
#include "virtcanon_document.h"

const char *vc_class_name(enum vc_class type)
{
    return abi_told_name((enum told)type);
}

static void compare(void *data)
{
    struct vc_diff *d = data;
    abi_compare(&d->comparison);
    d->sorted = arena_new_array(d->comparison.arena, const struct difference *, d->comparison.count + 1);
    size_t count = 0;
    for (enum vc_class class = VC_CLASS_GUEST; class <= VC_CLASS_INFO; class++)
        for (const struct difference *x = d->comparison.first; x; x = x->next)
            if ((enum vc_class)abi_told(x->class) == class)
                d->sorted[count++] = x;
}

/* Places are found on demand in the arenas of the two documents: a failing allocation of any of the three ends here. */
vc_diff *vc_diff_new(vc_document *old_doc, vc_document *new_doc)
{
    struct vc_diff *d = old_doc->ok && new_doc->ok ? calloc(1, sizeof *d) : NULL;
    if (!d)
        return NULL;
    d->old = old_doc;
    d->new = new_doc;
    d->comparison = (struct comparison){.old = old_doc->doc, .new = new_doc->doc, .arena = arena_new()};
    struct arena *const used[] = {d->comparison.arena, old_doc->doc->arena, new_doc->doc->arena};
    if (d->comparison.arena && arena_guard_all(used, 3, compare, d))
        return d;
    vc_diff_free(d);
    return NULL;
}

void vc_diff_free(vc_diff *d)
{
    if (!d)
        return;
    arena_free(d->comparison.arena);
    free(d);
}

bool vc_diff_same(const vc_diff *d)
{
    return d->comparison.same_guest;
}

bool vc_diff_get(const vc_diff *d, size_t index, vc_difference *out)
{
    if (index >= d->comparison.count)
        return false;
    const struct difference *x = d->sorted[index];
    *out = (vc_difference){
        .type = (enum vc_class)abi_told(x->class),
        .change = abi_change_name(x->change),
        .group = x->group,
        .old_path = x->old_path,
        .new_path = x->new_path,
        .old_value = x->old_value,
        .new_value = x->new_value,
        .old_line = x->old_place.line,
        .old_column = x->old_place.column,
        .new_line = x->new_place.line,
        .new_column = x->new_place.column,
        .rule = x->rule,
        .reason = x->reason,
    };
    return true;
}

struct fingerprint_job {
    const struct doc *doc;
    char *text;
};

static void fingerprint(void *data)
{
    const struct fingerprint_job *job = data;
    abi_fingerprint(job->doc, job->text);
}

char *vc_document_fingerprint(vc_document *d)
{
    struct fingerprint_job job = {d->doc, d->ok ? malloc(FINGERPRINT_SIZE) : NULL};
    if (job.text && arena_guard(d->doc->arena, fingerprint, &job))
        return job.text;
    free(job.text);
    return NULL;
}

struct need_job {
    vc_document *doc;
    size_t index;
    bool found;
    vc_need *out;
};

static void find_need(void *data)
{
    struct need_job *job = data;
    vc_document *d = job->doc;
    if (!d->needs_known)
        d->needs = migration_needs(d->doc);
    d->needs_known = true;
    const struct need *x = d->needs;
    for (size_t i = 0; x && i < job->index; i++)
        x = x->next;
    job->found = x;
    if (x)
        *job->out = (vc_need){path_of(d->doc->arena, x->node, NULL), x->rule, x->text};
}

bool vc_document_need(vc_document *d, size_t index, vc_need *out)
{
    struct need_job job = {d, index, false, out};
    return d->ok && arena_guard(d->doc->arena, find_need, &job) && job.found;
}
