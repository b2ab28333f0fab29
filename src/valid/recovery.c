/* The recovery policy, all of it: which explanation of a mistake is tried before which, when a name counts as misspelt,
 * in what order the steps of an element's cheapest mending are told, and which of them are consequences of others. One
 * mistake makes one message: what was moved, misspelt or swapped explains what is missing elsewhere. What a step costs
 * is the table of src/rng/match.h; the explanations themselves are in stray.c, wrong.c and suspect.c. */
#include <string.h>

#include "../base/array.h"
#include "../base/limits.h"
#include "../base/nearest.h"
#include "../rng/accept.h"
#include "patient.h"

static bool is_missing(const struct edit *e)
{
    return e->kind == EDIT_MISSING_ATTRIBUTE || e->kind == EDIT_MISSING_ELEMENT || e->kind == EDIT_MISSING_TEXT;
}

static void list_missing(struct patient *p)
{
    p->missing_count = 0;
    for (uint32_t i = 0; i < p->edit_count; i++)
        p->missing_count += is_missing(&p->edits[i]);
    p->missing = arena_new_array(arena_of(p), struct edit *, p->missing_count + 1);
    for (uint32_t i = 0, k = 0; i < p->edit_count; i++)
        if (is_missing(&p->edits[i]))
            p->missing[k++] = &p->edits[i];
}

static void examine(struct patient *p)
{
    struct matcher *m = p->check->m;
    matcher_load(m, p->node, p->slot);
    matcher_mend(m);
    struct item *items = arena_new_array(arena_of(p), struct item, m->count + 1);
    memcpy(items, m->items, m->count * sizeof *items);
    p->edit_count = m->edit_count;
    p->edits = arena_new_array(arena_of(p), struct edit, m->edit_count + 1);
    memcpy(p->edits, m->edits, m->edit_count * sizeof *p->edits);
    for (uint32_t i = 0; i < p->edit_count; i++) {
        struct edit *e = &p->edits[i];
        e->item = e->item ? items + (e->item - m->items) : NULL;
        e->first = e->first ? items + (e->first - m->items) : NULL;
    }
    list_missing(p);
}

/* --- misspelt names: renamed in the tree, then judged as if they were right ------------------------------------------- */

/* A name that is right elsewhere is a slip of one letter only when nothing near here lacks it. */
static bool is_meant(struct patient *p, const struct item *i, const struct meant *m, const char *word, bool known)
{
    if (!m->near || !known)
        return m->near;
    return same_letters(word, m->names.word[0]) || (m->distance == 1 && !is_wanted_nearby(p->check, p->node, i));
}

static bool rename_attribute(struct patient *p, struct edit *e)
{
    struct attr *a = e->item->attr;
    if (a->ns != NS_NONE || open_edit(p, EDIT_MISSING_TEXT, 0))
        return false;
    const struct meant m = meant_member(p->check, p->node, SLOT_ATTRIBUTE, a->text);
    const bool known = known_anywhere(SLOT_ATTRIBUTE, NS_NONE, a->name) && !open_edit(p, EDIT_MISSING_ATTRIBUTE, m.name);
    if (!is_meant(p, e->item, &m, a->text, known) || node_attr(p->node, (enum atom)m.name))
        return false;
    arguments(find(p->check, D_attribute_unknown, place_of(p, a)), a->text, p->node->text, hint(p, &m, false));
    a->name = m.name;
    return true;
}

static bool rename_element(struct patient *p, struct edit *e)
{
    struct node *n = e->item->node;
    if (n->ns != NS_NONE)
        return false;
    const struct meant m = meant_member(p->check, p->node, SLOT_ELEMENT, n->text);
    const bool known = known_anywhere(SLOT_ELEMENT, NS_NONE, n->name) && !open_edit(p, EDIT_MISSING_ELEMENT, m.name);
    if (!is_meant(p, e->item, &m, n->text, known))
        return false;
    if (!known && n->name && member_slot(p->slot, SLOT_ATTRIBUTE, NS_NONE, n->name))
        return false;
    arguments(find(p->check, D_element_unknown, doc_place(p->check->doc, n, NULL)), n->text, p->node->text,
              hint(p, &m, true));
    n->name = m.name;
    return true;
}

static bool rename_misspelt(struct patient *p)
{
    bool any = false;
    for (uint32_t i = 0; i < p->edit_count && p->check->count <= LIMIT_DIAGS; i++) {
        struct edit *e = &p->edits[i];
        any |= (e->kind == EDIT_EXTRA_ATTRIBUTE && rename_attribute(p, e)) ||
               (e->kind == EDIT_EXTRA_ELEMENT && rename_element(p, e));
    }
    return any;
}

/* --- too much: the first explanation that fits is told -------------------------------------------------------------- */

typedef bool explanation(struct patient *p, struct edit *e);

static explanation *const stray_attribute[] = {
    text_as_attribute, element_as_attribute, attribute_of_another, unknown_attribute, NULL,
};
static explanation *const stray_element[] = {
    element_in_namespace, attribute_as_element,      element_in_itself,
    element_of_another,   element_without_namespace, unknown_element,  NULL,
};

static void explain(struct patient *p, struct edit *e, explanation *const *list)
{
    while (*list && !(*list)(p, e))
        list++;
}

static void extra_attribute(struct patient *p, struct edit *e)
{
    explain(p, e, stray_attribute);
}

