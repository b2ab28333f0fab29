/* Reads schema files into patterns with their lines. Resolves includes; references stay as they are. */
#include "rngc.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>
#include <unistd.h>

#define RNG_URI "http://relaxng.org/ns/structure/1.0"
#define NOTE_URI "urn:virtcanon:annotation:1"

static const char *current_file;

static struct place place_of(const xmlNode *x)
{
    return (struct place){ current_file, (int)xmlGetLineNo(x) };
}

static const char *attribute(const xmlNode *x, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(x, (const xmlChar *)name);
    const char *result = intern((const char *)value);

    xmlFree(value);
    return result;
}

/* ns and datatypeLibrary hold for everything below. */
static const char *inherited(const xmlNode *x, const char *name)
{
    for (; x && x->type == XML_ELEMENT_NODE; x = x->parent) {
        const char *value = attribute(x, name);

        if (value)
            return value;
    }
    return intern("");
}

/* Text without leading and trailing blanks, runs of blanks as one space. */
static const char *token(const char *s)
{
    char *text = zalloc(strlen(s) + 1);
    size_t n = 0;

    for (; *s; s++) {
        if (!strchr(" \t\r\n", *s))
            text[n++] = *s;
        else if (n && text[n - 1] != ' ')
            text[n++] = ' ';
    }
    if (n && text[n - 1] == ' ')
        n--;
    text[n] = '\0';
    return intern(text);
}

static const char *content(const xmlNode *x)
{
    xmlChar *text = xmlNodeGetContent(x);
    const char *result = intern((const char *)text);

    xmlFree(text);
    return result;
}

static bool is(const xmlNode *x, const char *name)
{
    return !strcmp((const char *)x->name, name);
}

/* The next sibling that belongs to RELAX NG, x included. */
static xmlNode *rng(xmlNode *x)
{
    while (x && !(x->type == XML_ELEMENT_NODE && x->ns && !strcmp((const char *)x->ns->href, RNG_URI)))
        x = x->next;
    return x;
}

#define FOR_RNG(e, first) for (xmlNode *e = rng(first); e; e = rng(e->next))

static void read_notes(const xmlNode *x, struct notes *notes, int on)
{
    for (const xmlAttr *a = x->properties; a; a = a->next) {
        xmlChar *value;

        if (!a->ns || strcmp((const char *)a->ns->href, NOTE_URI))
            continue;
        value = xmlNodeListGetString(x->doc, a->children, 1);
        notes_set(notes, (const char *)a->name, value ? (const char *)value : "", on, place_of(x));
        xmlFree(value);
    }
}

/* ---- name classes ---- */

static struct name_class *name_from(xmlNode *x, const char *qname, bool of_attribute)
{
    struct name_class *c = zalloc(sizeof(*c));
    const char *colon = strchr(qname, ':');

    c->text = intern(colon ? colon + 1 : qname);
    c->ns = of_attribute ? (attribute(x, "ns") ? attribute(x, "ns") : intern("")) : inherited(x, "ns");
    if (colon) {
        const char *prefix = format("%.*s", (int)(colon - qname), qname);
        xmlNs *ns = xmlSearchNs(x->doc, x, (const xmlChar *)prefix);

        if (ns)
            c->ns = intern((const char *)ns->href);
        else
            error_at(place_of(x), "prefix '%s' is not declared", prefix);
    }
    return c;
}

static struct name_class *read_name_class(xmlNode *x);

static struct name_class *read_name_classes(xmlNode *x)
{
    struct name_class *first = NULL, **end = &first;

    FOR_RNG(e, x) {
        *end = read_name_class(e);
        while (*end)
            end = &(*end)->next;
    }
    return first;
}

static struct name_class *read_name_class(xmlNode *x)
{
    struct name_class *c;

