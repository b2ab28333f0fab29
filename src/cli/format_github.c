/* GitHub's workflow commands, which become annotations beside the lines, and GitLab's code quality report. */
#include <inttypes.h>

#include "escape.h"
#include "report.h"

static void print_command(struct report *r, const char *file, const vc_diagnostic *d)
{
    static const char *const commands[] = {"notice", "warning", "error"};
    fprintf(r->out, "::%s file=", commands[d->severity]);
    put_github(r->out, plain_path(file), true);
    if (d->line)
        fprintf(r->out, ",line=%u,col=%u", d->line, d->column ? d->column : 1);
    fputs(",title=", r->out);
    put_github(r->out, d->rule, true);
    fputs("::", r->out);
    put_github(r->out, d->message, false);
    fputc('\n', r->out);
}

void format_github_document(struct report *r, const struct input *in, vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; report_next(r, doc, &i, &d);)
        print_command(r, in->name, &d);
}

void format_github_unread(struct report *r, const struct input *in)
{
    char text[UNREAD_SIZE];
    const vc_diagnostic d = unread_diagnostic(in, text);
    print_command(r, in->name, &d);
}

void format_gitlab_begin(struct report *r)
{
    fputc('[', r->out);
}

static uint64_t mixed(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash * 31;
}

/* The line is no part of it, so that an old finding that moved is not a new one; equal ones are counted. */
static uint64_t fingerprint(const char *file, const vc_diagnostic *d, unsigned nth)
{
    return mixed(mixed(mixed(14695981039346656037u, file), d->rule), d->message) + nth;
}

static unsigned equal_before(struct report *r, const struct input *in, vc_document *doc, size_t end, uint64_t wanted)
{
    vc_diagnostic d;
    unsigned count = 0;
    for (size_t i = 0; report_next(r, doc, &i, &d) && i < end;)
        count += fingerprint(plain_path(in->name), &d, 0) == wanted;
    return count;
}

void format_gitlab_document(struct report *r, const struct input *in, vc_document *doc)
{
    static const char *const severities[] = {"info", "minor", "major"};
    vc_diagnostic d;
    for (size_t i = 0; report_next(r, doc, &i, &d); r->results++) {
        const uint64_t hash = fingerprint(plain_path(in->name), &d, 0);
        fputs(r->results ? ",\n" : "\n", r->out);
        fputs("  {\"description\": ", r->out);
        put_json(r->out, d.message);
        fputs(", \"check_name\": ", r->out);
        put_json(r->out, d.rule);
        fprintf(r->out, ", \"fingerprint\": \"%016" PRIx64 "\", \"severity\": \"%s\", \"location\": {\"path\": ",
                hash + equal_before(r, in, doc, i, hash), severities[d.severity]);
        put_json(r->out, plain_path(in->name));
        fprintf(r->out, ", \"lines\": {\"begin\": %u}}}", d.line ? d.line : 1);
    }
}

void format_gitlab_end(struct report *r)
{
    fputs(r->results ? "\n]\n" : "]\n", r->out);
}
