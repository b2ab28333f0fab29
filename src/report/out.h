/* Writes XML elements, one below the other. Knows no report. */
#ifndef VC_REPORT_OUT_H
#define VC_REPORT_OUT_H

#include <stdint.h>

#include "../base/buf.h"

struct out {
    struct buf *buf;
    unsigned depth;
    bool open; /* the start tag may still get attributes */
};

void out_begin(struct out *o, const char *name);
/* Nothing for NULL. */
void out_attr(struct out *o, const char *name, const char *value);
void out_number(struct out *o, const char *name, uint64_t value);
void out_end(struct out *o, const char *name);
/* An element with text only; nothing for NULL. */
void out_text(struct out *o, const char *name, const char *text);

#endif
