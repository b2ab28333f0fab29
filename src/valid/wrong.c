/* What is said about values and texts that are wrong, and about what is missing in an element. */
#include "../rng/accept.h"
#include "patient.h"

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

void bad_value(struct patient *p, struct edit *e)
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

void bad_text(struct patient *p, struct edit *e)
{
    struct doc *d = p->check->doc;
    const char *text = node_text(d, p->node);
    arguments(find(p->check, D_value_bad, doc_text_place(d, p->node)), text,
              arena_printf(d->arena, "<%s>", p->node->text), expected_of(p->check, e->type, NULL, text));
}

/* --- missing ---------------------------------------------------------------------------------------------------------- */

static const char *alternative(const struct patient *p, const struct edit *e)
{
    if (!e->other)
        return "";
    return arena_printf(arena_of(p), e->other_is_attribute ? " or the attribute '%s'" : " or the element <%s>",
                        atom_text[e->other]);
}

/* The value that asks for what is missing, when others would not; NULL: nothing but the element asks for it. */
static struct finding *lacks_for_value(struct patient *p, const struct edit *e)
{
    for (struct attr *a = p->node->attrs; a; a = a->next) {
        if (!a->slot || !a->atom || slot_of(a->slot)->kind != SLOT_ATTRIBUTE || slot_of(a->slot)->name != a->name)
            continue;
        struct names values = fitting_values(p, a, a->slot);
        if (!values.count)
            continue;
        if (values.count > (e->other ? 1 : 2))
            values.count = e->other ? 1 : 2;
        values.more = 0;
        struct finding *f = find(p->check, D_value_lacks, place_of(p, a));
        arguments(f, p->node->text, a->text, a->value,
                  arena_printf(arena_of(p), e->kind == EDIT_MISSING_ATTRIBUTE ? "the attribute '%s'%s" : "<%s>%s",
                               atom_text[e->name], alternative(p, e)),
                  list_of(p->check, &values, false));
        return f;
    }
    return NULL;
}

void missing(struct patient *p, struct edit *e)
{
    const bool attribute = e->kind == EDIT_MISSING_ATTRIBUTE;
    struct finding *f = lacks_for_value(p, e);
    if (!f) {
        f = find(p->check, attribute ? D_attribute_missing : D_element_missing, place_of(p, NULL));
        arguments(f, p->node->text, atom_text[e->name],
                  p->lent ? arena_printf(arena_of(p), "; did you mean %s='%s'?", p->lent->text, p->lent->value)
                          : alternative(p, e));
    }
    f->sort = FINDING_MISSING;
    f->name = e->name;
    f->other = e->other_is_attribute ? 0 : e->other;
    f->kind = attribute ? SLOT_ATTRIBUTE : SLOT_ELEMENT;
    f->slot = p->slot;
}

void missing_text(struct patient *p, struct edit *e)
{
    if (!node_first_element(p->node))
        arguments(find(p->check, D_text_missing, place_of(p, NULL)), p->node->text,
                  expected_of(p->check, e->type, NULL, ""));
}
