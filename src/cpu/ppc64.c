/* POWER processors: a model is a generation, and guests of older ones run in compatibility modes. */
#include <stdlib.h>
#include <string.h>

#include "../base/array.h"
#include "rules.h"

struct ppc64_model {
    const char *name, *vendor;
    int level;
};

static const struct ppc64_model models[] = {
#define MODEL(name, vendor, level) {name, vendor, level},
#define PVR(value, mask)
#define LEGACY(old, now)
#include "ppc64.def"
#undef MODEL
#undef LEGACY
};

static const struct {
    const char *old, *now;
} legacy[] = {
#define MODEL(name, vendor, level)
#define LEGACY(old, now) {old, now},
#include "ppc64.def"
#undef MODEL
#undef LEGACY
#undef PVR
};

enum { MODELS = countof(models) };

static const char *model_at(size_t i)
{
    return i < MODELS ? models[i].name : NULL;
}

static const struct ppc64_model *find_model(struct cpu_work *w, const struct cpu_name *name)
{
    for (size_t i = 0; name->text && i < MODELS; i++)
        if (strcmp(models[i].name, name->text) == 0)
            return &models[i];
    if (name->text)
        cpu_bad(w, name, D_cpu_model_unknown_on, name->text, w->arch, cpu_near_word(w->arena, name->text, model_at),
                NULL);
    else
        cpu_bad(w, name, D_cpu_model_missing, NULL);
    return NULL;
}

static void rename_legacy(struct cpu *cpu)
{
    for (size_t i = 0; cpu->model.text && i < countof(legacy); i++)
        if (strcmp(legacy[i].old, cpu->model.text) == 0) {
            cpu->model.text = legacy[i].now;
            return;
        }
}

/* N of powerN, from 6 to 10; 0 after a refusal. */
static int read_level(struct cpu_work *w, const struct cpu_name *name)
{
    static const char *const words[] = {"power6", "power7", "power8", "power9", "power10"};
    for (int i = 0; i < 5; i++)
        if (strcmp(words[i], name->text) == 0)
            return 6 + i;
    cpu_bad(w, name, D_cpu_compat_unknown, name->text, NULL);
    return 0;
}

/* The model that the guest has on this host; NULL after a refusal, or a reason why it cannot run there. */
static const struct ppc64_model *model_on(struct cpu_work *w, const struct cpu *host_cpu,
                                          const struct ppc64_model *host, const struct cpu *cpu)
{
    if (cpu->type == CPU_HOST || cpu->mode == CPU_CUSTOM)
        return find_model(w, &cpu->model);
    if (cpu_passed_through(cpu) || !cpu->model.text)
        return host;
    const int level = read_level(w, &cpu->model);
    if (level && !host->level)
        cpu_bad(w, &host_cpu->model, D_cpu_compat_host, host->name, NULL);
    if (w->verdict != CPU_YES || level <= host->level)
        return w->verdict == CPU_YES ? host : NULL;
    w->reason = arena_printf(w->arena, "a %s has no mode %s", host->name, cpu->model.text);
    return NULL;
}

static bool compare(struct cpu_work *w, const struct cpu *host, const struct cpu *given, enum cpu_relation *out)
{
    struct cpu *cpu = cpu_copy(w->arena, given);
    bool known;
    *out = CPU_INCOMPATIBLE;
    rename_legacy(cpu);
    if (cpu->arch && cpu_family_of(cpu->arch, &known) != CPU_FAMILY_PPC64) {
        w->reason = arena_printf(w->arena, "its architecture is %s", cpu->arch);
        return true;
    }
    if (cpu->vendor.text && (!host->vendor.text || strcmp(cpu->vendor.text, host->vendor.text) != 0)) {
        w->reason = arena_printf(w->arena, "it asks for the vendor %s", cpu->vendor.text);
        return true;
    }
    const struct ppc64_model *have = find_model(w, &host->model);
    const struct ppc64_model *want = have ? model_on(w, host, have, cpu) : NULL;
    if (w->verdict != CPU_YES)
        return false;
    if (want == have)
        *out = CPU_IDENTICAL;
    else if (want)
        w->reason = arena_printf(w->arena, "the host is a %s, not a %s", have->name, want->name);
    return true;
}

static bool update(struct cpu_work *w, struct cpu *guest, const struct cpu *host, bool restored)
{
    (void)w, (void)host, (void)restored;
    if (guest->mode == CPU_CUSTOM)
        guest->match = CPU_EXACT;
    return true;
}

static bool check_vendor(struct cpu_work *w, const struct cpu *cpu, const struct ppc64_model *m)
{
    bool known = false;
    if (!cpu->vendor.text)
        return true;
    for (size_t i = 0; i < MODELS; i++)
        known |= strcmp(models[i].vendor, cpu->vendor.text) == 0;
    if (!known)
        return cpu_bad(w, &cpu->vendor, D_cpu_vendor_unknown, cpu->vendor.text, "", NULL);
    if (strcmp(m->vendor, cpu->vendor.text) != 0)
        return cpu_no(w, "%s: its vendor is %s, that of its model %s is %s", cpu->self.text, cpu->vendor.text, m->name,
                      m->vendor);
    return true;
}

static struct cpu *baseline(struct cpu_work *w, struct cpu *const *list, size_t count, const struct cpu_wish *wish)
{
    const struct ppc64_model *first = find_model(w, &list[0]->model);
    (void)wish;
    for (size_t i = 0; i < count; i++) {
        const struct ppc64_model *other = first ? find_model(w, &list[i]->model) : NULL;
        if (!other || !check_vendor(w, list[i], first))
            return NULL;
        if (other != first) {
            cpu_no(w, "%s is a %s, others are %s", list[i]->self.text, other->name, first->name);
            return NULL;
        }
    }
    struct cpu *out = cpu_new(w->arena, CPU_GUEST);
    out->model.text = first->name;
    out->fallback_forbidden = true;
    return out;
}

const struct cpu_rules ppc64_rules = {
    .compare = compare,
    .update = update,
    .baseline = baseline,
    .expand = cpu_expand_sorted,
    .validate = cpu_validate_any,
    .rename = rename_legacy,
};
