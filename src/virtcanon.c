/* The public functions: thin covers over the layers. Knows no rule. */
#include "virtcanon.h"

#include <stdlib.h>
#include <string.h>

#include "canon/canon.h"
#include "canon/explain.h"
#include "valid/validate.h"
#include "virtcanon_document.h"
#include "virtcanon_host.h"
#include "xml/load.h"
#include "xml/write.h"
#include "xml/xslt.h"

#ifndef VIRTCANON_VERSION
#error "VIRTCANON_VERSION comes from the Makefile"
#endif

const char *vc_version(void)
{
    return VIRTCANON_VERSION;
}

void vc_free(void *memory)
{
    free(memory);
}

struct parse_job {
    vc_document *doc;
    size_t len;
};

static void parse(void *data)
{
    const struct parse_job *job = data;
    job->doc->ok = doc_parse(job->doc->doc, job->doc->source, job->len);
}

vc_document *document_new(const char *name)
{
    vc_document *d = calloc(1, sizeof *d);
    if (!d || (d->doc = doc_new(name)))
        return d;
    free(d);
    return NULL;
}

vc_document *vc_document_parse(const char *text, size_t len, const char *name)
{
    vc_document *d = document_new(name);
    if (!d)
        return NULL;
    d->source = malloc(len + 1);
    if (!d->source) {
        vc_document_free(d);
        return NULL;
    }
    memcpy(d->source, text, len);
    d->source[len] = '\0';
    d->len = len;
    struct parse_job job = {d, len};
    if (arena_guard(d->doc->arena, parse, &job))
        return d;
    vc_document_free(d);
    return NULL;
}

void vc_document_free(vc_document *d)
{
    if (!d)
        return;
    doc_free(d->doc);
    free(d->source);
    free(d);
}

const char *vc_document_source(const vc_document *d, size_t *len)
{
    *len = d->doc->source_len;
    return d->doc->source;
}

bool vc_document_ok(const vc_document *d)
{
    return d->ok;
}

static void validate(void *data)
{
    vc_document *d = data;
    d->ok = validate_document(d->doc);
    d->validated = d->doc->root->slot;
}

bool vc_document_validate(vc_document *d)
{
    if (!d->ok)
        return false;
    d->ok = d->sorted = false;
    return arena_guard(d->doc->arena, validate, d) && d->ok;
}

struct canon_job {
    vc_document *doc;
    struct canon canon;
};

static void canonicalize(void *data)
{
    struct canon_job *job = data;
    job->doc->ok = canon_run(&job->canon);
}

const struct host_profile *default_host(const struct doc *d)
{
    const struct node *type = node_path(d->root, A_os, A_type, 0);
    const char *arch = attr_get(type, A_arch);
    const struct host_profile *p = arch ? host_profile_default(arch) : NULL;
    return p ? p : host_profile_default("x86_64");
}

struct canon canon_context(const vc_document *d, const vc_host *host, unsigned flags)
{
    return (struct canon){
        .doc = d->doc,
        .host = host ? host->profile : default_host(d->doc),
        .opt = {
            .libvirt = flags & VC_LIBVIRT,
            .generic = flags & VC_GENERIC,
            .reload = flags & VC_RELOAD,
            .random = flags & VC_RANDOM,
            .settled = flags & VC_SETTLED,
        },
    };
}

bool canonicalize_document(vc_document *d, const struct canon *context)
{
    struct canon_job job = {d, *context};
    d->ok = false;
    d->sorted = false;
    d->decisions = NULL;
    d->needs_known = false;
    d->host = context->opt.generic ? NULL : context->host->name;
    return arena_guard(d->doc->arena, canonicalize, &job) && d->ok;
}

bool vc_document_canonicalize(vc_document *d, const vc_host *host, unsigned flags)
{
    if (!d->ok)
        return false;
    const struct canon context = canon_context(d, host, flags);
    return canonicalize_document(d, &context);
}

char *vc_document_text(vc_document *d, size_t *len)
{
    struct buf b = {0};
    if (!d->ok)
        return NULL;
    doc_write(&b, d->doc);
    if (b.failed) {
        buf_free(&b);
        return NULL;
    }
    if (len)
        *len = b.len;
    return b.text;
}

static void sort_diagnostics(void *data)
{
    vc_document *d = data;
    diags_sort(&d->doc->diags);
    d->sorted = true;
    d->last = NULL;
}

bool vc_document_diagnostic(vc_document *d, size_t index, vc_diagnostic *out)
{
    if (!d->sorted && !arena_guard(d->doc->arena, sort_diagnostics, d))
        return false;
    if (!d->last || index < d->last_index) {
        d->last = d->doc->diags.first;
        d->last_index = 0;
    }
    for (; d->last && d->last_index < index; d->last_index++)
        d->last = d->last->next;
    if (!d->last)
        return false;
    *out = (vc_diagnostic){
        .severity = (enum vc_severity)d->last->severity,
        .line = d->last->place.line,
        .column = d->last->place.column,
        .rule = d->last->rule,
        .message = d->last->message,
    };
    return true;
}

static void list_decisions(void *data)
{
    vc_document *d = data;
    d->decisions = explain_list(d->doc, &d->decision_count);
}

bool vc_document_decision(vc_document *d, size_t index, vc_decision *out)
{
    if (!d->doc->root || (!d->decisions && !arena_guard(d->doc->arena, list_decisions, d)))
        return false;
    if (index >= d->decision_count)
        return false;
    const struct decision *x = &d->decisions[index];
    *out = (vc_decision){x->path, x->value, x->rule, x->reason, x->detail};
    return true;
}

vc_sheet *vc_sheet_load(const char *path, char **error)
{
    return (vc_sheet *)sheet_load(path, error);
}

void vc_sheet_free(vc_sheet *sheet)
{
    sheet_free((struct sheet *)sheet);
}

char *vc_sheet_apply(vc_sheet *sheet, const char *text, size_t len, const char *name, size_t *out_len, char **error)
{
    return sheet_apply((struct sheet *)sheet, text, len, name, out_len, error);
}
