/* Makes the automata of patterns deterministic and writes them as tables of src/rng/pattern.h: which state follows on
 * which class of bytes. */
#include "automata.h"

#include <string.h>

enum { STATES_MAX = 20000 };

struct dfa { /* each state is a set of states of the other automaton, as a sorted list */
    const struct nfa *nfa;
    int *lists[STATES_MAX], lengths[STATES_MAX], count;
    uint8_t class_of[256], byte_of[256]; /* byte_of: one byte of each class */
    int class_count;
    char *marks;
};

static bool in_set(const uint8_t *set, int c)
{
    return set[c / 8] >> c % 8 & 1;
}

/* Bytes that no set tells apart are one class. */
static void find_classes(struct dfa *d)
{
    memset(d->class_of, 0, sizeof(d->class_of));
    d->class_count = 1;
    for (int s = 0; s < d->nfa->count; s++) {
        const struct nfa_state *state = &d->nfa->states[s];
        int split[256];

        if (!state->reads)
            continue;
        memset(split, -1, sizeof(split));
        for (int c = 0; c < 256; c++) {
            int old = d->class_of[c], inside = 0, outside = 0;

            for (int k = 0; k < 256; k++)
                if (d->class_of[k] == old)
                    in_set(state->set, k) ? inside++ : outside++;
            if (!inside || !outside || split[old] >= 0)
                continue;
            split[old] = d->class_count++;
            for (int k = 0; k < 256; k++)
                if (d->class_of[k] == old && in_set(state->set, k))
                    d->class_of[k] = (uint8_t)split[old];
        }
    }
    for (int c = 255; c >= 0; c--)
        d->byte_of[d->class_of[c]] = (uint8_t)c;
}

static void mark_from(struct dfa *d, int s)
{
    while (s >= 0 && !d->marks[s]) {
        const struct nfa_state *state = &d->nfa->states[s];

        d->marks[s] = 1;
        if (state->reads)
            return;
        mark_from(d, state->out[1]);
        s = state->out[0];
    }
}

/* The state that the marks stand for. */
static int state_of_marks(struct dfa *d)
{
    int n = 0, *list, i;

    for (int s = 0; s < d->nfa->count; s++)
        n += d->marks[s];
    list = zalloc((size_t)(n + 1) * sizeof(*list));
    n = 0;
    for (int s = 0; s < d->nfa->count; s++)
        if (d->marks[s])
            list[n++] = s;
    memset(d->marks, 0, (size_t)d->nfa->count);
    for (i = 0; i < d->count; i++)
        if (d->lengths[i] == n && !memcmp(d->lists[i], list, (size_t)n * sizeof(*list)))
            return i;
    if (d->count == STATES_MAX)
        die("a pattern needs too many states");
    d->lists[d->count] = list;
    d->lengths[d->count] = n;
    return d->count++;
}

static bool accepts(const struct dfa *d, int s)
{
    bool end = false, refused = false;

    for (int i = 0; i < d->lengths[s]; i++) {
        end |= d->lists[s][i] == d->nfa->end;
        refused |= d->nfa->states[d->lists[s][i]].refuses;
    }
    return end && !refused;
}

static void write_steps(FILE *out, struct dfa *d, int type)
{
    fprintf(out, "static const uint16_t steps_%d[] = {\n", type);
    for (int s = 0; s < d->count; s++) {
        fputs("   ", out);
        for (int c = 0; c < d->class_count; c++) {
            for (int i = 0; i < d->lengths[s]; i++) {
                const struct nfa_state *state = &d->nfa->states[d->lists[s][i]];

                if (state->reads && in_set(state->set, d->byte_of[c]))
                    mark_from(d, state->out[0]);
            }
            fprintf(out, " %d,", state_of_marks(d));
        }
        fputc('\n', out);
    }
    fprintf(out, "};\nstatic const uint8_t ends_%d[] = {", type);
    for (int s = 0; s < d->count; s++)
        fprintf(out, "%d,", accepts(d, s));
    fprintf(out, "};\nstatic const uint8_t classes_%d[256] = {", type);
    for (int c = 0; c < 256; c++)
        fprintf(out, "%d,", d->class_of[c]);
    fputs("};\n", out);
}

static int write_automaton(FILE *out, int type)
{
    struct dfa *d = zalloc(sizeof(*d));

    d->nfa = nfa_read(types[type].pattern);
    d->marks = zalloc((size_t)d->nfa->count);
    find_classes(d);
    state_of_marks(d); /* state 0: nothing can follow */
    mark_from(d, d->nfa->start);
    state_of_marks(d); /* state 1: the start */
    write_steps(out, d, type);
    return d->class_count;
}

void write_automata(FILE *out)
{
    int *class_counts = zalloc((size_t)type_count * sizeof(*class_counts));

    for (int i = 0; i < type_count; i++)
        if (types[i].pattern)
            class_counts[i] = write_automaton(out, i);
    fputs("\nstatic const struct automaton automata[] = {\n", out);
    for (int i = 0; i < type_count; i++) {
        if (types[i].pattern)
            fprintf(out, "    { steps_%d, ends_%d, classes_%d, %d },\n", i, i, i, class_counts[i]);
        else
            fputs("    { NULL, NULL, NULL, 0 },\n", out);
    }
    fputs("};\n\n", out);
}
