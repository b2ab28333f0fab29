/* Finds the elements of a document in its source. Changes nothing. */
#include "span.h"

#include "scan.h"

/* From '<' to behind '>'. */
static void read_start_tag(struct scan *s, struct span *span)
{
    span->start = s->at;
    scan_name(s);
    span->attrs_end = s->at;
    while (scan_to_next_attribute(s)) {
        span->last_attr = s->at;
        if (scan_value(s))
            s->at++;
        span->attrs_end = s->at;
    }
    scan_tag(s);
    const bool empty = s->at[-1] == '/';
    if (s->at < s->end)
        s->at++;
    span->tag_end = s->at;
    if (empty)
        span->end = s->at;
}

static uint32_t count_elements(const struct doc *d)
{
    uint32_t count = 0;
    for (struct scan s = scan_begin(d); scan_to_start_tag(&s); scan_tag(&s))
        count++;
    return count;
}

const struct span *doc_spans(const struct doc *d)
{
    const uint32_t count = count_elements(d);
    struct span *spans = arena_new_array(d->arena, struct span, count + 1);
    uint32_t *open = arena_new_array(d->arena, uint32_t, count + 1), depth = 0, next = 0;
    if (count != d->start_count)
        return NULL;
    for (struct scan s = scan_begin(d); scan_to_tag(&s);) {
        if (!scan_sees(&s, "</")) {
            read_start_tag(&s, &spans[next]);
            if (!spans[next].end)
                open[depth++] = next;
            next++;
        } else if (depth) {
            struct span *span = &spans[open[--depth]];
            span->close = s.at;
            scan_tag(&s);
            span->end = s.at < s.end ? s.at + 1 : s.at;
        }
    }
    return spans;
}

bool span_value(const struct doc *d, const struct span *span, const struct attr *a, struct value_span *out)
{
    struct scan s = {span->start, d->source + d->source_len};
    if (!scan_to_attribute(&s, a->text) || !scan_value(&s))
        return false;
    out->end = s.at;
    s.at = span->start;
    scan_to_attribute(&s, a->text);
    while (*s.at != '"' && *s.at != '\'')
        s.at++;
    out->start = s.at + 1;
    return true;
}
