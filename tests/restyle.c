/* Changes the layout of XML text; see restyle.h. */
#include "restyle.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/base/array.h"

struct writer {
    FILE *out;
    enum style style;
    unsigned lines;
};

static bool starts(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* Comments, CDATA and the like are copied as they are. Behind them, or s. */
static const char *copy_special(struct writer *w, const char *s)
{
    static const struct {
        const char *begin, *end;
    } kinds[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};
    for (size_t i = 0; i < countof(kinds); i++) {
        const char *end = starts(s, kinds[i].begin) ? strstr(s, kinds[i].end) : NULL;
        if (end) {
            end += strlen(kinds[i].end);
            fwrite(s, 1, (size_t)(end - s), w->out);
            return end;
        }
    }
    return s;
}

/* An attribute's value with its quotes, in the other ones where it holds none of them. Behind it. */
static const char *copy_value(struct writer *w, const char *s)
{
    const char *end = strchr(s + 1, *s);
    char quote = *s;
    if (w->style == STYLE_DOS && !memchr(s + 1, quote == '"' ? '\'' : '"', (size_t)(end - s - 1)))
        quote = quote == '"' ? '\'' : '"';
    fputc(quote, w->out);
    fwrite(s + 1, 1, (size_t)(end - s - 1), w->out);
    fputc(quote, w->out);
    return end + 1;
}

static const char *copy_tag(struct writer *w, const char *s)
{
    while (*s != '>') {
        if (*s == '"' || *s == '\'') {
            s = copy_value(w, s);
            if (w->style == STYLE_DOS && *s == ' ' && w->lines % 3 == 0)
                fputs("\r\n\t\t  ", w->out);
        } else {
            if (w->style == STYLE_DOS && (starts(s, "/>") || (*s == '=' && w->lines % 5 == 0)))
                fputc(' ', w->out);
            fputc(*s++, w->out);
        }
    }
    fputc('>', w->out);
    return s + 1;
}

/* White space between two tags that holds a line end. Behind it. */
static const char *copy_gap(struct writer *w, const char *s)
{
    const size_t len = strspn(s, " \t\r\n");
    w->lines++;
    if (w->style == STYLE_ONE_LINE)
        return s + len;
    if (w->style == STYLE_REMARKS && w->lines % 2)
        fputs(" <!-- a remark -->", w->out);
    if (w->style == STYLE_REMARKS && w->lines % 7 == 0)
        fputs("\n  <!-- a remark\n       on two lines -->", w->out);
    for (size_t i = 0; i < len; i++)
        if (w->style == STYLE_DOS && s[i] == '\n')
            fputs("\r\n", w->out);
        else if (w->style == STYLE_DOS && starts(s + i, "  "))
            fputc('\t', w->out), i++;
        else
            fputc(s[i], w->out);
    return s + len;
}

char *restyle(const char *s, enum style style)
{
    char *text;
    size_t len;
    struct writer w = {open_memstream(&text, &len), style, 0};
    bool behind_tag = false, inside = false; /* the root */
    while (style != STYLE_AS_IS && *s) {
        const char *special = copy_special(&w, s);
        if (special != s) {
            s = special;
        } else if (*s == '<') {
            inside = true;
            s = copy_tag(&w, s);
            behind_tag = true;
        } else if (behind_tag && inside && s[strspn(s, " \t\r\n")] == '<' && memchr(s, '\n', strspn(s, " \t\r\n"))) {
            s = copy_gap(&w, s);
        } else {
            behind_tag = false;
            fputc(*s++, w.out);
        }
    }
    fputs(s, w.out);
    fclose(w.out);
    return text;
}
