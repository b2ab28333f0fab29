/* Makes mistakes in trees; see mutate.h. */
#include "mutate.h"

#include <stdlib.h>
#include <string.h>

#include "../src/xml/load.h"
#include "../src/xml/write.h"

enum { ELEMENTS_MAX = 2000 };

struct pool {
    struct doc *doc;
    struct node *elements[ELEMENTS_MAX];
    unsigned count, state;
};

static unsigned draw(struct pool *p, unsigned below)
{
    p->state = p->state * 1103515245u + 12345u;
    return below ? (p->state >> 8) % below : 0;
}

static void collect(struct pool *p, struct node *n)
{
    if (p->count < ELEMENTS_MAX && n->name != A_metadata)
        p->elements[p->count++] = n;
    if (n->name != A_metadata)
        FOR_ELEMENTS(c, n)
            collect(p, c);
}

static struct node *some_element(struct pool *p)
{
    return p->elements[draw(p, p->count)];
}

/* Any element but the root. */
static struct node *some_inner(struct pool *p)
{
    return p->elements[p->count > 1 ? 1 + draw(p, p->count - 1) : 0];
}

static struct node *with_attributes(struct pool *p)
{
    struct node *n = some_element(p);
    for (int i = 0; i < 20 && !n->attrs; i++)
        n = some_element(p);
    return n;
}

static struct attr *some_attr(struct pool *p, struct node *n)
{
    unsigned count = 0;
    for (struct attr *a = n->attrs; a; a = a->next)
        count++;
    struct attr *a = n->attrs;
    for (unsigned skip = draw(p, count); skip; skip--)
        a = a->next;
    return a && strncmp(a->text, "xmlns", 5) != 0 ? a : NULL;
}

static void give(struct pool *p, struct node *n, const char *name, const char *value)
{
    for (struct attr *a = n->attrs; a; a = a->next)
        if (strcmp(a->text, name) == 0)
            return;
    struct attr *a = arena_new_of(p->doc->arena, struct attr);
    *a = (struct attr){.next = n->attrs, .text = name, .value = value};
    n->attrs = a;
}

static bool is_inside(const struct node *n, const struct node *outer)
{
    for (; n; n = n->parent)
        if (n == outer)
            return true;
    return false;
}

static void change_attribute(struct pool *p, unsigned how)
{
    struct node *n = with_attributes(p), *m = with_attributes(p);
    struct attr *a = some_attr(p, n), *b = some_attr(p, m);
    if (!a || !b)
        return;
    switch (how) {
    case 0:
        attr_unlink(n, a);
        break;
    case 1:
        a->value = b->value;
        break;
    case 2:
        give(p, n, b->text, b->value);
        break;
    case 3:
        attr_unlink(n, a);
        give(p, n, b->text, a->value);
        break;
    default:
        a->value = draw(p, 2) ? "" : draw(p, 2) ? "99999999999999999999" : "-1";
        break;
    }
}

static void change_element(struct pool *p, unsigned how)
{
    struct node *n = some_inner(p), *m = some_element(p);
    if (n == p->doc->root || is_inside(m, n))
        return;
    switch (how) {
    case 0:
        node_drop(n);
        break;
    case 1:
        node_insert_after(n, node_copy(p->doc, n));
        break;
    case 2:
        node_append(m, node_copy(p->doc, n));
        break;
    case 3:
        node_move_last(m, n);
        break;
    case 4:
        n->text = m->text;
        break;
    default:
        if (!node_first_element(n))
            node_set_text(p->doc, n, draw(p, 2) ? node_text(p->doc, m) : "");
        break;
    }
}

char *mutate_document(const char *text, size_t len, unsigned seed)
{
    struct pool *p = calloc(1, sizeof *p);
    struct buf b = {0};
    p->doc = doc_new("mutated");
    p->state = seed * 2654435761u;
    if (doc_parse(p->doc, text, len)) {
        for (unsigned steps = 1 + draw(p, 3); steps; steps--) {
            p->count = 0;
            collect(p, p->doc->root);
            if (draw(p, 2))
                change_attribute(p, draw(p, 5));
            else
                change_element(p, draw(p, 6));
        }
        doc_write(&b, p->doc);
    } else {
        buf_put(&b, text, len);
    }
    doc_free(p->doc);
    free(p);
    return b.text;
}
