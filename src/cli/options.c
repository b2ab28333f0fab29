/* Typed options: reading them, describing them, finding the one that was meant. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

int usage_error(const struct command *self, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "virtcanon %s: ", self->name);
    vfprintf(stderr, format, args);
    fprintf(stderr, "\nTry 'virtcanon help %s'.\n", self->name);
    va_end(args);
    return EXIT_TROUBLE;
}

int check_rewritable(const struct command *self, int files, char **paths)
{
    for (int i = 0; i < files; i++)
        if (strcmp(paths[i], "-") == 0)
            return usage_error(self, "standard input cannot be rewritten in place");
    return EXIT_YES;
}

int unknown_word(const struct command *self, const char *what, const char *word,
                 const char *(*next)(const void *data, size_t index), const void *data)
{
    const char *near = nearest(word, next, data), *one;
    char all[256] = "";
    if (near)
        return usage_error(self, "unknown %s '%s'; did you mean '%s'?", what, word, near);
    for (size_t i = 0, len = 0; (one = next(data, i)) && len < sizeof all; i++)
        len += (size_t)snprintf(all + len, sizeof all - len, "%s%s", !i ? "" : next(data, i + 1) ? ", " : " and ", one);
    return usage_error(self, "unknown %s '%s'; there are %s", what, word, all);
}

static const char *word_at(const void *data, size_t index)
{
    return ((const char *const *)data)[index];
}

int check_format(const struct command *self, const char *format, const char *const *known)
{
    for (const char *const *one = known; *one; one++)
        if (strcmp(*one, format) == 0)
            return EXIT_YES;
    return unknown_word(self, "format", format, word_at, known);
}

static const struct option *by_name(const struct option *table, const char *name, size_t len)
{
    for (; table->name; table++)
        if (strlen(table->name) == len && strncmp(table->name, name, len) == 0)
            return table;
    return NULL;
}

static const struct option *by_letter(const struct option *table, char letter)
{
    for (; table->name; table++)
        if (table->letter == letter)
            return table;
    return NULL;
}

static const char *option_name(const void *data, size_t index)
{
    return ((const struct option *)data)[index].name;
}

static void unknown_option(const struct command *self, const struct option *table, const char *word)
{
    const char *near = nearest(word + strspn(word, "-"), option_name, table);
    if (near)
        usage_error(self, "unknown option '%s'; did you mean '--%s'?", word, near);
    else
        usage_error(self, "unknown option '%s'", word);
}

struct reader {
    const struct command *self;
    const struct option *table;
    char **argv;
    int argc, at;
};

/* Without a value of its own a text option takes the next word. False after a message. */
static bool store(struct reader *r, const struct option *o, const char *value)
{
    if (o->kind == OPTION_FLAG) {
        *(bool *)o->target = true;
        return true;
    }
    if (!value && r->at + 1 >= r->argc) {
        usage_error(r->self, "option '--%s' needs a value: %s", o->name, o->argument);
        return false;
    }
    *(const char **)o->target = value ? value : r->argv[++r->at];
    return true;
}

static bool read_long(struct reader *r)
{
    const char *word = r->argv[r->at], *equals = strchr(word, '=');
    const size_t len = equals ? (size_t)(equals - word - 2) : strlen(word) - 2;
    const struct option *o = by_name(r->table, word + 2, len);
    if (!o) {
        unknown_option(r->self, r->table, word);
        return false;
    }
    if (o->kind == OPTION_FLAG && equals) {
        usage_error(r->self, "option '--%s' takes no value", o->name);
        return false;
    }
    return store(r, o, equals ? equals + 1 : NULL);
}

/* "-qf json", "-fjson": flags one after the other, then perhaps one with a value. */
static bool read_letters(struct reader *r)
{
    const char *word = r->argv[r->at];
    const bool is_name = word[2] && by_name(r->table, word + 1, strlen(word + 1)); /* "-check" */
    for (const char *letter = word + 1; *letter; letter++) {
        const struct option *o = by_letter(r->table, *letter);
        if (!o || is_name) {
            unknown_option(r->self, r->table, word);
            return false;
        }
        if (o->kind == OPTION_TEXT)
            return store(r, o, letter[1] ? letter + 1 : NULL);
        store(r, o, NULL);
    }
    return true;
}

static void print_help(const struct command *self, const struct option *table)
{
    printf("usage: virtcanon %s [OPTION]... %s\n\n%s.\n", self->name, self->arguments, self->summary);
    if (self->help)
        printf("\n%s\n", self->help);
    if (table->name) {
        printf("\nOptions:\n");
        options_print(stdout, table);
    }
    if (self->examples)
        printf("\nExamples:\n%s\n", self->examples);
}

int options_read(const struct command *self, const struct option *table, int argc, char **argv, int *status)
{
    struct reader r = {self, table, argv, argc, 0};
    int operands = 0;
    bool only_operands = false;
    *status = EXIT_TROUBLE;
    for (; r.at < argc; r.at++) {
        const char *word = argv[r.at];
        if (!only_operands && strcmp(word, "--") == 0) {
            only_operands = true;
        } else if (!only_operands && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)) {
            print_help(self, table);
            *status = EXIT_YES;
            return -1;
        } else if (!only_operands && word[0] == '-' && word[1]) {
            if (!(word[1] == '-' ? read_long(&r) : read_letters(&r)))
                return -1;
        } else {
            argv[operands++] = argv[r.at];
        }
    }
    *status = EXIT_YES;
    return operands;
}

void options_print(FILE *out, const struct option *table)
{
    for (; table->name; table++) {
        char left[64];
        snprintf(left, sizeof left, "%c%c%s--%s%s%s", table->letter ? '-' : ' ', table->letter ? table->letter : ' ',
                 table->letter ? ", " : "  ", table->name, table->argument ? " " : "",
                 table->argument ? table->argument : "");
        fprintf(out, "  %-24s  %s\n", left, table->help);
    }
}
