/* Builds the tree from libxml2's SAX events. The only place that parses XML text; knows no libvirt rule. */
#include "load.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/array.h"
#include "../base/limits.h"
#include "encoding.h"

/* Text that more may come to. */
struct growing {
    char *at;
    size_t len, room;
};

struct loader {
    struct doc *doc;
    struct node *at; /* the open element */
    xmlParserCtxtPtr parser;
    struct growing text; /* of the text node that was added last */
    uint32_t ordinal, depth;
    bool failed;
};

static const struct {
    const char *uri;
    enum schema_ns ns;
} known_namespaces[] = {
    {"http://libvirt.org/schemas/domain/qemu/1.0", NS_QEMU},
    {"http://libvirt.org/schemas/domain/xen/1.0", NS_XEN},
    {"http://libvirt.org/schemas/domain/lxc/1.0", NS_LXC},
    {"http://libvirt.org/schemas/domain/vmware/1.0", NS_VMWARE},
    {"http://libvirt.org/schemas/domain/bhyve/1.0", NS_BHYVE},
};

static enum schema_ns namespace_of(const char *uri)
{
    if (!uri)
        return NS_NONE;
    for (size_t i = 0; i < countof(known_namespaces); i++)
        if (strcmp(known_namespaces[i].uri, uri) == 0)
            return known_namespaces[i].ns;
    return NS_FOREIGN;
}

const char *namespace_uri(enum schema_ns ns)
{
    for (size_t i = 0; i < countof(known_namespaces); i++)
        if (known_namespaces[i].ns == ns)
            return known_namespaces[i].uri;
    return NULL;
}

static void give_up(struct loader *l)
{
    l->failed = true;
    xmlStopParser(l->parser);
}

/* The first message is the cause, what follows are its consequences. */
static void on_error(void *data, xmlErrorPtr e)
{
    struct loader *l = ((xmlParserCtxtPtr)data)->_private;
    if (l->failed || e->level < XML_ERR_ERROR || e->code == XML_NS_ERR_UNDEFINED_NAMESPACE)
        return;
    size_t len = strcspn(e->message ? e->message : "", "\n");
    const char *args[] = {len ? arena_strndup(l->doc->arena, e->message, len) : "unknown error", NULL};
    if (len && strstr(e->message, "Huge input"))
        args[0] = "a name, value, text or comment is too long";
    const struct place place = {e->line > 0 ? (uint32_t)e->line : 1, e->int2 > 0 ? (uint32_t)e->int2 : 1};
    diag_add(&l->doc->diags, D_not_xml, place, args);
    l->failed = true;
}

static struct place here(const struct loader *l)
{
    const xmlParserInputPtr in = l->parser->input;
    return (struct place){in ? (uint32_t)in->line : 0, in ? (uint32_t)in->col : 0};
}

static void refuse_entity(struct loader *l, const char *name)
{
    if (l->failed)
        return;
    const char *args[] = {name, NULL};
    diag_add(&l->doc->diags, D_entity, here(l), args);
    give_up(l);
}

static void on_entity_declared(void *data, const xmlChar *name, int type, const xmlChar *public_id,
                               const xmlChar *system_id, xmlChar *content)
{
    (void)type, (void)public_id, (void)system_id, (void)content;
    refuse_entity(((xmlParserCtxtPtr)data)->_private, (const char *)name);
}

/* No entity but the five of XML exists, whatever a document type says. */
static xmlEntityPtr on_entity_used(void *data, const xmlChar *name)
{
    xmlEntityPtr predefined = xmlGetPredefinedEntity(name);
    if (!predefined)
        refuse_entity(((xmlParserCtxtPtr)data)->_private, (const char *)name);
    return predefined;
}

static const char *qualified(struct doc *d, const xmlChar *prefix, const xmlChar *local)
{
    if (!prefix)
        return arena_strdup(d->arena, (const char *)local);
    return arena_printf(d->arena, "%s:%s", (const char *)prefix, (const char *)local);
}

static struct attr *new_attr(struct loader *l, struct attr ***end)
{
    struct attr *a = arena_new_of(l->doc->arena, struct attr);
    **end = a;
    *end = &a->next;
    return a;
}

static void add_namespaces(struct loader *l, struct attr ***end, int count, const xmlChar **list)
{
    l->doc->declares |= count > 0;
    for (int i = 0; i < count; i++) {
        struct attr *a = new_attr(l, end);
        a->ns = NS_FOREIGN;
        a->text = list[2 * i] ? qualified(l->doc, BAD_CAST "xmlns", list[2 * i]) : "xmlns";
        a->value = arena_strdup(l->doc->arena, list[2 * i + 1] ? (const char *)list[2 * i + 1] : "");
    }
}

