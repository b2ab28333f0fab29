/* The XML form of a guest, or of the step from one guest to another, from which pages are made: what there is, where
 * it is plugged in, and what changed. Vocabulary: docs/report.md. Knows no page and no picture. */
#ifndef VC_REPORT_REPORT_H
#define VC_REPORT_REPORT_H

#include "../abi/compare.h"

/* What a report is about. A guest alone has neither old nor comparison. */
struct report_source {
    struct doc *old, *new;               /* canonical and bound */
    const char *old_host, *new_host;     /* names of the profiles behind them; NULL: none */
    const struct comparison *comparison; /* of the two */
    const char *generator;               /* name and version of the program */
};

/* Appends the report to b. Works in the given arena. */
void report_write(struct buf *b, struct arena *arena, const struct report_source *source);

#endif
