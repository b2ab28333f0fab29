/* What the commands share: the table of commands, typed options, reading and replacing files. Knows the public API
 * only. */
#ifndef VC_CLI_CLI_H
#define VC_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>

#include "../virtcanon.h"

enum exit_status {
    EXIT_YES = 0,     /* done, or the answer is yes */
    EXIT_NO = 1,      /* the answer is no */
    EXIT_TROUBLE = 2, /* no answer: usage, unreadable or unwritable file */
};

static inline int worse(int one, int other)
{
    return one > other ? one : other;
}

/* --- options ------------------------------------------------------------------------------------------------------ */

enum option_kind { OPTION_FLAG, OPTION_TEXT };

struct option {
    enum option_kind kind;
    const char *name;     /* without the two hyphens */
    char letter;          /* short form, or 0 */
    const char *argument; /* what the help calls the value, for OPTION_TEXT */
    const char *help;
    void *target; /* bool * or const char **, see the macros */
};

/* The comparison is the compile-time check of the target's type. */
#define CHECKED(target, type) ((void *)(1 ? (target) : (type)0))
#define OPT_FLAG(name, letter, target, help) {OPTION_FLAG, name, letter, NULL, help, CHECKED(target, bool *)}
#define OPT_TEXT(name, letter, argument, target, help) \
    {OPTION_TEXT, name, letter, argument, help, CHECKED(target, const char **)}
/* What several commands take in the same words. */
#define OPT_HOST(target) \
    OPT_TEXT("host", 'H', "HOST", target, "profile file or name of an embedded profile ('virtcanon host list')")
#define OPT_RANDOM(target) \
    OPT_FLAG("random", 0, target, "draw missing UUIDs and MAC addresses instead of deriving them")
#define OPT_END {OPTION_FLAG, NULL, 0, NULL, NULL, NULL}

struct command {
    const char *name;
    const char *arguments; /* "FILE..." */
    const char *summary;   /* one line */
    const char *help;      /* paragraphs behind it, and the exit status; or NULL */
    const char *examples;  /* lines with two blanks in front, or NULL */
    int (*run)(const struct command *self, int argc, char **argv);
};

extern const struct command commands[]; /* ends with a row without a name */
const struct command *command_find(const char *name);

/* Reads the options at the front and in between; what remains are operands, moved to the front of argv. Returns their
 * number, or -1 after a message (then *status is the exit status: 0 after --help). */
int options_read(const struct command *self, const struct option *table, int argc, char **argv, int *status);
void options_print(FILE *out, const struct option *table);
int usage_error(const struct command *self, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* EXIT_YES, or a usage error when standard input is among the files to be rewritten in place. */
int check_rewritable(const struct command *self, int files, char **paths);

/* Says that there is no such word, and which one was probably meant or which there are; `what` it should be: "action",
 * "format". Candidates are read from `next` as for nearest(). The exit status. */
int unknown_word(const struct command *self, const char *what, const char *word,
                 const char *(*next)(const void *data, size_t index), const void *data);
/* EXIT_YES when a format is among those that are known (ends with NULL), else the exit status after a message. */
int check_format(const struct command *self, const char *format, const char *const *known);

/* The candidate nearest to word, or NULL when none is near. Candidates are read from `next` until it gives NULL. */
const char *nearest(const char *word, const char *(*next)(const void *data, size_t index), const void *data);

/* --- files -------------------------------------------------------------------------------------------------------- */

struct input {
    const char *name; /* for messages */
    char *text; /* terminated */
    size_t len;
    const char *trouble; /* why it could not be read, or NULL */
    struct stat stat; /* what the file was when it was read; st_ino 0 for standard input */
};

/* Reads a file, or standard input for "-". False after a message. */
bool input_read(struct input *in, const char *path);
void input_free(struct input *in);

/* Called with each document; gives its exit status. */
struct visitor {
    unsigned long seen; /* documents so far */
    int (*file)(struct visitor *v, const struct input *in);
    void (*unread)(struct visitor *v, const struct input *in); /* after the message about it */
    const char *const *roots; /* elements with which the wanted documents of a folder begin; NULL: domains */
};

/* Visits files and, in folders, all wanted documents below them, in order. The worst status of all. */
int walk(int count, char **paths, struct visitor *v);

/* Replaces path by text: written beside it, then renamed, so that there is the old or the new file at any time. With
 * `old`, keeps mode and owner and refuses when the file is no longer the one that was read. False after a message. */
bool file_replace(const char *path, const char *text, size_t len, const struct input *old);
/* Standard output; false after a message when it cannot be written. */
bool output_write(const char *text, size_t len);
bool output_close(void);

/* The path of the flattened schema that came with the command; false when there is none. */
bool schema_path(char *path, size_t size);

/* --- messages ----------------------------------------------------------------------------------------------------- */

extern const char *const severity_names[];

/* True for a terminal that has colours, unless the user wants none (https://no-color.org). */
bool color_wanted(int fd);

void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* ":LINE:COL", or nothing when the message is about no place. */
void put_place(FILE *out, const vc_diagnostic *d);
/* FILE:LINE:COL: severity: message [rule] */
void print_diagnostic(FILE *out, const char *file, const vc_diagnostic *d);
/* The same for all diagnostics of a document, to standard error. */
void print_diagnostics(const char *file, vc_document *doc);
/* False for a document that was refused without a reason: there was no memory for an answer. */
bool has_error(vc_document *doc);
/* Prints what pinning did to a file as a unified diff; false without memory. */
bool unified_print(const struct input *in, vc_document *doc);

/* --- hosts and documents ------------------------------------------------------------------------------------------ */

/* The host that an option names; *host is NULL where there is no such option. False after a message. */
bool host_open(const char *name, vc_host **host);

/* A document as libvirt would read it, to be compared (flags: 0 or VC_GENERIC); its diagnostics are printed. NULL when it was refused. */
vc_document *document_for_comparison(const struct input *in, const vc_host *host, unsigned flags);

/* One of the two sides of a comparison. */
struct side {
    const char *name; /* what messages call the file, when it is not its path; to be set before */
    struct input in;
    vc_host *host;
    vc_document *doc;
};

/* Reads the document on the host that an option names (NULL: the newest). False after a message; close it anyway. */
bool side_open(struct side *s, const char *path, const char *host, unsigned flags);
void side_close(struct side *s);

/* Turns a report into what --format asks for ("xml", "html"); takes it over. NULL after a message, also for NULL. */
char *report_in_format(char *report, size_t *len, const char *format);

int cmd_validate(const struct command *self, int argc, char **argv);
int cmd_canon(const struct command *self, int argc, char **argv);
int cmd_pin(const struct command *self, int argc, char **argv);
int cmd_diff(const struct command *self, int argc, char **argv);
int cmd_id(const struct command *self, int argc, char **argv);
int cmd_cpu(const struct command *self, int argc, char **argv);
int cmd_report(const struct command *self, int argc, char **argv);
int cmd_host(const struct command *self, int argc, char **argv);
int cmd_plug(const struct command *self, int argc, char **argv);
int cmd_help(const struct command *self, int argc, char **argv);

#endif
