/* Where a node stands in the source: found by reading the source once more, since only messages need it. */
#include <string.h>

#include "scan.h"

struct start_tag {
    struct place place;
    const char *at;
};

struct start_list {
    struct start_tag *tags; /* NULL as long as nobody asked */
    uint32_t count;
};

/* Columns count characters, not bytes. */
static struct start_tag step_to(struct start_tag from, const char *to)
{
    struct place place = from.place;
    const char *at = from.at;
    for (const char *nl; (nl = memchr(at, '\n', (size_t)(to - at))); at = nl + 1)
        place = (struct place){place.line + 1, 1};
    for (; at < to; at++)
        place.column += ((unsigned char)*at & 0xC0) != 0x80;
    return (struct start_tag){place, to};
}

static void list_starts(struct doc *d)
{
    struct scan s = scan_begin(d);
    struct start_list *starts = d->starts;
    struct start_tag last = {{1, 1}, s.at};
    starts->tags = arena_new_array(d->arena, struct start_tag, d->start_count + 1);
    for (; starts->count < d->start_count && scan_to_start_tag(&s); scan_tag(&s))
        starts->tags[starts->count++] = last = step_to(last, s.at);
}

void places_begin(struct doc *d)
{
    d->starts = arena_new_of(d->arena, struct start_list);
}

static struct scan scan_from(const struct doc *d, const struct start_tag *tag)
{
    return (struct scan){tag->at, d->source + d->source_len};
}

static struct place attribute_place(const struct doc *d, const struct start_tag *tag, const struct attr *a)
{
    struct scan s = scan_from(d, tag);
    return scan_to_attribute(&s, a->text) ? step_to(*tag, s.at).place : tag->place;
}

/* The nearest element, n or above, that a source has. */
static const struct node *written_node(const struct node *n)
{
    while (n && !n->ordinal)
        n = n->parent;
    return n;
}

struct place doc_place(struct doc *d, const struct node *n, const struct attr *a)
{
    const struct node *at = written_node(n);
    struct doc *of = at && node_is_grafted(at) ? d->graft : d;
    if (!at || !of->source)
        return (struct place){0, 0};
    if (!of->starts->tags)
        list_starts(of);
    const uint32_t ordinal = at->ordinal & ~ORDINAL_GRAFTED;
    if (ordinal > of->starts->count)
        return (struct place){at->line, 1};
    const struct start_tag *tag = &of->starts->tags[ordinal - 1];
    return a && at == n && !a->rule ? attribute_place(of, tag, a) : tag->place;
}

/* Passes over what begins with '<'; depth changes at tags. */
static void skip_markup(struct scan *s, int *depth)
{
    if (scan_sees(s, "<!--")) {
        scan_past(s, "-->");
    } else if (scan_sees(s, "<?")) {
        scan_past(s, "?>");
    } else {
        *depth += scan_sees(s, "</") ? -1 : 1;
        scan_tag(s);
        if (s->at[-1] == '/')
            --*depth;
        s->at += s->at < s->end;
    }
}

/* From a start tag to the first character data of its element. */
static bool scan_to_text(struct scan *s)
{
    int depth = 0;
    skip_markup(s, &depth);
    while (s->at < s->end && depth > 0) {
        if (scan_sees(s, "<![CDATA[")) {
            if (depth == 1)
                return true;
            scan_past(s, "]]>");
        } else if (*s->at == '<') {
            skip_markup(s, &depth);
        } else if (depth == 1 && !strchr(" \t\r\n", *s->at)) {
            return true;
        } else {
            s->at++;
        }
    }
    return false;
}

struct place doc_text_place(struct doc *d, const struct node *n)
{
    const struct place start = doc_place(d, n, NULL);
    if (!n->ordinal || !d->starts || n->ordinal > d->starts->count)
        return start;
    const struct start_tag *tag = &d->starts->tags[n->ordinal - 1];
    struct scan s = scan_from(d, tag);
    return scan_to_text(&s) ? step_to(*tag, s.at).place : start;
}

struct diag *doc_diag_list(struct doc *d, const struct node *n, const struct attr *a, enum diag_id id, ...)
{
    const char *args[11] = {0};
    va_list list;
    va_start(list, id);
    for (int i = 0; i < 10 && (args[i] = va_arg(list, const char *)); i++)
        ;
    va_end(list);
    const struct node *at = written_node(n);
    const bool kept = !diags_are_full(&d->diags, diag_severity(id));
    struct diag *diag = diag_add(&d->diags, id, kept ? doc_place(d, n, a) : (struct place){0, 0}, args);
    if (diag)
        diag->grafted = at && node_is_grafted(at);
    return diag;
}
