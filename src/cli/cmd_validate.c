/* virtcanon validate */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

struct settings {
    bool quiet, summary;
    const char *format, *max_errors;
};

struct run {
    struct visitor visitor;
    const struct settings *set;
    bool terminal;
    unsigned long limit, printed, left_out; /* errors; limit 0: all */
    unsigned long documents, bad, errors, warnings;
};

static const char *const severities[] = {"note", "warning", "error"};
static const char *const colours[] = {"\033[36m", "\033[35m", "\033[31m"};

/* The line of the source with a caret below the place; tabs stay tabs, so that the caret stands right. */
static void show_source(const struct input *in, const vc_diagnostic *d)
{
    const char *line = in->text, *end;
    for (unsigned i = 1; i < d->line && line; i++)
        line = (line = strchr(line, '\n')) ? line + 1 : NULL;
    if (!line || !d->line)
        return;
    end = line + strcspn(line, "\r\n");
    fprintf(stderr, "    %.*s\n    ", (int)(end - line < 200 ? end - line : 200), line);
    unsigned column = 1;
    for (const char *s = line; s < end && column < d->column; s++) {
        if (((unsigned char)*s & 0xC0) == 0x80)
            continue;
        fputc(*s == '\t' ? '\t' : ' ', stderr);
        column++;
    }
    fputs("\033[1;32m^\033[0m\n", stderr);
}

static void print_one(const struct run *r, const struct input *in, const vc_diagnostic *d)
{
    if (r->terminal)
        fprintf(stderr, "\033[1m%s:%u:%u:\033[0m %s%s:\033[0m %s [%s]\n", in->name, d->line, d->column,
                colours[d->severity], severities[d->severity], d->message, d->rule);
    else
        fprintf(stderr, "%s:%u:%u: %s: %s [%s]\n", in->name, d->line, d->column, severities[d->severity], d->message,
                d->rule);
    if (r->terminal)
        show_source(in, d);
}

static void print_all(struct run *r, const struct input *in, vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; vc_document_diagnostic(doc, i, &d); i++) {
        r->errors += d.severity == VC_ERROR;
        r->warnings += d.severity == VC_WARNING;
        if (r->set->quiet)
            continue;
        if (d.severity == VC_ERROR && r->limit && r->printed == r->limit) {
            r->left_out++;
            continue;
        }
        r->printed += d.severity == VC_ERROR;
        print_one(r, in, &d);
    }
}

static int validate(struct visitor *v, const struct input *in)
{
    struct run *r = (struct run *)v;
    vc_document *doc = vc_document_parse(in->text, in->len, in->name);
    if (!doc) {
        complain("%s: out of memory", in->name);
        return EXIT_TROUBLE;
    }
    const int status = vc_document_validate(doc) ? EXIT_YES : EXIT_NO;
    r->documents++;
    r->bad += status != EXIT_YES;
    print_all(r, in, doc);
    vc_document_free(doc);
    return status;
}

static void print_summary(const struct run *r)
{
    if (r->left_out)
        fprintf(stderr, "virtcanon: %lu more error%s\n", r->left_out, r->left_out == 1 ? "" : "s");
    if (r->set->summary)
        fprintf(stderr, "%lu document%s: %lu valid, %lu invalid; %lu error%s, %lu warning%s\n", r->documents,
                r->documents == 1 ? "" : "s", r->documents - r->bad, r->bad, r->errors, r->errors == 1 ? "" : "s",
                r->warnings, r->warnings == 1 ? "" : "s");
}

int cmd_validate(const struct command *self, int argc, char **argv)
{
    struct settings set = {.format = "text", .max_errors = "0"};
    const struct option options[] = {
        OPT_TEXT("format", 'f', "FORMAT", &set.format, "how to print what is found: text"),
        OPT_TEXT("max-errors", 'm', "N", &set.max_errors, "print the first N errors only (0: all)"),
        OPT_FLAG("quiet", 'q', &set.quiet, "print no messages; the exit status tells"),
        OPT_FLAG("summary", 's', &set.summary, "print at the end how many documents are valid"),
        OPT_END,
    };
    char *end;
    int status;
    const int count = options_read(self, options, argc, argv, &status);
    if (count < 0)
        return status;
    struct run r = {.visitor = {validate}, .set = &set, .terminal = isatty(STDERR_FILENO)};
    r.limit = strtoul(set.max_errors, &end, 10);
    if (*end || end == set.max_errors || *set.max_errors == '-')
        return usage_error(self, "'%s' is not a number of errors", set.max_errors);
    if (strcmp(set.format, "text") != 0)
        return usage_error(self, "there is no format '%s'; use text", set.format);
    if (!count)
        return usage_error(self, "no file is given");
    status = walk(count, argv, &r.visitor);
    print_summary(&r);
    return status;
}
