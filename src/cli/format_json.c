/* One JSON object: {"version": 1, "documents": [...], "summary": {...}}; docs/ci.md describes it. */
#include "escape.h"
#include "report.h"

void format_json_begin(struct report *r)
{
    fputs("{\n  \"version\": 1,\n  \"documents\": [", r->out);
}

static void put_diagnostic(FILE *out, const vc_diagnostic *d)
{
    fprintf(out, "{\"severity\": \"%s\", \"rule\": ", severity_names[d->severity]);
    put_json(out, d->rule);
    if (d->line)
        fprintf(out, ", \"line\": %u, \"column\": %u", d->line, d->column ? d->column : 1);
    fputs(", \"message\": ", out);
    put_json(out, d->message);
    fputc('}', out);
}

void format_json_document(struct report *r, const struct input *in, vc_document *doc)
{
    vc_diagnostic d;
    bool first = true;
    fprintf(r->out, "%s\n    {\n      \"file\": ", r->documents ? "," : "");
    put_json(r->out, in->name);
    fprintf(r->out, ",\n      \"valid\": %s,\n      \"diagnostics\": [", vc_document_ok(doc) ? "true" : "false");
    for (size_t i = 0; report_next(r, doc, &i, &d); first = false) {
        fputs(first ? "\n        " : ",\n        ", r->out);
        put_diagnostic(r->out, &d);
    }
    fputs(first ? "]\n    }" : "\n      ]\n    }", r->out);
}

void format_json_end(struct report *r)
{
    fprintf(r->out,
            "%s],\n  \"summary\": {\"documents\": %lu, \"invalid\": %lu, \"complete\": %s, \"errors\": %lu, "
            "\"warnings\": %lu, \"notes\": %lu}\n}\n",
            r->documents ? "\n  " : "", r->documents, r->invalid, r->unread ? "false" : "true", r->errors, r->warnings, r->notes);
}
