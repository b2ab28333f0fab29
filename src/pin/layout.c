/* Turns changes of the tree into edits of the source that look like what stands around them. Judges nothing. */
#include <stdlib.h>
#include <string.h>

#include "pin.h"
#include "style.h"

#include "../xml/write.h"

struct layout {
    struct doc *source;
    const struct span *spans;
    struct style style;
    struct edits *edits;
    struct buf *scratch;
};

static const struct span *span_of(const struct layout *l, const struct node *n)
{
    return &l->spans[n->ordinal - 1];
}

/* --- edits -------------------------------------------------------------------------------------------------------- */

/* What was written to the scratch buffer, safe in any encoding. */
static const char *take_text(struct layout *l)
{
    struct buf *b = l->scratch;
    const char *text = arena_strndup(l->source->arena, b->text ? b->text : "", b->len);
    b->len = 0;
    if (!l->style.ascii)
        return text;
    for (const unsigned char *c = (const unsigned char *)text; *c;) {
        unsigned code = *c < 0x80 ? *c : *c < 0xE0 ? *c & 0x1F : *c < 0xF0 ? *c & 0x0F : *c & 0x07;
        if (*c < 0x80)
            buf_putc(b, (char)*c);
        const bool several = *c++ >= 0x80;
        for (; several && (*c & 0xC0) == 0x80; c++)
            code = code << 6 | (*c & 0x3F);
        if (several)
            buf_printf(b, "&#x%X;", code);
    }
    text = arena_strndup(l->source->arena, b->text ? b->text : "", b->len);
    b->len = 0;
    return text;
}

static unsigned depth_of(const struct node *n)
{
    unsigned depth = 0;
    for (; n; n = n->parent)
        depth++;
    return depth;
}

static void add_edit(struct layout *l, const struct change *change, const char *at, size_t drop)
{
    struct edits *e = l->edits;
    if (e->count == e->size) {
        struct edit *more = arena_new_array(l->source->arena, struct edit, 2 * e->size + 16);
        if (e->count)
            memcpy(more, e->list, e->count * sizeof *more);
        e->list = more;
        e->size = 2 * e->size + 16;
    }
    const size_t offset = (size_t)(at - l->source->source);
    e->list[e->count++] = (struct edit){offset, drop, take_text(l), change, depth_of(change->owner)};
}

/* --- attributes and text ------------------------------------------------------------------------------------------ */

static void lay_attribute(struct layout *l, const struct change *c)
{
    const struct span *span = span_of(l, c->owner);
    if (span->last_attr) {
        const struct piece gap = blanks_before(&l->style, span->last_attr);
        if (memchr(gap.at, '\n', gap.len))
            buf_put(l->scratch, gap.at, gap.len);
    }
    const size_t blanks = l->scratch->len;
    attr_write(l->scratch, c->attr, quote_of(&l->style, span));
    if (blanks) { /* they stand for the one blank that is written before an attribute */
        memmove(l->scratch->text + blanks, l->scratch->text + blanks + 1, l->scratch->len - blanks);
        l->scratch->len--;
    }
    add_edit(l, c, span->attrs_end, 0);
}

static void lay_value(struct layout *l, const struct change *c)
{
    const struct span *span = span_of(l, c->owner);
    struct value_span value;
    if (!span_value(l->source, span, c->attr, &value))
        return;
    write_escaped(l->scratch, c->attr->value);
    add_edit(l, c, value.start, (size_t)(value.end - value.start));
}

/* Makes a start tag and an end tag of one that closes itself; what comes between is added between the two calls. */
static void open_tag(struct layout *l, const struct change *c, const struct span *span)
{
    buf_putc(l->scratch, '>');
    add_edit(l, c, span->attrs_end, (size_t)(span->tag_end - span->attrs_end));
}

static void close_tag(struct layout *l, const struct change *c, const struct span *span)
{
    buf_puts(l->scratch, "</");
    buf_puts(l->scratch, c->owner->text);
    buf_putc(l->scratch, '>');
    add_edit(l, c, span->tag_end, 0);
}

static void lay_text(struct layout *l, const struct change *c)
{
    const struct span *span = span_of(l, c->owner);
    if (!span->close)
        open_tag(l, c, span);
    write_escaped(l->scratch, node_text(l->source, c->node));
    add_edit(l, c, span->tag_end, 0);
    if (!span->close)
        close_tag(l, c, span);
}

/* --- elements ----------------------------------------------------------------------------------------------------- */

/* Between two children of an element: behind `after`, or before all of them. */
struct gap {
    const char *at;
    struct piece indent; /* of the elements around it; .at NULL: they stand in one line */
    struct piece blanks; /* then: what separates them */
};

