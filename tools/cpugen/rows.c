/* Reads files of rows: words separated by blanks, lines that continue a row, [sections], # comments. Knows no row. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cpugen.h"

void row_error(const struct row *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%u: ", r->file, r->line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

const char *word_value(const char *word, const char *key)
{
    const size_t len = strlen(key);
    return strncmp(word, key, len) == 0 ? word + len : NULL;
}

/* The words stay: what is made of them points into them until the program ends. */
static void add_words(struct row *r, char *line)
{
    for (char *word = strtok(line, " \t\n"); word; word = strtok(NULL, " \t\n")) {
        if (r->count == MAX_WORDS)
            row_error(r, "more than %d words", MAX_WORDS);
        r->words[r->count++] = strdup(word);
    }
    r->words[r->count] = NULL;
}

static void finish(struct tables *t, struct row *r, void (*take)(struct tables *t, const struct row *r))
{
    if (r->count && r->words[0][0] == '[')
        r->section = r->words[0];
    else if (r->count)
        take(t, r);
    r->count = 0;
}

void rows_read(struct tables *t, const char *path, void (*take)(struct tables *t, const struct row *r))
{
    struct row row = {.file = path, .section = ""};
    char *line = NULL;
    size_t size = 0;
    unsigned number = 0;
    FILE *in = fopen(path, "r");
    if (!in) {
        perror(path);
        exit(1);
    }
    while (getline(&line, &size, in) >= 0) {
        number++;
        if (line[0] == '#')
            continue;
        if (line[0] != ' ') {
            finish(t, &row, take);
            row.line = number;
        }
        add_words(&row, line);
    }
    finish(t, &row, take);
    free(line);
    fclose(in);
}
