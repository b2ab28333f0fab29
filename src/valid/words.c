/* Words for messages: lists, descriptions of elements and of values, the names that may have been meant. */
#include <ctype.h>
#include <string.h>

#include "../base/array.h"
#include "../base/limits.h"
#include "../base/nearest.h"
#include "../rng/accept.h"
#include "../rng/value.h"
#include "check.h"

const char *list_of(struct check *c, const struct names *list, bool tags)
{
    const char *text = "";
    for (uint32_t i = 0; i < list->count; i++) {
        const char *glue = !i ? "" : i + 1 == list->count && !list->more ? " or " : ", ";
        text = arena_printf(c->doc->arena, tags ? "%s%s<%s>" : "%s%s'%s'", text, glue, list->word[i]);
    }
    return list->more ? arena_printf(c->doc->arena, "%s or %u more", text, list->more) : text;
}

/* The nearest ancestor or self whose switch has a value: it decides what may stand in n. */
const char *described(struct check *c, const struct node *n)
{
    for (const struct node *at = n; at && at->type == NODE_ELEMENT; at = at->parent) {
        const struct schema_slot *s = slot_of(at->slot);
        const struct attr *a = NULL;
        for (uint8_t i = 0; at->slot && i < s->switch_count && !a; i++)
            a = node_attr(at, (enum atom)domain_schema.switches[s->switch_first + i]);
        if (!a || at->name == A_domain)
            continue;
        if (at == n)
            return arena_printf(c->doc->arena, "<%s> of %s '%s'", n->text, a->text, a->value);
        return arena_printf(c->doc->arena, "<%s> (in a <%s> of %s '%s', line %u)", n->text, at->text, a->text, a->value,
                            doc_place(c->doc, at, NULL).line);
    }
    return arena_printf(c->doc->arena, "<%s>", n->text);
}

/* --- nearest words -------------------------------------------------------------------------------------------------- */

struct ranked {
    const char *word[5];
    unsigned distance[5];
    uint32_t count, more;
};

static void rank(struct ranked *r, const char *word, unsigned distance)
{
    uint32_t at = r->count;
    for (uint32_t i = 0; i < r->count; i++)
        if (strcmp(r->word[i], word) == 0)
            return;
    while (at && r->distance[at - 1] > distance)
        at--;
    if (at >= 5) {
        r->more++;
        return;
    }
    if (r->count == 5)
        r->more++;
    else
        r->count++;
    for (uint32_t i = r->count - 1; i > at; i--) {
        r->word[i] = r->word[i - 1];
        r->distance[i] = r->distance[i - 1];
    }
    r->word[at] = word;
    r->distance[at] = distance;
}

/* Twice the distance. */
static unsigned likeness(const char *word, const char *candidate)
{
    return same_letters(word, candidate) ? 0 : is_abbreviation(word, candidate) ? 2 : 2 * edit_distance(word, candidate, 40);
}

static uint32_t count_near(const struct ranked *r, unsigned limit)
{
    uint32_t n = 0;
    while (n < r->count && n < NAMES_MAX && r->distance[n] <= limit)
        n++;
    return n;
}

static struct names best_of(const struct ranked *r, uint32_t count)
{
    struct names names = {0};
    for (uint32_t i = 0; i < r->count && i < count; i++)
        names_add(&names, r->word[i]);
    names.more = r->more + r->count - names.count;
    return names;
}

/* --- values --------------------------------------------------------------------------------------------------------- */

static struct ranked rank_values(const struct schema_type *t, const char *value)
{
    struct ranked r = {0};
    for (uint16_t i = 0; i < t->count; i++) {
        const char *word = atom_text[domain_schema.enum_atoms[t->first + i]];
        rank(&r, word, likeness(value, word));
    }
    return r;
}

/* What people write for on and off, yes and no. */
static const char *opposite_word(const struct schema_type *t, const char *value)
{
    static const struct {
        const char *said, *meant[4];
    } words[] = {
        {"yes", {"on", "enabled", "enable"}}, {"true", {"on", "yes", "enabled", "enable"}},
        {"1", {"on", "yes", "enabled", "enable"}},
        {"on", {"yes", "enabled", "enable"}}, {"enabled", {"on", "yes", "enable"}},
        {"enable", {"on", "yes", "enabled"}},
        {"no", {"off", "disabled", "disable"}}, {"false", {"off", "no", "disabled", "disable"}},
        {"0", {"off", "no", "disabled", "disable"}},
        {"off", {"no", "disabled", "disable"}}, {"disabled", {"off", "no", "disable"}},
        {"disable", {"off", "no", "disabled"}},
    };
    for (size_t i = 0; i < countof(words); i++)
        for (int k = 0; k < 4 && words[i].meant[k] && same_letters(words[i].said, value); k++)
            if (type_lists((uint32_t)(t - domain_schema.types),
                           atom_find(words[i].meant[k], strlen(words[i].meant[k]))))
                return words[i].meant[k];
    return NULL;
}

/* Nothing when the words say it already. */
static const char *bounds_of(struct check *c, const struct schema_type *t, const char *words)
{
    const char *max = arena_printf(c->doc->arena, "%lld", (long long)t->max), *to = strstr(words, " to ");
    if (to && isdigit((unsigned char)to[4]))
        return "";
    if (t->max < INT64_MAX && (t->min == 0 || strstr(words, "-1")))
        return arena_printf(c->doc->arena, ", at most %s", max);
    if (t->min > INT64_MIN && t->max < INT64_MAX)
        return arena_printf(c->doc->arena, ", from %lld to %lld", (long long)t->min, (long long)t->max);
    return "";
}

