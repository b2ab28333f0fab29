/* Names the CPU that a set of x86 features stands for: the model with the shortest list of differences. */
#include <string.h>

#include "x86.h"

struct x86_family_model x86_signature_parts(uint32_t s)
{
    return (struct x86_family_model){
        .family = (s >> 20 & 0xff) + (s >> 8 & 0xf),
        .model = (s >> 12 & 0xf0) + (s >> 4 & 0xf),
        .stepping = s & 0xf,
    };
}

uint32_t x86_signature_of(struct x86_family_model p)
{
    const uint32_t family = p.family > 15 ? (p.family - 15) << 20 | 15 << 8 : p.family << 8;
    return family | (p.model & 0xf0) << 12 | (p.model & 0xf) << 4 | (p.stepping & 0xf);
}

/* How far a model is from the data: lower is nearer. */
struct score {
    size_t total, disabled;
};

struct candidate {
    const struct x86_model *model; /* NULL: none */
    struct x86_bits require, disable; /* the latter in the order of features */
    struct x86_bits once;             /* disabled too, in the order of names */
    struct score score;
};

/* The TSX of these Intel models is broken and was switched off by microcode; hypervisors may still show it. */
static bool has_broken_tsx(const struct x86_data *data)
{
    const struct x86_family_model p = x86_signature_parts(data->signature);
    if (data->vendor == X86_NONE || strcmp(x86_vendors[data->vendor].name, "Intel") != 0 || p.family != 6)
        return false;
    return (p.model == 63 && p.stepping < 4) || p.model == 60 || p.model == 69 || p.model == 70;
}

static void drop_tsx(struct x86_data *data)
{
    if (!has_broken_tsx(data))
        return;
    bits_remove(&data->have, x86_feature_find("hle"));
    bits_remove(&data->have, x86_feature_find("rtm"));
}

static bool matches_signature(const struct x86_model *m, struct x86_family_model p)
{
    for (int i = 0; i < m->signature_count; i++) {
        const struct x86_signature *s = &x86_signatures[m->signature + i];
        if (s->family == p.family && s->model == p.model && p.stepping >= s->first && p.stepping <= s->last)
            return true;
    }
    return false;
}

/* libvirt's count of what a model is away from a guest shortens its own bound with each disabled feature it meets: only
 * the first half of them is charged, each more than the one before. */
static struct score score_guest(size_t required, size_t disabled)
{
    const size_t charged = (disabled + 1) / 2, penalty = 2 * charged + charged * (charged - (charged > 0)) / 2;
    return (struct score){required + disabled / 2 + penalty, penalty};
}

static struct candidate compare_with(const struct x86_data *data, const struct x86_model *m,
                                     const struct cpu_usable *usable, bool host)
{
    struct candidate c = {.model = m, .require = bits_without(data->have, &m->set),
                          .disable = bits_without(m->set, &data->have)};
    for (const char *const *b = usable ? usable->blockers : NULL; b && *b; b++) {
        const int f = x86_feature_find(*b);
        if (f != X86_NONE && f < x86_cpu_feature_count && !bits_has(&c.require, f))
            bits_add(&c.disable, f);
    }
    const size_t require = (size_t)bits_count(&c.require), disable = (size_t)bits_count(&c.disable);
    if (host) {
        c.score.total = require + disable;
        return c;
    }
    c.once = bits_without(m->once, &c.require);
    c.once = bits_without(c.once, &c.disable);
    c.score = score_guest(require, disable + (size_t)bits_count(&c.once));
    return c;
}

static bool is_preferred(const struct x86_question *q, const struct x86_model *m)
{
    for (size_t i = 0; i < q->preferred_count; i++)
        if (strcmp(q->preferred[i], m->name) == 0)
            return true;
    return false;
}

static bool is_acceptable(const struct x86_question *q, const struct candidate *c)
{
    return q->host ? c->model->for_hosts && bits_empty(&c->disable) : c->model->for_guests;
}

static bool is_nearer(const struct x86_question *q, const struct candidate *c, const struct candidate *best)
{
    const struct score *a = &c->score, *b = &best->score;
    if (q->host)
        return a->total < b->total;
    if (q->preferred_count > 1 && a->disabled < b->disabled && is_preferred(q, c->model))
        return true;
    return a->total < b->total || (a->total == b->total && a->disabled < b->disabled);
}

/* A candidate of the data's signature beats all others. */
static bool is_better(const struct x86_question *q, const struct x86_data *data, const struct candidate *c,
                      const struct candidate *best)
{
    if (!best->model)
        return true;
    if (data->signature) {
        const struct x86_family_model parts = x86_signature_parts(data->signature);
        const bool now = matches_signature(c->model, parts), before = matches_signature(best->model, parts);
        if (now != before)
            return now;
    }
    return is_nearer(q, c, best);
}

static struct candidate choose(const struct x86_data *data, const struct x86_question *q)
{
    struct candidate best = {0};
    for (int row = x86_model_count - 1; row >= 0; row--) {
        const struct x86_model *m = &x86_models[row];
        const struct cpu_usable *usable = q->models ? cpu_usable_find(q->models, m->name) : NULL;
        if (q->models && !usable)
            continue;
        if (m->vendor != X86_NONE && data->vendor != X86_NONE && m->vendor != data->vendor)
            continue;
        const struct candidate c = compare_with(data, m, usable, q->host);
        if (!is_acceptable(q, &c))
            continue;
        if (q->preferred_count == 1 && is_preferred(q, m))
            return c;
        if (is_better(q, data, &c, &best))
            best = c;
    }
    return best;
}

static void add_features(struct cpu_work *w, struct cpu *cpu, const struct x86_bits *set, enum cpu_policy policy)
{
    FOR_BITS(f, set) {
        const struct cpu_name name = x86_feature_name(f);
        cpu_feature_add(w->arena, cpu, &name, policy);
    }
}

static void drop_unmigratable(struct cpu *cpu)
{
    struct cpu_features *f = &cpu->features;
    size_t kept = 0;
    for (size_t i = 0; i < f->count; i++)
        if (!x86_features[x86_feature_find(f->list[i].name.text)].stays)
            f->list[kept++] = f->list[i];
    f->count = kept;
}

static struct cpu *describe(struct cpu_work *w, const struct x86_data *data, const struct candidate *c,
                            const struct x86_question *q)
{
    struct cpu *cpu = cpu_new(w->arena, q->host ? CPU_HOST : CPU_GUEST);
    cpu->model.text = c->model->name;
    if (data->vendor != X86_NONE)
        cpu->vendor.text = x86_vendors[data->vendor].name;
    if (q->host) {
        const struct x86_family_model p = x86_signature_parts(data->signature);
        cpu->arch = w->arch;
        cpu->family = p.family;
        cpu->signature_model = p.model;
        cpu->stepping = p.stepping;
    }
    add_features(w, cpu, &c->require, CPU_REQUIRE);
    add_features(w, cpu, &c->disable, CPU_DISABLE);
    if (!q->host)
        x86_add_once(w->arena, cpu, c->model, CPU_DISABLE);
    if (q->migratable)
        drop_unmigratable(cpu);
    return cpu;
}

struct cpu *x86_decode(struct cpu_work *w, struct x86_data data, const struct x86_question *q)
{
    drop_tsx(&data);
    const struct candidate best = choose(&data, q);
    if (best.model)
        return describe(w, &data, &best, q);
    cpu_no(w, q->models ? "none of the models that may be used fits" : "no model fits these data");
    return NULL;
}
