/* Writes XML elements, one below the other. Knows no report. */
#include "out.h"

#include <inttypes.h>

#include "../xml/write.h"

enum { INDENT = 2 };

static void close_tag(struct out *o)
{
    if (o->open)
        buf_puts(o->buf, ">\n");
    o->open = false;
}

void out_begin(struct out *o, const char *name)
{
    close_tag(o);
    buf_spaces(o->buf, o->depth++ * INDENT);
    buf_printf(o->buf, "<%s", name);
    o->open = true;
}

void out_attr(struct out *o, const char *name, const char *value)
{
    if (!value)
        return;
    buf_printf(o->buf, " %s=\"", name);
    write_quoted(o->buf, value);
    buf_putc(o->buf, '"');
}

void out_number(struct out *o, const char *name, uint64_t value)
{
    buf_printf(o->buf, " %s=\"%" PRIu64 "\"", name, value);
}

void out_end(struct out *o, const char *name)
{
    o->depth--;
    if (o->open) {
        buf_puts(o->buf, "/>\n");
        o->open = false;
        return;
    }
    buf_spaces(o->buf, o->depth * INDENT);
    buf_printf(o->buf, "</%s>\n", name);
}

void out_text(struct out *o, const char *name, const char *text)
{
    if (!text)
        return;
    close_tag(o);
    buf_spaces(o->buf, o->depth * INDENT);
    buf_printf(o->buf, "<%s>", name);
    write_escaped(o->buf, text);
    buf_printf(o->buf, "</%s>\n", name);
}
