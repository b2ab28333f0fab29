/* Simplified patterns, interned: equal ones have equal numbers. Knows no schema file. */
#include "rngc.h"

#include "../../src/rng/pattern.h"

struct pat *pats;
int pat_count;

static int *table; /* open addressing; pattern + 1 */
static unsigned table_size;

static unsigned hash(const struct pat *p)
{
    return (unsigned)p->op * 2654435761u + (unsigned)p->a * 40503u + (unsigned)p->b * 2246822519u;
}

static void enter(int pat)
{
    unsigned i = hash(&pats[pat]) % table_size;

    while (table[i])
        i = (i + 1) % table_size;
    table[i] = pat + 1;
}

static void enlarge(void)
{
    table_size = table_size ? table_size * 2 + 1 : 1021;
    table = zalloc(table_size * sizeof(*table));
    for (int i = 0; i < pat_count; i++)
        enter(i);
}

static int make(int op, int a, int b)
{
    struct pat p = { op, a, b };

    if ((unsigned)pat_count * 2 >= table_size)
        enlarge();
    for (unsigned i = hash(&p) % table_size; table[i]; i = (i + 1) % table_size) {
        const struct pat *q = &pats[table[i] - 1];

        if (q->op == op && q->a == a && q->b == b)
            return table[i] - 1;
    }
    pats = grow(pats, (size_t)pat_count, sizeof(*pats));
    pats[pat_count] = p;
    enter(pat_count);
    return pat_count++;
}

int pat_make(int op, int a, int b)
{
    if (!pat_count) {
        make(PATTERN_NONE, 0, 0);
        make(PATTERN_EMPTY, 0, 0);
        make(PATTERN_TEXT, 0, 0);
    }
    return make(op, a, b);
}

int pat_group(int a, int b)
{
    if (a == PATTERN_EMPTY || b == PATTERN_NONE)
        return b;
    if (b == PATTERN_EMPTY || a == PATTERN_NONE)
        return a;
    return pat_make(PATTERN_GROUP, a, b);
}

int pat_interleave(int a, int b)
{
    if (a == PATTERN_EMPTY || b == PATTERN_NONE)
        return b;
    if (b == PATTERN_EMPTY || a == PATTERN_NONE)
        return a;
    return pat_make(PATTERN_INTERLEAVE, a, b);
}

static bool has_choice(int in, int pat)
{
    for (; pats[in].op == PATTERN_CHOICE; in = pats[in].b)
        if (pats[in].a == pat)
            return true;
    return in == pat;
}

int pat_choice(int a, int b)
{
    pat_make(PATTERN_EMPTY, 0, 0);
    if (a == PATTERN_NONE || has_choice(b, a))
        return b;
    if (b == PATTERN_NONE || has_choice(a, b))
        return a;
    if (pats[a].op == PATTERN_CHOICE) /* choices lean to the right */
        return pat_choice(pats[a].a, pat_choice(pats[a].b, b));
    return pat_make(PATTERN_CHOICE, a, b);
}

int pat_one_or_more(int a)
{
    if (a == PATTERN_EMPTY || a == PATTERN_NONE || pats[a].op == PATTERN_ONE_OR_MORE)
        return a;
    return pat_make(PATTERN_ONE_OR_MORE, a, 0);
}
