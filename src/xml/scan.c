/* Steps through the text of a document from tag to tag. Knows markup, no tree. */
#include "scan.h"

#include <string.h>

void scan_step(struct scan *s)
{
    if (*s->at == '\n') {
        s->place.line++;
        s->place.column = 1;
    } else if (((unsigned char)*s->at & 0xC0) != 0x80) { /* columns count characters, not bytes */
        s->place.column++;
    }
    s->at++;
}

bool scan_sees(const struct scan *s, const char *text)
{
    const size_t len = strlen(text);
    return (size_t)(s->end - s->at) >= len && memcmp(s->at, text, len) == 0;
}

void scan_past(struct scan *s, const char *text)
{
    while (s->at < s->end && !scan_sees(s, text))
        scan_step(s);
    for (size_t i = strlen(text); i && s->at < s->end; i--)
        scan_step(s);
}

void scan_spaces(struct scan *s)
{
    while (s->at < s->end && strchr(" \t\r\n", *s->at))
        scan_step(s);
}

void scan_tag(struct scan *s)
{
    for (char quote = 0; s->at < s->end; scan_step(s)) { /* quotes may hold '>' */
        if (quote)
            quote = *s->at == quote ? 0 : quote;
        else if (*s->at == '"' || *s->at == '\'')
            quote = *s->at;
        else if (*s->at == '>')
            return;
    }
}

bool scan_to_tag(struct scan *s)
{
    while (s->at < s->end) {
        if (*s->at != '<')
            scan_step(s);
        else if (scan_sees(s, "<!--"))
            scan_past(s, "-->");
        else if (scan_sees(s, "<![CDATA["))
            scan_past(s, "]]>");
        else if (scan_sees(s, "<?"))
            scan_past(s, "?>");
        else if (scan_sees(s, "<!"))
            scan_tag(s);
        else
            return true;
    }
    return false;
}

bool scan_to_start_tag(struct scan *s)
{
    while (scan_to_tag(s)) {
        if (!scan_sees(s, "</"))
            return true;
        scan_tag(s);
    }
    return false;
}

struct scan scan_begin(const struct doc *d)
{
    struct scan s = {d->source, d->source + d->source_len, {1, 1}};
    if (scan_sees(&s, "\xEF\xBB\xBF"))
        s.at += 3;
    return s;
}

void scan_name(struct scan *s)
{
    while (s->at < s->end && !strchr(" \t\r\n=/>", *s->at))
        scan_step(s);
}

bool scan_value(struct scan *s)
{
    while (s->at < s->end && *s->at != '"' && *s->at != '\'')
        scan_step(s);
    if (s->at >= s->end)
        return false;
    const char quote = *s->at;
    scan_step(s);
    while (s->at < s->end && *s->at != quote)
        scan_step(s);
    return s->at < s->end;
}

bool scan_to_next_attribute(struct scan *s)
{
    scan_spaces(s);
    return s->at < s->end && *s->at != '>' && *s->at != '/';
}

bool scan_to_attribute(struct scan *s, const char *name)
{
    const size_t len = strlen(name);
    scan_name(s);
    while (scan_to_next_attribute(s)) {
        if ((size_t)(s->end - s->at) > len && memcmp(s->at, name, len) == 0 && strchr(" \t\r\n=", s->at[len]))
            return true;
        if (!scan_value(s))
            return false;
        scan_step(s);
    }
    return false;
}
