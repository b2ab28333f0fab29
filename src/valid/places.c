/* Where a stray element or attribute would be right: near it in the document, else anywhere in the schema. */
#include <string.h>

#include "../base/limits.h"
#include "../rng/accept.h"
#include "check.h"

enum { TRIES = 100 };

void names_add(struct names *list, const char *word)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (strcmp(list->word[i], word) == 0)
            return;
    if (list->count < NAMES_MAX)
        list->word[list->count++] = word;
    else
        list->more++;
}

static bool is_called(uint16_t slot, enum slot_kind kind, uint8_t ns, uint16_t name)
{
    const struct schema_slot *s = slot_of(slot);
    return s->name == name && s->kind == kind && s->ns == ns;
}

uint16_t member_slot(uint16_t slot, enum slot_kind kind, uint8_t ns, uint16_t name)
{
    const struct schema_slot *s = slot_of(slot);
    for (uint16_t i = 0; name && i < s->member_count; i++)
        if (is_called(members_of(s)[i].slot, kind, ns, name))
            return members_of(s)[i].slot;
    return 0;
}

bool known_anywhere(enum slot_kind kind, uint8_t ns, uint16_t name)
{
    for (uint16_t i = 1; name && i < domain_schema.slot_count; i++)
        if (is_called(i, kind, ns, name))
            return true;
    return false;
}

/* How well a stray thing would do as a member of the slot: 0 is perfect, negative is impossible. */
static int fit(struct check *c, uint16_t parent, const struct item *stray)
{
    const struct schema_slot *s = slot_of(parent);
    int best = -1;
    for (uint16_t i = 0; i < s->member_count; i++) {
        const uint16_t slot = members_of(s)[i].slot;
        if (!is_called(slot, stray->attr ? SLOT_ATTRIBUTE : SLOT_ELEMENT, stray->ns, stray->name))
            continue;
        const int cost = stray->node ? check_cost(c, stray->node, slot)
                                     : type_accepts(slot_of(slot)->type, stray->value, stray->atom) ? 0 : COST_VALUE;
        best = best < 0 || cost < best ? cost : best;
    }
    return best;
}

/* True when the element has it already, and once is all that it may have. */
static bool is_taken(const struct node *n, uint16_t slot, const struct item *stray)
{
    if (stray->attr)
        return node_attr(n, (enum atom)stray->name);
    const struct schema_slot *s = slot_of(slot);
    for (uint16_t i = 0; i < s->member_count; i++)
        if (is_called(members_of(s)[i].slot, SLOT_ELEMENT, stray->ns, stray->name) &&
            members_of(s)[i].flags & MEMBER_REPEAT)
            return false;
    return node_child(n, (enum atom)stray->name);
}

struct search {
    struct check *check;
    const struct item *stray;
    struct names *names;
    int worst; /* the largest cost of a fit */
    int tries; /* how many nodes may still be asked */
};

static void try_slot(struct search *s, const struct node *n, uint16_t slot)
{
    if (s->tries-- <= 0 || !slot || n == s->stray->node || is_taken(n, slot, s->stray))
        return;
    const int cost = fit(s->check, slot, s->stray);
    if (cost >= 0 && cost <= s->worst)
        names_add(s->names, n->text);
}

static void try_node(struct search *s, const struct node *n)
{
    if (n && n->type == NODE_ELEMENT)
        try_slot(s, n, n->slot);
}

/* All elements of the document; those that were not judged yet have no slot of their own. */
static void look_through(struct search *s, const struct node *n, uint16_t slot)
{
    try_slot(s, n, slot);
    FOR_ELEMENTS(c, n)
        if (slot && c != s->stray->node)
            look_through(s, c, member_slot(slot, SLOT_ELEMENT, c->ns, c->name));
}

/* Outwards from the stray element: what stands before it and after it, what contains it, what that contains. */
static void look_around(struct search *s, struct node *n)
{
    struct node *stray = s->stray->node;
    for (struct node *p = n->parent; p && p->type == NODE_ELEMENT; p = p->parent)
        try_node(s, p);
    for (struct node *x = stray ? stray->prev : NULL; x; x = x->prev)
        try_node(s, x);
    for (struct node *x = stray ? stray->next : n->first; x; x = x->next)
        try_node(s, x);
    for (struct node *x = n->prev; x; x = x->prev)
        try_node(s, x);
    for (struct node *x = n->next; x; x = x->next)
        try_node(s, x);
}

/* Cheap questions first: the content of a child is judged only where its name fits. */
static void look_everywhere(struct search *s)
{
    for (uint16_t i = 1; i < domain_schema.slot_count; i++) {
        if (slot_of(i)->kind != SLOT_ELEMENT)
            continue;
        const int cost = fit(s->check, i, s->stray);
        if (cost >= 0 && cost <= s->worst)
            names_add(s->names, atom_text[slot_of(i)->name]);
    }
}

struct names right_places(struct check *c, struct node *n, const struct item *stray)
{
    struct names names = {0};
    const struct item copy = *stray; /* the matcher is used again meanwhile */
    struct search s = {c, &copy, &names, 0, TRIES};
    if (c->searches++ >= LIMIT_SEARCHES)
        return names;
    if (copy.name && !(copy.attr && copy.ns != NS_NONE)) {
        look_around(&s, n);
        s.tries = 4 * TRIES;
        if (!names.count)
            look_through(&s, c->doc->root, 1);
        if (!names.count)
            look_everywhere(&s);
        s.worst = INT32_MAX;
        s.tries = TRIES;
        if (!names.count)
            look_around(&s, n);
        if (!names.count)
            look_everywhere(&s);
    }
    return names;
}

bool is_wanted_nearby(struct check *c, struct node *n, const struct item *stray)
{
    struct names names = {0};
    const struct item copy = *stray;
    struct search s = {c, &copy, &names, 0, TRIES};
    if (c->searches++ < LIMIT_SEARCHES)
        look_around(&s, n);
    return names.count;
}

uint16_t likely_slot(struct check *c, struct node *n)
{
    uint16_t best = 0;
    int least = INT32_MAX;
    for (uint16_t i = 1; n->name && i < domain_schema.slot_count && least; i++) {
        if (!is_called(i, SLOT_ELEMENT, n->ns, n->name))
            continue;
        const int cost = check_cost(c, n, i);
        if (cost < least) {
            least = cost;
            best = i;
        }
    }
    return best;
}