/* Where an element in its own line ends, blanks behind it included. */
static const char *line_rest(const struct layout *l, const char *at)
{
    while (at < l->style.end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

static bool sees(const struct layout *l, const char *at, const char *text)
{
    const size_t len = strlen(text);
    return (size_t)(l->style.end - at) >= len && memcmp(at, text, len) == 0;
}

static const char *gap_begin(const struct layout *l, const struct node *owner, const struct node *after)
{
    return after ? span_of(l, after)->end : span_of(l, owner)->tag_end;
}

static bool is_kept(const struct node *n)
{
    return !n || (node_is_known(n) && n->data);
}

/* A remark in the same line belongs to what stands before it for people, to what follows for the canonical form; and so
 * do foreign content, and what stands before an element that the canonical form does without: behind them there is no
 * right place for a new element. */
static bool is_clean(const struct layout *l, const struct node *owner, const struct node *after)
{
    const char *rest = line_rest(l, gap_begin(l, owner, after));
    return is_kept(after) && !sees(l, rest, "<!--") && !sees(l, rest, "<?");
}

/* The nearest gap that is clean, as long as no element of the same name is passed. */
static const struct node *clean_gap(const struct layout *l, const struct change *c)
{
    if (is_clean(l, c->owner, c->after))
        return c->after;
    const struct node *n = c->after ? node_next_element(c->after) : node_first_element(c->owner);
    for (; n && n->name != c->node->name; n = node_next_element(n))
        if (is_clean(l, c->owner, n))
            return n;
    for (n = c->after; n && n->name != c->node->name;) {
        n = node_prev_element(n);
        if (is_clean(l, c->owner, n))
            return n;
    }
    for (n = c->after; !is_kept(n);)
        n = node_prev_element(n);
    return n;
}

/* How children of an element without any are to be indented: like those of its neighbours, one level deeper. */
static struct piece inner_indent(struct layout *l, const struct node *owner)
{
    const struct piece outer = line_start(&l->style, span_of(l, owner)->start);
    if (!outer.at)
        return outer;
    const char *text = arena_printf(l->source->arena, "%.*s%.*s", (int)outer.len, outer.at, (int)l->style.level.len,
                                    l->style.level.at);
    return (struct piece){text, strlen(text)};
}

static struct gap find_gap(struct layout *l, const struct change *c)
{
    const struct node *after = clean_gap(l, c);
    const struct node *like = after ? after : node_first_element(c->owner);
    struct gap gap = {.at = gap_begin(l, c->owner, after), .blanks = {"", 0}};
    gap.indent = like ? line_start(&l->style, span_of(l, like)->start) : inner_indent(l, c->owner);
    if (gap.indent.at) {
        const char *rest = line_rest(l, gap.at);
        if (rest == l->style.end || sees(l, rest, "\n") || sees(l, rest, "\r\n"))
            gap.at = rest;
    } else if (like) {
        gap.blanks = blanks_before(&l->style, span_of(l, like)->start);
    }
    return gap;
}

static char quote_near(const struct layout *l, const struct change *c)
{
    const struct span *near = span_of(l, c->after ? c->after : c->owner);
    return quote_of(&l->style, near->last_attr ? near : span_of(l, c->owner));
}

static bool same_owner(const struct change *a, const struct change *b)
{
    return a && b && a->kind == PIN_ELEMENT && b->kind == PIN_ELEMENT && a->owner == b->owner;
}

/* The end tag of an element that had no content gets a line of its own when its children do. */
static void lay_end(struct layout *l, const struct change *c, const struct gap *gap)
{
    const struct span *span = span_of(l, c->owner);
    if (gap->indent.at && (!span->close || span->close == span->tag_end)) {
        const struct piece outer = line_start(&l->style, span->start);
        buf_puts(l->scratch, l->style.line_end);
        buf_put(l->scratch, outer.at, outer.len);
        if (span->close)
            add_edit(l, c, span->tag_end, 0);
    }
    if (!span->close)
        close_tag(l, c, span);
}

static void lay_element(struct layout *l, const struct change *previous, const struct change *c)
{
    const struct span *span = span_of(l, c->owner);
    const bool bare = !span->close || span->close == span->tag_end;
    struct gap gap;
    if (bare && !same_owner(previous, c) && !span->close)
        open_tag(l, c, span);
    gap = find_gap(l, c);
    if (bare)
        gap.at = span->tag_end;
    if (gap.indent.at)
        buf_puts(l->scratch, l->style.line_end);
    if (gap.indent.at)
        buf_put(l->scratch, gap.indent.at, gap.indent.len);
    else
        buf_put(l->scratch, gap.blanks.at, gap.blanks.len);
    style_write(&l->style, l->scratch, c->node, gap.indent, quote_near(l, c));
    add_edit(l, c, gap.at, 0);
    if (bare && !same_owner(c, c->next))
        lay_end(l, c, &gap);
}

/* --- all together ------------------------------------------------------------------------------------------------- */

static void lay_out(struct layout *l, const struct change *previous, const struct change *c)
{
    switch (c->kind) {
    case PIN_ATTRIBUTE: lay_attribute(l, c); break;
    case PIN_VALUE: lay_value(l, c); break;
    case PIN_TEXT: lay_text(l, c); break;
    case PIN_ELEMENT: lay_element(l, previous, c); break;
    }
}

/* What ends an element comes before what stands behind it. */
static bool comes_before(const struct edit *a, const struct edit *b)
{
    return a->at != b->at ? a->at < b->at : a->depth > b->depth;
}

/* Merge sort: else edits at one place stay in the order in which they were made. */
static void sort(struct edit *list, struct edit *spare, size_t count)
{
    const size_t half = count / 2;
    if (count < 2)
        return;
    sort(list, spare, half);
    sort(list + half, spare, count - half);
    memcpy(spare, list, half * sizeof *list);
    for (size_t a = 0, b = half, i = 0; a < half; i++)
        list[i] = b < count && comes_before(&list[b], &spare[a]) ? list[b++] : spare[a++];
}

bool layout_changes(struct doc *source, const struct change *changes, struct edits *out, struct buf *scratch)
{
    struct layout l = {.source = source, .spans = doc_spans(source), .edits = out, .scratch = scratch};
    if (!l.spans)
        return false;
    l.style = style_of(source, l.spans);
    for (const struct change *c = changes, *previous = NULL; c; previous = c, c = c->next)
        lay_out(&l, previous, c);
    sort(out->list, arena_new_array(source->arena, struct edit, out->count + 1), out->count);
    return true;
}
