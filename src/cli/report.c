/* Counts what was found, picks what is to be shown and hands it to the format. Knows no format's details. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

static void nothing(struct report *r)
{
    (void)r;
}

static void silent(struct report *r, const struct input *in)
{
    (void)r, (void)in;
}

const struct format formats[] = {
    {"text", true, format_text_begin, format_text_document, silent, nothing},
    {"json", false, format_json_begin, format_json_document, silent, format_json_end},
    {"sarif", false, format_sarif_begin, format_sarif_document, format_sarif_unread, format_sarif_end},
    {"junit", false, format_junit_begin, format_junit_document, format_junit_unread, format_junit_end},
    {"github", false, nothing, format_github_document, format_github_unread, nothing},
    {"gitlab", false, format_gitlab_begin, format_gitlab_document, silent, format_gitlab_end},
    {NULL, false, NULL, NULL, NULL, NULL},
};

const struct format *format_find(const char *name)
{
    for (const struct format *f = formats; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

static size_t rule_count(void)
{
    vc_rule rule;
    size_t count = 0;
    while (vc_rule_at(count, &rule))
        count++;
    return count;
}

bool report_begin(struct report *r)
{
    r->out = r->format->to_stderr ? stderr : stdout;
    r->rules_seen = calloc(rule_count() + 1, 1);
    r->body = open_memstream(&r->body_text, &r->body_len);
    if (!r->rules_seen || !r->body)
        return false;
    r->format->begin(r);
    return true;
}

bool rule_is_listed(const char *list, const char *rule)
{
    const size_t len = strlen(rule);
    for (const char *p = list; p && *p; p += strcspn(p, ","), p += *p == ',')
        if (strcspn(p, ",") == len && strncmp(p, rule, len) == 0)
            return true;
    return false;
}

/* Errors are never switched off: the exit status tells of them. */
static bool is_shown(const struct report *r, const vc_diagnostic *d)
{
    if (d->severity == VC_ERROR)
        return true;
    return !rule_is_listed(r->disabled, d->rule);
}

bool report_next(const struct report *r, vc_document *doc, size_t *index, vc_diagnostic *out)
{
    unsigned long errors = r->errors;
    for (size_t i = 0; vc_document_diagnostic(doc, i, out); i++) {
        errors += out->severity == VC_ERROR;
        if (i < *index || !is_shown(r, out))
            continue;
        if (out->severity == VC_ERROR && r->max_errors && errors > r->max_errors)
            continue;
        *index = i + 1;
        return true;
    }
    return false;
}

void report_document(struct report *r, const struct input *in, vc_document *doc)
{
    vc_diagnostic d;
    unsigned long count[3] = {0};
    for (size_t i = 0; vc_document_diagnostic(doc, i, &d); i++)
        count[d.severity] += is_shown(r, &d);
    r->format->document(r, in, doc);
    r->documents++;
    r->invalid += count[VC_ERROR] > 0;
    r->errors += count[VC_ERROR];
    r->warnings += count[VC_WARNING];
    r->notes += count[VC_NOTE];
    r->hidden = r->max_errors && r->errors > r->max_errors ? r->errors - r->max_errors : 0;
}

vc_diagnostic unread_diagnostic(const struct input *in, char text[UNREAD_SIZE])
{
    snprintf(text, UNREAD_SIZE, "cannot read the file: %s", in->trouble);
    return (vc_diagnostic){.severity = VC_ERROR, .rule = "unreadable", .message = text};
}

void report_unread(struct report *r, const struct input *in)
{
    r->unread++;
    r->format->unread(r, in);
}

static void plural(FILE *out, unsigned long n, const char *word)
{
    fprintf(out, "%lu %s%s", n, word, n == 1 ? "" : "s");
}

void report_summary(const struct report *r, FILE *out)
{
    plural(out, r->documents, "document");
    fprintf(out, ": %lu valid, %lu with errors (", r->documents - r->invalid, r->invalid);
    plural(out, r->errors, "error");
    fputs(", ", out);
    plural(out, r->warnings, "warning");
    fputs(", ", out);
    plural(out, r->notes, "note");
    fputs(")", out);
    fputs(r->unread ? "; not all files could be read\n" : "\n", out);
}

void report_end(struct report *r)
{
    if (r->body)
        fclose(r->body);
    r->body = NULL;
    if (r->rules_seen && r->body_text)
        r->format->end(r);
    free(r->body_text);
    free(r->rules_seen);
    free(r->own_rules);
}
