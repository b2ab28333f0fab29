/* What attributes, elements and text that are too much in an element may be: each function looks for one explanation,
 * tells it when it fits, and says how a misplaced element is to be judged. */
#include <string.h>

#include "../base/nearest.h"
#include "patient.h"

struct edit *open_edit(const struct patient *p, enum edit_kind kind, uint16_t name)
{
    for (uint32_t i = 0; i < p->missing_count; i++)
        if (p->missing[i]->kind == kind && !p->missing[i]->done && (!name || p->missing[i]->name == name))
            return p->missing[i];
    return NULL;
}

/* What explains a missing thing makes it no mistake of its own. */
static void excuse(const struct patient *p, enum edit_kind kind, uint16_t name)
{
    for (uint32_t i = 0; name && i < p->missing_count; i++) {
        struct edit *e = p->missing[i];
        e->done |= e->kind == kind && (e->name == name || (e->other == name && e->other_is_attribute));
    }
}

const char *hint(const struct patient *p, const struct meant *m, bool tags)
{
    if (!m->names.count)
        return "";
    return arena_printf(arena_of(p), m->near ? "; did you mean %s?" : "; expected %s",
                        list_of(p->check, &m->names, tags));
}

/* --- too much --------------------------------------------------------------------------------------------------------- */

static const char *belongs(const struct patient *p, const struct names *places, bool attribute)
{
    if (!places->count)
        return "";
    return arena_printf(arena_of(p), attribute ? "; did you mean to give it to %s?" : "; did you mean to put it into %s?",
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

bool text_as_attribute(struct patient *p, struct edit *e)
{
    struct edit *empty = open_edit(p, EDIT_MISSING_TEXT, 0);
    if (!empty)
        return false;
    empty->done = true;
    arguments(find(p->check, D_attribute_is_text, place_of(p, e->item->attr)), p->node->text, e->item->attr->text);
    return true;
}

bool element_as_attribute(struct patient *p, struct edit *e)
{
    const struct item *i = e->item;
    const uint16_t slot = i->ns == NS_NONE ? member_slot(p->slot, SLOT_ELEMENT, NS_NONE, i->name) : 0;
    if (!slot || (!(slot_of(slot)->flags & SLOT_TEXT) && is_wanted_nearby(p->check, p->node, i)))
        return false;
    excuse(p, EDIT_MISSING_ELEMENT, i->name);
    arguments(find(p->check, D_attribute_is_element, place_of(p, i->attr)), i->attr->text, p->node->text);
    return true;
}

bool attribute_of_another(struct patient *p, struct edit *e)
{
    const struct item *i = e->item;
    if (i->ns != NS_NONE || !known_anywhere(SLOT_ATTRIBUTE, NS_NONE, i->name))
        return false;
    struct names places = right_places(p->check, p->node, i);
    places.more = 0;
    arguments(misplaced(p, D_attribute_misplaced, place_of(p, i->attr), i), i->attr->text, described(p->check, p->node),
              belongs(p, &places, true));
    return true;
}

bool unknown_attribute(struct patient *p, struct edit *e)
{
    const struct attr *a = e->item->attr;
    const struct meant m = meant_member(p->check, p->node, SLOT_ATTRIBUTE, a->text);
    arguments(find(p->check, D_attribute_unknown, place_of(p, a)), a->text, p->node->text, hint(p, &m, false));
    return true;
}

/* The declaration that gives an element its namespace. */
static struct attr *declaration_of(struct node **n, const char *uri)
{
    for (; *n && (*n)->type == NODE_ELEMENT; *n = (*n)->parent)
        for (struct attr *a = (*n)->attrs; a; a = a->next)
            if (attr_declares(a) && strcmp(a->value, uri) == 0)
                return a;
    return NULL;
}

/* A URI that is nearly the one by which this element would be right is told once, where it is declared. */
static bool wrong_uri(struct patient *p, const struct item *i, const char *local, uint16_t name)
{
    struct node *n = i->node;
    for (uint8_t ns = NS_QEMU; ns < NS_FOREIGN; ns++) {
        if (!member_slot(p->slot, SLOT_ELEMENT, ns, name) || edit_distance(n->ns_uri, namespace_uri(ns), 8) >= 8)
            continue;
        const struct attr *a = declaration_of(&n, i->node->ns_uri);
        if (!a)
            return false;
        arguments(find(p->check, D_namespace_wrong, doc_place(p->check->doc, n, a)), a->value, local,
                  namespace_uri(ns));
        return true;
    }
    return false;
}

static struct place start_of(const struct patient *p, const struct item *i)
{
    return doc_place(p->check->doc, i->node, NULL);
}

bool element_in_namespace(struct patient *p, struct edit *e)
{
    const struct item *i = e->item;
    if (i->ns == NS_NONE)
        return false;
    const char *local = strrchr(i->node->text, ':') ? strrchr(i->node->text, ':') + 1 : i->node->text;
    const uint16_t name = atom_find(local, strlen(local));
    if (wrong_uri(p, i, local, name))
        return true;
    const bool known = member_slot(p->slot, SLOT_ELEMENT, NS_NONE, name);
    excuse(p, EDIT_MISSING_ELEMENT, name);
    arguments(find(p->check, D_element_namespace, start_of(p, i)), i->node->text, i->node->ns_uri, p->node->text,
              known ? arena_printf(arena_of(p), "; write <%s> without a namespace", local) : "");
    return true;
}

/* An element in libvirt's own namespace that exists only in another one. */
bool element_without_namespace(struct patient *p, struct edit *e)
{
    const struct item *i = e->item;
    const struct schema_slot *s = slot_of(p->slot);
    for (uint16_t k = 0; i->name && k < s->member_count; k++) {
        const struct schema_slot *t = slot_of(members_of(s)[k].slot);
        if (t->kind != SLOT_ELEMENT || t->name != i->name || t->ns == NS_NONE)
            continue;
        arguments(find(p->check, D_element_misplaced, start_of(p, i)), i->node->text, described(p->check, p->node),
                  "; it needs the namespace of its hypervisor");
        return true;
    }
    return false;
}

bool element_of_another(struct patient *p, struct edit *e)
{
    const struct item *i = e->item;
    if (!known_anywhere(SLOT_ELEMENT, NS_NONE, i->name))
        return false;
    struct names places = right_places(p->check, p->node, i);
    const uint16_t slot = likely_slot(p->check, i->node);
    places.more = 0;
    arguments(misplaced(p, D_element_misplaced, start_of(p, i), i), i->node->text, described(p->check, p->node),
              belongs(p, &places, false));
    i->node->slot = slot;
    return true;
}

/* Wrapped once more in itself: what the outer one lacks is inside. */
bool element_in_itself(struct patient *p, struct edit *e)
{
    const struct item *i = e->item;
    if (i->name != p->node->name || check_cost(p->check, i->node, p->slot) != 0)
        return false;
    struct doc *d = p->check->doc;
    struct finding *f = find(p->check, D_element_nested, start_of(p, i));
    f->related = doc_place(d, p->node, NULL);
    arguments(f, i->node->text, arena_printf(d->arena, "%u", f->related.line), p->node->parent->text);
    for (uint32_t k = 0; k < p->edit_count; k++)
        p->edits[k].done |= !p->edits[k].item;
    i->node->slot = p->slot;
    return true;
}

static bool is_bare_value(const struct node *n)
{
    return !n->attrs && !node_first_element(n);
}

bool attribute_as_element(struct patient *p, struct edit *e)
{
    const struct item *i = e->item;
    if (!member_slot(p->slot, SLOT_ATTRIBUTE, NS_NONE, i->name) || !is_bare_value(i->node))
        return false;
    excuse(p, EDIT_MISSING_ATTRIBUTE, i->name);
    arguments(find(p->check, D_element_is_attribute, start_of(p, i)), i->node->text, p->node->text,
              node_text(p->check->doc, i->node));
    return true;
}

bool unknown_element(struct patient *p, struct edit *e)
{
    const struct node *n = e->item->node;
    const struct meant m = meant_member(p->check, p->node, SLOT_ELEMENT, n->text);
    arguments(find(p->check, D_element_unknown, start_of(p, e->item)), n->text, p->node->text, hint(p, &m, true));
    return true;
}

void second_element(struct patient *p, struct edit *e)
{
    struct doc *d = p->check->doc;
    const struct place first = doc_place(d, e->first->node, NULL);
    struct finding *f = find(p->check, D_element_twice, doc_place(d, e->item->node, NULL));
    arguments(f, e->item->node->text, p->node->text, arena_printf(d->arena, "%u", first.line));
    f->related = first;
    f->sort = FINDING_TWICE;
    f->name = e->item->name;
}

void extra_text(struct patient *p, struct edit *e)
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
