/* Changes to descriptions of CPUs, and how a computation says that it failed. Knows no model and no feature. */
#include "cpu.h"

#include <stdlib.h>
#include <string.h>

#include "../base/array.h"

enum { MAX_ARGS = 8 };

bool cpu_no(struct cpu_work *w, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    w->reason = arena_vprintf(w->arena, format, args);
    va_end(args);
    w->verdict = CPU_NO;
    return false;
}

bool cpu_bad(struct cpu_work *w, const struct cpu_name *at, enum diag_id id, ...)
{
    const char *args[MAX_ARGS + 1] = {0};
    va_list list;
    va_start(list, id);
    for (size_t i = 0; i < MAX_ARGS && (args[i] = va_arg(list, const char *)); i++)
        ;
    va_end(list);
    struct diags alone = {.arena = w->arena};
    struct cpu_complaint *c = arena_new_of(w->arena, struct cpu_complaint);
    c->diag = diag_add(&alone, id, (struct place){0, 0}, args);
    w->reason = c->diag->message;
    if (at && at->doc) {
        c->at = *at;
        *(w->last ? &w->last->next : &w->complaints) = c;
        w->last = c;
    }
    w->verdict = CPU_BAD;
    return false;
}

enum cpu_family cpu_family_of(const char *arch, bool *known)
{
    static const struct {
        const char *name;
        enum cpu_family family;
    } all[] = {
#define ARCH(name, family) {name, CPU_FAMILY_##family},
#include "arch.def"
#undef ARCH
    };
    for (size_t i = 0; i < countof(all); i++)
        if (strcmp(all[i].name, arch) == 0) {
            *known = true;
            return all[i].family;
        }
    *known = false;
    return CPU_FAMILY_NONE;
}

struct cpu *cpu_new(struct arena *a, enum cpu_type type)
{
    struct cpu *cpu = arena_new_of(a, struct cpu);
    *cpu = (struct cpu){.type = type, .match = CPU_EXACT, .cache.level = -1, .address = {NULL, -1, -1}};
    return cpu;
}

struct cpu *cpu_copy(struct arena *a, const struct cpu *cpu)
{
    struct cpu *copy = arena_new_of(a, struct cpu);
    *copy = *cpu;
    copy->features.size = cpu->features.count;
    copy->features.list = arena_new_array(a, struct cpu_feature, cpu->features.count);
    if (cpu->features.count)
        memcpy(copy->features.list, cpu->features.list, cpu->features.count * sizeof *cpu->features.list);
    return copy;
}

struct cpu_feature *cpu_feature(const struct cpu *cpu, const char *name)
{
    for (size_t i = 0; i < cpu->features.count; i++)
        if (strcmp(cpu->features.list[i].name.text, name) == 0)
            return &cpu->features.list[i];
    return NULL;
}

void cpu_feature_add(struct arena *a, struct cpu *cpu, const struct cpu_name *name, enum cpu_policy policy)
{
    struct cpu_features *f = &cpu->features;
    if (f->count == f->size) {
        f->size = f->size ? 2 * f->size : 32;
        struct cpu_feature *more = arena_new_array(a, struct cpu_feature, f->size);
        if (f->count)
            memcpy(more, f->list, f->count * sizeof *more);
        f->list = more;
    }
    f->list[f->count++] = (struct cpu_feature){*name, policy};
}

void cpu_feature_set(struct arena *a, struct cpu *cpu, const struct cpu_name *name, enum cpu_policy policy)
{
    struct cpu_feature *f = cpu_feature(cpu, name->text);
    if (f)
        f->policy = policy;
    else
        cpu_feature_add(a, cpu, name, policy);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct cpu_feature *)a)->name.text, ((const struct cpu_feature *)b)->name.text);
}

void cpu_features_sort(struct cpu *cpu)
{
    if (cpu->features.count)
        qsort(cpu->features.list, cpu->features.count, sizeof *cpu->features.list, by_name);
}

void cpu_features_clear(struct cpu *cpu)
{
    cpu->features = (struct cpu_features){0};
}
