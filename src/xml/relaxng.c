/* Validation through libxml2's RELAX NG. Knows no domain; messages are libxml2's own. */
#include "relaxng.h"

#include <errno.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COMPLAINTS = 100 };

struct relaxng {
    xmlRelaxNGPtr schema;
};

static void keep_first(void *data, xmlErrorPtr e)
{
    char *reason = data, line[32] = "";
    if (*reason || !e->message || e->level < XML_ERR_ERROR)
        return;
    if (e->line > 0)
        snprintf(line, sizeof line, "line %d: ", e->line);
    snprintf(reason, 512, "%s%s%s%.*s", e->file ? e->file : "", e->file ? ", " : "", line,
             (int)strcspn(e->message, "\n"), e->message);
}

struct relaxng *relaxng_load(const char *path, char **error)
{
    char reason[512] = "";
    if (access(path, R_OK) != 0) {
        *error = strdup(strerror(errno));
        return NULL;
    }
    struct relaxng *r = calloc(1, sizeof *r);
    xmlDocPtr doc = r ? xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING) : NULL;
    xmlRelaxNGParserCtxtPtr parser = doc ? xmlRelaxNGNewDocParserCtxt(doc) : NULL;
    if (!doc && xmlGetLastError())
        keep_first(reason, (xmlErrorPtr)xmlGetLastError());
    if (parser) {
        xmlRelaxNGSetParserStructuredErrors(parser, keep_first, reason);
        r->schema = xmlRelaxNGParse(parser);
        xmlRelaxNGFreeParserCtxt(parser);
    }
    xmlFreeDoc(doc);
    if (r && r->schema)
        return r;
    relaxng_free(r);
    *error = strdup(*reason ? reason : "not a RELAX NG schema");
    return NULL;
}

void relaxng_free(struct relaxng *r)
{
    if (!r)
        return;
    xmlRelaxNGFree(r->schema);
    free(r);
}

/* --- documents ---------------------------------------------------------------------------------------------------------- */

struct complaint {
    uint32_t element; /* counted from 1 in document order; 0: no place */
    char text[256];
};

struct verdict {
    struct doc *doc;
    uint32_t count;
    struct complaint complaints[COMPLAINTS];
};

/* libxml2's numbers of lines end at 65535; counting elements leads to the place instead. */
static uint32_t count_to(const xmlNode *element)
{
    uint32_t count = 1;
    for (const xmlNode *n = element; n->parent; n = n->parent)
        count += n->parent->type == XML_ELEMENT_NODE;
    for (const xmlNode *n = element; n; n = n->parent)
        for (const xmlNode *before = n->prev; before; before = before->prev)
            if (before->type == XML_ELEMENT_NODE) {
                const xmlNode *c = before;
                for (count++;;) {
                    if (c->children) {
                        c = c->children;
                    } else {
                        while (c != before && !c->next)
                            c = c->parent;
                        if (c == before)
                            break;
                        c = c->next;
                    }
                    count += c->type == XML_ELEMENT_NODE;
                }
            }
    return count;
}

static void keep(void *data, xmlErrorPtr e)
{
    struct verdict *v = data;
    const xmlNode *n = e->node;
    if (v->count == COMPLAINTS || !e->message)
        return;
    while (n && n->type != XML_ELEMENT_NODE)
        n = n->parent;
    struct complaint *c = &v->complaints[v->count++];
    c->element = n ? count_to(n) : 0;
    snprintf(c->text, sizeof c->text, "%.*s", (int)strcspn(e->message, "\n"), e->message);
}

static struct node *nth_element(struct node *n, uint32_t ordinal)
{
    if (n->ordinal == ordinal)
        return n;
    FOR_ELEMENTS(child, n) {
        struct node *found = nth_element(child, ordinal);
        if (found)
            return found;
    }
    return NULL;
}

static void add_complaints(void *data)
{
    struct verdict *v = data;
    for (uint32_t i = 0; i < v->count; i++) {
        struct node *n = nth_element(v->doc->root, v->complaints[i].element);
        doc_diag(v->doc, n ? n : v->doc->root, NULL, D_relaxng, v->complaints[i].text);
    }
}

bool relaxng_validate(const struct relaxng *r, struct doc *d)
{
    struct verdict *v = calloc(1, sizeof *v);
    xmlDocPtr doc = v ? xmlReadMemory(d->source, (int)d->source_len, NULL, NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
                      : NULL;
    xmlRelaxNGValidCtxtPtr context = doc ? xmlRelaxNGNewValidCtxt(r->schema) : NULL;
    bool done = context;
    if (done) {
        v->doc = d;
        xmlRelaxNGSetValidStructuredErrors(context, keep, v);
        if (xmlRelaxNGValidateDoc(context, doc) != 0 && v->count == 0)
            snprintf(v->complaints[v->count++].text, sizeof v->complaints->text, "the schema does not accept it");
        done = arena_guard(d->arena, add_complaints, v);
    }
    xmlRelaxNGFreeValidCtxt(context);
    xmlFreeDoc(doc);
    free(v);
    return done;
}