/* libxml2 hands over attributes in groups of five: name, prefix, namespace, first and last byte of the value. */
static void add_attributes(struct loader *l, struct attr ***end, int count, const xmlChar **list)
{
    for (int i = 0; i < count; i++, list += 5) {
        struct attr *a = new_attr(l, end);
        const size_t len = (size_t)(list[4] - list[3]);
        a->ns = list[1] ? NS_FOREIGN : NS_NONE;
        if (!list[1])
            a->name = atom_find((const char *)list[0], strlen((const char *)list[0]));
        a->text = a->name ? atom_text[a->name] : qualified(l->doc, list[1], list[0]);
        a->value = arena_strndup(l->doc->arena, (const char *)list[3], len);
        a->atom = atom_find(a->value, len);
    }
}

static void on_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int ns_count,
                     const xmlChar **namespaces, int attr_count, int defaulted, const xmlChar **attributes)
{
    struct loader *l = ((xmlParserCtxtPtr)data)->_private;
    (void)defaulted;
    if (l->failed)
        return;
    if (++l->depth > LIMIT_DEPTH) {
        char limit[16];
        snprintf(limit, sizeof limit, "%d", LIMIT_DEPTH);
        const char *args[] = {limit, NULL};
        diag_add(&l->doc->diags, D_too_deep, here(l), args);
        give_up(l);
        return;
    }
    struct node *n = arena_new_of(l->doc->arena, struct node);
    n->type = NODE_ELEMENT;
    n->ns = (uint8_t)namespace_of((const char *)uri);
    n->ns_uri = uri ? arena_strdup(l->doc->arena, (const char *)uri) : NULL;
    if (!prefix || uri) /* a prefix that nobody declares makes another name */
        n->name = atom_find((const char *)local, strlen((const char *)local));
    n->text = n->name && !prefix ? atom_text[n->name] : qualified(l->doc, prefix, local);
    n->ordinal = ++l->ordinal;
    n->line = l->parser->input ? (uint32_t)l->parser->input->line : 0;
    struct attr **end = &n->attrs;
    add_namespaces(l, &end, ns_count, namespaces); /* first, as libxml2 writes them */
    add_attributes(l, &end, attr_count, attributes);
    node_append(l->at, n);
    if (l->at == l->doc->top)
        l->doc->root = n;
    l->at = n;
}

/* Indentation is layout, not content: blank text beside elements goes, as libvirt's parser does it too. */
static void drop_layout(struct node *n)
{
    bool elements = false, words = false;
    for (const struct node *c = n->first; c; c = c->next) {
        elements |= c->type != NODE_TEXT && c->type != NODE_CDATA;
        words |= c->type == NODE_CDATA || (c->type == NODE_TEXT && !text_is_blank(c->text));
    }
    if (!elements || words)
        return;
    for (struct node *c = n->first, *next; c; c = next) {
        next = c->next;
        if (c->type == NODE_TEXT)
            node_drop(c);
    }
}

static void on_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    struct loader *l = ((xmlParserCtxtPtr)data)->_private;
    (void)local, (void)prefix, (void)uri;
    if (l->failed)
        return;
    drop_layout(l->at);
    l->depth--;
    l->at = l->at->parent;
}

static struct node *add_leaf(struct loader *l, enum node_type type, const char *text)
{
    struct node *n = arena_new_of(l->doc->arena, struct node);
    n->type = (uint8_t)type;
    n->text = text;
    node_append(l->at, n);
    return n;
}

/* Text comes in pieces, each reference one of its own: room for what follows doubles, so that many cost no more than
 * their length. */
static void on_text(void *data, const xmlChar *text, int len)
{
    struct loader *l = ((xmlParserCtxtPtr)data)->_private;
    if (l->failed || l->at == l->doc->top)
        return;
    struct node *last = l->at->last;
    if (!last || last->type != NODE_TEXT) {
        l->text = (struct growing){0};
        last = add_leaf(l, NODE_TEXT, "");
    }
    struct growing *t = &l->text;
    const size_t more = (size_t)len;
    if (t->len + more >= t->room) {
        t->room = t->len ? 2 * (t->len + more) + 1 : more + 1;
        char *larger = arena_alloc(l->doc->arena, t->room);
        memcpy(larger, t->at ? t->at : "", t->len);
        t->at = larger;
    }
    memcpy(t->at + t->len, text, more);
    t->len += more;
    t->at[t->len] = '\0';
    last->text = t->at;
}

