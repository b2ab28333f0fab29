/* Sets of x86 features: what a description stands for. */
#include "x86.h"

const struct x86_model *x86_find_model(struct cpu_work *w, const struct cpu_name *name)
{
    const int row = name->text ? x86_model_find(name->text) : X86_NONE;
    if (row != X86_NONE)
        return &x86_models[row];
    if (name->text)
        cpu_bad(w, name, D_cpu_model_unknown, name->text, cpu_near_model(w->arena, name->text), NULL);
    else
        cpu_bad(w, name, D_cpu_model_missing, NULL);
    return NULL;
}

bool x86_find_feature(struct cpu_work *w, const struct cpu_name *name, int *out)
{
    *out = x86_feature_find(name->text);
    if (*out >= x86_cpu_feature_count)
        return cpu_bad(w, name, D_cpu_feature_hypervisor, name->text, NULL);
    if (*out == X86_NONE)
        return cpu_bad(w, name, D_cpu_feature_unknown, name->text, cpu_near_feature(w->arena, name->text), NULL);
    return true;
}

struct cpu_name x86_feature_name(int feature)
{
    return (struct cpu_name){.text = x86_features[feature].name};
}

/* The set of the CPU's model; empty when it has none. */
static bool model_set(struct cpu_work *w, const struct cpu *cpu, struct x86_bits *out)
{
    *out = (struct x86_bits){{0}};
    if (!cpu->model.text)
        return true;
    const struct x86_model *m = x86_find_model(w, &cpu->model);
    if (m)
        *out = m->set;
    return m;
}

bool x86_full_set(struct cpu_work *w, const struct cpu *cpu, struct x86_bits *out)
{
    if (!model_set(w, cpu, out))
        return false;
    for (size_t i = 0; i < cpu->features.count; i++) {
        const struct cpu_feature *f = &cpu->features.list[i];
        int row;
        if (f->policy == CPU_OPTIONAL)
            continue;
        if (!x86_find_feature(w, &f->name, &row))
            return false;
        if (f->policy == CPU_FORCE || f->policy == CPU_REQUIRE)
            bits_add(out, row);
        else
            bits_remove(out, row);
    }
    return true;
}

bool x86_policy_set(struct cpu_work *w, const struct cpu *cpu, enum cpu_policy policy, struct x86_bits *out)
{
    *out = (struct x86_bits){{0}};
    if (policy == CPU_REQUIRE && !model_set(w, cpu, out))
        return false;
    for (size_t i = 0; i < cpu->features.count; i++) {
        const struct cpu_feature *f = &cpu->features.list[i];
        int row;
        if (f->policy != policy)
            continue;
        if (!x86_find_feature(w, &f->name, &row))
            return false;
        bits_add(out, row);
    }
    return true;
}

void x86_add_once(struct arena *a, struct cpu *cpu, const struct x86_model *m, enum cpu_policy policy)
{
    for (int i = 0; i < x86_feature_count; i++) {
        const int f = x86_features_by_name[i];
        const struct cpu_name name = x86_feature_name(f);
        if (bits_has(&m->once, f) && !cpu_feature(cpu, name.text))
            cpu_feature_add(a, cpu, &name, policy);
    }
}
