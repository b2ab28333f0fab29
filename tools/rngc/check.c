/* References between definitions: unknown, unused, circular. Knows no slots. */
#include "rngc.h"

struct define *find_define(const struct grammar *g, const char *name)
{
    struct define *d = g->defines;

    while (d && d->name != name) /* both are interned */
        d = d->next;
    return d;
}

/* A definition that is met again before an element or attribute opens would expand for ever. */
static void visit(struct grammar *g, const struct node *n)
{
    bool opens = n->op == OP_ELEMENT || n->op == OP_ATTRIBUTE;

    for (const struct node *c = n->child; c && !opens; c = c->next)
        visit(g, c);
    if (n->op == OP_REF) {
        struct define *d = find_define(g, n->text);

        if (d && d->busy)
            error_at(n->at, "definition '%s' contains itself without an element between", n->text);
        if (!d || d->busy)
            return;
        d->busy = true;
        visit(g, d->body);
        d->busy = false;
    }
}

static void mark(struct grammar *g, const struct node *n)
{
    for (const struct node *c = n->child; c; c = c->next)
        mark(g, c);
    if (n->op == OP_REF) {
        struct define *d = find_define(g, n->text);

        if (!d)
            error_at(n->at, "there is no definition '%s'", n->text);
        else
            d->used = true;
    }
}

void check_references(struct grammar *g)
{
    if (g->start)
        mark(g, g->start);
    for (struct define *d = g->defines; d; d = d->next)
        mark(g, d->body);
    for (struct define *d = g->defines; d; d = d->next) {
        if (!d->used)
            warn_at(d->at, "definition '%s' is not used", d->name);
        d->busy = true;
        visit(g, d->body);
        d->busy = false;
    }
}
