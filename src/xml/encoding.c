/* Turns documents of other encodings into UTF-8 before they are parsed, so that places can be counted in characters and
 * whatever reads the source reads UTF-8. Knows nothing of XML but its declaration. */
#include "encoding.h"

#include <libxml/encoding.h>
#include <string.h>

#include "../base/array.h"

enum { DECLARATION_MAX = 256 }; /* a longer one is left to the parser */

struct name {
    const char *at;
    size_t len;
};

/* The encoding that the XML declaration at the beginning names. */
static struct name declared(const char *text, size_t len)
{
    static const struct name none = {NULL, 0};
    static const char mark[] = "\xEF\xBB\xBF";
    if (len >= 3 && memcmp(text, mark, 3) == 0) {
        text += 3;
        len -= 3;
    }
    if (len < 5 || memcmp(text, "<?xml", 5) != 0)
        return none;
    const char *end = memchr(text, '>', len < DECLARATION_MAX ? len : DECLARATION_MAX);
    const char *word = end ? memmem(text, (size_t)(end - text), "encoding", 8) : NULL;
    const char *quote = word ? word + 8 : NULL;
    while (quote && quote < end && *quote != '"' && *quote != '\'')
        quote++;
    const char *close = quote && quote < end ? memchr(quote + 1, *quote, (size_t)(end - quote - 1)) : NULL;
    return close ? (struct name){quote + 1, (size_t)(close - quote - 1)} : none;
}

/* What turns the document into UTF-8; NULL when it is in UTF-8, or when the parser is to say that it cannot be read. */
static xmlCharEncodingHandlerPtr converter(const char *text, size_t len, char name[64])
{
    const xmlCharEncoding seen = xmlDetectCharEncoding((const unsigned char *)text, len < 4 ? (int)len : 4);
    if (seen == XML_CHAR_ENCODING_UTF16LE || seen == XML_CHAR_ENCODING_UTF16BE) {
        strcpy(name, "UTF-16");
        return xmlGetCharEncodingHandler(seen);
    }
    const struct name encoding = declared(text, len);
    if (!encoding.at || encoding.len >= 64 || (seen != XML_CHAR_ENCODING_NONE && seen != XML_CHAR_ENCODING_UTF8))
        return NULL;
    memcpy(name, encoding.at, encoding.len);
    name[encoding.len] = '\0';
    static const char *const left[] = {"utf-8", "utf8", "utf-16", "utf16", "ucs", "iso-10646"};
    for (size_t i = 0; i < countof(left); i++)
        if (strncasecmp(name, left[i], strlen(left[i])) == 0)
            return NULL;
    return xmlFindCharEncodingHandler(name);
}

/* Everything up to the first bytes that do not fit; false when there are some. */
static bool convert(xmlCharEncodingHandlerPtr handler, xmlBufferPtr in, xmlBufferPtr out)
{
    int before;
    do {
        before = xmlBufferLength(in);
        xmlCharEncInFunc(handler, out, in);
    } while (xmlBufferLength(in) && xmlBufferLength(in) < before);
    return xmlBufferLength(in) == 0;
}

/* Blanks keep the columns behind it where they are. */
static void declare_utf8(char *text, size_t len)
{
    const struct name encoding = declared(text, len);
    if (encoding.len < 5)
        return;
    char *at = text + (encoding.at - text);
    const char quote = at[-1];
    memcpy(at, "UTF-8", 5);
    at[5] = quote;
    memset(at + 6, ' ', encoding.len - 5);
}

static void refuse(struct doc *d, const char *name, const char *read, size_t len)
{
    struct place place = {1, 1};
    for (size_t i = 0; i < len; i++) {
        if (read[i] == '\n')
            place = (struct place){place.line + 1, 1};
        else if (((unsigned char)read[i] & 0xC0) != 0x80)
            place.column++;
    }
    diag_add(&d->diags, D_bytes, place, (const char *[]){name, NULL});
}

bool encoding_to_utf8(struct doc *d, const char **text, size_t *len)
{
    char name[64];
    xmlCharEncodingHandlerPtr handler = converter(*text, *len, name);
    if (!handler)
        return true;
    xmlBufferPtr in = xmlBufferCreateStatic((void *)*text, *len), out = xmlBufferCreateSize(2 * *len + 16);
    const bool room = in && out, whole = room && convert(handler, in, out);
    const size_t used = room ? (size_t)xmlBufferLength(out) : 0;
    char *copy = room ? arena_strndup(d->arena, (const char *)xmlBufferContent(out), used) : NULL;
    xmlBufferFree(in);
    xmlBufferFree(out);
    xmlCharEncCloseFunc(handler);
    if (!room)
        diag_add(&d->diags, D_no_memory, (struct place){1, 1}, (const char *[]){NULL});
    else if (!whole)
        refuse(d, name, copy, used);
    else
        declare_utf8(copy, used);
    *text = copy;
    *len = used;
    return whole;
}
