/* A growing text buffer. A failed allocation is remembered (failed) and later writes do nothing. */
#ifndef VC_BASE_BUF_H
#define VC_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *text; /* always terminated once something was written; may be NULL before */
    size_t len, size;
    bool failed;
};

void buf_put(struct buf *b, const char *s, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_spaces(struct buf *b, size_t n);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_free(struct buf *b);

#endif
