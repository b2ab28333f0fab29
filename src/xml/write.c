/* Writes trees the way libvirt lays its documents out. */
#include "write.h"

#include <string.h>

enum { INDENT = 2 };

static const char *reference(char c)
{
    switch (c) {
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    case '"': return "&quot;";
    case '\'': return "&apos;";
    case '\r': return "&#13;";
    case '\t': return "&#9;";
    default: return "&#10;";
    }
}

static void write_with_references(struct buf *b, const char *s, const char *special)
{
    for (;;) {
        const size_t plain = strcspn(s, special);
        buf_put(b, s, plain);
        s += plain;
        if (!*s)
            return;
        buf_puts(b, reference(*s++));
    }
}

void write_escaped(struct buf *b, const char *s)
{
    write_with_references(b, s, "<>&\"'\r");
}

void write_quoted(struct buf *b, const char *s)
{
    write_with_references(b, s, "<>&\"'\r\t\n");
}

/* In an attribute, tabs and line ends must be references too, or a reader would turn them into blanks.
 * libvirt leaves the content of <metadata> to libxml2, which quotes in its own way. */
static bool is_foreign(const struct node *n)
{
    const struct node *top = n;
    while (top->parent && top->parent->parent && top->parent->parent->type != NODE_DOCUMENT)
        top = top->parent;
    return top->name == A_metadata && top->parent && top->parent->parent;
}

void attr_write(struct buf *b, const struct attr *a, char quote)
{
    buf_putc(b, ' ');
    buf_puts(b, a->text);
    buf_putc(b, '=');
    buf_putc(b, quote);
    write_with_references(b, a->value, quote == '"' ? "<>&\"\r\t\n" : "<>&\"'\r\t\n");
    buf_putc(b, quote);
}

static void write_attrs(struct buf *b, const struct node *n)
{
    const bool foreign = n->attrs && is_foreign(n);
    for (const struct attr *a = n->attrs; foreign && a; a = a->next)
        if (attr_declares(a))
            attr_write(b, a, '"');
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (!foreign || !attr_declares(a))
            attr_write(b, a, foreign ? '"' : '\'');
}

static bool has_text(const struct node *n)
{
    for (const struct node *c = n->first; c; c = c->next)
        if ((c->type == NODE_TEXT && *c->text) || c->type == NODE_CDATA)
            return true;
    return false;
}

static void write_inline(struct buf *b, const struct node *n);

static void write_leaf(struct buf *b, const struct node *n)
{
    switch (n->type) {
    case NODE_TEXT:
        write_with_references(b, n->text, is_foreign(n) ? "<>&\r" : "<>&\"'\r");
        break;
    case NODE_CDATA:
        buf_puts(b, "<![CDATA[");
        buf_puts(b, n->text);
        buf_puts(b, "]]>");
        break;
    case NODE_COMMENT:
        buf_puts(b, "<!--");
        buf_puts(b, n->text);
        buf_puts(b, "-->");
        break;
    case NODE_PI:
        buf_puts(b, "<?");
        buf_puts(b, n->text);
        buf_puts(b, "?>");
        break;
    default:
        write_inline(b, n);
    }
}

/* Inside mixed content every blank counts, so nothing is laid out. */
static void write_inline(struct buf *b, const struct node *n)
{
    buf_putc(b, '<');
    buf_puts(b, n->text);
    write_attrs(b, n);
    if (!n->first) {
        buf_put(b, "/>", 2);
        return;
    }
    buf_putc(b, '>');
    for (const struct node *c = n->first; c; c = c->next)
        write_leaf(b, c);
    buf_put(b, "</", 2);
    buf_puts(b, n->text);
    buf_putc(b, '>');
}

void node_write(struct buf *b, const struct node *n, size_t indent)
{
    buf_spaces(b, indent);
    if (n->type != NODE_ELEMENT || has_text(n) || !n->first) {
        write_leaf(b, n);
        buf_putc(b, '\n');
        return;
    }
    buf_putc(b, '<');
    buf_puts(b, n->text);
    write_attrs(b, n);
    buf_put(b, ">\n", 2);
    for (const struct node *c = n->first; c; c = c->next)
        if (c->type != NODE_TEXT)
            node_write(b, c, indent + INDENT);
    buf_spaces(b, indent);
    buf_put(b, "</", 2);
    buf_puts(b, n->text);
    buf_put(b, ">\n", 2);
}

void doc_write(struct buf *b, const struct doc *d)
{
    for (const struct node *c = d->top->first; c; c = c->next)
        node_write(b, c, 0);
}