    if (is(x, "choice"))
        return read_name_classes(x->children);
    if (is(x, "name"))
        return name_from(x, token(content(x)), false);
    c = zalloc(sizeof(*c));
    c->kind = is(x, "nsName") ? NAME_NS : NAME_ANY;
    c->ns = inherited(x, "ns");
    if (!is(x, "nsName") && !is(x, "anyName"))
        error_at(place_of(x), "<%s> is not a name", (const char *)x->name);
    FOR_RNG(e, x->children) {
        if (is(e, "except"))
            c->except = read_name_classes(e->children);
        else
            error_at(place_of(e), "<%s> does not belong into a name", (const char *)e->name);
    }
    return c;
}

/* ---- patterns ---- */

enum { TAKES_NOTHING, TAKES_ONE, TAKES_LIST, TAKES_NAMED, TAKES_DATA };

static const struct form {
    const char *name;
    enum op op;
    int takes, on;
} forms[] = {
    { "element", OP_ELEMENT, TAKES_NAMED, ON_ELEMENT },
    { "attribute", OP_ATTRIBUTE, TAKES_NAMED, ON_ATTRIBUTE },
    { "group", OP_GROUP, TAKES_LIST, ON_OTHER },
    { "interleave", OP_INTERLEAVE, TAKES_LIST, ON_OTHER },
    { "choice", OP_CHOICE, TAKES_LIST, ON_OTHER },
    { "optional", OP_OPTIONAL, TAKES_ONE, ON_OTHER },
    { "zeroOrMore", OP_ZERO_OR_MORE, TAKES_ONE, ON_OTHER },
    { "oneOrMore", OP_ONE_OR_MORE, TAKES_ONE, ON_OTHER },
    { "ref", OP_REF, TAKES_NOTHING, ON_REF },
    { "empty", OP_EMPTY, TAKES_NOTHING, ON_OTHER },
    { "text", OP_TEXT, TAKES_NOTHING, ON_OTHER },
    { "value", OP_VALUE, TAKES_NOTHING, ON_OTHER },
    { "data", OP_DATA, TAKES_DATA, ON_OTHER },
};

static struct node *read_pattern(xmlNode *x);

static struct node *read_list(xmlNode *x)
{
    struct node *first = NULL, **end = &first;

    FOR_RNG(e, x) {
        *end = read_pattern(e);
        if (*end)
            end = &(*end)->next;
    }
    return first;
}

/* Several patterns where one is expected are a group. */
static struct node *read_one(xmlNode *x, struct place at)
{
    struct node *list = read_list(x), *group;

    if (list && !list->next)
        return list;
    group = zalloc(sizeof(*group));
    group->op = list ? OP_GROUP : OP_EMPTY;
    group->at = at;
    group->child = list;
    return group;
}

static void read_data(xmlNode *x, struct node *n)
{
    struct param **end = &n->params;

    FOR_RNG(e, x) {
        if (is(e, "param")) {
            *end = zalloc(sizeof(**end));
            (*end)->name = attribute(e, "name");
            (*end)->value = content(e);
            end = &(*end)->next;
        } else if (is(e, "except")) {
            xmlNode *v = rng(e->children);

            for (v = v && is(v, "choice") ? rng(v->children) : v; v; v = rng(v->next))
                strings_add(&n->except, token(content(v)));
        } else {
            error_at(place_of(e), "<%s> does not belong into <data>", (const char *)e->name);
        }
    }
}

static void read_named(xmlNode *x, struct node *n)
{
    const char *name = attribute(x, "name");
    xmlNode *body = rng(x->children);

    if (name) {
        n->names = name_from(x, token(name), n->op == OP_ATTRIBUTE);
    } else if (body) {
        n->names = read_name_class(body);
        body = rng(body->next);
    } else {
        error_at(n->at, "<%s> without a name", (const char *)x->name);
    }
    n->child = read_one(body, n->at);
    if (n->op == OP_ATTRIBUTE && !body)
        n->child->op = OP_TEXT;
}

