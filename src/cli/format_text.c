/* FILE:LINE:COL: severity: message [rule], then the line of the source with a caret under the place. */
#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "escape.h"
#include "report.h"

enum { LONGEST_LINE = 160, LEAD = 60 }; /* of a longer line the part around the place is shown */

static const char *start_of_line(const vc_document *doc, unsigned line, size_t *len)
{
    size_t size;
    const char *at = vc_document_source(doc, &size), *const end = at ? at + size : NULL;
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

static int width_of(uint32_t character)
{
    const int width = wcwidth((wchar_t)character);
    return width < 0 ? 1 : width;
}

/* Prints characters up to `end`, or blanks of the same width. */
static void put_columns(FILE *out, const char *at, const char *end, bool blank)
{
    for (size_t len; at < end; at += len) {
        const uint32_t c = character_at(at, (size_t)(end - at), &len);
        if (c == '\t')
            fputc('\t', out);
        else if (blank)
            fprintf(out, "%*s", is_control(c) ? 1 : width_of(c), "");
        else if (is_control(c) || (len == 1 && c == 0xFFFD))
            fputc('?', out);
        else
            fwrite(at, 1, len, out);
    }
}

/* The n-th character from here, or the end. */
static const char *forward(const char *at, const char *end, unsigned n)
{
    for (size_t len; n && at < end; n--, at += len)
        character_at(at, (size_t)(end - at), &len);
    return at;
}

/* The caret stands under the column whatever tabs and wide characters are before it. */
static void show_source(const struct report *r, const vc_document *doc, const vc_diagnostic *d)
{
    size_t len = 0;
    const char *line = d->line ? start_of_line(doc, d->line, &len) : NULL;
    if (!line || !len || !d->column)
        return;
    const char *end = line + len;
    const bool far = d->column > LEAD && (size_t)(forward(line, end, LONGEST_LINE) - line) < len;
    const char *from = far ? forward(line, end, d->column - LEAD) : line;
    const char *to = forward(from, end, LONGEST_LINE), *place = forward(line, end, d->column - 1);
    fputs(far ? "... " : "    ", r->out);
    put_columns(r->out, from, to, false);
    fputs(to < end ? " ...\n    " : "\n    ", r->out);
    put_columns(r->out, from, place, true);
    fputs(r->color ? "\033[1;32m^\033[0m\n" : "^\n", r->out);
}

static void print_head(const struct report *r, const char *file, const vc_diagnostic *d)
{
    static const char *const colors[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
    fputs("\033[1m", r->out);
    put_plain(r->out, file);
    put_place(r->out, d);
    fprintf(r->out, ":\033[0m %s%s:\033[0m ", colors[d->severity], severity_names[d->severity]);
    put_plain(r->out, d->message);
    fprintf(r->out, " [%s]\n", d->rule);
}

void format_text_document(struct report *r, const struct input *in, vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; !r->quiet && report_next(r, doc, &i, &d);) {
        if (r->color)
            print_head(r, in->name, &d);
        else
            print_diagnostic(r->out, in->name, &d);
        if (r->source)
            show_source(r, doc, &d);
    }
}

/* Widths are those of the characters of a UTF-8 locale, whatever the user's is; without one all count as one. */
void format_text_begin(struct report *r)
{
    if (r->source)
        setlocale(LC_CTYPE, "C.UTF-8");
}
