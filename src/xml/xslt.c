/* Stylesheets through libxslt. Knows nothing of domains. */
#include "xslt.h"

#include <libxml/parser.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/array.h"

struct sheet {
    xsltStylesheetPtr compiled;
    xsltSecurityPrefsPtr rights;
};

enum { PARSE_OPTIONS = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING };

struct complaint {
    char text[512];
};

static void on_error(void *data, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void on_error(void *data, const char *format, ...)
{
    struct complaint *c = data;
    const size_t used = strlen(c->text);
    va_list args;
    va_start(args, format);
    vsnprintf(c->text + used, sizeof c->text - used, format, args);
    va_end(args);
}

static void report(char **error, const struct complaint *c, const char *otherwise)
{
    *error = strdup(*c->text ? c->text : otherwise);
    if (*error)
        (*error)[strcspn(*error, "\n")] = '\0';
}

static xsltSecurityPrefsPtr no_rights(void)
{
    static const xsltSecurityOption all[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
                                             XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
                                             XSLT_SECPREF_WRITE_NETWORK};
    xsltSecurityPrefsPtr p = xsltNewSecurityPrefs();
    for (size_t i = 0; p && i < countof(all); i++)
        xsltSetSecurityPrefs(p, all[i], xsltSecurityForbid);
    return p;
}

/* Takes the document over. */
static struct sheet *compile(xmlDocPtr doc, char **error)
{
    struct complaint c = {""};
    struct sheet *s = doc ? calloc(1, sizeof *s) : NULL;
    if (!s) {
        const xmlError *e = doc ? NULL : xmlGetLastError();
        report(error, &c, e && e->message ? e->message : "cannot be read as XML");
        xmlFreeDoc(doc);
        return NULL;
    }
    xsltSetGenericErrorFunc(&c, on_error);
    s->compiled = xsltParseStylesheetDoc(doc);
    xsltSetGenericErrorFunc(NULL, NULL);
    s->rights = no_rights();
    if (s->compiled && s->compiled->errors == 0 && s->rights)
        return s;
    report(error, &c, "not a stylesheet");
    if (!s->compiled)
        xmlFreeDoc(doc);
    sheet_free(s);
    return NULL;
}

struct sheet *sheet_load(const char *path, char **error)
{
    return compile(xmlReadFile(path, NULL, PARSE_OPTIONS), error);
}

struct sheet *sheet_parse(const char *text, size_t len, char **error)
{
    return compile(xmlReadMemory(text, (int)len, NULL, NULL, PARSE_OPTIONS), error);
}

void sheet_free(struct sheet *s)
{
    if (!s)
        return;
    xsltFreeStylesheet(s->compiled);
    xsltFreeSecurityPrefs(s->rights);
    free(s);
}

static xmlDocPtr transform(struct sheet *s, xmlDocPtr doc, struct complaint *c)
{
    xsltTransformContextPtr run = xsltNewTransformContext(s->compiled, doc);
    if (!run)
        return NULL;
    xsltSetTransformErrorFunc(run, c, on_error);
    xsltSetCtxtSecurityPrefs(s->rights, run);
    xmlDocPtr result = xsltApplyStylesheetUser(s->compiled, doc, NULL, NULL, NULL, run);
    if (run->state != XSLT_STATE_OK) {
        xmlFreeDoc(result);
        result = NULL;
    }
    xsltFreeTransformContext(run);
    return result;
}

char *sheet_apply(struct sheet *s, const char *text, size_t len, const char *name, size_t *out_len, char **error)
{
    struct complaint c = {""};
    xmlChar *out = NULL;
    int count = 0;
    xmlDocPtr doc = xmlReadMemory(text, (int)len, name, NULL, PARSE_OPTIONS);
    if (!doc) {
        report(error, &c, "the document is not well-formed");
        return NULL;
    }
    xmlDocPtr result = transform(s, doc, &c);
    char *copy = NULL;
    if (result && xsltSaveResultToString(&out, &count, result, s->compiled) == 0 && out && (copy = malloc((size_t)count + 1))) {
        memcpy(copy, out, (size_t)count + 1);
        *out_len = (size_t)count;
    }
    if (!copy)
        report(error, &c, "the result is empty");
    xmlFree(out);
    xmlFreeDoc(result);
    xmlFreeDoc(doc);
    return copy;
}
