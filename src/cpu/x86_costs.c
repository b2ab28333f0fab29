/* What the hosts of a pool cost it: the features that the others share, and that it has not because of a few. */
#include <stdlib.h>
#include <string.h>

#include "x86.h"

enum { MOST_HOSTS = 3 }; /* groups of more hosts are only counted */

/* Hosts that lack the same features, which all others have. */
struct group {
    const uint64_t *lacking; /* a bit for each host */
    size_t hosts;
    struct x86_bits features;
};

struct costs {
    struct cpu_work *w;
    struct cpu *const *list;
    size_t count, words;
    const struct cpu_wish *wish;
    struct group groups[X86_WORDS * 64];
    int group_count;
};

static void add_feature(struct costs *c, int feature, const uint64_t *lacking, size_t hosts)
{
    for (int i = 0; i < c->group_count; i++)
        if (memcmp(c->groups[i].lacking, lacking, c->words * sizeof *lacking) == 0) {
            bits_add(&c->groups[i].features, feature);
            return;
        }
    struct group *g = &c->groups[c->group_count++];
    *g = (struct group){.lacking = lacking, .hosts = hosts};
    bits_add(&g->features, feature);
}

static int by_hosts(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    if (x->hosts != y->hosts)
        return x->hosts < y->hosts ? -1 : 1;
    return bits_count(&y->features) - bits_count(&x->features);
}

static void find_groups(struct costs *c, const struct x86_bits *sets)
{
    for (int f = 0; f < x86_cpu_feature_count; f++) {
        uint64_t *lacking = arena_new_array(c->w->arena, uint64_t, c->words);
        size_t hosts = 0;
        for (size_t i = 0; i < c->count; i++)
            if (!bits_has(&sets[i], f)) {
                lacking[i / 64] |= UINT64_C(1) << (i % 64);
                hosts++;
            }
        if (hosts && hosts < c->count)
            add_feature(c, f, lacking, hosts);
    }
    qsort(c->groups, (size_t)c->group_count, sizeof *c->groups, by_hosts);
}

static bool lacks(const struct group *g, size_t host)
{
    return g->lacking[host / 64] >> (host % 64) & 1;
}

/* The model of the pool without these hosts; NULL when there is none. */
static const char *model_without(const struct costs *c, const struct group *g)
{
    struct cpu_work apart = {.arena = c->w->arena, .arch = c->w->arch};
    struct cpu **rest = arena_new_array(c->w->arena, struct cpu *, c->count);
    size_t n = 0;
    for (size_t i = 0; i < c->count; i++)
        if (!lacks(g, i))
            rest[n++] = c->list[i];
    const struct cpu *cpu = x86_baseline(&apart, rest, n, c->wish);
    return cpu ? cpu->model.text : NULL;
}

static const char *names_of(const struct costs *c, const struct group *g)
{
    const char *text = "";
    for (size_t i = 0, n = 0; i < c->count; i++)
        if (lacks(g, i)) {
            n++;
            text = arena_printf(c->w->arena, "%s%s%s", text, n == 1 ? "" : n == g->hosts ? " and " : ", ",
                                c->list[i]->self.text);
        }
    return text;
}

static const char *features_of(const struct costs *c, const struct x86_bits *set)
{
    const char *text = "";
    FOR_BITS(f, set)
        text = arena_printf(c->w->arena, "%s%s%s", text, *text ? ", " : "", x86_features[f].name);
    return text;
}

static const char *tell(const struct costs *c, const char *model)
{
    const char *text = "";
    int more = 0;
    for (int i = 0; i < c->group_count; i++) {
        const struct group *g = &c->groups[i];
        const int gained = bits_count(&g->features);
        if (g->hosts > MOST_HOSTS) {
            more += gained;
            continue;
        }
        const char *other = model_without(c, g);
        const bool same = !other || strcmp(other, model) == 0;
        text = arena_printf(c->w->arena, "%swithout %s the pool would gain %s%s%s\n", text, names_of(c, g),
                            features_of(c, &g->features), same ? "" : "; its model would be ", same ? "" : other);
    }
    if (more)
        text = arena_printf(c->w->arena, "%s%d more feature%s lacking on more than %d CPUs, but not on all\n", text, more,
                            more == 1 ? " is" : "s are", MOST_HOSTS);
    return text;
}

const char *x86_costs(struct cpu_work *w, struct cpu *const *list, size_t count, const struct cpu_wish *wish,
                      const char *model)
{
    struct x86_bits *sets = arena_new_array(w->arena, struct x86_bits, count);
    struct costs *c = arena_new_of(w->arena, struct costs);
    c->w = w;
    c->list = list;
    c->count = count;
    c->words = (count + 63) / 64;
    c->wish = wish;
    for (size_t i = 0; i < count; i++)
        if (!x86_full_set(w, list[i], &sets[i]))
            return NULL;
    find_groups(c, sets);
    const char *text = tell(c, model);
    return *text ? text : "all of them have the same features\n";
}
