/* The cheapest mending of an element that does not match its pattern: what is too much, missing or wrong. The costs
 * make the branch of a choice win that explains most of what is written. */
#include "match.h"

#include <string.h>

#include "../base/nearest.h"
#include "accept.h"
#include "pattern.h"

enum { MISFIT = 30, MISFITS_MAX = 3 };

static struct item *child_from(struct matcher *m, const struct pattern *p, uint32_t at)
{
    while (at && m->items[at - 1].ns != p->ns)
        at = m->items[at - 1].next;
    return at ? &m->items[at - 1] : NULL;
}

static struct edit *add_edit(struct matcher *m, enum edit_kind kind)
{
    m->edits = arena_grow(m->doc->arena, m->edits, &m->edit_room, m->edit_count + 1, sizeof *m->edits);
    struct edit *e = &m->edits[m->edit_count++];
    memset(e, 0, sizeof *e);
    e->kind = (uint8_t)kind;
    return e;
}

/* --- costs: what is taken counts as a gain, so that the parts of a pattern just add up -------------------------------- */

static bool has_member(uint16_t slot, enum slot_kind kind, uint8_t ns, uint16_t name)
{
    const struct schema_slot *s = &domain_schema.slots[slot];
    for (uint16_t i = 0; i < s->member_count; i++) {
        const struct schema_slot *t = &domain_schema.slots[domain_schema.members[s->first_member + i].slot];
        if (t->name == name && t->kind == kind && t->ns == ns)
            return true;
    }
    return false;
}

/* How much of a child's own content is strange to a slot: tells branches apart that differ in their children only. */
static int misfit(const struct node *n, uint16_t slot)
{
    int strange = 0;
    if (domain_schema.slots[slot].flags & SLOT_ANY)
        return 0;
    for (const struct attr *a = n->attrs; a; a = a->next)
        strange += a->ns == NS_NONE && !has_member(slot, SLOT_ATTRIBUTE, NS_NONE, a->name);
    for (const struct node *c = node_first_element(n); c; c = node_next_element(c))
        strange += !has_member(slot, SLOT_ELEMENT, c->ns, c->name);
    return MISFIT * (strange < MISFITS_MAX ? strange : MISFITS_MAX);
}

/* A value that is nearly right costs less than one that has nothing to do with it. */
static int value_cost(uint32_t type, const char *value)
{
    const struct schema_type *t = &domain_schema.types[type];
    unsigned best = 20;
    for (uint16_t i = 0; i < t->count; i++) {
        const unsigned d = edit_distance(value, atom_text[domain_schema.enum_atoms[t->first + i]], best);
        best = d < best ? d : best;
    }
    return COST_VALUE + (int)best;
}

static int weigh(struct matcher *m, uint32_t number);

static int weigh_attribute(struct matcher *m, const struct pattern *p)
{
    const uint32_t at = m->attr_at[p->name];
    if (!at)
        return COST_MISSING;
    const struct item *i = &m->items[at - 1];
    return type_accepts(p->a, i->value, i->atom) ? -COST_EXTRA : value_cost(p->a, i->value) - COST_EXTRA;
}

static int weigh_element(struct matcher *m, const struct pattern *p, bool repeat)
{
    int count = 0, strange = 0;
    struct item *i = p->name ? child_from(m, p, m->kid_at[p->name]) : NULL;
    for (; i && (repeat || !count); i = child_from(m, p, i->next)) {
        count++;
        if (count <= MISFITS_MAX)
            strange += misfit(i->node, (uint16_t)p->b);
    }
    return count ? strange / count - count * COST_EXTRA : COST_MISSING;
}

static int weigh_many(struct matcher *m, uint32_t number)
{
    const struct pattern *p = pattern_of(number);
    if (p->op == PATTERN_ELEMENT)
        return weigh_element(m, p, true);
    if (p->op != PATTERN_CHOICE)
        return weigh(m, number);
    const int a = weigh_many(m, p->a), b = weigh_many(m, p->b);
    return a < 0 && b < 0 ? a + b : a < b ? a : b;
}

static int weigh_text(struct matcher *m, const struct pattern *p)
{
    if (type_accepts(p->a, m->text, node_text_atom(m->doc, m->node)))
        return m->words ? -COST_EXTRA : 0;
    return m->words ? COST_VALUE - COST_EXTRA : COST_MISSING;
}

static uint32_t cheapest(struct matcher *m, const struct pattern *p, int *cost)
{
    uint32_t winner = 0;
    *cost = INT32_MAX;
    for (;; p = pattern_of(p->b)) {
        const uint32_t branch = p->op == PATTERN_CHOICE ? p->a : (uint32_t)(p - domain_patterns.patterns);
        const int c = weigh(m, branch);
        if (c < *cost) {
            *cost = c;
            winner = branch;
        }
        if (p->op != PATTERN_CHOICE)
            return winner;
    }
}

static int weigh(struct matcher *m, uint32_t number)
{
    const struct pattern *p = pattern_of(number);
    int cost = 0, rest;
    for (; p->op == PATTERN_GROUP || p->op == PATTERN_INTERLEAVE; p = pattern_of(p->b))
        cost += weigh(m, p->a);
    switch ((enum pattern_op)p->op) {
    case PATTERN_TEXT:
        return cost - (m->words ? COST_EXTRA : 0);
    case PATTERN_DATA:
        return cost + weigh_text(m, p);
    case PATTERN_ATTRIBUTE:
        return cost + weigh_attribute(m, p);
    case PATTERN_ELEMENT:
        return cost + weigh_element(m, p, false);
    case PATTERN_ONE_OR_MORE:
        return cost + weigh_many(m, p->a);
    case PATTERN_CHOICE:
        cheapest(m, p, &rest);
        return cost + rest;
    default:
        return cost;
    }
}

