/* Diagnostics: a catalogue (diag.def) and the list of records of one document. Text and JSON are views of the records,
 * made by printers elsewhere. */
#ifndef VC_BASE_DIAG_H
#define VC_BASE_DIAG_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "buf.h"

enum diag_severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

enum diag_id {
#define DIAG(id, severity, rule, text) D_##id,
#include "diag.def"
#undef DIAG
#define WARNING(id, severity, rule, text, help) W_##id,
#include "warnings.def"
#include "warnings_across.def"
#undef WARNING
#define START(id, severity, who, from, element, rule, text, help) S_##id,
#include "start.def"
#undef START
    DIAG_COUNT
};

/* Line and column count from 1; 0 when there is none. */
struct place {
    uint32_t line, column;
};

struct diag {
    struct diag *next;
    enum diag_id id;
    enum diag_severity severity; /* of the catalogue, but for the rules of a policy */
    const char *rule;            /* stable id; the same */
    struct place place;
    bool grafted;        /* the place is in a document of which a part was put into this one */
    const char *message; /* the text of the catalogue with its arguments */
    struct place related; /* the other one of two, or line 0 */
    bool besides; /* holds only once other mistakes are mended: told after them */
};

struct diags {
    struct arena *arena;
    struct diag *first, *last;
    uint32_t errors, warnings;
    uint32_t count; /* records kept: at most LIMIT_DIAGS errors and as many others */
};

/* Records of this severity are only counted from now on. There is as much room for errors as for all the rest: many
 * remarks leave no error untold. */
bool diags_are_full(const struct diags *d, enum diag_severity severity);

/* Adds a record; args is a list of strings that ends with NULL; they are copied. */
struct diag *diag_add(struct diags *d, enum diag_id id, struct place place, const char *const *args);

/* The same for a rule that is not in the catalogue: with its own id, severity and message (copied). */
struct diag *diag_add_own(struct diags *d, enum diag_severity severity, const char *rule, struct place place,
                          const char *message);
/* Adds what another list says, as it is but for its severity. */
struct diag *diag_add_copy(struct diags *d, const struct diag *other, enum diag_severity severity);

const char *diag_rule(enum diag_id id);
enum diag_severity diag_severity(enum diag_id id);
/* What it counts for where the user named no host: less, when another host might not say so. */
enum diag_severity diag_severity_anywhere(enum diag_id id);
/* The message with its {0} {1} ...; and a sentence that explains the rule, or NULL where the message says it all. */
const char *diag_text(enum diag_id id);
const char *diag_help(enum diag_id id);
const char *severity_name(enum diag_severity s);

/* Orders the records by place, those that hold besides others after them, keeping the order of those at one place. */
void diags_sort(struct diags *d);

/* FILE:LINE:COL: severity: message [rule-id] */
void diag_print(struct buf *b, const char *file, const struct diag *d);

#endif
