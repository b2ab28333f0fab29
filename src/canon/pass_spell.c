/* The schema's own rules: canonical spelling of values, constant defaults, values that mean absence, runtime-only
 * content, unknown names. Knows no element by name. */
#include <string.h>

#include "../rng/value.h"
#include "../schema/bind.h"
#include "../valid/validate.h"
#include "spell.h"

static bool enum_has(const struct schema_type *t, uint16_t atom)
{
    const uint16_t *values = &domain_schema.enum_atoms[t->first];
    for (uint16_t i = 0; atom && i < t->count; i++)
        if (values[i] == atom)
            return true;
    return false;
}

/* The canonical spelling of a value, or NULL when it is not of the type. */
static const char *canonical_value(struct canon *c, const struct schema_type *t, const char *value, uint16_t atom)
{
    switch (t->kind) {
    case VALUE_ENUM:
        return enum_has(t, atom) ? value : NULL;
    case VALUE_EITHER:
        if (enum_has(t, atom))
            return value;
        return value_canonical(c->scratch, t->row, value);
    case VALUE_ROW:
        return value_canonical(c->scratch, t->row, value);
    default:
        return value;
    }
}

static const char *list_values(struct canon *c, const struct schema_type *t)
{
    struct buf b = {0};
    for (uint16_t i = 0; i < t->count; i++) {
        buf_puts(&b, i ? (i + 1 < t->count ? ", " : " or ") : "");
        buf_printf(&b, "'%s'", atom_text[domain_schema.enum_atoms[t->first + i]]);
    }
    const char *text = arena_strndup(c->scratch, b.text ? b.text : "", b.len);
    buf_free(&b);
    return text;
}

static const char *expected(struct canon *c, const struct schema_type *t)
{
    if (t->kind == VALUE_ENUM)
        return list_values(c, t);
    return t->doc ? t->doc : value_expected(t->row);
}

/* "a|b" holds "b". */
static bool listed(const char *list, const char *value)
{
    const size_t len = strlen(value);
    for (const char *p = list; p; p = strchr(p, '|') ? strchr(p, '|') + 1 : NULL)
        if (strncmp(p, value, len) == 0 && (p[len] == '|' || !p[len]))
            return true;
    return false;
}

enum verdict { KEEP, DROP };

static enum verdict unknown_attr(struct canon *c, struct node *n, struct attr *a)
{
    if (a->ns == NS_FOREIGN)
        return c->opt.libvirt && !attr_declares(a) ? DROP : KEEP;
    refuse(c, n, a, c->opt.libvirt ? D_attribute_ignored : D_attribute_unknown, a->text, n->text,
           validate_hint(c->doc, n, a));
    return c->opt.libvirt ? DROP : KEEP;
}

/* libvirt leaves out what says nothing even where it, or the schema, asks for it when that is read again. */
static bool is_needed(const struct canon *c, const struct node *parent, enum slot_kind kind, enum schema_ns ns,
                      uint16_t name)
{
    if (c->opt.libvirt)
        return false;
    const struct schema_member *m = bind_find(parent, kind, ns, name);
    return m && (m->flags & MEMBER_REQUIRED || slot_of(m->slot)->flags & SLOT_NEED_REFUSE);
}

static enum verdict spell_attr(struct canon *c, struct node *n, struct attr *a)
{
    if (!a->slot)
        return unknown_attr(c, n, a);
    if (c->respelling && a->spelled == a->slot)
        return KEEP;
    const struct schema_slot *s = slot_of(a->slot);
    if (s->flags & SLOT_RUNTIME_DROP)
        return DROP;
    if (s->name == A_unit && s->def && !*a->value) /* which is the unit that goes without saying */
        return DROP;
    const struct schema_type *t = &domain_schema.types[s->type];
    const char *value = canonical_value(c, t, a->value, a->atom);
    if (!value) {
        if (s->flags & SLOT_BAD_IGNORE)
            return DROP;
        const char *what = arena_printf(c->scratch, "the attribute '%s' of <%s>", a->text, n->text);
        refuse(c, n, a, D_value_bad, a->value, what, expected(c, t));
        return KEEP;
    }
    if (value != a->value) {
        a->value = value;
        a->atom = atom_find(value, strlen(value));
    }
    if (!s->omit || !listed(slot_text(s->omit), value)) {
        a->spelled = a->slot;
        return KEEP;
    }
    return is_needed(c, n, SLOT_ATTRIBUTE, NS_NONE, a->name) ? KEEP : DROP;
}