static void on_cdata(void *data, const xmlChar *text, int len)
{
    struct loader *l = ((xmlParserCtxtPtr)data)->_private;
    if (!l->failed)
        add_leaf(l, NODE_CDATA, arena_strndup(l->doc->arena, (const char *)text, (size_t)len));
}

static void on_comment(void *data, const xmlChar *text)
{
    struct loader *l = ((xmlParserCtxtPtr)data)->_private;
    if (!l->failed)
        add_leaf(l, NODE_COMMENT, arena_strdup(l->doc->arena, (const char *)text));
}

static void on_pi(void *data, const xmlChar *target, const xmlChar *text)
{
    struct loader *l = ((xmlParserCtxtPtr)data)->_private;
    if (!l->failed)
        add_leaf(l, NODE_PI, arena_printf(l->doc->arena, "%s%s%s", (const char *)target, text ? " " : "",
                                          text ? (const char *)text : ""));
}

struct doc *doc_new(const char *file)
{
    struct arena *a = arena_new();
    if (!a)
        return NULL;
    struct doc *d = arena_new_of(a, struct doc);
    d->arena = d->diags.arena = a;
    d->file = arena_strdup(a, file);
    d->top = arena_new_of(a, struct node);
    d->top->type = NODE_DOCUMENT;
    return d;
}

struct doc *doc_twin(const struct doc *d)
{
    struct doc *twin = arena_new_of(d->arena, struct doc);
    *twin = *d;
    twin->diags = (struct diags){.arena = d->arena};
    twin->top = node_copy(twin, d->top);
    twin->root = node_first_element(twin->top);
    return twin;
}

void doc_free(struct doc *d)
{
    if (d)
        arena_free(d->arena);
}

static const xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .ignorableWhitespace = on_text,
    .cdataBlock = on_cdata,
    .comment = on_comment,
    .processingInstruction = on_pi,
    .getEntity = on_entity_used,
    .entityDecl = on_entity_declared,
    .serror = on_error,
};

static bool refuse(struct doc *d, enum diag_id id, const char *arg)
{
    const char *args[] = {arg, NULL};
    diag_add(&d->diags, id, (struct place){1, 1}, args);
    return false;
}

/* The source is the text as it is; libxml2 knows its encoding, places and offsets count its bytes. */
static bool parse(struct doc *d, const char *text, size_t len)
{
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(text, (int)len);
    if (!parser)
        return refuse(d, D_no_memory, NULL);
    struct loader l = {.doc = d, .at = d->top, .parser = parser};
    places_begin(d);
    *parser->sax = handler;
    parser->_private = &l;
    parser->userData = parser;
    xmlCtxtUseOptions(parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlParseDocument(parser);
    d->start_count = l.ordinal;
    if (parser->wellFormed && !l.failed && parser->input && parser->input->cur < parser->input->end)
        refuse(d, D_not_xml, "there is a NUL byte behind the document");
    const bool sound = parser->wellFormed && !l.failed && d->root && d->diags.errors == 0;
    if (!sound && d->diags.errors == 0)
        refuse(d, D_not_xml, "the document ends too early");
    xmlFreeParserCtxt(parser);
    return sound;
}

bool doc_parse(struct doc *d, const char *text, size_t len)
{
    if (len > LIMIT_FILE_BYTES) {
        char limit[16];
        snprintf(limit, sizeof limit, "%d", LIMIT_FILE_BYTES);
        return refuse(d, D_too_large, limit);
    }
    if (len == 0)
        return refuse(d, D_not_xml, "the document is empty");
    const bool readable = encoding_to_utf8(d, &text, &len);
    d->source = text;
    d->source_len = len;
    if (readable && (!len || !*text))
        return refuse(d, D_not_xml, "it begins with a NUL byte: no text, or UTF-16 without a byte order mark");
    return readable && parse(d, text, len);
}

struct doc *doc_twin_of_bytes(const struct doc *d, const char *bytes, size_t len)
{
    struct doc *twin = arena_new_of(d->arena, struct doc);
    *twin = (struct doc){.arena = d->arena, .diags.arena = d->arena, .file = d->file, .source = bytes, .source_len = len};
    twin->top = arena_new_of(d->arena, struct node);
    twin->top->type = NODE_DOCUMENT;
    return parse(twin, bytes, len) ? twin : NULL;
}
