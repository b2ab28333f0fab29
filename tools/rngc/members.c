/* Walks the content of an element: collects its members in text order with their guards, and makes its pattern.
 * Knows no output. */
#include "rngc.h"

#include "../../src/rng/pattern.h"

/* ---- members ---- */

/* The same attribute written twice in a choice is one, as long as nothing tells the two apart. */
static bool interchangeable(const struct slot *a, const struct slot *b)
{
    return a->attribute && b->attribute && a->name == b->name && a->type == b->type && a->abi == b->abi &&
           !a->merged && !b->merged && notes_equal(&a->notes, &b->notes);
}

/* Gives the slot that stands for it: an equal one may be a member already. */
int add_member(const struct walk *w, int slot, bool required)
{
    struct slot *s = &slots[w->owner];
    struct member *m;

    for (int i = 0; i < s->member_count; i++) {
        m = &s->members[i];
        if (m->guards == w->guards && (m->slot == slot || interchangeable(&slots[m->slot], &slots[slot]))) {
            m->repeat |= w->repeat;
            return m->slot;
        }
    }
    s->members = grow(s->members, (size_t)s->member_count, sizeof(*s->members));
    m = &s->members[s->member_count++];
    *m = (struct member){ .slot = slot, .required = required, .repeat = w->repeat, .guards = w->guards };
    return slot;
}

static bool value_sets_meet(const struct guard *a, const struct guard *b)
{
    if (a->except && b->except)
        return true;
    for (int i = 0; i < a->values.count; i++)
        if (strings_have(&b->values, a->values.item[i]) != b->except && !a->except)
            return true;
    for (int i = 0; i < b->values.count && a->except; i++)
        if (!strings_have(&a->values, b->values.item[i]))
            return true;
    return false;
}

static bool told_apart(const struct guard *a, const struct guard *b)
{
    for (; a; a = a->outer)
        for (const struct guard *c = b; c; c = c->outer)
            if (a->attribute == c->attribute && !(a->absent && c->absent) && !value_sets_meet(a, c))
                return true;
    return false;
}

void check_members(int slot)
{
    const struct slot *s = &slots[slot];

    for (int i = 1; i < s->member_count; i++) {
        const struct slot *a = &slots[s->members[i].slot];

        for (int k = 0; k < i; k++) {
            const struct slot *b = &slots[s->members[k].slot];

            if (a == b || a->name != b->name || a->ns != b->ns || a->attribute != b->attribute ||
                told_apart(s->members[i].guards, s->members[k].guards))
                continue;
            error_at(a->node->at, "ambiguous binding: %s '%s' of <%s> also stands at %s:%d, and no switch tells the "
                     "two apart", a->attribute ? "attribute" : "element", a->name, s->name, b->node->at.file,
                     b->node->at.line);
            break;
        }
    }
}

/* ---- text ---- */

static bool is_value(const struct grammar *g, const struct node *n)
{
    const struct define *d;

    switch (n->op) {
    case OP_VALUE:
    case OP_DATA:
    case OP_TEXT:
        return true;
    case OP_REF:
        d = find_define(g, n->text);
        return d && (d->notes.value[NOTE_TYPE] || is_value(g, d->body));
    case OP_CHOICE:
        for (n = n->child; n && is_value(g, n); n = n->next)
            ;
        return !n;
    case OP_GROUP:
        return n->child && !n->child->next && is_value(g, n->child);
    default:
        return false;
    }
}

static int walk_value(const struct grammar *g, struct walk w, const struct node *n)
{
    struct slot *s = &slots[w.owner];
    struct values v;

    values_start(&v);
    values_collect(g, &v, n);
    if (s->text)
        values_unite(&s->values, &v, n->at);
    else
        s->values = v;
    s->text = true;
    if (v.open && v.row < 0 && !v.patterns.count)
        return pat_make(PATTERN_TEXT, 0, 0);
    return pat_make(PATTERN_DATA, type_intern(&v), 0);
}

/* ---- patterns ---- */

static int walk_element(const struct grammar *g, struct walk w, const struct node *n)
{
    int pattern = pat_make(PATTERN_NONE, 0, 0);

    for (const struct name_class *c = n->names; c; c = c->next) {
        int slot;

        if (c->kind != NAME_ONE) {
            slots[w.owner].any = true;
            pattern = pat_choice(pattern, pat_make(PATTERN_ANY_ELEMENT, 0, 0));
            continue;
        }
        slot = slot_of_element(g, &w, n, c);
        add_member(&w, slot, w.required && !n->names->next);
        pattern = pat_choice(pattern, pat_make(PATTERN_ELEMENT, 0, slot));
    }
    return pattern;
}