static void spell_attrs(struct canon *c, struct node *n)
{
    for (struct attr *a = n->attrs, *next; a; a = next) {
        next = a->next;
        if (spell_attr(c, n, a) == DROP)
            attr_unlink(n, a);
    }
}

/* The text of an element that holds a value. */
static enum verdict spell_text(struct canon *c, struct node *n, const struct schema_slot *s)
{
    const char *text = node_text(c->doc, n);
    const struct schema_type *t = &domain_schema.types[s->type];
    if (t->kind == VALUE_TEXT)
        return s->omit && listed(slot_text(s->omit), text) ? DROP : KEEP;
    const char *value = canonical_value(c, t, text, atom_find(text, strlen(text)));
    if (!value) {
        if (s->flags & SLOT_BAD_IGNORE)
            return DROP;
        if (text_is_blank(text))
            return KEEP;
        refuse(c, n, NULL, D_value_bad, text, arena_printf(c->scratch, "<%s>", n->text), expected(c, t));
        return KEEP;
    }
    if (value != text)
        node_set_text(c->doc, n, value);
    return s->omit && listed(slot_text(s->omit), value) ? DROP : KEEP;
}

static void fill_default_child(struct canon *c, struct node *n, const struct schema_slot *s)
{
    struct node *child = node_child(n, s->name);
    if (!child) {
        child = decide_child(c, n, s->name, R_constant);
        bind_node(child);
    }
    if (text_is_blank(node_text(c->doc, child)))
        decide_text(c, child, R_constant, slot_text(s->def));
}

static const struct schema_member *missed_of(const struct node *n, uint16_t i)
{
    return &domain_schema.members[domain_schema.missed[slot_of(n->slot)->missed_first + i]];
}

static bool is_missing(const struct node *n, const struct schema_member *m)
{
    const struct schema_slot *s = slot_of(m->slot);
    const bool there = s->kind == SLOT_ATTRIBUTE ? (bool)node_attr(n, s->name) : (bool)node_child(n, s->name);
    return !there && bind_applies(m, n);
}

/* Has its place at once: nothing binds the attributes of the last round. */
static void fill_default_attr(struct canon *c, struct node *n, const struct schema_member *m)
{
    const struct schema_slot *s = slot_of(m->slot);
    if (fill_attr(c, n, s->name, R_constant, slot_text(s->def)))
        node_attr(n, s->name)->slot = m->slot;
}

static void fill_constants(struct canon *c, struct node *n)
{
    for (uint16_t i = 0; i < slot_of(n->slot)->missed_count; i++) {
        const struct schema_member *m = missed_of(n, i);
        const struct schema_slot *member = slot_of(m->slot);
        if (!member->def || member->ns != NS_NONE)
            continue;
        if (member->kind == SLOT_ELEMENT && bind_applies(m, n))
            fill_default_child(c, n, member);
        else if (member->kind == SLOT_ATTRIBUTE && is_missing(n, m))
            fill_default_attr(c, n, m);
    }
}

/* What libvirt refuses to do without. The root has messages of its own. */
static void check_needed(struct canon *c, struct node *n)
{
    for (uint16_t i = 0; n != c->domain && i < slot_of(n->slot)->missed_count; i++) {
        const struct schema_member *m = missed_of(n, i);
        const struct schema_slot *member = slot_of(m->slot);
        if (!(member->flags & SLOT_NEED_REFUSE) || !is_missing(n, m))
            continue;
        if (member->kind == SLOT_ATTRIBUTE)
            refuse_missing(c, n, member->name);
        else
            refuse(c, n, NULL, D_element_missing, n->text, atom_text[member->name], "");
    }
}

static enum verdict unknown_element(struct canon *c, struct node *n)
{
    if (n->ns != NS_NONE)
        return c->opt.libvirt ? DROP : KEEP;
    refuse(c, n, NULL, c->opt.libvirt ? D_element_ignored : D_element_unknown, n->text, n->parent->text,
           validate_hint(c->doc, n, NULL));
    return c->opt.libvirt ? DROP : KEEP;
}

