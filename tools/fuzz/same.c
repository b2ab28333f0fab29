/* Compares trees; see same.h. */
#include "same.h"

#include <string.h>

#include "../../src/xml/load.h"

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_attrs(const struct attr *a, const struct attr *b)
{
    for (; a && b; a = a->next, b = b->next)
        if (strcmp(a->text, b->text) != 0 || strcmp(a->value, b->value) != 0 || a->ns != b->ns)
            return false;
    return !a && !b;
}

static bool same_node(const struct node *a, const struct node *b)
{
    if (a->type != b->type || !same_text(a->text, b->text) || !same_text(a->ns_uri, b->ns_uri) ||
        !same_attrs(a->attrs, b->attrs))
        return false;
    const struct node *c = a->first, *d = b->first;
    for (; c && d; c = c->next, d = d->next)
        if (!same_node(c, d))
            return false;
    return !c && !d;
}

bool same_content(const char *text, size_t len, const char *other, size_t other_len)
{
    struct doc *a = doc_new("one"), *b = doc_new("other");
    const bool same = doc_parse(a, text, len) && doc_parse(b, other, other_len) && same_node(a->top, b->top);
    doc_free(a);
    doc_free(b);
    return same;
}
