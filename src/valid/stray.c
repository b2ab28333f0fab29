/* What is said about attributes, elements and text that are too much in an element, and how misplaced elements are
 * judged. */
#include <string.h>

#include "../base/nearest.h"
#include "patient.h"

struct edit *open_edit(const struct patient *p, enum edit_kind kind, uint16_t name)
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

void extra_attribute(struct patient *p, struct edit *e)
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
    } else if (i->ns == NS_NONE && known_anywhere(SLOT_ATTRIBUTE, NS_NONE, i->name)) {
        struct names places = right_places(p->check, p->node, i);
        places.more = 0;
        arguments(misplaced(p, D_attribute_misplaced, place, i), i->attr->text, described(p->check, p->node),
                  belongs(p, &places, true));
    } else {
        const struct meant m = meant_member(p->check, p->node, SLOT_ATTRIBUTE, i->attr->text);
        arguments(find(p->check, D_attribute_unknown, place), i->attr->text, p->node->text, hint(p, &m, false));
    }
}

/* The declaration that gives an element its namespace. */
static struct attr *declaration_of(struct node **n, const char *uri)
{
    for (; *n && (*n)->type == NODE_ELEMENT; *n = (*n)->parent)
        for (struct attr *a = (*n)->attrs; a; a = a->next)
            if (strncmp(a->text, "xmlns", 5) == 0 && strcmp(a->value, uri) == 0)
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

static void foreign_element(struct patient *p, const struct item *i, struct place place)
{
    const char *local = strrchr(i->node->text, ':') ? strrchr(i->node->text, ':') + 1 : i->node->text;
    const uint16_t name = atom_find(local, strlen(local));
    if (wrong_uri(p, i, local, name))
        return;
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

/* Wrapped once more in itself: what the outer one lacks is inside. */
static bool is_nested(struct patient *p, const struct item *i, struct place place)
{
    if (check_cost(p->check, i->node, p->slot) != 0)
        return false;
    struct doc *d = p->check->doc;
    struct finding *f = find(p->check, D_element_nested, place);
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

void extra_element(struct patient *p, struct edit *e)
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
    } else if (i->name == p->node->name && is_nested(p, i, place)) {
        return;
    } else if (known_anywhere(SLOT_ELEMENT, NS_NONE, i->name)) {
        stray_element(p, i, place);
    } else if (!i->name || !lacks_namespace(p, i, place)) {
        const struct meant m = meant_member(p->check, p->node, SLOT_ELEMENT, i->node->text);
        arguments(find(p->check, D_element_unknown, place), i->node->text, p->node->text, hint(p, &m, true));
    }
}

void second_element(struct patient *p, struct edit *e)
{
    struct doc *d = p->check->doc;
    const struct place first = doc_place(d, e->first->node, NULL);
    struct finding *f = find(p->check, D_element_twice, doc_place(d, e->item->node, NULL));
    arguments(f, e->item->node->text, p->node->text, arena_printf(d->arena, "%u", first.line));
    f->related = first;
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