/* Of several elements where one has its place, libvirt reads the first. */
static enum verdict check_single(struct canon *c, struct node *n)
{
    const struct schema_member *m = bind_find(n->parent, SLOT_ELEMENT, n->ns, n->name);
    if (!m || m->flags & MEMBER_REPEAT)
        return KEEP;
    const struct node *first = n->parent->first;
    while (first != n && !(first->type == NODE_ELEMENT && first->slot == n->slot))
        first = first->next;
    if (first == n)
        return KEEP;
    if (c->opt.libvirt)
        return DROP;
    refuse(c, n, NULL, D_element_twice, n->text, n->parent->text, line_of(c, first));
    return KEEP;
}

static enum verdict spell_node(struct canon *c, struct node *n);

/* Text where none has a meaning. */
static bool is_stray(const struct canon *c, const struct node *n, const struct node *text)
{
    return !(slot_of(n->slot)->flags & SLOT_TEXT) && *text->text && (c->opt.libvirt || text_is_blank(text->text));
}

static void spell_content(struct canon *c, struct node *n)
{
    for (struct node *child = n->first, *next; child; child = next) {
        next = child->next;
        const bool other = child->type == NODE_COMMENT || child->type == NODE_PI;
        if (other ? c->opt.libvirt : child->type == NODE_ELEMENT && spell_node(c, child) == DROP)
            node_drop(child);
        else if (child->type == NODE_TEXT && is_stray(c, n, child))
            node_drop(child);
    }
}

static enum verdict spell_node(struct canon *c, struct node *n)
{
    if (!n->slot)
        return unknown_element(c, n);
    const struct schema_slot *s = slot_of(n->slot);
    if (s->flags & SLOT_RUNTIME_DROP)
        return DROP;
    if (n->parent != c->doc->top && check_single(c, n) == DROP)
        return DROP;
    if (s->flags & SLOT_ANY)
        return KEEP;
    spell_attrs(c, n);
    if (s->flags & SLOT_TEXT && spell_text(c, n, s) == DROP)
        return DROP;
    spell_content(c, n);
    fill_constants(c, n);
    check_needed(c, n);
    return KEEP;
}

void pass_spell(struct canon *c)
{
    for (struct node *n = c->doc->top->first, *next; n; n = next) {
        next = n->next;
        if (n != c->domain && c->opt.libvirt)
            node_drop(n);
    }
    bind_document(c->doc); /* older forms have been rewritten */
    spell_node(c, c->domain);
}

void spell_again(struct canon *c)
{
    c->respelling = true;
    spell_node(c, c->domain);
}

/* Without content, one tag; or two where libvirt always writes two. */
static void tidy_tags(struct canon *c, struct node *n, bool open)
{
    for (const struct node *child = n->first; child; child = child->next)
        if (child->type != NODE_TEXT || !text_is_blank(child->text))
            return;
    while (n->first)
        node_drop(n->first);
    if (open)
        node_set_text(c->doc, n, "");
}

/* Comments stay before what the user wrote behind them, not before what was added. */
static void settle_remarks(struct node *n)
{
    struct node *first = NULL; /* of the remarks before c */
    for (struct node *c = n->first, *next; c; c = next) {
        next = c->next;
        if (!node_is_known(c)) {
            first = first ? first : c;
        } else if (!first || c->ordinal) {
            first = NULL;
        } else {
            node_drop(c);
            node_insert_before(first, c);
        }
    }
}

/* Children first: an element whose content vanishes may vanish with it. */
static void tidy(struct canon *c, struct node *n)
{
    for (struct node *child = n->first, *next; child; child = next) {
        next = child->next;
        if (child->type == NODE_ELEMENT && child->slot)
            tidy(c, child);
    }
    settle_remarks(n);
    const uint8_t flags = slot_of(n->slot)->flags;
    const bool comments = n->first && !c->opt.libvirt;
    const bool bare = flags & SLOT_EMPTY_DROP && node_is_bare(n) && !comments;
    if (bare && (n == c->domain || !is_needed(c, n->parent, SLOT_ELEMENT, n->ns, n->name)))
        node_drop(n);
    else if (!(flags & (SLOT_TEXT | SLOT_ANY)))
        tidy_tags(c, n, flags & SLOT_EMPTY_OPEN);
}

void spell_tidy(struct canon *c)
{
    tidy(c, c->domain);
}
