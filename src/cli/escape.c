/* Text for JSON, XML, URIs and GitHub's commands. */
#include "escape.h"

#include <string.h>

/* Length of the UTF-8 sequence at s, 0 when it is none. */
static int sequence(const unsigned char *s)
{
    static const unsigned char lowest[] = {0, 0, 0xC2, 0xE0, 0xF0};
    const int len = *s < 0x80 ? 1 : *s < 0xC2 ? 0 : *s < 0xE0 ? 2 : *s < 0xF0 ? 3 : *s < 0xF5 ? 4 : 0;
    for (int i = 1; i < len; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    if (len > 1 && *s < lowest[len])
        return 0;
    /* overlong forms, surrogates, beyond U+10FFFF */
    if ((*s == 0xE0 && s[1] < 0xA0) || (*s == 0xED && s[1] > 0x9F) || (*s == 0xF0 && s[1] < 0x90) ||
        (*s == 0xF4 && s[1] > 0x8F))
        return 0;
    return len;
}

/* Hands over one character after the other; what is no UTF-8 as U+FFFD. */
static void each(FILE *out, const char *text, void (*put)(FILE *out, const char *at, int len))
{
    for (const unsigned char *s = (const unsigned char *)text; *s;) {
        const int len = sequence(s);
        put(out, len ? (const char *)s : "\xEF\xBF\xBD", len ? len : 3);
        s += len ? len : 1;
    }
}

static void json_character(FILE *out, const char *at, int len)
{
    if (*at == '"' || *at == '\\')
        fprintf(out, "\\%c", *at);
    else if (*at == '\n')
        fputs("\\n", out);
    else if ((unsigned char)*at < 0x20 || *at == 0x7F)
        fprintf(out, "\\u%04x", (unsigned)*at);
    else
        fwrite(at, 1, (size_t)len, out);
}

void put_json(FILE *out, const char *text)
{
    fputc('"', out);
    each(out, text, json_character);
    fputc('"', out);
}

static void xml_character(FILE *out, const char *at, int len)
{
    switch (*at) {
    case '<': fputs("&lt;", out); break;
    case '>': fputs("&gt;", out); break;
    case '&': fputs("&amp;", out); break;
    case '"': fputs("&quot;", out); break;
    case '\n': fputs("&#10;", out); break;
    case '\t': fputs("&#9;", out); break;
    default:
        /* XML has no other control characters, and neither U+FFFE nor U+FFFF */
        if ((unsigned char)*at < 0x20 || (len == 3 && memcmp(at, "\xEF\xBF", 2) == 0 && (unsigned char)at[2] > 0xBD))
            fputs("\xEF\xBF\xBD", out);
        else
            fwrite(at, 1, (size_t)len, out);
    }
}

void put_xml(FILE *out, const char *text)
{
    each(out, text, xml_character);
}

void put_uri(FILE *out, const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    if (*path == '/')
        fputs("file://", out);
    for (const char *p = path; *p; p++)
        if (strchr(plain, *p))
            fputc(*p, out);
        else
            fprintf(out, "%%%02X", (unsigned)(unsigned char)*p);
}

void put_github(FILE *out, const char *text, bool property)
{
    const char *special = property ? "%\r\n:," : "%\r\n";
    for (const char *p = text; *p; p++)
        if (strchr(special, *p))
            fprintf(out, "%%%02X", (unsigned)(unsigned char)*p);
        else
            fputc(*p, out);
}
