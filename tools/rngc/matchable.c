/* What the matcher (src/rng/match.c) cannot judge. It finds attributes and children by name and gives all of a name to
 * the first place that takes them: names must not stand at two places of one group, and only elements repeat. Knows
 * no output. */
#include "rngc.h"

#include "../../src/rng/pattern.h"

struct things { /* attributes, elements and texts of a pattern, one of a name */
    int *pattern;
    int count;
};

static bool is_text(int op)
{
    return op == PATTERN_TEXT || op == PATTERN_DATA;
}

static bool same_thing(const struct pat *a, const struct pat *b)
{
    if (is_text(a->op) || is_text(b->op))
        return is_text(a->op) && is_text(b->op);
    return a->op == b->op && slots[a->b].name == slots[b->b].name && slots[a->b].ns == slots[b->b].ns;
}

static bool has_thing(const struct things *set, int pattern)
{
    for (int i = 0; i < set->count; i++)
        if (same_thing(&pats[set->pattern[i]], &pats[pattern]))
            return true;
    return false;
}

static void add_thing(struct things *set, int pattern)
{
    if (has_thing(set, pattern))
        return;
    set->pattern = grow(set->pattern, (size_t)set->count, sizeof(*set->pattern));
    set->pattern[set->count++] = pattern;
}

static void twice(int owner, int pattern)
{
    const struct pat *p = &pats[pattern];

    if (is_text(p->op))
        error_at(slots[owner].node->at, "<%s> has text at two places of one group; its text is one value",
                 slots[owner].name);
    else
        error_at(slots[p->b].node->at, "%s '%s' stands at two places of one group in <%s>, and the first would take "
                 "them all; let one place have it%s", p->op == PATTERN_ELEMENT ? "element" : "attribute",
                 slots[p->b].name, slots[owner].name, p->op == PATTERN_ELEMENT ? ", in <zeroOrMore> for many" : "");
}

/* Adds what the one set has to the other; a thing that is in both is an error when `apart` is asked for. */
static void unite(int owner, struct things *set, const struct things *more, bool apart)
{
    for (int i = 0; i < more->count; i++) {
        if (apart && has_thing(set, more->pattern[i]))
            twice(owner, more->pattern[i]);
        add_thing(set, more->pattern[i]);
    }
}

static struct things things_of(int owner, int number, bool repeated)
{
    const struct pat *p = &pats[number];
    struct things set = { NULL, 0 }, more;

    switch (p->op) {
    case PATTERN_ELEMENT:
    case PATTERN_ATTRIBUTE:
    case PATTERN_TEXT:
    case PATTERN_DATA:
        add_thing(&set, number);
        return set;
    case PATTERN_ONE_OR_MORE:
        return things_of(owner, p->a, true);
    case PATTERN_GROUP:
    case PATTERN_INTERLEAVE:
        if (repeated)
            error_at(slots[owner].node->at, "the content of <%s> repeats a group; only elements can be repeated, each "
                     "in its own <zeroOrMore> or as a choice", slots[owner].name);
        repeated = false; /* said once */
        set = things_of(owner, p->a, repeated);
        more = things_of(owner, p->b, repeated);
        unite(owner, &set, &more, true);
        return set;
    case PATTERN_CHOICE:
        set = things_of(owner, p->a, repeated);
        more = things_of(owner, p->b, repeated);
        unite(owner, &set, &more, repeated);
        return set;
    default:
        return set;
    }
}

void check_matchable(void)
{
    for (int i = 1; i < slot_count; i++)
        if (!slots[i].attribute && !slots[i].any)
            things_of(i, slots[i].content, false);
}
