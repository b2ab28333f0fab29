/* Slots: an element or attribute pattern together with its effective annotations. One that was met before is
 * found again, so recursive definitions end. Knows no output. */
#include "rngc.h"

#include <stdint.h>
#include <string.h>

enum { MAX_SLOTS = UINT16_MAX };

struct slot *slots;
int slot_count;

static int new_slot(const struct node *n, const struct notes *eff, const char *abi, const struct name_class *c)
{
    struct slot *s;

    if (!slots)
        slots = zalloc(MAX_SLOTS * sizeof(*slots)); /* never moves: walks keep pointers into it */
    if (slot_count == MAX_SLOTS)
        die("too many slots");
    s = &slots[slot_count];
    s->node = n;
    s->notes = *eff;
    s->abi = abi;
    s->name = c->text;
    s->ns = c->ns;
    s->attribute = n->op == OP_ATTRIBUTE;
    values_start(&s->values);
    return slot_count++;
}

/* Takes back a slot that turned out to be like another one, if nothing was numbered since. */
void forget_slot(int slot)
{
    if (slot == slot_count - 1)
        memset(&slots[--slot_count], 0, sizeof(*slots));
}

/* The slot of the same pattern, name, annotations and class; 0 when there is none yet. */
static int known_slot(const struct node *n, const struct notes *eff, const char *abi, const struct name_class *c)
{
    for (int i = 1; i < slot_count; i++)
        if (slots[i].node == n && slots[i].name == c->text && slots[i].ns == c->ns && slots[i].abi == abi &&
            !slots[i].merged && notes_equal(&slots[i].notes, eff))
            return i;
    return 0;
}

static void split_switches(struct slot *s)
{
    const char *p = s->notes.value[NOTE_SWITCH];

    while (p && *(p += strspn(p, " "))) {
        size_t n = strcspn(p, " ");

        strings_add(&s->switches, format("%.*s", (int)n, p));
        p += n;
    }
}

/* ---- checks of a finished slot ---- */

static void check_listed(const struct slot *s, const char *value, enum note note)
{
    const struct type *t = &types[s->type];

    if (t->names.count && (t->kind == TYPE_ENUM || (t->kind == TYPE_ROW && !t->pattern)) &&
        !strings_have(&t->names, intern(value)))
        error_at(s->node->at, "vc:%s is '%s', which is not among the values of '%s'", note_name(note), value,
                 s->name);
}

static void check_values(const struct slot *s)
{
    const char *p = s->notes.value[NOTE_OMIT];

    if (!s->attribute && !s->text && !s->any && (p || s->notes.value[NOTE_DEFAULT]))
        error_at(s->node->at, "<%s> holds no text that could have a default", s->name);
    else if (s->notes.value[NOTE_DEFAULT])
        check_listed(s, s->notes.value[NOTE_DEFAULT], NOTE_DEFAULT);
    while (p && *p) {
        size_t n = strcspn(p, "|");

        check_listed(s, format("%.*s", (int)n, p), NOTE_OMIT);
        p += n + (p[n] == '|');
    }
}

static void check_switches(const struct slot *s)
{
    for (int i = 0; i < s->switches.count; i++) {
        bool found = false;

        for (int k = 0; k < s->member_count && !found; k++)
            found = slots[s->members[k].slot].attribute && slots[s->members[k].slot].name == s->switches.item[i];
        if (!found)
            error_at(s->node->at, "vc:switch names '%s', which is no attribute of <%s>", s->switches.item[i],
                     s->name);
    }
}

/* ---- elements ---- */

int slot_of_element(const struct grammar *g, const struct walk *w, const struct node *n, const struct name_class *c)
{
    struct notes eff = notes_over(&w->over, &n->notes);
    const char *abi = eff.value[NOTE_ABI] ? eff.value[NOTE_ABI] : w->abi;
    int slot = known_slot(n, &eff, abi, c);
    struct walk inner = { .abi = abi, .required = true };

    if (slot)
        return slot;
    slot = inner.owner = new_slot(n, &eff, abi, c);
    split_switches(&slots[slot]);
    slots[slot].content = walk_pattern(g, inner, n->child);
    if (eff.value[NOTE_TYPE] && slots[slot].text)
        values_set_row(&slots[slot].values, eff.value[NOTE_TYPE], n->at);
    if (slots[slot].text)
        slots[slot].type = type_intern(&slots[slot].values);
    check_values(&slots[slot]);
    check_switches(&slots[slot]);
    check_members(slot);
    return slot;
}

/* ---- attributes ---- */

void attribute_values(const struct grammar *g, struct values *v, const struct node *n, const struct notes *eff)
{
    struct values all;

    values_start(v);
    values_start(&all);
    values_collect(g, &all, n->child);
    if (!eff->value[NOTE_TYPE]) {
        *v = all;
        return;
    }
    if (all.row < 0) /* the row takes the names over, as with a typed definition */
        values_fold(v, &all);
    else
        *v = all;
    v->row = -1;
    values_set_row(v, eff->value[NOTE_TYPE], n->at);
}

int slot_of_attribute(const struct grammar *g, const struct walk *w, const struct node *n,
                      const struct name_class *c)
{
    struct notes eff = notes_over(&w->over, &n->notes);
    const char *abi = eff.value[NOTE_ABI] ? eff.value[NOTE_ABI] : w->abi;
    int slot = known_slot(n, &eff, abi, c);

    if (slot)
        return slot;
    slot = new_slot(n, &eff, abi, c);
    attribute_values(g, &slots[slot].values, n, &eff);
    slots[slot].type = type_intern(&slots[slot].values);
    check_values(&slots[slot]);
    return slot;
}

int slot_merged(const struct grammar *g, const struct walk *w, const struct branch *found, int count)
{
    struct notes eff = notes_over(&found[0].over, &found[0].node->notes);
    struct values all, one;
    int slot;

    attribute_values(g, &all, found[0].node, &eff);
    for (int i = 1; i < count; i++) {
        struct notes other = notes_over(&found[i].over, &found[i].node->notes);

        attribute_values(g, &one, found[i].node, &other);
        values_unite(&all, &one, found[i].node->at);
        eff = notes_over(&eff, &other);
    }
    slot = new_slot(found[0].node, &eff, eff.value[NOTE_ABI] ? eff.value[NOTE_ABI] : w->abi, found[0].node->names);
    slots[slot].merged = true;
    slots[slot].values = all;
    slots[slot].type = type_intern(&all);
    check_values(&slots[slot]);
    return slot;
}

/* ---- start ---- */

void build_slots(const struct grammar *g)
{
    struct walk top = { .abi = intern(class_names[0]), .required = true };
    static const struct node no_node;
    static const struct notes no_notes;
    static const struct name_class no_name;
    struct values anything;

    new_slot(&no_node, &no_notes, top.abi, &no_name);
    values_start(&anything);
    anything.open = true;
    type_intern(&anything); /* type 0 */
    slots[0].content = walk_pattern(g, top, g->start);
}
