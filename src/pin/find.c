/* Finds what a canonical tree says more than its source, and where in the source it belongs. Knows no layout. */
#include <string.h>

#include "pin.h"

struct finder {
    struct doc *source;
    struct node **by_ordinal; /* elements of the source */
    uint32_t count;
    struct change **end;
};

/* --- which node is which ------------------------------------------------------------------------------------------ */

static uint32_t count_elements(const struct node *n)
{
    uint32_t count = 1;
    FOR_ELEMENTS(c, n)
        count += count_elements(c);
    return count;
}

static void list_elements(struct finder *f, struct node *n)
{
    f->by_ordinal[n->ordinal] = n;
    n->data = false; /* true: it has its counterpart */
    FOR_ELEMENTS(c, n)
        list_elements(f, c);
}

/* The child of `parent`, an element of the source, that a canonical element was read from. */
static struct node *counterpart(const struct finder *f, const struct node *parent, const struct node *n)
{
    struct node *found = n->ordinal && n->ordinal <= f->count ? f->by_ordinal[n->ordinal] : NULL;
    return found && found->parent == parent && node_same_name(found, n) ? found : NULL;
}

/* Elements that a pass made anew stand for those of their name that are gone. */
static struct node *substitute(const struct node *parent, const struct node *n)
{
    FOR_ELEMENTS(c, parent)
        if (!c->data && node_same_name(c, n))
            return c;
    return NULL;
}

/* --- what is new -------------------------------------------------------------------------------------------------- */

/* The first rule behind an element, its attributes or its content that is a choice; R_NONE without any. */
static enum rule choice_in(const struct node *n)
{
    if (rule_is_choice((enum rule)n->rule))
        return (enum rule)n->rule;
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (rule_is_choice((enum rule)a->rule))
            return (enum rule)a->rule;
    FOR_ELEMENTS(c, n) {
        const enum rule r = choice_in(c);
        if (r)
            return r;
    }
    return R_NONE;
}

static void note(struct finder *f, struct change change)
{
    struct change *c = arena_new_of(f->source->arena, struct change);
    *c = change;
    *f->end = c;
    f->end = &c->next;
}

/* A value that is written is replaced when the guest gets another one: for the alias of a machine, `auto`, an address of
 * zeros, an address on a bus that does not suit the device. Consoles are counted anew whatever their numbers are. */
static bool replaces(const struct attr *old, const struct attr *new)
{
    return strcmp(old->value, new->value) != 0 && new->rule != R_chardev_port && new->rule != R_console_serial;
}

static void find_attributes(struct finder *f, const struct node *owner, const struct node *n)
{
    for (const struct attr *a = n->attrs; a; a = a->next) {
        const enum rule rule = (enum rule)a->rule;
        const struct attr *old = rule_is_choice(rule) ? node_attr(owner, (enum atom)a->name) : NULL;
        if (!rule_is_choice(rule) || (old && !replaces(old, a)))
            continue;
        note(f, (struct change){.kind = old ? PIN_VALUE : PIN_ATTRIBUTE, .owner = owner, .node = n, .attr = a, .rule = rule});
    }
}

static void find_text(struct finder *f, const struct node *owner, const struct node *n)
{
    const enum rule rule = (enum rule)n->rule;
    if (rule_is_choice(rule) && !node_first_element(n) && !text_is_blank(node_text(f->source, n)) &&
        !node_first_element(owner) && text_is_blank(node_text(f->source, owner)))
        note(f, (struct change){.kind = PIN_TEXT, .owner = owner, .node = n, .rule = rule});
}

/* --- where it belongs --------------------------------------------------------------------------------------------- */

static const struct node *last_of_its_name(const struct node *n)
{
    for (const struct node *next = node_next_same(n); next; next = node_next_same(n))
        n = next;
    return n;
}

/* Behind which child of the source the elements called like n begin that come before any of the source's. `before` is
 * the last canonical sibling before them that the source has. */
static const struct node *begin_of_run(const struct finder *f, const struct node *owner, const struct node *n,
                                       const struct node *before)
{
    for (const struct node *next = n; next && node_same_name(next, n); next = node_next_element(next)) {
        const struct node *old = counterpart(f, owner, next);
        if (old)
            return node_prev_element(old);
    }
    return before ? last_of_its_name(before) : NULL;
}

static void find_in(struct finder *f, const struct node *owner, const struct node *n);

static void find_children(struct finder *f, const struct node *owner, const struct node *n)
{
    const struct node *before = NULL, *after = NULL;
    FOR_ELEMENTS(c, n) {
        struct node *old = counterpart(f, owner, c);
        if (old)
            old->data = true;
    }
    FOR_ELEMENTS(c, n) {
        if (!node_prev_element(c) || !node_same_name(node_prev_element(c), c))
            after = begin_of_run(f, owner, c, before);
        struct node *old = counterpart(f, owner, c);
        if (!old && (old = substitute(owner, c)))
            old->data = true;
        const enum rule rule = old || c->ordinal ? R_NONE : choice_in(c);
        if (old) {
            after = before = old;
            find_in(f, old, c);
        } else if (rule) {
            note(f, (struct change){.kind = PIN_ELEMENT, .owner = owner, .after = after, .node = c, .rule = rule});
        }
    }
}

static void find_in(struct finder *f, const struct node *owner, const struct node *n)
{
    find_attributes(f, owner, n);
    find_text(f, owner, n);
    find_children(f, owner, n);
}

struct change *find_changes(struct doc *source, const struct doc *canonical)
{
    struct change *first = NULL;
    struct finder f = {.source = source, .count = count_elements(source->root), .end = &first};
    f.by_ordinal = arena_new_array(source->arena, struct node *, f.count + 1);
    list_elements(&f, source->root);
    find_in(&f, source->root, canonical->root);
    return first;
}
