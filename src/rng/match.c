/* Matching one element with its pattern. The schema compiler lets no two parts of a group or interleave share a name
 * and none order elements, so each part takes all that it can take, and a choice takes the branch that takes most. */
#include "match.h"

#include <string.h>

#include "accept.h"
#include "pattern.h"

enum { FAILS = -1 };

struct matcher *matcher_new(struct doc *d)
{
    struct matcher *m = arena_new_of(d->arena, struct matcher);
    m->doc = d;
    return m;
}

/* --- taking up an element ----------------------------------------------------------------------------------------- */

static struct item *add_item(struct matcher *m)
{
    m->items = arena_grow(m->doc->arena, m->items, &m->room, m->count + 1, sizeof *m->items);
    struct item *i = &m->items[m->count++];
    memset(i, 0, sizeof *i);
    return i;
}

static void forget_items(struct matcher *m)
{
    for (uint32_t i = 0; i < m->count; i++)
        (i < m->attr_count ? m->attr_at : m->kid_at)[m->items[i].name] = 0;
    m->count = m->attr_count = 0;
    m->words = false;
    m->text = "";
}

static void load_attributes(struct matcher *m)
{
    for (struct attr *a = m->node->attrs; a; a = a->next) {
        if (attr_declares(a))
            continue;
        struct item *i = add_item(m);
        i->attr = a;
        i->value = a->value;
        i->atom = a->atom;
        i->ns = a->ns;
        i->name = a->ns == NS_NONE ? a->name : 0;
        if (i->name)
            m->attr_at[i->name] = m->count;
    }
    m->attr_count = m->count;
}

static void load_children(struct matcher *m)
{
    bool pieces = false; /* of text, more than one */
    for (struct node *c = m->node->last; c; c = c->prev) { /* backwards: the first of a name is found first */
        if (c->type == NODE_TEXT || c->type == NODE_CDATA) {
            m->words |= !text_is_blank(c->text);
            pieces |= m->text[0];
            m->text = c->text;
        }
        if (c->type != NODE_ELEMENT)
            continue;
        struct item *i = add_item(m);
        i->node = c;
        i->name = c->name;
        i->ns = c->ns;
        i->next = m->kid_at[c->name];
        m->kid_at[c->name] = m->count;
        c->slot = 0;
    }
    if (pieces)
        m->text = node_text(m->doc, m->node);
}

void matcher_load(struct matcher *m, struct node *n, uint16_t slot)
{
    forget_items(m);
    m->node = n;
    m->pattern = domain_patterns.contents[slot];
    load_attributes(m);
    load_children(m);
}

/* --- the verdict -------------------------------------------------------------------------------------------------- */

static struct item *attribute_of(struct matcher *m, const struct pattern *p)
{
    const uint32_t at = m->attr_at[p->name];
    return at ? &m->items[at - 1] : NULL;
}

/* The first child that the element pattern can be, from `at` (item + 1) on. */
static struct item *child_from(struct matcher *m, const struct pattern *p, uint32_t at)
{
    while (at && m->items[at - 1].ns != p->ns)
        at = m->items[at - 1].next;
    return at ? &m->items[at - 1] : NULL;
}

static struct item *child_of(struct matcher *m, const struct pattern *p)
{
    return p->name ? child_from(m, p, m->kid_at[p->name]) : NULL;
}

static int place_children(struct matcher *m, const struct pattern *p, bool repeat)
{
    int count = 0;
    for (struct item *i = child_of(m, p); i && (repeat || !count); i = child_from(m, p, i->next)) {
        i->slot = i->node->slot = (uint16_t)p->b;
        count++;
    }
    return count;
}

static int match(struct matcher *m, uint32_t number);

static int match_attribute(struct matcher *m, const struct pattern *p)
{
    struct item *i = attribute_of(m, p);
    if (!i || !type_accepts(p->a, i->value, i->atom))
        return FAILS;
    i->slot = i->attr->slot = (uint16_t)p->b;
    return 1;
}

static int match_many(struct matcher *m, uint32_t number)
{
    const struct pattern *p = pattern_of(number);
    if (p->op == PATTERN_CHOICE) {
        const int a = match_many(m, p->a), b = match_many(m, p->b);
        return a < 0 ? b : b < 0 ? a : a + b;
    }
    if (p->op != PATTERN_ELEMENT)
        return match(m, number);
    const int count = place_children(m, p, true);
    return count ? count : FAILS;
}

static int match_choice(struct matcher *m, const struct pattern *p)
{
    int best = FAILS;
    uint32_t winner = 0, last = 0;
    for (;;) {
        const uint32_t branch = p->op == PATTERN_CHOICE ? p->a : (uint32_t)(p - domain_patterns.patterns);
        const int taken = match(m, branch);
        if (taken >= 0 && branch != PATTERN_EMPTY)
            last = branch;
        if (taken > best) {
            best = taken;
            winner = branch;
        }
        if (p->op != PATTERN_CHOICE)
            break;
        p = pattern_of(p->b);
    }
    if (best > 0 && last != winner) /* a later branch has left its slots */
        match(m, winner);
    return best;
}

static int match(struct matcher *m, uint32_t number)
{
    int taken = 0;
    const struct pattern *p = pattern_of(number);
    for (; p->op == PATTERN_GROUP || p->op == PATTERN_INTERLEAVE; p = pattern_of(p->b)) {
        const int part = match(m, p->a);
        if (part < 0)
            return FAILS;
        taken += part;
    }
    int rest = FAILS;
    switch ((enum pattern_op)p->op) {
    case PATTERN_EMPTY:
        rest = 0;
        break;
    case PATTERN_TEXT:
        rest = m->words;
        break;
    case PATTERN_DATA:
        rest = type_accepts(p->a, m->text, 0) || type_accepts(p->a, m->text, node_text_atom(m->doc, m->node))
                   ? m->words : FAILS;
        break;
    case PATTERN_ATTRIBUTE:
        rest = match_attribute(m, p);
        break;
    case PATTERN_ELEMENT:
        rest = place_children(m, p, false) ? 1 : FAILS;
        break;
    case PATTERN_ONE_OR_MORE:
        rest = match_many(m, p->a);
        break;
    case PATTERN_CHOICE:
        rest = match_choice(m, p);
        break;
    default:
        break;
    }
    return rest < 0 ? FAILS : taken + rest;
}

bool matcher_fits(struct matcher *m)
{
    const int all = (int)m->count + m->words;
    return match(m, m->pattern) == all;
}

