/* The recovery policy: what is said about each step of an element's cheapest mending, and how the run goes on. One
 * mistake makes one message: what was moved, misspelt or swapped explains what is missing elsewhere. */
#include <string.h>

#include "../base/limits.h"
#include "../base/nearest.h"
#include "../rng/accept.h"
#include "patient.h"

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

/* --- wrong ------------------------------------------------------------------------------------------------------------ */

static void value_misfit(struct patient *p, const struct edit *e, struct place place)
{
    const struct item *i = e->item;
    const struct schema_type *t = &domain_schema.types[e->type];
    struct names values = fitting_values(p, i->attr, e->slot);
    for (uint16_t k = 0; k < t->count && !values.count; k++)
        names_add(&values, atom_text[domain_schema.enum_atoms[t->first + k]]);
    values.more = 0;
    arguments(find(p->check, D_value_misfit, place), i->attr->text, i->value, p->node->text, "what else is in it",
              values.count ? list_of(p->check, &values, false) : expected_of(p->check, e->type, NULL, i->value));
}

static void bad_value(struct patient *p, struct edit *e)
{
    const struct item *i = e->item;
    const struct place place = place_of(p, i->attr);
    const uint32_t type = slot_of(e->slot)->type;
    if (type_accepts(type, i->value, i->atom)) {
        value_misfit(p, e, place);
        return;
    }
    const struct names fitting = fitting_values(p, i->attr, e->slot);
    struct finding *f = find(p->check, D_value_bad, place);
    arguments(f, i->value, arena_printf(arena_of(p), "attribute '%s' of <%s>", i->attr->text, p->node->text),
              expected_of(p->check, type, &fitting, i->value));
    f->sort = FINDING_BAD;
    f->name = i->name;
    f->kind = SLOT_ATTRIBUTE;
    f->value = i->value;
}

static void bad_text(struct patient *p, struct edit *e)
{
    struct doc *d = p->check->doc;
    const char *text = node_text(d, p->node);
    arguments(find(p->check, D_value_bad, doc_text_place(d, p->node)), text,
              arena_printf(d->arena, "<%s>", p->node->text), expected_of(p->check, e->type, NULL, text));
}

/* --- missing ---------------------------------------------------------------------------------------------------------- */

/* Which value asks for what is missing, when another one would not. */
static const char *why_missing(struct patient *p)
{
    for (struct attr *a = p->node->attrs; a; a = a->next) {
        if (!a->slot || !a->atom || slot_of(a->slot)->kind != SLOT_ATTRIBUTE || slot_of(a->slot)->name != a->name)
            continue;
        const struct names values = fitting_values(p, a, a->slot);
        if (values.count)
            return arena_printf(arena_of(p), ", which %s='%s' asks for, but not '%s'", a->text, a->value,
                                values.word[0]);
    }
    return "";
}

static const char *alternative(const struct patient *p, const struct edit *e)
{
    if (!e->other)
        return "";
    return arena_printf(arena_of(p), e->other_is_attribute ? " or the attribute '%s'" : " or the element <%s>",
                        atom_text[e->other]);
}

static void missing(struct patient *p, struct edit *e)
{
    const bool attribute = e->kind == EDIT_MISSING_ATTRIBUTE;
    struct finding *f = find(p->check, attribute ? D_attribute_missing : D_element_missing, place_of(p, NULL));
    arguments(f, p->node->text, atom_text[e->name],
              arena_printf(arena_of(p), "%s%s", alternative(p, e), why_missing(p)));
    f->sort = FINDING_MISSING;
    f->name = e->name;
    f->kind = attribute ? SLOT_ATTRIBUTE : SLOT_ELEMENT;
    f->slot = p->slot;
    f->type = e->type;
}

static void missing_text(struct patient *p, struct edit *e)
{
    if (!node_first_element(p->node))
        arguments(find(p->check, D_text_missing, place_of(p, NULL)), p->node->text,
                  expected_of(p->check, e->type, NULL, ""));
}

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

bool recover(struct check *c, struct node *n)
{
    struct patient p = {.check = c, .node = n, .slot = n->slot};
    if (c->count > LIMIT_DIAGS)
        return false; /* enough was said */
    if (are_swapped(&p))
        return true;
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
    const uint32_t before = c->count;
    for (size_t k = 0; k < sizeof policy / sizeof *policy; k++)
        for (uint32_t i = 0; i < p.edit_count && c->count <= LIMIT_DIAGS; i++)
            if (p.edits[i].kind == policy[k].kind && !p.edits[i].done)
                policy[k].tell(&p, &p.edits[i]);
    if (c->count == before && !renamed)
        arguments(find(c, D_content_bad, place_of(&p, NULL)), n->text);
    restore_slots(&p);
    return true;
}
