/* Records of diagnostics: made from the catalogue, sorted, printed as text. Knows no document. */
#include "diag.h"

#include <stdlib.h>
#include <string.h>

#include "limits.h"

enum { SEVERITY_OF_ERROR = SEVERITY_ERROR, SEVERITY_OF_WARNING = SEVERITY_WARNING, SEVERITY_OF_NOTE = SEVERITY_NOTE };
/* The columns of start.def: who refuses, and what decides. */
enum { BY_LIBVIRT, BY_QEMU };
enum { FROM_DOCUMENT, FROM_HOST };

static const struct {
    const char *rule, *text, *help;
    uint8_t severity;
    bool by_host; /* an error of a host that is named */
} catalogue[] = {
#define DIAG(id, severity, rule, text) {rule, text, NULL, SEVERITY_OF_##severity, false},
#include "diag.def"
#undef DIAG
#define WARNING(id, severity, rule, text, help) {rule, text, help, SEVERITY_OF_##severity, false},
#include "warnings.def"
#include "warnings_across.def"
#undef WARNING
#define START(id, severity, who, from, element, rule, text, help) \
    {rule, text, help, SEVERITY_OF_##severity, BY_##who == BY_QEMU || FROM_##from == FROM_HOST},
#include "start.def"
#undef START
};

const char *diag_rule(enum diag_id id)
{
    return catalogue[id].rule;
}

enum diag_severity diag_severity(enum diag_id id)
{
    return catalogue[id].severity;
}

enum diag_severity diag_severity_anywhere(enum diag_id id)
{
    switch (id) {
#define OF_HOST(id, severity) \
    case D_##id: \
        return SEVERITY_##severity;
#include "of_host.def"
#undef OF_HOST
    default:
        return catalogue[id].by_host ? SEVERITY_WARNING : diag_severity(id);
    }
}

const char *diag_text(enum diag_id id)
{
    return catalogue[id].text;
}

const char *diag_help(enum diag_id id)
{
    return catalogue[id].help;
}

const char *severity_name(enum diag_severity s)
{
    static const char *const names[] = {"note", "warning", "error"};
    return names[s];
}

static const char *argument(const char *const *args, unsigned n)
{
    for (unsigned i = 0; args && args[i]; i++)
        if (i == n)
            return args[i];
    return "";
}

/* Expands {0} .. {9}. */
static const char *expand(struct arena *a, const char *text, const char *const *args)
{
    struct buf b = {0};
    for (const char *p = text; *p; p++) {
        if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
            buf_puts(&b, argument(args, (unsigned)(p[1] - '0')));
            p += 2;
        } else {
            buf_putc(&b, *p);
        }
    }
    const char *copy = arena_strndup(a, b.text ? b.text : "", b.len);
    buf_free(&b);
    return copy;
}

bool diags_are_full(const struct diags *d, enum diag_severity severity)
{
    const uint32_t errors = d->errors < LIMIT_DIAGS ? d->errors : LIMIT_DIAGS;
    return (severity == SEVERITY_ERROR ? errors : d->count - errors) >= LIMIT_DIAGS;
}

/* Counts a record and keeps it while there is room. */
static struct diag *keep(struct diags *d, const struct diag *record)
{
    const bool full = diags_are_full(d, record->severity);
    if (record->severity == SEVERITY_ERROR)
        d->errors++;
    else if (record->severity == SEVERITY_WARNING)
        d->warnings++;
    struct diag *r = arena_new_of(d->arena, struct diag);
    *r = *record;
    r->next = NULL;
    if (full)
        return r;
    d->count++;
    if (d->last)
        d->last->next = r;
    else
        d->first = r;
    d->last = r;
    return r;
}

struct diag *diag_add(struct diags *d, enum diag_id id, struct place place, const char *const *args)
{
    return keep(d, &(struct diag){.id = id,
                                  .severity = catalogue[id].severity,
                                  .rule = catalogue[id].rule,
                                  .place = place,
                                  .message = expand(d->arena, catalogue[id].text, args)});
}

struct diag *diag_add_own(struct diags *d, enum diag_severity severity, const char *rule, struct place place,
                          const char *message)
{
    return keep(d, &(struct diag){.id = D_policy,
                                  .severity = severity,
                                  .rule = arena_strdup(d->arena, rule),
                                  .place = place,
                                  .message = arena_strdup(d->arena, message)});
}

struct diag *diag_add_copy(struct diags *d, const struct diag *other, enum diag_severity severity)
{
    struct diag copy = *other;
    copy.severity = severity;
    copy.rule = arena_strdup(d->arena, other->rule);
    copy.message = arena_strdup(d->arena, other->message);
    return keep(d, &copy);
}

struct keyed {
    struct diag *diag;
    uint32_t position;
};

static int by_place(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    if (x->diag->besides != y->diag->besides)
        return x->diag->besides ? 1 : -1;
    if (x->diag->place.line != y->diag->place.line)
        return x->diag->place.line < y->diag->place.line ? -1 : 1;
    if (x->diag->place.column != y->diag->place.column)
        return x->diag->place.column < y->diag->place.column ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

void diags_sort(struct diags *d)
{
    if (d->count < 2)
        return;
    struct keyed *list = arena_new_array(d->arena, struct keyed, d->count);
    uint32_t n = 0;
    for (struct diag *r = d->first; r; r = r->next, n++)
        list[n] = (struct keyed){r, n};
    qsort(list, n, sizeof *list, by_place);
    for (uint32_t i = 0; i < n; i++)
        list[i].diag->next = i + 1 < n ? list[i + 1].diag : NULL;
    d->first = list[0].diag;
    d->last = list[n - 1].diag;
}

void diag_print(struct buf *b, const char *file, const struct diag *d)
{
    buf_printf(b, "%s:%u:%u: %s: %s [%s]\n", file, d->place.line, d->place.column,
               severity_name(d->severity), d->message, d->rule);
}
