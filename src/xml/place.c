/* Where a node stands in the source: found by reading the source once more, since only messages need it. */
#include <string.h>

#include "tree.h"

struct start_tag {
    struct place place;
    const char *at;
};

struct scan {
    const char *at, *end;
    struct place place;
};

static void step(struct scan *s)
{
    if (*s->at == '\n') {
        s->place.line++;
        s->place.column = 1;
    } else if (((unsigned char)*s->at & 0xC0) != 0x80) { /* columns count characters, not bytes */
        s->place.column++;
    }
    s->at++;
}

static bool looking_at(const struct scan *s, const char *text)
{
    const size_t len = strlen(text);
    return (size_t)(s->end - s->at) >= len && memcmp(s->at, text, len) == 0;
}

static void skip_past(struct scan *s, const char *text)
{
    while (s->at < s->end && !looking_at(s, text))
        step(s);
    for (size_t i = strlen(text); i && s->at < s->end; i--)
        step(s);
}

static void skip_spaces(struct scan *s)
{
    while (s->at < s->end && strchr(" \t\r\n", *s->at))
        step(s);
}

/* Passes over a start tag; quotes may hold '>'. */
static void skip_tag(struct scan *s)
{
    for (char quote = 0; s->at < s->end; step(s)) {
        if (quote)
            quote = *s->at == quote ? 0 : quote;
        else if (*s->at == '"' || *s->at == '\'')
            quote = *s->at;
        else if (*s->at == '>')
            return;
    }
}

/* Stops at the next start tag; false at the end of the source. */
static bool next_start_tag(struct scan *s)
{
    while (s->at < s->end) {
        if (*s->at != '<')
            step(s);
        else if (looking_at(s, "<!--"))
            skip_past(s, "-->");
        else if (looking_at(s, "<![CDATA["))
            skip_past(s, "]]>");
        else if (looking_at(s, "<?"))
            skip_past(s, "?>");
        else if (looking_at(s, "<!") || looking_at(s, "</"))
            skip_tag(s);
        else
            return true;
    }
    return false;
}

static struct scan scan_start(const struct doc *d)
{
    struct scan s = {d->source, d->source + d->source_len, {1, 1}};
    if (looking_at(&s, "\xEF\xBB\xBF"))
        s.at += 3;
    return s;
}

/* Moves to the attribute called name inside the start tag; false when it is not there. */
static bool find_attribute(struct scan *s, const char *name)
{
    const size_t len = strlen(name);
    while (s->at < s->end && !strchr(" \t\r\n/>", *s->at))
        step(s);
    for (;;) {
        skip_spaces(s);
        if (s->at >= s->end || *s->at == '>' || *s->at == '/')
            return false;
        if ((size_t)(s->end - s->at) > len && memcmp(s->at, name, len) == 0 && strchr(" \t\r\n=", s->at[len]))
            return true;
        while (s->at < s->end && *s->at != '"' && *s->at != '\'')
            step(s);
        if (s->at >= s->end)
            return false;
        const char quote = *s->at;
        step(s);
        while (s->at < s->end && *s->at != quote)
            step(s);
        if (s->at < s->end)
            step(s);
    }
}

static void list_starts(struct doc *d)
{
    struct scan s = scan_start(d);
    uint32_t count = 0;
    d->starts = arena_new_array(d->arena, struct start_tag, d->start_count + 1);
    for (; count < d->start_count && next_start_tag(&s); skip_tag(&s))
        d->starts[count++] = (struct start_tag){s.place, s.at};
    d->start_count = count;
}

static struct place attribute_place(const struct doc *d, const struct start_tag *tag, const struct attr *a)
{
    struct scan s = {tag->at, d->source + d->source_len, tag->place};
    return find_attribute(&s, a->text) ? s.place : tag->place;
}

struct place doc_place(struct doc *d, const struct node *n, const struct attr *a)
{
    const struct node *at = n;
    while (at && !at->ordinal)
        at = at->parent;
    if (!at || !d->source)
        return (struct place){0, 0};
    if (!d->starts)
        list_starts(d);
    if (at->ordinal > d->start_count)
        return (struct place){at->line, 1};
    const struct start_tag *tag = &d->starts[at->ordinal - 1];
    return a && at == n && !a->rule ? attribute_place(d, tag, a) : tag->place;
}

/* Passes over what begins with '<'; depth changes at tags. */
static void skip_markup(struct scan *s, int *depth)
{
    if (looking_at(s, "<!--")) {
        skip_past(s, "-->");
    } else if (looking_at(s, "<?")) {
        skip_past(s, "?>");
    } else {
        *depth += looking_at(s, "</") ? -1 : 1;
        skip_tag(s);
        if (s->at[-1] == '/')
            --*depth;
        step(s);
    }
}

struct place doc_text_place(struct doc *d, const struct node *n)
{
    const struct place start = doc_place(d, n, NULL);
    if (!n->ordinal || !d->starts || n->ordinal > d->start_count)
        return start;
    const struct start_tag *tag = &d->starts[n->ordinal - 1];
    struct scan s = {tag->at, d->source + d->source_len, tag->place};
    int depth = 0;
    skip_markup(&s, &depth);
    while (s.at < s.end && depth > 0) {
        if (looking_at(&s, "<![CDATA[")) {
            if (depth == 1)
                return s.place;
            skip_past(&s, "]]>");
        } else if (*s.at == '<') {
            skip_markup(&s, &depth);
        } else if (depth == 1 && !strchr(" \t\r\n", *s.at)) {
            return s.place;
        } else {
            step(&s);
        }
    }
    return start;
}

struct diag *doc_diag_list(struct doc *d, const struct node *n, const struct attr *a, enum diag_id id, ...)
{
    const char *args[11] = {0};
    va_list list;
    va_start(list, id);
    for (int i = 0; i < 10 && (args[i] = va_arg(list, const char *)); i++)
        ;
    va_end(list);
    return diag_add(&d->diags, id, doc_place(d, n, a), args);
}
