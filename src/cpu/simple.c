/* Families whose CPUs libvirt leaves to the hypervisor: ARM, s390, RISC-V, LoongArch. */
#include <string.h>

#include "../base/array.h"
#include "rules.h"

static const struct {
    const char *name;
    bool configurable;
} arm_features[] = {
#define VENDOR(name, implementer)
#define MODEL(name, vendor, part)
#define FEATURE(name, bit, configurable) {name, configurable},
#include "arm.def"
#undef VENDOR
#undef MODEL
#undef FEATURE
};

const char *arm_feature_at(size_t i)
{
    /* those that can be asked for stand first */
    const size_t count = countof(arm_features);
    return i < count && arm_features[i].configurable ? arm_features[i].name : NULL;
}

static bool always_identical(struct cpu_work *w, const struct cpu *host, const struct cpu *cpu, enum cpu_relation *out)
{
    (void)w, (void)host, (void)cpu;
    *out = CPU_IDENTICAL;
    return true;
}

static bool same_text(const struct cpu_name *a, const struct cpu_name *b)
{
    return a->text && b->text ? strcmp(a->text, b->text) == 0 : a->text == b->text;
}

static bool arm_compare(struct cpu_work *w, const struct cpu *host, const struct cpu *cpu, enum cpu_relation *out)
{
    const bool same = same_text(&host->vendor, &cpu->vendor) && same_text(&host->model, &cpu->model);
    *out = cpu->type == CPU_GUEST || same ? CPU_IDENTICAL : CPU_INCOMPATIBLE;
    if (*out == CPU_INCOMPATIBLE)
        w->reason = "vendor or model differ";
    return true;
}

static struct cpu *arm_baseline(struct cpu_work *w, struct cpu *const *list, size_t count, const struct cpu_wish *wish)
{
    (void)count, (void)wish;
    struct cpu *out = cpu_new(w->arena, CPU_GUEST);
    out->model = list[0]->model;
    return out;
}

static void take_host(struct cpu_work *w, struct cpu *guest, const struct cpu *host)
{
    guest->mode = CPU_CUSTOM;
    guest->model = host->model;
    guest->vendor = host->vendor;
    guest->vendor_id = host->vendor_id;
    guest->features = cpu_copy(w->arena, host)->features;
}

static bool update_like_host(struct cpu_work *w, struct cpu *guest, const struct cpu *host, bool restored)
{
    (void)restored;
    if (guest->mode == CPU_HOST_MODEL)
        take_host(w, guest, host);
    return true;
}

static bool s390_update(struct cpu_work *w, struct cpu *guest, const struct cpu *host, bool restored)
{
    const struct cpu_features own = guest->features;
    (void)restored;
    if (guest->mode == CPU_CUSTOM && guest->match == CPU_MINIMUM)
        return cpu_no(w, "a CPU that matches at least cannot be resolved on %s", w->arch);
    if (guest->mode == CPU_CUSTOM && cpu_has_policy(guest, CPU_OPTIONAL))
        return cpu_no(w, "optional features cannot be resolved on %s", w->arch);
    if (guest->mode != CPU_HOST_MODEL)
        return true;
    take_host(w, guest, host);
    for (size_t i = 0; i < own.count; i++)
        cpu_feature_set(w->arena, guest, &own.list[i].name, own.list[i].policy);
    return true;
}

static bool no_update(struct cpu_work *w, struct cpu *guest, const struct cpu *host, bool restored)
{
    (void)w, (void)guest, (void)host, (void)restored;
    return true;
}

static bool arm_validate(struct cpu_work *w, const struct cpu *cpu)
{
    bool good = true;
    for (size_t i = 0; i < cpu->features.count; i++) {
        const struct cpu_name *name = &cpu->features.list[i].name;
        size_t k = 0;
        while (arm_feature_at(k) && strcmp(arm_feature_at(k), name->text) != 0)
            k++;
        if (!arm_feature_at(k))
            good = cpu_bad(w, name, D_cpu_feature_unknown, name->text,
                           cpu_near_word(w->arena, name->text, arm_feature_at), NULL);
    }
    return good;
}

static bool s390_validate(struct cpu_work *w, const struct cpu *cpu)
{
    bool good = true;
    for (size_t i = 0; i < cpu->features.count; i++)
        if (cpu->type == CPU_GUEST && cpu->features.list[i].policy == CPU_OPTIONAL)
            good = cpu_bad(w, &cpu->features.list[i].name, D_cpu_policy_optional, w->arch, NULL);
    return good;
}

const struct cpu_rules arm_rules = {
    .compare = arm_compare,
    .update = update_like_host,
    .baseline = arm_baseline,
    .expand = cpu_expand_sorted,
    .validate = arm_validate,
};

const struct cpu_rules s390_rules = {
    .compare = always_identical,
    .update = s390_update,
    .expand = cpu_expand_sorted,
    .validate = s390_validate,
};

const struct cpu_rules riscv_rules = {
    .compare = always_identical,
    .update = update_like_host,
    .expand = cpu_expand_sorted,
    .validate = cpu_validate_any,
};

const struct cpu_rules loongarch_rules = {
    .compare = always_identical,
    .update = no_update,
    .expand = cpu_expand_sorted,
    .validate = cpu_validate_any,
};