static int one_attribute(const struct grammar *g, struct walk w, const struct node *n, const struct name_class *c)
{
    struct notes eff = notes_over(&w.over, &n->notes);
    struct values v;

    for (const struct merged *m = w.merged; m; m = m->outer) {
        if (m->name != c->text || *c->ns)
            continue;
        attribute_values(g, &v, n, &eff);
        return pat_make(PATTERN_ATTRIBUTE, type_intern(&v), m->slot);
    }
    int made = slot_of_attribute(g, &w, n, c), slot = add_member(&w, made, w.required && !n->names->next);

    if (slot != made)
        forget_slot(made);
    return pat_make(PATTERN_ATTRIBUTE, slots[slot].type, slot);
}

static int walk_attribute(const struct grammar *g, struct walk w, const struct node *n)
{
    int pattern = pat_make(PATTERN_NONE, 0, 0);

    if (w.repeat && n->names->kind == NAME_ONE)
        error_at(n->at, "an attribute cannot be repeated");
    for (const struct name_class *c = n->names; c; c = c->next) {
        if (c->kind == NAME_ONE) {
            pattern = pat_choice(pattern, one_attribute(g, w, n, c));
        } else {
            slots[w.owner].any = true;
            pattern = pat_choice(pattern, pat_make(PATTERN_ANY_ATTRIBUTE, 0, 0));
        }
    }
    return pattern;
}

static int walk_ref(const struct grammar *g, struct walk w, const struct node *n)
{
    const struct define *d = find_define(g, n->text);

    w.over = notes_over(&w.over, &n->notes);
    return d ? walk_pattern(g, w, d->body) : pat_make(PATTERN_NONE, 0, 0);
}

static bool has_elements(int pattern)
{
    const struct pat *p = &pats[pattern];

    switch (p->op) {
    case PATTERN_ELEMENT:
    case PATTERN_ANY_ELEMENT:
        return true;
    case PATTERN_ONE_OR_MORE:
        return has_elements(p->a);
    case PATTERN_GROUP:
    case PATTERN_INTERLEAVE:
    case PATTERN_CHOICE:
        return has_elements(p->a) || has_elements(p->b);
    default:
        return false;
    }
}

/* The body of a define is a group too. */
static void check_group(const struct walk *w, const struct node *n, int first, int rest)
{
    if (w->interleave && has_elements(first) && has_elements(rest))
        error_at(n->at, "a group of elements inside an <interleave> of <%s>: they would have an order among themselves; "
                        "refer to each by itself", slots[w->owner].name);
}

static int walk_list(const struct grammar *g, struct walk w, const struct node *n)
{
    int parts[256], count = 0, pattern;

    if (n->op == OP_INTERLEAVE && w.interleave)
        error_at(n->at, "an <interleave> inside another one of <%s>", slots[w.owner].name);
    w.interleave |= n->op == OP_INTERLEAVE;
    w.required &= n->op != OP_CHOICE;
    for (const struct node *c = n->child; c; c = c->next) {
        if (count == countof(parts))
            die("%s:%d: too many patterns in a list", n->at.file, n->at.line);
        parts[count++] = walk_pattern(g, w, c);
    }
    pattern = count ? parts[--count] : pat_make(PATTERN_EMPTY, 0, 0);
    while (count--) {
        if (n->op == OP_GROUP) {
            check_group(&w, n, parts[count], pattern);
            pattern = pat_group(parts[count], pattern);
        } else if (n->op == OP_INTERLEAVE) {
            pattern = pat_interleave(parts[count], pattern);
        } else {
            pattern = pat_choice(parts[count], pattern);
        }
    }
    return pattern;
}

static int walk_choice(const struct grammar *g, struct walk w, const struct node *n)
{
    int pattern = slots[w.owner].switches.count ? walk_switch(g, w, n) : -1;

    return pattern < 0 ? walk_list(g, w, n) : pattern;
}

int walk_pattern(const struct grammar *g, struct walk w, const struct node *n)
{
    int empty = pat_make(PATTERN_EMPTY, 0, 0);

    if (is_value(g, n))
        return walk_value(g, w, n);
    switch (n->op) {
    case OP_REF:
        return walk_ref(g, w, n);
    case OP_ELEMENT:
        return walk_element(g, w, n);
    case OP_ATTRIBUTE:
        return walk_attribute(g, w, n);
    case OP_GROUP:
    case OP_INTERLEAVE:
        return walk_list(g, w, n);
    case OP_CHOICE:
        return walk_choice(g, w, n);
    case OP_OPTIONAL:
        w.required = false;
        return pat_choice(walk_pattern(g, w, n->child), empty);
    case OP_ZERO_OR_MORE:
        w.required = false;
        w.repeat = true;
        return pat_choice(pat_one_or_more(walk_pattern(g, w, n->child)), empty);
    case OP_ONE_OR_MORE:
        w.repeat = true;
        return pat_one_or_more(walk_pattern(g, w, n->child));
    default:
        return empty;
    }
}
