/* FILE:LINE:COL: severity: message [rule], then the line of the source with a caret under the place. */
#include <string.h>

#include "report.h"

enum { LONGEST_LINE = 200 };

static const char *start_of_line(const struct input *in, unsigned line, size_t *len)
{
    const char *at = in->text, *const end = in->text + in->len;
    for (; at < end && line > 1; line--) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        if (!newline)
            return NULL;
        at = newline + 1;
    }
    const char *newline = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    *len = (size_t)((newline ? newline : end) - at);
    if (*len && at[*len - 1] == '\r')
        --*len;
    return at;
}

/* The caret stands under the column whatever tabs are before it. Control characters would reach the terminal. */
static void show_source(const struct report *r, const struct input *in, const vc_diagnostic *d)
{
    size_t len = 0;
    const char *line = d->line ? start_of_line(in, d->line, &len) : NULL;
    if (!line || !len || len > LONGEST_LINE || !d->column)
        return;
    fputs("    ", r->out);
    for (size_t i = 0; i < len; i++)
        fputc((unsigned char)line[i] < 0x20 && line[i] != '\t' ? '?' : line[i], r->out);
    fputs("\n    ", r->out);
    unsigned column = 1;
    for (size_t i = 0; i < len && column < d->column; i++) {
        if (((unsigned char)line[i] & 0xC0) == 0x80)
            continue;
        fputc(line[i] == '\t' ? '\t' : ' ', r->out);
        column++;
    }
    fputs("\033[1;32m^\033[0m\n", r->out);
}

static void print_head(const struct report *r, const char *file, const vc_diagnostic *d)
{
    static const char *const colors[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
    if (r->color)
        fprintf(r->out, "\033[1m%s:%u:%u:\033[0m %s%s:\033[0m %s [%s]\n", file, d->line, d->column,
                colors[d->severity], severity_names[d->severity], d->message, d->rule);
    else
        print_diagnostic(r->out, file, d);
}

void format_text_document(struct report *r, const struct input *in, vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; !r->quiet && report_next(r, doc, &i, &d);) {
        print_head(r, in->name, &d);
        if (r->color)
            show_source(r, in, &d);
    }
}
