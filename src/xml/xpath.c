/* XPath through libxml2, with a limit of steps and of nodes. */
#include "xpath.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/limits.h"

struct xpath {
    xmlXPathCompExprPtr compiled;
};

struct xpath_text {
    xmlDocPtr doc;
    xmlXPathContextPtr context;
    xmlXPathObjectPtr selected;
    xmlChar *value;
    char reason[256];
};

/* libxml2 gives XPath's errors numbers, not words; "" for those that say nothing more. */
static const char *words_of(const xmlError *e)
{
    switch (e->code - XML_XPATH_EXPRESSION_OK) {
    case XPATH_UNDEF_PREFIX_ERROR:
        return "a namespace prefix is not declared";
    case XPATH_UNKNOWN_FUNC_ERROR:
        return "there is no such function";
    case XPATH_INVALID_ARITY:
        return "a function has too many arguments or too few";
    case XPATH_UNDEF_VARIABLE_ERROR:
        return "there are no variables";
    case XPATH_UNFINISHED_LITERAL_ERROR:
    case XPATH_START_LITERAL_ERROR:
        return "a quote is missing";
    case XPATH_UNCLOSED_ERROR:
        return "a closing bracket is missing";
    case XPATH_OP_LIMIT_EXCEEDED:
        return "it takes too many steps";
    default:
        return "";
    }
}

static void keep_reason(void *data, xmlErrorPtr e)
{
    char *reason = data;
    if (!*reason)
        snprintf(reason, 256, "%s", words_of(e));
}

static void say_nothing(void *data, const char *format, ...)
{
    (void)data, (void)format;
}

/* Of functions that do not exist libxml2 would also write to standard error. */
static xmlXPathObjectPtr evaluate(xmlXPathCompExprPtr compiled, xmlXPathContextPtr c)
{
    const xmlGenericErrorFunc say = xmlGenericError;
    void *data = xmlGenericErrorContext;
    xmlSetGenericErrorFunc(NULL, say_nothing);
    xmlXPathObjectPtr result = xmlXPathCompiledEval(compiled, c);
    xmlSetGenericErrorFunc(data, say);
    return result;
}

static xmlXPathContextPtr new_context(xmlDocPtr doc, const char *const *names, char *reason)
{
    xmlXPathContextPtr c = xmlXPathNewContext(doc);
    if (!c)
        return NULL;
    for (; names && names[0] && names[1]; names += 2)
        xmlXPathRegisterNs(c, BAD_CAST names[0], BAD_CAST names[1]);
    c->opLimit = LIMIT_XPATH_STEPS;
    c->error = keep_reason;
    c->userData = reason;
    return c;
}

/* Prefixes and functions are only looked up when an expression runs, so it does, on next to nothing. */
static bool runs(xmlXPathCompExprPtr compiled, const char *const *names, char *reason)
{
    static const char nothing[] = "<domain/>";
    xmlDocPtr doc = xmlReadMemory(nothing, sizeof nothing - 1, NULL, NULL, XML_PARSE_NONET);
    xmlXPathContextPtr c = doc ? new_context(doc, names, reason) : NULL;
    if (c)
        c->node = xmlDocGetRootElement(doc);
    xmlXPathObjectPtr result = c ? evaluate(compiled, c) : NULL;
    const bool fine = result;
    xmlXPathFreeObject(result);
    xmlXPathFreeContext(c);
    xmlFreeDoc(doc);
    return fine;
}

struct xpath *xpath_compile(const char *text, const char *const *names, char *reason, size_t size)
{
    char why[256] = "";
    struct xpath *x = calloc(1, sizeof *x);
    xmlXPathContextPtr c = x ? new_context(NULL, names, why) : NULL;
    if (c)
        x->compiled = xmlXPathCtxtCompile(c, BAD_CAST text);
    xmlXPathFreeContext(c);
    if (x && x->compiled && runs(x->compiled, names, why))
        return x;
    snprintf(reason, size, "%s", *why ? why : "not understood");
    xpath_free(x);
    return NULL;
}

