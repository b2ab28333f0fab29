/* Suspicions: what else may be wrong with an element than what its cheapest mending says. Values that changed places,
 * a switch further up that rules out what stands here, values with which all would be right. */
#include <ctype.h>
#include <limits.h>
#include <string.h>

#include "../base/limits.h"
#include "patient.h"

/* --- values that changed places ----------------------------------------------------------------------------------- */

static void swap_values(struct item *a, struct item *b)
{
    const char *value = a->value;
    const uint16_t atom = a->atom;
    a->value = b->value;
    a->atom = b->atom;
    b->value = value;
    b->atom = atom;
}

static void say_swapped(struct patient *p, const struct item *a, const struct item *b)
{
    const struct place x = place_of(p, a->attr), y = place_of(p, b->attr);
    const bool ordered = x.line != y.line ? x.line < y.line : x.column < y.column;
    const struct attr *first = ordered ? a->attr : b->attr, *second = ordered ? b->attr : a->attr;
    arguments(find(p->check, D_values_swapped, ordered ? x : y), first->text, first->value, second->text,
              second->value);
}

/* A number that is too large where a number is due has not come from elsewhere. */
static bool has_strange_value(const struct matcher *m)
{
    uint32_t bad = 0, numbers = 0;
    for (uint32_t i = 0; i < m->edit_count; i++)
        if (m->edits[i].kind == EDIT_BAD_VALUE) {
            const char *value = m->edits[i].item->value;
            const struct schema_type *t = &domain_schema.types[m->edits[i].type];
            bad++;
            numbers += t->kind == VALUE_ROW && isdigit((unsigned char)value[0]) && value[1] != 'x';
        }
    return bad > 1 || bad > numbers;
}

bool are_swapped(struct patient *p)
{
    struct matcher *m = p->check->m;
    matcher_load(m, p->node, p->slot);
    if (m->attr_count > 16)
        return false;
    matcher_mend(m);
    const bool bad = has_strange_value(m);
    for (uint32_t i = 0; bad && i < m->attr_count; i++)
        for (uint32_t k = i + 1; k < m->attr_count; k++) {
            swap_values(&m->items[i], &m->items[k]);
            if (matcher_cost(m) == 0) {
                matcher_mend(m);
                say_swapped(p, &m->items[i], &m->items[k]);
                return true;
            }
            swap_values(&m->items[i], &m->items[k]);
        }
    return false;
}

/* --- a switch further up that rules out what stands here ------------------------------------------------------------ */

static const struct schema_guard *failing_guard(const struct schema_member *m, const struct node *n)
{
    for (uint8_t i = 0; i < m->guard_count; i++) {
        struct schema_member one = {.guard_count = 1, .guard_first = (uint16_t)(m->guard_first + i)};
        if (!bind_applies(&one, n))
            return &domain_schema.guards[one.guard_first];
    }
    return NULL;
}

/* What in n shows that it is none of its slot. */
static const char *strange_part(struct check *c, struct node *n)
{
    struct matcher *m = c->m;
    matcher_load(m, n, n->slot);
    matcher_mend(m);
    for (uint32_t i = 0; i < m->edit_count; i++) {
        if (m->edits[i].kind == EDIT_EXTRA_ATTRIBUTE)
            return arena_printf(c->doc->arena, "the attribute '%s' of ", m->edits[i].item->attr->text);
        if (m->edits[i].kind == EDIT_EXTRA_ELEMENT)
            return arena_printf(c->doc->arena, "the <%s> in ", m->edits[i].item->node->text);
    }
    return "";
}

static void say_misfit(struct check *c, struct node *parent, struct node *n, uint16_t name,
                       const struct names *values)
{
    struct attr *a = node_attr(parent, (enum atom)name);
    const struct place place = doc_place(c->doc, parent, a);
    const char *what = arena_printf(c->doc->arena, "%sits <%s> (line %u)", strange_part(c, n), n->text,
                                    doc_place(c->doc, n, NULL).line);
    if (a) {
        arguments(find(c, D_value_misfit, place), a->text, a->value, parent->text, what,
                  values->count ? list_of(c, values, false) : "another one");
        return;
    }
    struct finding *f = find(c, D_attribute_missing, place);
    arguments(f, parent->text, atom_text[name],
              values->count == 1 ? arena_printf(c->doc->arena, "; did you mean %s='%s'?", atom_text[name], values->word[0])
                                 : "");
    f->sort = FINDING_MISSING;
    f->name = name;
    f->slot = parent->slot;
    f->kind = SLOT_ATTRIBUTE;
}

