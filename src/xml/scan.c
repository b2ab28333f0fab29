/* Steps through the text of a document from tag to tag. Knows markup, no tree. */
#include "scan.h"

#include <string.h>

bool scan_sees(const struct scan *s, const char *text)
{
    const size_t len = strlen(text);
    return (size_t)(s->end - s->at) >= len && memcmp(s->at, text, len) == 0;
}

void scan_past(struct scan *s, const char *text)
{
    const size_t len = strlen(text);
    const char *found = memmem(s->at, (size_t)(s->end - s->at), text, len);
    s->at = found ? found + len : s->end;
}

void scan_spaces(struct scan *s)
{
    while (s->at < s->end && strchr(" \t\r\n", *s->at))
        s->at++;
}

/* To the next byte of this value, or the end. */
static bool scan_to(struct scan *s, char byte)
{
    const char *found = memchr(s->at, byte, (size_t)(s->end - s->at));
    s->at = found ? found : s->end;
    return found;
}

void scan_tag(struct scan *s)
{
    for (; s->at < s->end && *s->at != '>'; s->at++) {
        const char quote = *s->at;
        if (quote != '"' && quote != '\'')
            continue;
        s->at++; /* quotes may hold '>' */
        if (!scan_to(s, quote))
            return;
    }
}

bool scan_to_tag(struct scan *s)
{
    while (scan_to(s, '<')) {
        if (scan_sees(s, "<!--"))
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
    struct scan s = {d->source, d->source + d->source_len};
    if (scan_sees(&s, "\xEF\xBB\xBF"))
        s.at += 3;
    return s;
}

void scan_name(struct scan *s)
{
    while (s->at < s->end && !strchr(" \t\r\n=/>", *s->at))
        s->at++;
}

bool scan_value(struct scan *s)
{
    while (s->at < s->end && *s->at != '"' && *s->at != '\'')
        s->at++;
    if (s->at >= s->end)
        return false;
    const char quote = *s->at;
    s->at++;
    return scan_to(s, quote);
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
        s->at++;
    }
    return false;
}
