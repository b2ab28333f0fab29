/* A unified diff of a text and what edits made of it. The edits say where the lines differ: nothing is searched. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { CONTEXT = 3 };

/* Lines of the old text from `first` up to `end` (bytes) became `text`. */
struct hunk {
    size_t first, end;
    char *text;
    size_t len;
};

static size_t line_begin(const struct input *in, size_t at)
{
    while (at && in->text[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const struct input *in, size_t at)
{
    while (at < in->len && in->text[at] != '\n')
        at++;
    return at < in->len ? at + 1 : at;
}

static unsigned long count_lines(const char *text, size_t len)
{
    unsigned long lines = 0;
    for (size_t i = 0; i < len; i++)
        lines += text[i] == '\n' || i + 1 == len;
    return lines;
}

/* Reads the edits of the next lines that belong together; false without memory or edits. */
static bool next_hunk(const struct input *in, vc_document *doc, size_t *index, struct hunk *h)
{
    vc_edit e;
    if (!vc_document_edit(doc, *index, &e))
        return false;
    *h = (struct hunk){.first = line_begin(in, e.offset)};
    size_t done = h->first;
    FILE *out = open_memstream(&h->text, &h->len);
    if (!out)
        return false;
    do {
        fwrite(in->text + done, 1, e.offset - done, out);
        fputs(e.text, out);
        done = e.offset + e.length;
        h->end = line_end(in, done);
        ++*index;
    } while (vc_document_edit(doc, *index, &e) && e.offset < h->end);
    fwrite(in->text + done, 1, h->end - done, out);
    return fclose(out) == 0;
}

/* Lines that begin or end both sides did not change. */
static void trim(const struct input *in, struct hunk *h)
{
    const char *old = in->text + h->first;
    size_t old_len = h->end - h->first, same = 0;
    for (size_t i = 0; i < old_len && i < h->len && old[i] == h->text[i]; i++)
        if (old[i] == '\n')
            same = i + 1;
    h->first += same;
    h->len -= same;
    memmove(h->text, h->text + same, h->len);
    old += same;
    old_len -= same;
    size_t tail = 0;
    for (size_t i = 1; i <= old_len && i <= h->len && old[old_len - i] == h->text[h->len - i]; i++)
        if ((i == old_len || old[old_len - i - 1] == '\n') && (i == h->len || h->text[h->len - i - 1] == '\n'))
            tail = i;
    h->end -= tail;
    h->len -= tail;
}

static void print_lines(char sign, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (i == 0 || text[i - 1] == '\n')
            putchar(sign);
        putchar(text[i]);
    }
    if (len && text[len - 1] != '\n')
        printf("\n\\ No newline at end of file\n");
}

static size_t context_before(const struct input *in, size_t at, size_t limit)
{
    for (int i = 0; i < CONTEXT && at > limit; i++)
        at = line_begin(in, at - 1);
    return at < limit ? limit : at;
}

static size_t context_after(const struct input *in, size_t at)
{
    for (int i = 0; i < CONTEXT; i++)
        at = line_end(in, at);
    return at;
}

struct printer {
    const struct input *in;
    unsigned long line;     /* of the old text, 0-based, at `at` */
    size_t at;
    unsigned long shift; /* how many lines were added before */
};

/* Hunks whose contexts touch are printed as one. */
static void print_block(struct printer *p, struct hunk *list, size_t count)
{
    const struct input *in = p->in;
    const size_t begin = context_before(in, list[0].first, p->at), end = context_after(in, list[count - 1].end);
    unsigned long old = count_lines(in->text + begin, end - begin), new = old;
    for (size_t i = 0; i < count; i++)
        new += count_lines(list[i].text, list[i].len) -
               count_lines(in->text + list[i].first, list[i].end - list[i].first);
    p->line += count_lines(in->text + p->at, begin - p->at);
    printf("@@ -%lu,%lu +%lu,%lu @@\n", p->line + 1, old, p->line + p->shift + 1, new);
    size_t at = begin;
    for (size_t i = 0; i < count; i++) {
        print_lines(' ', in->text + at, list[i].first - at);
        print_lines('-', in->text + list[i].first, list[i].end - list[i].first);
        print_lines('+', list[i].text, list[i].len);
        at = list[i].end;
    }
    print_lines(' ', in->text + at, end - at);
    p->line += old;
    p->at = end;
    p->shift += new - old;
}

static void print_hunks(const struct input *in, struct hunk *list, size_t count)
{
    struct printer p = {.in = in};
    for (size_t first = 0, next; first < count; first = next) {
        next = first + 1;
        while (next < count && context_before(in, list[next].first, 0) <= context_after(in, list[next - 1].end))
            next++;
        print_block(&p, list + first, next - first);
    }
}

bool unified_print(const struct input *in, vc_document *doc)
{
    size_t edits = 0, count = 0;
    vc_edit e;
    while (vc_document_edit(doc, edits, &e))
        edits++;
    struct hunk *list = calloc(edits + 1, sizeof *list);
    for (size_t i = 0; list && i < edits && next_hunk(in, doc, &i, &list[count]); count++)
        trim(in, &list[count]);
    if (list && count) {
        printf("--- %s\n+++ %s\n", in->name, in->name);
        print_hunks(in, list, count);
    }
    for (size_t i = 0; list && i < count; i++)
        free(list[i].text);
    free(list);
    return list;
}
