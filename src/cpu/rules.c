/* Picks the rules of an architecture, and what is done the same way on all of them. */
#include "rules.h"

#include <string.h>
#include <strings.h>

const struct cpu_rules *cpu_rules(struct cpu_work *w)
{
    static const struct cpu_rules *const all[] = {
        [CPU_FAMILY_X86] = &x86_rules,     [CPU_FAMILY_PPC64] = &ppc64_rules, [CPU_FAMILY_ARM] = &arm_rules,
        [CPU_FAMILY_S390] = &s390_rules,   [CPU_FAMILY_RISCV] = &riscv_rules,
        [CPU_FAMILY_LOONGARCH] = &loongarch_rules,
    };
    bool known;
    const enum cpu_family family = cpu_family_of(w->arch, &known);
    if (known && all[family])
        return all[family];
    if (known)
        cpu_no(w, "nothing is known about CPUs of %s", w->arch);
    else
        cpu_bad(w, NULL, D_cpu_arch, w->arch, NULL);
    return NULL;
}

const struct cpu_usable *cpu_usable_find(const struct cpu_models *m, const char *name)
{
    for (size_t i = 0; i < m->count; i++)
        if ((m->any_case ? strcasecmp : strcmp)(m->list[i].name, name) == 0)
            return &m->list[i];
    return NULL;
}

bool cpu_translate(struct cpu_work *w, struct cpu *guest, const struct cpu_models *models)
{
    const struct cpu_rules *rules = cpu_rules(w);
    if (!rules)
        return false;
    if (guest->mode != CPU_CUSTOM || !models || (guest->model.text && cpu_usable_find(models, guest->model.text)))
        return true;
    if (guest->fallback_forbidden)
        return cpu_no(w, "the model %s is not offered, and the guest accepts no other",
                      guest->model.text ? guest->model.text : "of the guest");
    if (!rules->translate)
        return cpu_no(w, "CPU models of %s cannot be translated", w->arch);
    return rules->translate(w, guest, models);
}

struct cpu *cpu_guest_on(struct cpu_work *w, const struct cpu *host, const struct cpu *given,
                         const struct cpu_models *models)
{
    const struct cpu_rules *rules = cpu_rules(w);
    struct cpu *guest = cpu_copy(w->arena, given);
    enum cpu_relation relation;
    if (!rules)
        return NULL;
    if (rules->rename)
        rules->rename(guest);
    if (!rules->compare(w, host, guest, &relation))
        return NULL;
    if (relation == CPU_INCOMPATIBLE) {
        cpu_no(w, "the host cannot run this CPU: %s", w->reason ? w->reason : "they are of different kinds");
        return NULL;
    }
    return rules->update(w, guest, host, false) && cpu_translate(w, guest, models) ? guest : NULL;
}

/* What of the host may be relied on after a migration. */
static struct cpu *migratable(struct cpu_work *w, const struct cpu *host)
{
    struct cpu *copy = cpu_copy(w->arena, host);
    struct cpu_features *f = &copy->features;
    size_t kept = 0;
    for (size_t i = 0; i < f->count; i++) {
        const int row = x86_feature_find(f->list[i].name.text);
        if (row == X86_NONE || !x86_features[row].stays)
            f->list[kept++] = f->list[i];
    }
    f->count = kept;
    return copy;
}

struct cpu *cpu_updated(struct cpu_work *w, const struct cpu *host, const struct cpu *given, bool restored)
{
    const struct cpu_rules *rules = cpu_rules(w);
    struct cpu *guest = cpu_copy(w->arena, given);
    if (!rules)
        return NULL;
    if (cpu_passed_through(guest))
        return guest;
    return rules->update(w, guest, rules == &x86_rules ? migratable(w, host) : host, restored) ? guest : NULL;
}

bool cpu_expand_sorted(struct cpu_work *w, struct cpu *cpu)
{
    (void)w;
    cpu_features_sort(cpu);
    return true;
}

bool cpu_validate_any(struct cpu_work *w, const struct cpu *cpu)
{
    (void)w, (void)cpu;
    return true;
}
