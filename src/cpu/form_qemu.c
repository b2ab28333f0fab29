/* Writes a CPU as QEMU's option -cpu. */
#include <string.h>

#include "form.h"

/* A comma would begin another property; QEMU reads two as one of the text. */
static const char *escaped(struct arena *a, const char *text)
{
    size_t commas = 0;
    for (const char *s = text; *s; s++)
        commas += *s == ',';
    if (!commas)
        return text;
    char *copy = arena_alloc(a, strlen(text) + commas + 1), *end = copy;
    for (const char *s = text; *s; s++) {
        *end++ = *s;
        if (*s == ',')
            *end++ = ',';
    }
    return copy;
}

/* The model that QEMU is told; NULL after a refusal. */
static const char *model_of(struct cpu_work *w, const struct cpu *cpu, enum cpu_family family)
{
    if (cpu->mode == CPU_HOST_PASSTHROUGH)
        return "host";
    if (cpu->mode == CPU_MAXIMUM)
        return "max";
    if (cpu->mode == CPU_HOST_MODEL && family == CPU_FAMILY_PPC64)
        return "host";
    if (cpu_is_relative(cpu)) {
        cpu_no(w, "this CPU depends on the host it runs on: resolve it first with 'cpu update'");
        return NULL;
    }
    if (!cpu->model.text) {
        cpu_bad(w, &cpu->self, D_cpu_model_missing, NULL);
        return NULL;
    }
    if (family == CPU_FAMILY_X86) {
        const int row = x86_model_find(cpu->model.text);
        if (row == X86_NONE || !x86_models[row].in_qemu) {
            cpu_bad(w, &cpu->model, D_cpu_model_unknown_on, cpu->model.text, "QEMU",
                    cpu_near_model(w->arena, cpu->model.text), NULL);
            return NULL;
        }
    }
    return cpu->model.text;
}

/* ",name=on", "" when it is not to be said; NULL after a refusal. */
static const char *feature_of(struct cpu_work *w, const struct cpu_feature *f, enum cpu_family family)
{
    const bool on = f->policy == CPU_FORCE || f->policy == CPU_REQUIRE;
    const char *name = f->name.text;
    if (f->policy == CPU_OPTIONAL)
        return "";
    if (family == CPU_FAMILY_X86) {
        const int row = x86_feature_find(name);
        if (row == X86_NONE || row >= x86_cpu_feature_count) {
            cpu_bad(w, &f->name, D_cpu_feature_unknown, name, cpu_near_feature(w->arena, name), NULL);
            return NULL;
        }
        if (x86_features[row].never_sent || (!x86_features[row].qemu && !on))
            return "";
        name = x86_features[row].qemu ? x86_features[row].qemu : name;
    }
    return arena_printf(w->arena, ",%s=%s", escaped(w->arena, name), on ? "on" : "off");
}

static const char *cache_of(const struct cpu *cpu)
{
    const bool passed = cpu_passed_through(cpu);
    if (!cpu->cache.mode)
        return "";
    if (strcmp(cpu->cache.mode, "emulate") == 0)
        return passed ? ",l3-cache=on,host-cache-info=off" : ",l3-cache=on";
    if (strcmp(cpu->cache.mode, "disable") == 0)
        return passed ? ",host-cache-info=off,l3-cache=off" : ",l3-cache=off";
    return ",host-cache-info=on,l3-cache=off";
}

static const char *address_of(struct cpu_work *w, const struct cpu *cpu)
{
    const struct cpu_address *a = &cpu->address;
    if (!a->mode)
        return "";
    if (strcmp(a->mode, "passthrough") == 0)
        return a->limit > 0 ? arena_printf(w->arena, ",host-phys-bits=on,host-phys-bits-limit=%d", a->limit)
                            : ",host-phys-bits=on";
    return a->bits > 0 ? arena_printf(w->arena, ",phys-bits=%d", a->bits) : ",host-phys-bits=off";
}

const char *cpu_form_qemu(struct cpu_work *w, const struct cpu *cpu)
{
    static const char *const migratable[] = {
        [CPU_UNSET] = "", [CPU_ON] = ",migratable=on", [CPU_OFF] = ",migratable=off"};
    bool known;
    const enum cpu_family family = cpu_family_of(w->arch, &known);
    const char *text = model_of(w, cpu, family);
    if (!text)
        return NULL;
    text = arena_printf(w->arena, "%s%s%s%s", escaped(w->arena, text),
                        cpu_passed_through(cpu) ? migratable[cpu->migratable] : "", cpu->vendor_id ? ",vendor=" : "",
                        cpu->vendor_id ? escaped(w->arena, cpu->vendor_id) : "");
    for (size_t i = 0; i < cpu->features.count; i++) {
        const char *feature = feature_of(w, &cpu->features.list[i], family);
        if (!feature)
            return NULL;
        text = arena_printf(w->arena, "%s%s", text, feature);
    }
    return arena_printf(w->arena, "%s%s%s", text, cache_of(cpu), address_of(w, cpu));
}