static void extra_element(struct patient *p, struct edit *e)
{
    e->item->node->slot = 0;
    explain(p, e, stray_element);
}

/* --- the order ------------------------------------------------------------------------------------------------------ */

/* What is too much comes first: it may explain what is missing. */
static const struct {
    enum edit_kind kind;
    void (*tell)(struct patient *p, struct edit *e);
} policy[] = {
    {EDIT_EXTRA_ATTRIBUTE, extra_attribute}, {EDIT_EXTRA_ELEMENT, extra_element},
    {EDIT_SECOND_ELEMENT, second_element},   {EDIT_EXTRA_TEXT, extra_text},
    {EDIT_BAD_VALUE, bad_value},             {EDIT_BAD_TEXT, bad_text},
    {EDIT_MISSING_ATTRIBUTE, missing},       {EDIT_MISSING_ELEMENT, missing},
    {EDIT_MISSING_TEXT, missing_text},
};

/* The questions asked for messages have left other slots in the tree. */
static void restore_slots(struct patient *p)
{
    uint16_t judged[64];
    const struct node *nodes[64];
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->edit_count && count < 64; i++)
        if (p->edits[i].kind == EDIT_EXTRA_ELEMENT) {
            nodes[count] = p->edits[i].item->node;
            judged[count++] = p->edits[i].item->node->slot;
        }
    examine(p);
    for (uint32_t i = 0; i < count; i++)
        ((struct node *)nodes[i])->slot = judged[i];
}

bool recover(struct check *c, struct node *n, struct attr **lent)
{
    struct patient p = {.check = c, .node = n, .slot = n->slot};
    if (c->count > LIMIT_DIAGS)
        return false; /* enough was said */
    if (are_swapped(&p))
        return true;
    const uint32_t before = c->count;
    examine(&p);
    const bool renamed = rename_misspelt(&p);
    if (renamed) {
        examine(&p);
    } else {
        if (ancestor_disagrees(c, n))
            return false;
        n->slot = p.slot;
        examine(&p);
    }
    if (settle_switches(&p))
        examine(&p);
    *lent = p.lent;
    for (size_t k = 0; k < countof(policy); k++)
        for (uint32_t i = 0; i < p.edit_count && c->count <= LIMIT_DIAGS; i++)
            if (p.edits[i].kind == policy[k].kind && !p.edits[i].done)
                policy[k].tell(&p, &p.edits[i]);
    if (c->count == before && !renamed)
        arguments(find(c, D_content_bad, place_of(&p, NULL)), n->text);
    restore_slots(&p);
    return true;
}

/* --- consequences ----------------------------------------------------------------------------------------------------- */

static bool takes_value(const struct finding *missing, const char *value)
{
    const struct schema_slot *s = slot_of(missing->slot);
    for (uint16_t i = 0; i < s->member_count; i++) {
        const struct schema_slot *t = slot_of(members_of(s)[i].slot);
        if (t->kind == SLOT_ATTRIBUTE && t->name == missing->name &&
            type_accepts(t->type, value, atom_find(value, strlen(value))))
            return true;
    }
    return false;
}

/* An attribute given to a neighbour that has one of this name too, where its value is wrong. */
static bool value_is_elsewhere(struct check *c, const struct finding *missing, struct finding *f)
{
    if (f->sort != FINDING_BAD || missing->kind != SLOT_ATTRIBUTE || f->name != missing->name ||
        !takes_value(missing, f->value))
        return false;
    f->args[2] = arena_printf(c->doc->arena, "%s; did you mean to give it to <%s> (line %u)?", f->args[2],
                              missing->args[0], missing->place.line);
    return true;
}

/* A second one here, and none where one is needed. */
static bool twin_is_elsewhere(struct check *c, const struct finding *missing, struct finding *f)
{
    if (f->sort != FINDING_TWICE || missing->kind != SLOT_ELEMENT || f->name != missing->name)
        return false;
    f->args[2] = arena_printf(c->doc->arena, "%s; did you mean to put one into <%s> (line %u)?", f->args[2],
                              missing->args[0], missing->place.line);
    return true;
}

/* What moved from one place to another is one mistake: it is told where it stands now. */
static bool is_consequence(struct check *c, const struct finding *missing)
{
    for (uint32_t i = 0; i < c->count; i++) {
        struct finding *f = &c->findings[i];
        if ((f->sort == FINDING_MISPLACED && f->name == missing->name && f->kind == missing->kind) ||
            (f->sort == FINDING_MISPLACED && f->name == missing->other && f->kind == SLOT_ELEMENT && f->name) ||
            value_is_elsewhere(c, missing, f) || twin_is_elsewhere(c, missing, f))
            return true;
    }
    return false;
}

static bool told_before(const struct check *c, uint32_t at)
{
    const struct finding *f = &c->findings[at];
    for (uint32_t i = 0; i < at; i++) {
        const struct finding *g = &c->findings[i];
        if (g->id == f->id && g->place.line == f->place.line && g->place.column == f->place.column &&
            (f->id == D_value_misfit || f->id == D_namespace_wrong ||
             (f->id == D_attribute_missing && strcmp(f->args[1], g->args[1]) == 0)))
            return true;
    }
    return false;
}

void drop_consequences(struct check *c)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (c->findings[i].sort == FINDING_MISSING && is_consequence(c, &c->findings[i]))
            c->findings[i].dropped = true;
    for (uint32_t i = 0; i < c->count; i++)
        c->findings[i].dropped |= told_before(c, i);
}
