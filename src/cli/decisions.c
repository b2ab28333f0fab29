/* What canonicalization decided, for people and as JSON. */
#include "decisions.h"

#include "escape.h"
#include "json.h"

static void print_text(FILE *out, const vc_decision *x)
{
    fputs(x->path, out);
    if (*x->value) {
        fputs(": ", out);
        put_plain(out, x->value);
    }
    fprintf(out, "\n    %s", x->reason);
    if (x->detail) {
        fputs(" (", out);
        put_plain(out, x->detail);
        fputc(')', out);
    }
    fprintf(out, " [%s]\n", x->rule);
}

static void print_json(FILE *out, const vc_decision *x)
{
    fputs("{\"path\": ", out);
    put_json(out, x->path);
    json_member(out, "value", x->value);
    json_member(out, "rule", x->rule);
    json_member(out, "reason", x->reason);
    json_member(out, "detail", x->detail);
    fputc('}', out);
}

void decisions_json(FILE *out, const char *file, vc_document *doc)
{
    vc_diagnostic m;
    vc_decision x;
    const bool accepted = vc_document_ok(doc);
    fputs("\n    {\n      \"file\": ", out);
    put_json(out, file);
    fprintf(out, ",\n      \"accepted\": %s,\n      \"decisions\": [", accepted ? "true" : "false");
    size_t count = 0;
    for (; accepted && vc_document_decision(doc, count, &x); count++) {
        fputs(count ? ",\n        " : "\n        ", out);
        print_json(out, &x);
    }
    fputs(count ? "\n      ],\n      \"diagnostics\": [" : "],\n      \"diagnostics\": [", out);
    for (count = 0; vc_document_diagnostic(doc, count, &m); count++) {
        fputs(count ? ",\n        " : "\n        ", out);
        json_diagnostic(out, &m);
    }
    fputs(count ? "\n      ]\n    }" : "]\n    }", out);
}

void decisions_begin(struct decisions *d)
{
    if (d->json)
        fputs("{\n  \"version\": 1,\n  \"documents\": [", d->out);
}

void decisions_document(struct decisions *d, const char *file, vc_document *doc)
{
    vc_decision x;
    if (d->json) {
        fputs(d->documents++ ? "," : "", d->out);
        decisions_json(d->out, file, doc);
        return;
    }
    for (size_t i = 0; vc_document_ok(doc) && vc_document_decision(doc, i, &x); i++)
        print_text(d->out, &x);
}

void decisions_end(struct decisions *d, bool complete)
{
    if (d->json)
        fprintf(d->out, "%s],\n  \"complete\": %s\n}\n", d->documents ? "\n  " : "", complete ? "true" : "false");
}
