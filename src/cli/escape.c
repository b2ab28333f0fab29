/* Text for people, JSON, XML, URIs and GitHub's commands. */
#include "escape.h"

#include <string.h>

/* Length of the UTF-8 sequence at the front of n bytes, 0 when it is none. */
static size_t sequence(const unsigned char *s, size_t n)
{
    const size_t len = *s < 0x80 ? 1 : *s < 0xC2 ? 0 : *s < 0xE0 ? 2 : *s < 0xF0 ? 3 : *s < 0xF5 ? 4 : 0;
    if (len > n)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    /* overlong forms, surrogates, beyond U+10FFFF */
    if ((*s == 0xE0 && s[1] < 0xA0) || (*s == 0xED && s[1] > 0x9F) || (*s == 0xF0 && s[1] < 0x90) ||
        (*s == 0xF4 && s[1] > 0x8F))
        return 0;
    return len;
}

uint32_t character_at(const char *text, size_t n, size_t *len)
{
    static const unsigned char bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const unsigned char *s = (const unsigned char *)text;
    const size_t count = sequence(s, n);
    *len = count ? count : 1;
    if (!count)
        return 0xFFFD;
    uint32_t character = *s & bits[count];
    for (size_t i = 1; i < count; i++)
        character = character << 6 | (s[i] & 0x3Fu);
    return character;
}

bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* Hands over one character after the other; what is no UTF-8 as U+FFFD. */
static void each(FILE *out, const char *text, void (*put)(FILE *out, const char *at, size_t len))
{
    const unsigned char *s = (const unsigned char *)text;
    for (size_t n = strlen(text), len; n; s += len ? len : 1, n -= len ? len : 1) {
        len = sequence(s, n);
        put(out, len ? (const char *)s : "\xEF\xBF\xBD", len ? len : 3);
    }
}

static void plain_character(FILE *out, const char *at, size_t len)
{
    const uint32_t c = character_at(at, len, &len);
    if (c == '\n')
        fputs("\\n", out);
    else if (is_control(c))
        fprintf(out, c < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)c);
    else
        fwrite(at, 1, len, out);
}

void put_plain(FILE *out, const char *text)
{
    each(out, text, plain_character);
}

static void json_character(FILE *out, const char *at, size_t len)
{
    if (*at == '"' || *at == '\\')
        fprintf(out, "\\%c", *at);
    else if (*at == '\n')
        fputs("\\n", out);
    else if ((unsigned char)*at < 0x20 || *at == 0x7F)
        fprintf(out, "\\u%04x", (unsigned)*at);
    else
        fwrite(at, 1, len, out);
}

void put_json(FILE *out, const char *text)
{
    fputc('"', out);
    each(out, text, json_character);
    fputc('"', out);
}

static void xml_character(FILE *out, const char *at, size_t len)
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
            fwrite(at, 1, len, out);
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

const char *plain_path(const char *path)
{
    while (strncmp(path, "./", 2) == 0)
        path += 2 + strspn(path + 2, "/");
    return path;
}
