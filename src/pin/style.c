/* Finds out how a document is laid out, and writes new elements like that. Knows no place. */
#include "style.h"

#include <string.h>
#include <strings.h>

#include "../xml/write.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

struct piece line_start(const struct style *s, const char *at)
{
    const char *first = at;
    while (first > s->source && is_blank(first[-1]))
        first--;
    const bool begins = first == s->source || first[-1] == '\n';
    return (struct piece){begins ? first : NULL, (size_t)(at - first)};
}

struct piece blanks_before(const struct style *s, const char *at)
{
    const char *first = at;
    while (first > s->source && strchr(" \t\r\n", first[-1]))
        first--;
    return (struct piece){first, (size_t)(at - first)};
}

char quote_of(const struct style *s, const struct span *span)
{
    return span->last_attr ? span->attrs_end[-1] : s->quote;
}

static bool is_utf8(const struct doc *d)
{
    const char *declaration = d->source_len > 5 ? strstr(d->source, "<?xml") : NULL;
    const char *end = declaration ? strstr(declaration, "?>") : NULL;
    const char *name = declaration ? strstr(declaration, "encoding") : NULL;
    if (!name || !end || name > end)
        return true;
    name += strcspn(name, "\"'");
    return *name && strncasecmp(name + 1, "utf-8", 5) == 0;
}

static const char *slash_of(const struct span *spans, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!spans[i].close)
            return spans[i].attrs_end + 2 < spans[i].tag_end ? " />" : "/>";
    return "/>";
}

static uint32_t count_elements(const struct node *n)
{
    uint32_t count = 1;
    FOR_ELEMENTS(c, n)
        count += count_elements(c);
    return count;
}

struct style style_of(const struct doc *d, const struct span *spans)
{
    struct style s = {.source = d->source, .end = d->source + d->source_len, .line_end = "\n", .level = {"  ", 2}};
    const char *first_line = memchr(d->source, '\n', d->source_len);
    if (first_line && first_line > d->source && first_line[-1] == '\r')
        s.line_end = "\r\n";
    const struct node *child = node_first_element(d->root);
    const struct span *root = &spans[d->root->ordinal - 1];
    const struct piece outer = line_start(&s, root->start);
    if (child && outer.at) {
        const struct piece inner = line_start(&s, spans[child->ordinal - 1].start);
        if (inner.at && inner.len > outer.len && memcmp(inner.at, outer.at, outer.len) == 0)
            s.level = (struct piece){inner.at + outer.len, inner.len - outer.len};
    }
    s.slash = slash_of(spans, count_elements(d->root));
    s.quote = root->last_attr ? root->attrs_end[-1] : '\'';
    s.ascii = !is_utf8(d);
    return s;
}

static void new_line(const struct style *s, struct buf *b, struct piece indent, size_t depth)
{
    if (!indent.at)
        return;
    buf_puts(b, s->line_end);
    buf_put(b, indent.at, indent.len);
    for (; depth; depth--)
        buf_put(b, s->level.at, s->level.len);
}

static void write_element(const struct style *s, struct buf *b, const struct node *n, struct piece indent, size_t depth,
                          char quote)
{
    buf_putc(b, '<');
    buf_puts(b, n->text);
    for (const struct attr *a = n->attrs; a; a = a->next)
        attr_write(b, a, quote);
    if (!n->first) {
        buf_puts(b, s->slash);
        return;
    }
    buf_putc(b, '>');
    FOR_ELEMENTS(c, n) {
        new_line(s, b, indent, depth + 1);
        write_element(s, b, c, indent, depth + 1, quote);
    }
    for (const struct node *c = n->first; c; c = c->next)
        if (c->type == NODE_TEXT || c->type == NODE_CDATA)
            write_escaped(b, c->text);
    if (node_first_element(n))
        new_line(s, b, indent, depth);
    buf_puts(b, "</");
    buf_puts(b, n->text);
    buf_putc(b, '>');
}

void style_write(const struct style *s, struct buf *b, const struct node *n, struct piece indent, char quote)
{
    write_element(s, b, n, indent, 0, quote);
}
