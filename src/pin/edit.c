/* Applies edits to a text. Knows neither XML nor why. */
#include "pin.h"

void edits_apply(const struct edits *edits, const char *text, size_t len, struct buf *out)
{
    size_t done = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *e = &edits->list[i];
        buf_put(out, text + done, e->at - done);
        buf_puts(out, e->text);
        done = e->at + e->drop;
    }
    buf_put(out, text + done, len - done);
}
