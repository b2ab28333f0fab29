/* Makes mistakes in trees; see mutate.h. */
#include "mutate.h"

#include <string.h>

#include "../src/base/buf.h"
#include "pool.h"

static struct node *with_attributes(struct pool *p)
{
    struct node *n = pool_element(p);
    for (int i = 0; i < 20 && !n->attrs; i++)
        n = pool_element(p);
    return n;
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

static const char *absurd_value(struct pool *p, const char *value)
{
    switch (pool_draw(p, 8)) {
    case 0:
        return arena_printf(p->doc->arena, " %s", value);
    case 1:
        return arena_printf(p->doc->arena, "%s ", value);
    case 2:
        return "-1";
    case 3:
        return "99999999999999999999";
    default:
        return "";
    }
}

static void change_attribute(struct pool *p, unsigned how)
{
    struct node *n = with_attributes(p), *m = with_attributes(p);
    struct attr *a = pool_attr(p, n), *b = pool_attr(p, m);
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
        a->value = absurd_value(p, a->value);
        break;
    }
}

static void change_element(struct pool *p, unsigned how)
{
    struct node *n = pool_inner(p), *m = pool_element(p);
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
            node_set_text(p->doc, n, pool_draw(p, 2) ? node_text(p->doc, m) : "");
        break;
    }
}

char *mutate_document(const char *text, size_t len, unsigned seed)
{
    struct pool *p = pool_new(text, len, seed);
    if (!p) {
        struct buf same = {0};
        buf_put(&same, text, len);
        return same.text;
    }
    for (unsigned steps = 1 + pool_draw(p, 3); steps; steps--) {
        pool_list(p);
        if (pool_draw(p, 2))
            change_attribute(p, pool_draw(p, 5));
        else
            change_element(p, pool_draw(p, 6));
    }
    return pool_finish(p);
}
