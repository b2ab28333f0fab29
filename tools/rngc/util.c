/* Memory, interned strings and messages of the schema compiler. Knows nothing about schemas. */
#include "rngc.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static int errors;

void die(const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    fputs("rngc: ", stderr);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
    exit(2);
}

void *zalloc(size_t size)
{
    void *p = calloc(1, size);

    if (!p)
        die("out of memory");
    return p;
}

void *grow(void *items, size_t count, size_t size)
{
    void *p;

    if (count & (count - 1)) /* between two powers of two there is room left */
        return items;
    p = realloc(items, (count ? count * 2 : 1) * size);
    if (!p)
        die("out of memory");
    return p;
}

const char *intern(const char *s)
{
    static struct entry {
        struct entry *next;
        char text[];
    } *table[4096];
    uint32_t hash = 2166136261u;
    struct entry *e;

    if (!s)
        return NULL;
    for (const char *p = s; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    for (e = table[hash % 4096]; e; e = e->next)
        if (!strcmp(e->text, s))
            return e->text;
    e = zalloc(sizeof(*e) + strlen(s) + 1);
    memcpy(e->text, s, strlen(s) + 1);
    e->next = table[hash % 4096];
    table[hash % 4096] = e;
    return e->text;
}

const char *format(const char *fmt, ...)
{
    va_list args;
    int length;
    char *text;

    va_start(args, fmt);
    length = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    text = zalloc((size_t)length + 1);
    va_start(args, fmt);
    vsnprintf(text, (size_t)length + 1, fmt, args);
    va_end(args);
    return intern(text);
}

static void message(struct place at, const char *level, const char *fmt, va_list args)
{
    fprintf(stderr, "%s:%d: %s: ", at.file, at.line, level);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
}

void error_at(struct place at, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    message(at, "error", fmt, args);
    va_end(args);
    errors++;
}

void warn_at(struct place at, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    message(at, "warning", fmt, args);
    va_end(args);
}

int error_count(void)
{
    return errors;
}

bool strings_have(const struct strings *set, const char *s)
{
    for (int i = 0; i < set->count; i++)
        if (set->item[i] == s)
            return true;
    return false;
}

void strings_add(struct strings *set, const char *s)
{
    set->item = grow(set->item, (size_t)set->count, sizeof(*set->item));
    set->item[set->count++] = s;
}

void print_xml(FILE *out, const char *s)
{
    for (; *s; s++) {
        if (*s == '<')
            fputs("&lt;", out);
        else if (*s == '&')
            fputs("&amp;", out);
        else if (*s == '"')
            fputs("&quot;", out);
        else
            putc(*s, out);
    }
}

void print_c_string(FILE *out, const char *s)
{
    if (!s) {
        fputs("NULL", out);
        return;
    }
    fputc('"', out);
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;

        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c == '?') /* no trigraphs */
            fputs("\\?", out);
        else if (c < 0x20 || c >= 0x7f)
            fprintf(out, "\\%03o", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}
