/* Text buffer; knows nothing of what is written to it. */
#include "buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 4096 };

static bool reserve(struct buf *b, size_t more)
{
    if (b->failed || more > SIZE_MAX / 4)
        return !(b->failed = true);
    if (b->size - b->len > more)
        return true;
    size_t size = b->size ? b->size : FIRST_SIZE;
    while (size - b->len <= more)
        size *= 2;
    char *text = realloc(b->text, size);
    if (!text)
        return !(b->failed = true);
    b->text = text;
    b->size = size;
    return true;
}

void buf_put(struct buf *b, const char *s, size_t len)
{
    if (!reserve(b, len))
        return;
    memcpy(b->text + b->len, s, len);
    b->len += len;
    b->text[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
    buf_put(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
    buf_put(b, &c, 1);
}

void buf_spaces(struct buf *b, size_t n)
{
    if (!reserve(b, n))
        return;
    memset(b->text + b->len, ' ', n);
    b->len += n;
    b->text[b->len] = '\0';
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0 || !reserve(b, (size_t)len + 1))
        return;
    va_start(args, format);
    vsnprintf(b->text + b->len, (size_t)len + 1, format, args);
    va_end(args);
    b->len += (size_t)len;
}

void buf_free(struct buf *b)
{
    free(b->text);
    *b = (struct buf){0};
}
