/* Judges the text of values by the tables of their types: listed words, automata of patterns, bounds of numbers. */
#include "accept.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../schema/schema.h"
#include "../xml/tree.h"
#include "pattern.h"

bool type_lists(uint32_t type, uint16_t atom)
{
    const struct schema_type *t = &domain_schema.types[type];
    const uint16_t *listed = &domain_schema.enum_atoms[t->first];
    for (uint16_t i = 0; atom && i < t->count; i++)
        if (listed[i] == atom)
            return true;
    return false;
}

static bool runs(const struct automaton *a, const char *text)
{
    uint32_t state = 1;
    for (const unsigned char *s = (const unsigned char *)text; *s && state; s++)
        state = a->steps[state * a->class_count + a->classes[*s]];
    return a->ends[state];
}

/* The largest bound of a table stands for that of 64 bits without a sign. */
static bool in_bounds(const struct schema_type *t, const char *text)
{
    char *end;
    errno = 0;
    const long long value = strtoll(text, &end, 10);
    if (end == text)
        return true; /* another alternative of the type: no number at all */
    if (errno && value > 0 && t->max == INT64_MAX) {
        errno = 0;
        strtoull(text, &end, 10);
        return !errno;
    }
    return !errno && value >= t->min && value <= t->max;
}

bool type_accepts(uint32_t type, const char *text, uint16_t atom)
{
    const struct schema_type *t = &domain_schema.types[type];
    if (t->kind == VALUE_ENUM || t->kind == VALUE_EITHER) {
        if (!atom) { /* blanks around a listed word do not count */
            const char *word = text;
            const size_t len = text_trim(&word);
            if (word != text || word[len])
                atom = atom_find(word, len);
        }
        if (type_lists(type, atom))
            return true;
    }
    const struct automaton *a = &domain_patterns.automata[type];
    if (!a->steps)
        return t->kind != VALUE_ENUM;
    if (!runs(a, text))
        return false;
    return (t->min == INT64_MIN && t->max == INT64_MAX) || in_bounds(t, text);
}