int matcher_cost(struct matcher *m)
{
    return weigh(m, m->pattern) + COST_EXTRA * ((int)m->count + m->words);
}

/* --- the steps ---------------------------------------------------------------------------------------------------- */

static void mend(struct matcher *m, uint32_t number);

static void mend_attribute(struct matcher *m, const struct pattern *p)
{
    const uint32_t at = m->attr_at[p->name];
    struct item *i = at ? &m->items[at - 1] : NULL;
    if (i) {
        i->slot = i->attr->slot = (uint16_t)p->b;
        if (type_accepts(p->a, i->value, i->atom))
            return;
    }
    struct edit *e = add_edit(m, i ? EDIT_BAD_VALUE : EDIT_MISSING_ATTRIBUTE);
    e->item = i;
    e->name = p->name;
    e->type = p->a;
    e->slot = (uint16_t)p->b;
}

static void mend_element(struct matcher *m, const struct pattern *p, bool repeat)
{
    struct item *i = child_from(m, p, m->kid_at[p->name]), *first = i;
    if (!i) {
        struct edit *e = add_edit(m, EDIT_MISSING_ELEMENT);
        e->name = p->name;
        e->slot = (uint16_t)p->b;
        return;
    }
    for (; i; i = child_from(m, p, i->next)) {
        i->slot = i->node->slot = (uint16_t)p->b;
        if (repeat || i == first)
            continue;
        struct edit *e = add_edit(m, EDIT_SECOND_ELEMENT);
        e->item = i;
        e->first = first;
        e->slot = i->slot;
    }
}

static void mend_many(struct matcher *m, uint32_t number)
{
    const struct pattern *p = pattern_of(number);
    if (p->op == PATTERN_ELEMENT) {
        mend_element(m, p, true);
    } else if (p->op != PATTERN_CHOICE) {
        mend(m, number);
    } else {
        const int a = weigh_many(m, p->a), b = weigh_many(m, p->b);
        if (a < 0 || a <= b)
            mend_many(m, p->a);
        if (b < 0 || b < a)
            mend_many(m, p->b);
    }
}

static void mend_text(struct matcher *m, const struct pattern *p)
{
    if (type_accepts(p->a, m->text, node_text_atom(m->doc, m->node)))
        return;
    add_edit(m, m->words ? EDIT_BAD_TEXT : EDIT_MISSING_TEXT)->type = p->a;
}

/* After the mending of a choice that lacks one thing: another branch that lacks one thing too. */
static void note_other(struct matcher *m, const struct pattern *p, int cost)
{
    struct edit *e = m->edit_count ? &m->edits[m->edit_count - 1] : NULL;
    for (; e && cost == COST_MISSING && p; p = p->op == PATTERN_CHOICE ? pattern_of(p->b) : NULL) {
        const struct pattern *q = p->op == PATTERN_CHOICE ? pattern_of(p->a) : p;
        if ((q->op == PATTERN_ATTRIBUTE || q->op == PATTERN_ELEMENT) && q->name != e->name) {
            e->other = q->name;
            e->other_is_attribute = q->op == PATTERN_ATTRIBUTE;
        }
    }
}

static void mend(struct matcher *m, uint32_t number)
{
    const struct pattern *p = pattern_of(number);
    int cost;
    for (; p->op == PATTERN_GROUP || p->op == PATTERN_INTERLEAVE; p = pattern_of(p->b))
        mend(m, p->a);
    switch ((enum pattern_op)p->op) {
    case PATTERN_DATA:
        mend_text(m, p);
        break;
    case PATTERN_ATTRIBUTE:
        mend_attribute(m, p);
        break;
    case PATTERN_ELEMENT:
        mend_element(m, p, false);
        break;
    case PATTERN_ONE_OR_MORE:
        mend_many(m, p->a);
        break;
    case PATTERN_CHOICE:
        mend(m, cheapest(m, p, &cost));
        note_other(m, p, cost);
        break;
    default:
        break;
    }
}

/* True when the part of a pattern that was taken has text in it. */
static bool takes_text(struct matcher *m, uint32_t number)
{
    const struct pattern *p = pattern_of(number);
    int cost;
    for (; p->op == PATTERN_GROUP || p->op == PATTERN_INTERLEAVE; p = pattern_of(p->b))
        if (takes_text(m, p->a))
            return true;
    if (p->op == PATTERN_CHOICE)
        return takes_text(m, cheapest(m, p, &cost));
    return p->op == PATTERN_TEXT || p->op == PATTERN_DATA;
}

void matcher_mend(struct matcher *m)
{
    m->edit_count = 0;
    for (uint32_t i = 0; i < m->count; i++) {
        m->items[i].slot = 0;
        if (m->items[i].node)
            m->items[i].node->slot = 0;
    }
    mend(m, m->pattern);
    for (uint32_t i = 0; i < m->count; i++)
        if (!m->items[i].slot)
            add_edit(m, m->items[i].attr ? EDIT_EXTRA_ATTRIBUTE : EDIT_EXTRA_ELEMENT)->item = &m->items[i];
    if (m->words && !takes_text(m, m->pattern))
        add_edit(m, EDIT_EXTRA_TEXT);
}
