/* Diagnostics: a catalogue (diag.def) and the list of records of one document. Text and JSON are views of the records,
 * made by printers elsewhere. */
#ifndef VC_BASE_DIAG_H
#define VC_BASE_DIAG_H

#include <stdint.h>

#include "arena.h"
#include "buf.h"

enum diag_severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

enum diag_id {
#define DIAG(id, severity, rule, text) D_##id,
#include "diag.def"
#undef DIAG
    DIAG_COUNT
};

/* Line and column count from 1; 0 when there is none. */
struct place {
    uint32_t line, column;
};

struct diag {
    struct diag *next;
    enum diag_id id;
    struct place place;
    const char *message; /* the text of the catalogue with its arguments */
    struct place related; /* the other one of two, or line 0 */
};

struct diags {
    struct arena *arena;
    struct diag *first, *last;
    uint32_t errors, warnings;
    uint32_t count; /* records kept: at most LIMIT_DIAGS */
};

/* Adds a record; args is a list of strings that ends with NULL; they are copied. */
struct diag *diag_add(struct diags *d, enum diag_id id, struct place place, const char *const *args);

const char *diag_rule(enum diag_id id);
enum diag_severity diag_severity(enum diag_id id);
const char *severity_name(enum diag_severity s);

/* Orders the records by place, keeping the order of those at one place. */
void diags_sort(struct diags *d);

/* FILE:LINE:COL: severity: message [rule-id] */
void diag_print(struct buf *b, const char *file, const struct diag *d);

#endif
