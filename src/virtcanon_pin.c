/* The public functions about pinning: thin covers over the layer pin. Knows no rule. */
#include <stdlib.h>
#include <string.h>

#include "pin/pin.h"
#include "virtcanon_document.h"
#include "xml/load.h"

struct pin_job {
    vc_document *doc;
    const vc_host *host;
    unsigned flags;
    struct doc *source; /* the document before it was canonicalized */
    struct edits edits;
    struct buf scratch, text;
    bool done;
};

static void keep_source(void *data)
{
    struct pin_job *job = data;
    job->source = doc_twin_of_bytes(job->doc->doc, job->doc->source, job->doc->len);
}

static void find_edits(void *data)
{
    struct pin_job *job = data;
    struct change *changes = find_changes(job->source, job->doc->doc);
    job->done = layout_changes(job->source, changes, &job->edits, &job->scratch);
}

/* What the document with its edits stands for is what it stood for without them. */
static bool means_the_same(const struct pin_job *job)
{
    vc_document *d = job->doc, *again = vc_document_parse(job->text.text, job->text.len, d->doc->file);
    size_t len = 0, len_again = 1;
    char *text = vc_document_text(d, &len), *other = NULL;
    if (again && vc_document_canonicalize(again, job->host, job->flags))
        other = vc_document_text(again, &len_again);
    const bool same = text && other && len == len_again && memcmp(text, other, len) == 0;
    free(text);
    free(other);
    vc_document_free(again);
    return same;
}

static void refuse_encoding(void *data)
{
    diag_add(data, D_pin_encoding, (struct place){1, 1}, (const char *[]){NULL});
}

static void refuse_edits(void *data)
{
    diag_add(data, D_pin_unstable, (struct place){1, 1}, (const char *[]){NULL});
}

/* Makes the edits and looks whether they do what they should. NULL when they do, else what tells the reason; it may be
 * that there was no memory. */
static void (*make_edits(struct pin_job *job))(void *data)
{
    const bool had_memory = arena_guard(job->doc->doc->arena, find_edits, job);
    if (!had_memory || !job->done)
        return refuse_encoding;
    edits_apply(&job->edits, job->doc->source, job->doc->len, &job->text);
    return job->edits.count && !means_the_same(job) ? refuse_edits : NULL;
}

static bool pin(struct pin_job *job)
{
    vc_document *d = job->doc;
    if (!d->ok || !arena_guard(d->doc->arena, keep_source, job) ||
        !vc_document_canonicalize(d, job->host, job->flags))
        return false;
    void (*refusal)(void *) = make_edits(job);
    d->edits = job->edits.list;
    d->edit_count = job->edits.count;
    if (!refusal && !job->text.failed && !job->scratch.failed)
        return true;
    if (!job->text.failed && !job->scratch.failed)
        arena_guard(d->doc->arena, refusal, &d->doc->diags);
    d->ok = d->sorted = false;
    return false;
}

char *vc_document_pin(vc_document *d, const vc_host *host, unsigned flags, size_t *len)
{
    struct pin_job job = {.doc = d, .host = host, .flags = flags};
    const bool done = pin(&job);
    buf_free(&job.scratch);
    if (!done) {
        buf_free(&job.text);
        return NULL;
    }
    if (len)
        *len = job.text.len;
    return job.text.text;
}

bool vc_document_edit(vc_document *d, size_t index, vc_edit *out)
{
    if (!d->ok || index >= d->edit_count)
        return false;
    const struct edit *e = &d->edits[index];
    *out = (vc_edit){
        .offset = e->at,
        .length = e->drop,
        .text = e->text,
        .rule = rule_name(e->change->rule),
        .reason = rule_sentence(e->change->rule),
    };
    return true;
}
