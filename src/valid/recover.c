/* The recovery policy: what is said about each step of an element's cheapest mending, and how the run goes on. One
 * mistake makes one message: what was moved, misspelt or swapped explains what is missing elsewhere. */
#include <string.h>

#include "../base/nearest.h"
#include "../rng/accept.h"
#include "check.h"

/* One element in recovery; items and edits are copies, since the matcher is used for questions meanwhile. */
struct patient {
    struct check *check;
    struct node *node;
    uint16_t slot;
    struct edit *edits;
    uint32_t edit_count;
};

static struct arena *arena_of(const struct patient *p)
{
    return p->check->doc->arena;
}

static struct place place_of(const struct patient *p, const struct attr *a)
{
    return doc_place(p->check->doc, p->node, a);
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
}

static struct edit *open_edit(const struct patient *p, enum edit_kind kind, uint16_t name)
{
    for (uint32_t i = 0; i < p->edit_count; i++)
        if (p->edits[i].kind == kind && !p->edits[i].done && (!name || p->edits[i].name == name))
            return &p->edits[i];
    return NULL;
}

/* What explains a missing thing makes it no mistake of its own. */
static void excuse(const struct patient *p, enum edit_kind kind, uint16_t name)
{
    struct edit *e = name ? open_edit(p, kind, name) : NULL;
    if (e)
        e->done = true;
}

static const char *hint(const struct patient *p, const struct meant *m, bool tags)
{
    if (!m->names.count)
        return "";
    return arena_printf(arena_of(p), m->near ? "; did you mean %s?" : "; expected %s",
                        list_of(p->check, &m->names, tags));
}

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