static struct node *read_pattern(xmlNode *x)
{
    const struct form *f = forms, *end = forms + countof(forms);
    struct node *n;

    while (f < end && !is(x, f->name))
        f++;
    if (f == end) {
        error_at(place_of(x), "<%s> is not part of the RELAX NG that is used here", (const char *)x->name);
        return NULL;
    }
    n = zalloc(sizeof(*n));
    n->op = f->op;
    n->at = place_of(x);
    n->library = inherited(x, "datatypeLibrary");
    n->text = f->op == OP_VALUE ? token(content(x)) : attribute(x, f->op == OP_DATA ? "type" : "name");
    read_notes(x, &n->notes, f->on);
    if (f->takes == TAKES_ONE)
        n->child = read_one(x->children, n->at);
    else if (f->takes == TAKES_LIST)
        n->child = read_list(x->children);
    else if (f->takes == TAKES_NAMED)
        read_named(x, n);
    else if (f->takes == TAKES_DATA)
        read_data(x->children, n);
    if ((f->op == OP_REF || f->op == OP_DATA) && !n->text)
        error_at(n->at, "<%s> does not say which", f->name);
    if (f->takes == TAKES_LIST && !n->child)
        error_at(n->at, "empty <%s>", f->name);
    return n->text || (f->op != OP_REF && f->op != OP_DATA) ? n : NULL;
}

/* ---- grammar ---- */

static void read_define(struct grammar *g, xmlNode *x)
{
    struct define *d = zalloc(sizeof(*d)), **end = &g->defines;

    d->name = attribute(x, "name");
    d->at = place_of(x);
    if (!d->name) {
        error_at(d->at, "<define> without a name");
        return;
    }
    for (; *end; end = &(*end)->next) {
        if ((*end)->name != d->name)
            continue;
        error_at(d->at, "'%s' is already defined at %s:%d", d->name, (*end)->at.file, (*end)->at.line);
        return;
    }
    read_notes(x, &d->notes, ON_DEFINE);
    d->body = read_one(x->children, d->at);
    *end = d;
}

static void read_file(struct grammar *g, const char *path);

static void read_include(struct grammar *g, xmlNode *x)
{
    const char *href = attribute(x, "href"), *slash = strrchr(current_file, '/'), *includer = current_file, *path;

    if (!href || rng(x->children)) {
        error_at(place_of(x), href ? "<include> cannot override" : "<include> without href");
        return;
    }
    path = slash ? format("%.*s/%s", (int)(slash - current_file), current_file, href) : href;
    if (access(path, R_OK)) {
        error_at(place_of(x), "cannot read %s", path);
        return;
    }
    read_file(g, path);
    current_file = includer;
}

static void read_top(struct grammar *g, xmlNode *x)
{
    FOR_RNG(e, x) {
        if (attribute(e, "combine"))
            error_at(place_of(e), "combine is not part of the RELAX NG that is used here");
        if (is(e, "include"))
            read_include(g, e);
        else if (is(e, "define"))
            read_define(g, e);
        else if (!is(e, "start"))
            error_at(place_of(e), "<%s> does not belong into a grammar", (const char *)e->name);
        else if (g->start)
            error_at(place_of(e), "a second <start>");
        else
            g->start = read_one(e->children, place_of(e));
    }
}

static void read_file(struct grammar *g, const char *path)
{
    xmlDoc *doc = xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;

    if (!root)
        die("cannot read %s", path);
    current_file = path;
    if (rng(root) != root || !is(root, "grammar"))
        error_at(place_of(root), "this is not a RELAX NG grammar");
    else
        read_top(g, root->children);
    xmlFreeDoc(doc);
}

struct grammar *read_grammar(const char *path)
{
    struct grammar *g = zalloc(sizeof(*g));

    g->at = (struct place){ intern(path), 1 };
    read_file(g, g->at.file);
    xmlCleanupParser();
    if (!g->start)
        error_at(g->at, "no <start>");
    return g;
}
