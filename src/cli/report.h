/* Reports of what was found in documents, in the formats that people and machines read. Knows the public API only. */
#ifndef VC_CLI_REPORT_H
#define VC_CLI_REPORT_H

#include "cli.h"

struct report;

/* A format prints what happens: the begin of the run, each document, the end. */
struct format {
    const char *name;
    bool to_stderr; /* for people: beside other messages, as compilers do it */
    void (*begin)(struct report *r);
    void (*document)(struct report *r, const struct input *in, vc_document *doc);
    void (*unread)(struct report *r, const struct input *in); /* a file that could not be read */
    void (*end)(struct report *r);
};

extern const struct format formats[]; /* ends with a row without a name; the first is the default */
const struct format *format_find(const char *name);

struct report {
    const struct format *format;
    FILE *out;
    bool quiet; /* text: nothing */
    bool source; /* text: for a terminal, with the line of the source */
    bool color;  /* text: with colours */
    unsigned long max_errors; /* 0: all */
    const char *disabled;     /* rule ids separated by commas, or NULL */

    /* counted over all documents */
    unsigned long documents, invalid;
    unsigned long errors, warnings, notes, hidden; /* hidden: errors beyond max_errors */
    unsigned long unread;  /* files that could not be read */
    unsigned long results; /* printed so far, for lists with commas */

    char *rules_seen; /* for SARIF: one flag for each rule of the library */
    char *own_rules;  /* the same for rules of a policy: their ids, separated by commas, or NULL */
    FILE *body;       /* for JUnit: what stands behind the counts; for SARIF: the rules */
    char *body_text;
    size_t body_len;
};

/* False without memory. */
bool report_begin(struct report *r);
/* Counts and prints one document. */
void report_document(struct report *r, const struct input *in, vc_document *doc);
/* Notes that a file could not be read, after the message about it. */
void report_unread(struct report *r, const struct input *in);
void report_end(struct report *r);
/* "3 documents: 2 valid, 1 with errors (2 errors, 1 warning, 0 notes)". */
void report_summary(const struct report *r, FILE *out);

/* The diagnostics that are to be printed: those of a document at or behind *index; steps it on. */
bool report_next(const struct report *r, vc_document *doc, size_t *index, vc_diagnostic *out);

enum { UNREAD_SIZE = 200 };
/* A file that could not be read, as a message like others; its words are in `text`. */
vc_diagnostic unread_diagnostic(const struct input *in, char text[UNREAD_SIZE]);

/* True when the rule stands in the list "id,id,id", which may be NULL. */
bool rule_is_listed(const char *list, const char *rule);

void format_text_begin(struct report *r);
void format_text_document(struct report *r, const struct input *in, vc_document *doc);

#define FORMAT(name)                                                                             \
    void format_##name##_begin(struct report *r);                                                \
    void format_##name##_document(struct report *r, const struct input *in, vc_document *doc);   \
    void format_##name##_end(struct report *r);
FORMAT(json)
FORMAT(sarif)
FORMAT(junit)
FORMAT(github)
FORMAT(gitlab)
#undef FORMAT
void format_junit_unread(struct report *r, const struct input *in);
void format_sarif_unread(struct report *r, const struct input *in);
void format_github_unread(struct report *r, const struct input *in);

#endif
