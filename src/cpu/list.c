/* Lists the models of an architecture. */
#include "list.h"

#include <stdio.h>
#include <string.h>

static const char *const arm_models[] = {
#define VENDOR(name, implementer)
#define MODEL(name, vendor, part) name "\t" vendor,
#define FEATURE(name, bit, configurable)
#include "arm.def"
#undef VENDOR
#undef MODEL
#undef FEATURE
    NULL,
};

static const char *const ppc64_models[] = {
#define MODEL(name, vendor, level) name "\t" vendor,
#define PVR(value, mask)
#define LEGACY(old, now)
#include "ppc64.def"
#undef MODEL
#undef PVR
#undef LEGACY
    NULL,
};

static const char *join(struct arena *a, const char *(*line)(struct arena *a, size_t i))
{
    size_t count = 0, size = 1;
    while (line(a, count))
        count++;
    const char **lines = arena_new_array(a, const char *, count);
    for (size_t i = 0; i < count; i++)
        size += strlen(lines[i] = line(a, i)) + 1;
    char *all = arena_alloc(a, size), *end = all;
    for (size_t i = 0; i < count; i++)
        end += sprintf(end, "%s%s", i ? "\n" : "", lines[i]);
    return all;
}

static const char *x86_line(struct arena *a, size_t i)
{
    if (i >= (size_t)x86_model_count)
        return NULL;
    const struct x86_model *m = &x86_models[i];
    return arena_printf(a, "%s\t%s\t%d%s%s", m->name, m->vendor != X86_NONE ? x86_vendors[m->vendor].name : "-",
                        bits_count(&m->set), m->same != X86_NONE ? "\t= " : "",
                        m->same != X86_NONE ? x86_models[m->same].name : "");
}

static const char *arm_line(struct arena *a, size_t i)
{
    (void)a;
    return arm_models[i];
}

static const char *ppc64_line(struct arena *a, size_t i)
{
    (void)a;
    return ppc64_models[i];
}

const char *cpu_list(struct cpu_work *w)
{
    bool known;
    if (!cpu_rules(w))
        return NULL;
    switch (cpu_family_of(w->arch, &known)) {
    case CPU_FAMILY_X86:
        return join(w->arena, x86_line);
    case CPU_FAMILY_ARM:
        return join(w->arena, arm_line);
    case CPU_FAMILY_PPC64:
        return join(w->arena, ppc64_line);
    default:
        cpu_no(w, "libvirt has no table of models for %s: they are the hypervisor's", w->arch);
        return NULL;
    }
}