void xpath_free(struct xpath *x)
{
    if (!x)
        return;
    xmlXPathFreeCompExpr(x->compiled);
    free(x);
}

/* Numbers the elements, from 1 so that 0 means none. */
static void number_elements(xmlDocPtr doc)
{
    uintptr_t count = 0;
    for (xmlNodePtr n = xmlDocGetRootElement(doc); n;) {
        if (n->type == XML_ELEMENT_NODE)
            n->_private = (void *)++count;
        if (n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            continue;
        }
        while (n && !n->next)
            n = n->parent && n->parent->type == XML_ELEMENT_NODE ? n->parent : NULL;
        n = n ? n->next : NULL;
    }
}

struct xpath_text *xpath_text_open(const char *text, size_t len, const char *const *names)
{
    struct xpath_text *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    t->doc = xmlReadMemory(text, (int)len, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    t->context = t->doc ? new_context(t->doc, names, t->reason) : NULL;
    if (!t->context) {
        xpath_text_close(t);
        return NULL;
    }
    number_elements(t->doc);
    return t;
}

static void drop_results(struct xpath_text *t)
{
    xmlXPathFreeObject(t->selected);
    xmlFree(t->value);
    t->selected = NULL;
    t->value = NULL;
}

void xpath_text_close(struct xpath_text *t)
{
    if (!t)
        return;
    drop_results(t);
    xmlXPathFreeContext(t->context);
    xmlFreeDoc(t->doc);
    free(t);
}

void xpath_text_rewind(struct xpath_text *t)
{
    t->context->opCount = 0;
    t->reason[0] = '\0';
}

static bool describe(struct xpath_text *t, xmlNodePtr n, struct xpath_match *m)
{
    xmlFree(t->value);
    t->value = n->type == XML_NAMESPACE_DECL ? NULL : xmlNodeGetContent(n);
    const xmlNode *element = n;
    while (element && element->type != XML_ELEMENT_NODE && element->type != XML_DOCUMENT_NODE)
        element = element->type == XML_NAMESPACE_DECL ? NULL : element->parent;
    *m = (struct xpath_match){.value = t->value ? (const char *)t->value : ""};
    if (element && element->type == XML_ELEMENT_NODE)
        m->element = (uint32_t)(uintptr_t)element->_private - 1;
    m->attribute = n->type == XML_ATTRIBUTE_NODE ? (const char *)n->name : NULL;
    return true;
}

static bool fail(struct xpath_text *t, const char **reason, const char *otherwise)
{
    *reason = *t->reason ? t->reason : otherwise;
    return false;
}

bool xpath_select(struct xpath_text *t, const struct xpath *x, bool (*visit)(void *data, const struct xpath_match *m),
                  void *data, const char **reason)
{
    drop_results(t);
    t->context->node = xmlDocGetRootElement(t->doc);
    t->selected = evaluate(x->compiled, t->context);
    if (!t->selected)
        return fail(t, reason, "the selection cannot be evaluated");
    if (t->selected->type != XPATH_NODESET)
        return fail(t, reason, "the selection gives a value, not nodes");
    const xmlNodeSet *set = t->selected->nodesetval;
    if (set && set->nodeNr > LIMIT_XPATH_NODES)
        return fail(t, reason, "too many nodes are selected");
    for (int i = 0; set && i < set->nodeNr; i++) {
        struct xpath_match m;
        t->context->node = set->nodeTab[i];
        if (describe(t, set->nodeTab[i], &m) && !visit(data, &m))
            break;
    }
    return true;
}

bool xpath_holds(struct xpath_text *t, const struct xpath *condition, const char **reason)
{
    xmlXPathObjectPtr result = evaluate(condition->compiled, t->context);
    const bool holds = result && xmlXPathCastToBoolean(result);
    *reason = NULL;
    if (!result)
        return fail(t, reason, "the condition cannot be evaluated");
    xmlXPathFreeObject(result);
    return holds;
}
