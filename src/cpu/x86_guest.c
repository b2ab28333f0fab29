/* An x86 guest on a host: what depends on the host is resolved, models are translated, sets written out. */
#include <string.h>

#include "x86.h"

static bool resolve_optional(struct cpu_work *w, struct cpu *guest, const struct cpu *host)
{
    struct x86_bits have;
    if (!x86_full_set(w, host, &have))
        return false;
    for (size_t i = 0; i < guest->features.count; i++) {
        struct cpu_feature *f = &guest->features.list[i];
        int row;
        if (f->policy != CPU_OPTIONAL)
            continue;
        if (!x86_find_feature(w, &f->name, &row))
            return false;
        f->policy = bits_has(&have, row) ? CPU_REQUIRE : CPU_DISABLE;
    }
    return true;
}

/* The host's features, with the guest's set on top. */
static void use_host_model(struct cpu_work *w, struct cpu *guest, const struct cpu *host)
{
    const struct cpu_features own = guest->features;
    guest->features = cpu_copy(w->arena, host)->features;
    for (size_t i = 0; i < guest->features.count; i++)
        if (host->type == CPU_HOST)
            guest->features.list[i].policy = CPU_REQUIRE;
    for (size_t i = 0; i < own.count; i++)
        cpu_feature_set(w->arena, guest, &own.list[i].name, own.list[i].policy);
    guest->model = host->model;
    if (guest->mode == CPU_HOST_MODEL) {
        guest->vendor = host->vendor;
        guest->vendor_id = guest->vendor_id ? guest->vendor_id : host->vendor_id;
    }
    guest->mode = CPU_CUSTOM;
    guest->match = CPU_EXACT;
}

bool x86_update(struct cpu_work *w, struct cpu *guest, const struct cpu *host, bool restored)
{
    if (cpu_is_relative(guest)) {
        const bool like_host = guest->mode == CPU_HOST_MODEL || guest->match == CPU_MINIMUM;
        if (!resolve_optional(w, guest, host))
            return false;
        if (like_host)
            use_host_model(w, guest, host);
    }
    const struct x86_model *m = x86_find_model(w, &guest->model);
    if (m)
        x86_add_once(w->arena, guest, m, restored ? CPU_REQUIRE : CPU_DISABLE);
    return m;
}

bool x86_translate(struct cpu_work *w, struct cpu *guest, const struct cpu_models *models)
{
    const struct x86_model *m = x86_find_model(w, &guest->model);
    const struct x86_question q = {.models = models};
    struct x86_data data = {0};
    if (!m || !x86_full_set(w, guest, &data.have))
        return false;
    data.vendor = m->vendor;
    if (m->signature_count) {
        const struct x86_signature *s = &x86_signatures[m->signature];
        data.signature = x86_signature_of((struct x86_family_model){s->family, s->model, s->first});
    }
    struct cpu *other = x86_decode(w, data, &q);
    if (!other)
        return false;
    for (size_t i = 0; i < guest->features.count; i++)
        cpu_feature_set(w->arena, other, &guest->features.list[i].name, guest->features.list[i].policy);
    guest->model = other->model;
    guest->features = other->features;
    return true;
}

bool x86_expand(struct cpu_work *w, struct cpu *cpu)
{
    const struct x86_model *m = x86_find_model(w, &cpu->model);
    const struct cpu_features own = cpu->features;
    if (!m)
        return false;
    cpu_features_clear(cpu);
    FOR_BITS(f, &m->set) {
        const struct cpu_name name = x86_feature_name(f);
        cpu_feature_add(w->arena, cpu, &name, CPU_REQUIRE);
    }
    for (size_t i = 0; i < own.count; i++) {
        const struct cpu_feature *f = &own.list[i];
        if (cpu->type == CPU_HOST || f->policy == CPU_REQUIRE || f->policy == CPU_DISABLE)
            cpu_feature_set(w->arena, cpu, &f->name, f->policy);
    }
    if (cpu->type == CPU_GUEST)
        x86_add_once(w->arena, cpu, m, CPU_DISABLE);
    cpu_features_sort(cpu);
    return true;
}

static bool has_feature(struct cpu_work *w, const struct cpu *cpu, const char *name, bool *out)
{
    const int f = x86_feature_find(name);
    struct x86_bits have;
    if (f == X86_NONE)
        return cpu_no(w, "there is no CPU feature '%s'%s", name, cpu_near_feature(w->arena, name));
    if (!x86_full_set(w, cpu, &have))
        return false;
    *out = bits_has(&have, f);
    return true;
}

static bool validate(struct cpu_work *w, const struct cpu *cpu)
{
    bool good = true;
    for (size_t i = 0; i < cpu->features.count; i++) {
        int row;
        good = x86_find_feature(w, &cpu->features.list[i].name, &row) && good;
    }
    return good;
}

const struct cpu_rules x86_rules = {
    .compare = x86_compare,
    .update = x86_update,
    .baseline = x86_baseline,
    .costs = x86_costs,
    .translate = x86_translate,
    .expand = x86_expand,
    .has_feature = has_feature,
    .validate = validate,
};
