/* Collects the decisions that passes noted on nodes and attributes. Judges and changes nothing. */
#include "explain.h"

#include "canon.h"

struct list {
    struct doc *doc;
    struct decision *items; /* NULL while counting */
    size_t count;
};

/* Position of n among the siblings of its name, when there are several; 0 otherwise. */
static unsigned index_of(const struct node *n)
{
    unsigned before = 0, after = 0;
    for (const struct node *s = n->prev; s; s = s->prev)
        before += s->type == NODE_ELEMENT && s->name == n->name;
    for (const struct node *s = n->next; s && !after; s = s->next)
        after += s->type == NODE_ELEMENT && s->name == n->name;
    return before || after ? before + 1 : 0;
}

static void note(struct list *l, const char *path, const char *value, uint16_t rule, const char *why)
{
    if (l->items)
        l->items[l->count] =
            (struct decision){path, value, rule_name((enum rule)rule), rule_sentence((enum rule)rule), why};
    l->count++;
}

/* What an element that a pass made says: its text, or the attributes that came with it. */
static const char *said(const struct doc *d, const struct node *n)
{
    const char *text = node_text(d, n);
    for (const struct attr *t = n->attrs; t; t = t->next)
        if (t->rule == n->rule)
            text = arena_printf(d->arena, "%s%s%s='%s'", text, *text ? " " : "", t->text, t->value);
    return text;
}

static void walk(struct list *l, const struct node *n, const char *parent)
{
    struct arena *a = l->doc->arena;
    const char *path = "";
    if (l->items) {
        const unsigned index = n->parent->type == NODE_ELEMENT ? index_of(n) : 0;
        path = index ? arena_printf(a, "%s/%s[%u]", parent, n->text, index) : arena_printf(a, "%s/%s", parent, n->text);
    }
    if (n->rule)
        note(l, path, l->items ? said(l->doc, n) : "", n->rule, n->why);
    for (const struct attr *t = n->attrs; t; t = t->next)
        if (t->rule && t->rule != n->rule)
            note(l, l->items ? arena_printf(a, "%s/@%s", path, t->text) : "", t->value, t->rule, t->why);
    FOR_ELEMENTS(c, n)
        walk(l, c, path);
}

const struct decision *explain_list(struct doc *d, size_t *count)
{
    struct list l = {d, NULL, 0};
    walk(&l, d->root, "");
    l.items = arena_new_array(d->arena, struct decision, l.count + 1);
    l.count = 0;
    walk(&l, d->root, "");
    *count = l.count;
    return l.items;
}