/* Nothing is spelt like it: those that what stands beside it asks for, then the others, as the schema lists them. */
static void add_usual_values(struct names *names, const struct schema_type *t, const struct names *fitting)
{
    for (uint32_t i = 0; fitting && i < fitting->count; i++)
        names_add(names, fitting->word[i]);
    for (uint16_t i = 0; i < t->count; i++)
        names_add(names, atom_text[domain_schema.enum_atoms[t->first + i]]);
}

/* Among the listed words: those that what stands beside the value asks for, then those spelt like it. */
static struct names likely_values(uint32_t type, const struct names *fitting, const char *value, bool *sure)
{
    const struct schema_type *t = &domain_schema.types[type];
    const struct ranked r = rank_values(t, value);
    const char *opposite = opposite_word(t, value);
    struct names names = {0};
    if (opposite)
        names_add(&names, opposite);
    const uint32_t near = opposite ? 0 : count_near(&r, 2 * nearest_limit(value));
    const bool spelt_alike = near && r.distance[0] < 2 * nearest_limit(value);
    if (!spelt_alike && fitting && !fitting->more && fitting->count < t->count)
        for (uint32_t i = 0; i < fitting->count; i++)
            names_add(&names, fitting->word[i]);
    *sure = names.count || near;
    for (uint32_t i = 0; i < near; i++)
        names_add(&names, r.word[i]);
    if (!*sure)
        add_usual_values(&names, t, fitting);
    names.more = *sure ? 0 : t->count - names.count;
    return names;
}

const char *expected_of(struct check *c, uint32_t type, const struct names *fitting, const char *value)
{
    const struct schema_type *t = &domain_schema.types[type];
    const char *words = t->doc ? t->doc : value_expected((enum value_row)t->row);
    bool sure;
    if (t->kind == VALUE_ROW || t->kind == VALUE_TEXT)
        return arena_printf(c->doc->arena, "%s%s", words, bounds_of(c, t, words));
    struct names names = likely_values(type, fitting, value, &sure);
    if (!*value)
        sure = false;
    const char *also = t->kind == VALUE_EITHER ? arena_printf(c->doc->arena, ", or %s", words) : "";
    if (!sure)
        return arena_printf(c->doc->arena, "%s%s", list_of(c, &names, false), also);
    const char *all = arena_printf(c->doc->arena, "one of %u words", t->count);
    if (t->count <= NAMES_MAX) {
        const struct ranked r = rank_values(t, value);
        const struct names few = best_of(&r, NAMES_MAX);
        all = list_of(c, &few, false);
    }
    return arena_printf(c->doc->arena, "%s%s; did you mean %s?", all, also, list_of(c, &names, false));
}

/* --- names ---------------------------------------------------------------------------------------------------------- */

/* The names that an element has already: asked once for all of its members. */
struct present {
    uint64_t words[(ATOM_COUNT + 63) / 64];
};

static void note_present(struct present *p, const struct node *n, enum slot_kind kind)
{
    for (const struct attr *a = kind == SLOT_ATTRIBUTE ? n->attrs : NULL; a; a = a->next)
        if (a->ns == NS_NONE)
            p->words[a->name / 64] |= UINT64_C(1) << a->name % 64;
    for (const struct node *child = kind == SLOT_ELEMENT ? n->first : NULL; child; child = child->next)
        if (child->type == NODE_ELEMENT && child->ns == NS_NONE)
            p->words[child->name / 64] |= UINT64_C(1) << child->name % 64;
}

/* Half a step for what is not wanted: not of this branch, or there already. */
static unsigned handicap(const struct node *n, const struct schema_member *m, const struct present *p)
{
    const uint16_t name = slot_of(m->slot)->name;
    const bool wanted = bind_applies(m, n);
    const bool there = !(m->flags & MEMBER_REPEAT) && p->words[name / 64] >> name % 64 & 1;
    return (!wanted || there) + !(wanted && m->flags & MEMBER_REQUIRED && !there);
}

struct meant meant_member(struct check *c, const struct node *n, enum slot_kind kind, const char *word)
{
    struct meant meant = {0};
    struct ranked r = {0};
    struct present present = {0};
    const struct schema_slot *s = slot_of(n->slot);
    if (c->meant++ < LIMIT_SEARCHES)
        note_present(&present, n, kind);
    for (uint16_t i = 0; i < s->member_count; i++) {
        const struct schema_member *m = &members_of(s)[i];
        const struct schema_slot *t = slot_of(m->slot);
        if (t->kind == kind && strcmp(atom_text[t->name], word) != 0)
            rank(&r, atom_text[t->name], 2 * likeness(word, atom_text[t->name]) + handicap(n, m, &present));
    }
    if (!r.count)
        return meant;
    const uint32_t near = count_near(&r, 4 * nearest_limit(word) + 3);
    meant.near = near;
    meant.distance = r.distance[0] / 4;
    meant.names = best_of(&r, near ? near : NAMES_MAX);
    meant.name = atom_find(r.word[0], strlen(r.word[0]));
    if (meant.near)
        meant.names.more = 0;
    return meant;
}