static void add_guard_values(struct names *values, const struct schema_guard *g)
{
    for (uint16_t i = 0; i < g->count && !g->except; i++)
        names_add(values, atom_text[domain_schema.guard_values[g->first + i]]);
}

/* True when something of n would stand there unread: such a slot speaks for nothing. */
static bool is_unread(const struct node *n, const struct schema_slot *s)
{
    for (uint16_t i = 0; i < s->member_count; i++) {
        const struct schema_member *m = &members_of(s)[i];
        const struct schema_slot *t = slot_of(m->slot);
        const enum atom name = (enum atom)t->name;
        const bool there = t->kind == SLOT_ATTRIBUTE ? node_attr(n, name) != NULL : node_child(n, name) != NULL;
        if (there && t->flags & SLOT_RUNTIME_DROP && bind_applies(m, n))
            return true;
    }
    return false;
}


/* True when another value of a switch of the parent would make n right with all that is in it. */
static bool parent_disagrees(struct check *c, struct node *n)
{
    struct node *parent = n->parent;
    const uint16_t slot = n->slot;
    const struct schema_slot *s = slot_of(parent->slot);
    int cost = -1; /* asked only when there is another slot to compare with */
    uint16_t name = 0;
    struct names values = {0};
    for (uint16_t i = 0; s->switch_count && i < s->member_count; i++) {
        const struct schema_member *m = &members_of(s)[i];
        const struct schema_slot *t = slot_of(m->slot);
        if (m->slot == slot || t->kind != SLOT_ELEMENT || t->name != n->name || t->ns != n->ns)
            continue;
        const struct schema_guard *g = failing_guard(m, parent);
        cost = cost < 0 ? check_cost(c, n, slot) : cost;
        if (cost < COST_VALUE)
            break;
        if (!g || (name && name != g->attribute) || check_cost(c, n, m->slot) != 0 || is_unread(n, t))
            continue;
        name = g->attribute;
        add_guard_values(&values, g);
    }
    n->slot = slot;
    values.more = 0;
    if (name)
        say_misfit(c, parent, n, name, &values);
    return name;
}

bool ancestor_disagrees(struct check *c, struct node *n)
{
    for (int i = 0; i < 3 && n->parent->type == NODE_ELEMENT && n->parent->slot; i++, n = n->parent)
        if (parent_disagrees(c, n))
            return true;
    return false;
}

/* --- a switch that is not there, or has a wrong value -------------------------------------------------------------- */

/* Gives the attribute the value with which its element costs least; how many make all of it right. */
static uint32_t find_value(struct patient *p, struct attr *a)
{
    const struct schema_slot *s = slot_of(p->slot);
    int least = INT_MAX;
    uint16_t best = 0;
    uint32_t right = 0;
    for (uint16_t i = 0; i < s->member_count; i++) {
        const struct schema_slot *t = slot_of(members_of(s)[i].slot);
        const struct schema_type *type = &domain_schema.types[t->type];
        for (uint16_t k = 0; t->kind == SLOT_ATTRIBUTE && t->name == a->name && k < type->count; k++) {
            a->atom = domain_schema.enum_atoms[type->first + k];
            a->value = atom_text[a->atom];
            const int cost = check_cost(p->check, p->node, p->slot);
            right += cost == 0;
            best = cost < least ? a->atom : best;
            least = cost < least ? cost : least;
        }
    }
    p->node->slot = p->slot;
    a->atom = best;
    a->value = atom_text[best];
    return right;
}

/* What is written as a child element. */
static const struct node *as_element(const struct patient *p, uint16_t name)
{
    for (uint32_t i = 0; i < p->edit_count; i++)
        if (p->edits[i].kind == EDIT_EXTRA_ELEMENT && p->edits[i].item->name == name)
            return p->edits[i].item->node;
    return NULL;
}

