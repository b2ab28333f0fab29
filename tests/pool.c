/* Draws from documents; see pool.h. */
#include "pool.h"

#include <stdlib.h>
#include <string.h>

#include "../src/xml/load.h"
#include "../src/xml/write.h"

enum { ELEMENTS_MAX = sizeof(((struct pool *)NULL)->elements) / sizeof(struct node *) };

struct pool *pool_new(const char *text, size_t len, unsigned seed)
{
    struct pool *p = calloc(1, sizeof *p);
    p->doc = doc_new("mutated");
    p->state = seed * 2654435761u;
    if (doc_parse(p->doc, text, len)) {
        pool_list(p);
        return p;
    }
    pool_free(p);
    return NULL;
}

void pool_free(struct pool *p)
{
    if (!p)
        return;
    doc_free(p->doc);
    free(p);
}

static void collect(struct pool *p, struct node *n)
{
    if (p->count < ELEMENTS_MAX && n->name != A_metadata)
        p->elements[p->count++] = n;
    if (n->name != A_metadata)
        FOR_ELEMENTS(c, n)
            collect(p, c);
}

void pool_list(struct pool *p)
{
    p->count = 0;
    collect(p, p->doc->root);
}

unsigned pool_draw(struct pool *p, unsigned below)
{
    p->state = p->state * 1103515245u + 12345u;
    return below ? (p->state >> 8) % below : 0;
}

struct node *pool_element(struct pool *p)
{
    return p->elements[pool_draw(p, p->count)];
}

struct node *pool_inner(struct pool *p)
{
    return p->elements[p->count > 1 ? 1 + pool_draw(p, p->count - 1) : 0];
}

struct attr *pool_attr(struct pool *p, struct node *n)
{
    unsigned count = 0;
    for (struct attr *a = n->attrs; a; a = a->next)
        count++;
    struct attr *a = n->attrs;
    for (unsigned skip = pool_draw(p, count); skip; skip--)
        a = a->next;
    return a && strncmp(a->text, "xmlns", 5) != 0 ? a : NULL;
}

char *pool_finish(struct pool *p)
{
    struct buf b = {0};
    doc_write(&b, p->doc);
    pool_free(p);
    return b.text;
}