static bool are_swapped(struct patient *p)
{
    struct matcher *m = p->check->m;
    matcher_load(m, p->node, p->slot);
    if (m->attr_count > 16)
        return false;
    matcher_mend(m);
    bool bad = false;
    for (uint32_t i = 0; i < m->edit_count; i++)
        bad |= m->edits[i].kind == EDIT_BAD_VALUE;
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

static void say_misfit(struct check *c, struct node *parent, const struct node *n, const struct schema_guard *g)
{
    struct attr *a = node_attr(parent, (enum atom)g->attribute);
    struct names values = {0};
    for (uint16_t i = 0; i < g->count && !g->except; i++)
        names_add(&values, atom_text[domain_schema.guard_values[g->first + i]]);
    values.more = 0;
    const struct place place = doc_place(c->doc, parent, a);
    const char *what = arena_printf(c->doc->arena, "its <%s> (line %u)", n->text, doc_place(c->doc, n, NULL).line);
    if (a)
        arguments(find(c, D_value_misfit, place), a->text, a->value, parent->text, what,
                  values.count ? list_of(c, &values, false) : "another one");
    else
        arguments(find(c, D_attribute_missing, place), parent->text, atom_text[g->attribute]);
}

/* True when another value of a switch of the parent would make n right with all that is in it. */
static bool parent_disagrees(struct check *c, struct node *n)
{
    struct node *parent = n->parent;
    const uint16_t slot = n->slot;
    const struct schema_slot *s = slot_of(parent->slot);
    if (!s->switch_count)
        return false;
    const int cost = check_cost(c, n, slot);
    for (uint16_t i = 0; i < s->member_count && cost >= COST_VALUE; i++) {
        const struct schema_member *m = &members_of(s)[i];
        const struct schema_slot *t = slot_of(m->slot);
        if (m->slot == slot || t->kind != SLOT_ELEMENT || t->name != n->name || t->ns != n->ns)
            continue;
        const struct schema_guard *g = failing_guard(m, parent);
        if (!g || check_cost(c, n, m->slot) != 0)
            continue;
        say_misfit(c, parent, n, g);
        return true;
    }
    n->slot = slot;
    return false;
}

static bool ancestor_disagrees(struct check *c, struct node *n)
{
    for (int i = 0; i < 3 && n->parent->type == NODE_ELEMENT && n->parent->slot; i++, n = n->parent)
        if (parent_disagrees(c, n))
            return true;
    return false;
}

/* --- misspelt names: renamed in the tree, then judged as if they were right ------------------------------------------- */

static bool is_meant(const struct item *i, const struct meant *m, const char *word, bool known)
{
    (void)i;
    return m->near && (!known || same_letters(word, m->names.word[0]));
}

static bool rename_attribute(struct patient *p, struct edit *e)
{
    struct attr *a = e->item->attr;
    if (a->ns != NS_NONE || open_edit(p, EDIT_MISSING_TEXT, 0))
        return false;
    const struct meant m = meant_member(p->check, p->node, SLOT_ATTRIBUTE, a->text);
    const bool known = known_anywhere(SLOT_ATTRIBUTE, a->name) && !open_edit(p, EDIT_MISSING_ATTRIBUTE, m.name);
    if (!is_meant(e->item, &m, a->text, known) || node_attr(p->node, (enum atom)m.name))
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
    const bool known = known_anywhere(SLOT_ELEMENT, n->name) && !open_edit(p, EDIT_MISSING_ELEMENT, m.name);
    if (!is_meant(e->item, &m, n->text, known))
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
    for (uint32_t i = 0; i < p->edit_count; i++) {
        struct edit *e = &p->edits[i];
        any |= (e->kind == EDIT_EXTRA_ATTRIBUTE && rename_attribute(p, e)) ||
               (e->kind == EDIT_EXTRA_ELEMENT && rename_element(p, e));
    }
    return any;
}

/* --- too much --------------------------------------------------------------------------------------------------------- */

static const char *belongs(const struct patient *p, const struct names *places, bool attribute)
{
    if (!places->count)
        return "";
    return arena_printf(arena_of(p), attribute ? "; it belongs to %s" : "; it belongs into %s",
                        list_of(p->check, places, true));
}

static struct finding *misplaced(struct patient *p, enum diag_id id, struct place place, const struct item *i)
{
    struct finding *f = find(p->check, id, place);
    f->sort = FINDING_MISPLACED;
    f->name = i->name;
    f->kind = i->attr ? SLOT_ATTRIBUTE : SLOT_ELEMENT;
    return f;
}

static void extra_attribute(struct patient *p, struct edit *e)
{
    const struct item *i = e->item;
    const struct place place = place_of(p, i->attr);
    struct edit *empty = open_edit(p, EDIT_MISSING_TEXT, 0);
    if (empty) {
        empty->done = true;
        arguments(find(p->check, D_attribute_is_text, place), p->node->text, i->attr->text);
    } else if (i->ns == NS_NONE && member_slot(p->slot, SLOT_ELEMENT, NS_NONE, i->name)) {
        excuse(p, EDIT_MISSING_ELEMENT, i->name);
        arguments(find(p->check, D_attribute_is_element, place), i->attr->text, p->node->text);
    } else if (i->ns == NS_NONE && known_anywhere(SLOT_ATTRIBUTE, i->name)) {
        struct names places = right_places(p->check, p->node, i);
        places.more = 0;
        arguments(misplaced(p, D_attribute_misplaced, place, i), i->attr->text, described(p->check, p->node),
                  belongs(p, &places, true));
    } else {
        const struct meant m = meant_member(p->check, p->node, SLOT_ATTRIBUTE, i->attr->text);
        arguments(find(p->check, D_attribute_unknown, place), i->attr->text, p->node->text, hint(p, &m, false));
    }
}

static void foreign_element(struct patient *p, const struct item *i, struct place place)
{
    const char *local = strrchr(i->node->text, ':') ? strrchr(i->node->text, ':') + 1 : i->node->text;
    const uint16_t name = atom_find(local, strlen(local));
    const bool known = member_slot(p->slot, SLOT_ELEMENT, NS_NONE, name);
    excuse(p, EDIT_MISSING_ELEMENT, name);
    arguments(find(p->check, D_element_namespace, place), i->node->text, i->node->ns_uri, p->node->text,
              known ? arena_printf(arena_of(p), "; write <%s> without a namespace", local) : "");
}

/* An element in libvirt's own namespace that exists only in another one. */
static bool lacks_namespace(struct patient *p, const struct item *i, struct place place)
{
    const struct schema_slot *s = slot_of(p->slot);
    for (uint16_t k = 0; k < s->member_count; k++) {
        const struct schema_slot *t = slot_of(members_of(s)[k].slot);
        if (t->kind != SLOT_ELEMENT || t->name != i->name || t->ns == NS_NONE)
            continue;
        const struct names none = {0};
        (void)none;
        arguments(find(p->check, D_element_misplaced, place), i->node->text, described(p->check, p->node),
                  "; it needs the namespace of its hypervisor");
        return true;
    }
    return false;
}

static void stray_element(struct patient *p, const struct item *i, struct place place)
{
    struct names places = right_places(p->check, p->node, i);
    const uint16_t slot = likely_slot(p->check, i->node);
    places.more = 0;
    arguments(misplaced(p, D_element_misplaced, place, i), i->node->text, described(p->check, p->node),
              belongs(p, &places, false));
    i->node->slot = slot;
}

static bool is_bare_value(const struct node *n)
{
    return !n->attrs && !node_first_element(n);
}

static void extra_element(struct patient *p, struct edit *e)
{
    const struct item *i = e->item;
    const struct place place = doc_place(p->check->doc, i->node, NULL);
    i->node->slot = 0;
    if (i->ns != NS_NONE) {
        foreign_element(p, i, place);
    } else if (member_slot(p->slot, SLOT_ATTRIBUTE, NS_NONE, i->name) && is_bare_value(i->node)) {
        excuse(p, EDIT_MISSING_ATTRIBUTE, i->name);
        arguments(find(p->check, D_element_is_attribute, place), i->node->text, p->node->text,
                  node_text(p->check->doc, i->node));
    } else if (i->name && lacks_namespace(p, i, place)) {
        return;
    } else if (known_anywhere(SLOT_ELEMENT, i->name)) {
        stray_element(p, i, place);
    } else {
        const struct meant m = meant_member(p->check, p->node, SLOT_ELEMENT, i->node->text);
        arguments(find(p->check, D_element_unknown, place), i->node->text, p->node->text, hint(p, &m, true));
    }
}

static void second_element(struct patient *p, struct edit *e)
{
    struct doc *d = p->check->doc;
    const struct place first = doc_place(d, e->first->node, NULL);
    struct finding *f = find(p->check, D_element_twice, doc_place(d, e->item->node, NULL));
    arguments(f, e->item->node->text, p->node->text, arena_printf(d->arena, "%u", first.line));
    f->related = first;
}

static void extra_text(struct patient *p, struct edit *e)
{
    struct doc *d = p->check->doc;
    (void)e;
    const char *text = "";
    for (const struct node *c = p->node->first; c && !*text; c = c->next)
        if (c->type == NODE_TEXT || c->type == NODE_CDATA)
            text = c->text + strspn(c->text, " \t\r\n");
    size_t len = strcspn(text, "\r\n");
    while (len && strchr(" \t", text[len - 1]))
        len--;
    arguments(find(p->check, D_text_extra, doc_text_place(d, p->node)),
              arena_strndup(d->arena, text, len < 60 ? len : 60), p->node->text);
}

/* --- wrong ------------------------------------------------------------------------------------------------------------ */

/* The attributes and children that the branch of this value would rule out, in a few words. */
static void bad_value(struct patient *p, struct edit *e)
{
    struct check *c = p->check;
    const struct item *i = e->item;
    const struct place place = place_of(p, i->attr);
    if (type_accepts(slot_of(e->slot)->type, i->value, i->atom)) {
        struct names values = {0};
        const struct schema_type *t = &domain_schema.types[e->type];
        for (uint16_t k = 0; k < t->count; k++)
            names_add(&values, atom_text[domain_schema.enum_atoms[t->first + k]]);
        values.more = 0;
        arguments(find(c, D_value_misfit, place), i->attr->text, i->value, p->node->text, "what else is in it",
                  values.count ? list_of(c, &values, false) : expected_of(c, e->type, i->value));
        return;
    }
    arguments(find(c, D_value_bad, place), i->value,
              arena_printf(arena_of(p), "attribute '%s' of <%s>", i->attr->text, p->node->text),
              expected_of(c, slot_of(e->slot)->type, i->value));
}

static void bad_text(struct patient *p, struct edit *e)
{
    struct doc *d = p->check->doc;
    const char *text = node_text(d, p->node);
    arguments(find(p->check, D_value_bad, doc_text_place(d, p->node)), text,
              arena_printf(d->arena, "<%s>", p->node->text), expected_of(p->check, e->type, text));
}

/* --- missing ---------------------------------------------------------------------------------------------------------- */

static void missing(struct patient *p, struct edit *e)
{
    const bool attribute = e->kind == EDIT_MISSING_ATTRIBUTE;
    struct finding *f = find(p->check, attribute ? D_attribute_missing : D_element_missing, place_of(p, NULL));
    arguments(f, p->node->text, atom_text[e->name]);
    f->sort = FINDING_MISSING;
    f->name = e->name;
    f->kind = attribute ? SLOT_ATTRIBUTE : SLOT_ELEMENT;
    f->slot = p->slot;
}

static void missing_text(struct patient *p, struct edit *e)
{
    if (!node_first_element(p->node))
        arguments(find(p->check, D_text_missing, place_of(p, NULL)), p->node->text,
                  expected_of(p->check, e->type, ""));
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
    if (are_swapped(&p))
        return true;
    examine(&p);
    if (rename_misspelt(&p)) {
        examine(&p);
    } else {
        if (ancestor_disagrees(c, n))
            return false;
        n->slot = p.slot;
        examine(&p);
    }
    const uint32_t before = c->count;
    for (size_t k = 0; k < sizeof policy / sizeof *policy; k++)
        for (uint32_t i = 0; i < p.edit_count; i++)
            if (p.edits[i].kind == policy[k].kind && !p.edits[i].done)
                policy[k].tell(&p, &p.edits[i]);
    if (c->count != before)
        restore_slots(&p);
    return true;
}