static struct attr *append_attribute(struct patient *p, uint16_t name)
{
    struct attr **end = &p->node->attrs;
    while (*end)
        end = &(*end)->next;
    *end = arena_new_of(arena_of(p), struct attr);
    **end = (struct attr){.name = name, .text = atom_text[name], .rule = 1};
    return *end;
}

static void lend_missing(struct patient *p, struct edit *e)
{
    struct attr *a = append_attribute(p, e->name);
    const struct node *written = as_element(p, e->name);
    if (written) {
        a->value = node_text(p->check->doc, written);
        a->atom = node_text_atom(p->check->doc, written);
    } else {
        p->lent = find_value(p, a) == 1 ? a : NULL;
        missing(p, e);
    }
    p->lent = a;
}

/* What is right by the wrong value's place is not wrong for it: the rest is judged by the value that fits best. */
static void mend_value(struct patient *p, struct edit *e)
{
    bad_value(p, e);
    find_value(p, e->item->attr);
}

bool settle_switches(struct patient *p)
{
    const struct schema_slot *s = slot_of(p->slot);
    for (uint32_t i = 0; i < p->edit_count; i++) {
        struct edit *e = &p->edits[i];
        const bool lacks = e->kind == EDIT_MISSING_ATTRIBUTE, wrong = e->kind == EDIT_BAD_VALUE;
        const uint16_t name = lacks ? e->name : wrong ? e->item->name : 0;
        for (uint8_t k = 0; name && k < s->switch_count; k++)
            if (domain_schema.switches[s->switch_first + k] == name && p->check->searches++ < LIMIT_SEARCHES) {
                (lacks ? lend_missing : mend_value)(p, e);
                return true;
            }
    }
    return false;
}

void return_switch(struct node *n, const struct attr *lent)
{
    for (struct attr **a = &n->attrs; lent && *a; a = &(*a)->next)
        if (*a == lent) {
            *a = NULL; /* it is the last one */
            return;
        }
}

/* --- values with which all would be right -------------------------------------------------------------------------- */

/* True when with this value of the attribute the children are right as well, and all is read. */
static bool children_agree(struct patient *p, struct attr *a, uint16_t value)
{
    const struct schema_slot *s = slot_of(p->slot);
    const uint16_t atom = a->atom;
    a->atom = value;
    bool agree = !is_unread(p->node, s);
    for (uint16_t i = 0; agree && i < s->member_count; i++) {
        const struct schema_member *m = &members_of(s)[i];
        struct node *child = node_child(p->node, (enum atom)slot_of(m->slot)->name);
        if (child && slot_of(m->slot)->kind == SLOT_ELEMENT && bind_applies(m, p->node))
            agree = !is_unread(child, slot_of(m->slot)) && check_cost(p->check, child, m->slot) == 0;
    }
    a->atom = atom;
    return agree;
}

/* Of several values those with which the children are right, if there are any. */
static struct names sift(struct patient *p, struct attr *a, const uint16_t *values, uint32_t count)
{
    struct names all = {0}, best = {0};
    for (uint32_t i = 0; i < count; i++) {
        names_add(&all, atom_text[values[i]]);
        if (count > 1 && children_agree(p, a, values[i]))
            names_add(&best, atom_text[values[i]]);
    }
    return best.count ? best : all;
}

/* Values of the item with which the element would be right, all else as it is. */
struct names fitting_values(struct patient *p, struct attr *attr, uint16_t slot)
{
    struct matcher *m = p->check->m;
    const struct schema_type *t = &domain_schema.types[slot_of(slot)->type];
    uint16_t *fitting = arena_new_array(p->check->doc->arena, uint16_t, t->count + 1u);
    uint32_t count = 0;
    struct item *item = NULL;
    matcher_load(m, p->node, p->slot);
    for (uint32_t i = 0; i < m->attr_count; i++)
        if (m->items[i].attr == attr)
            item = &m->items[i];
    for (uint16_t i = 0; item && i < t->count; i++) {
        item->atom = domain_schema.enum_atoms[t->first + i];
        item->value = atom_text[item->atom];
        if (item->atom != attr->atom && matcher_cost(m) == 0)
            fitting[count++] = item->atom;
    }
    const struct names names = sift(p, attr, fitting, count);
    matcher_load(m, p->node, p->slot);
    return names;
}
