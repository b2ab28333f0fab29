/* Whether an x86 host can run a CPU, and whether it is exactly that CPU. */
#include <string.h>

#include "x86.h"

/* "a, b and 3 more", for reasons. */
static const char *listed(struct cpu_work *w, const struct x86_bits *set)
{
    enum { MOST = 8 };
    struct x86_bits rest = *set;
    const char *text = "";
    for (int n = 0, f = bits_next(&rest, 0); f >= 0 && n < MOST; f = bits_next(&rest, f), n++) {
        text = arena_printf(w->arena, "%s%s%s", text, n ? ", " : "", x86_features[f].name);
        bits_remove(&rest, f);
    }
    const int more = bits_count(&rest);
    return more ? arena_printf(w->arena, "%s and %d more", text, more) : text;
}

/* What is decided without a look at any feature. */
static bool is_foreign(struct cpu_work *w, const struct cpu *host, const struct cpu *cpu)
{
    bool known;
    if (!host->model.text)
        w->reason = "the host has no model";
    else if (cpu->arch && cpu_family_of(cpu->arch, &known) != CPU_FAMILY_X86)
        w->reason = arena_printf(w->arena, "its architecture is %s", cpu->arch);
    else if (cpu->vendor.text && (!host->vendor.text || strcmp(cpu->vendor.text, host->vendor.text) != 0))
        w->reason = arena_printf(w->arena, "it asks for the vendor %s; the host's is %s", cpu->vendor.text,
                                 host->vendor.text ? host->vendor.text : "not known");
    else
        return false;
    return true;
}

bool x86_compare(struct cpu_work *w, const struct cpu *host, const struct cpu *cpu, enum cpu_relation *out)
{
    struct x86_bits have, set[CPU_FORBID + 1];
    *out = CPU_INCOMPATIBLE;
    if (is_foreign(w, host, cpu))
        return true;
    if (!x86_full_set(w, host, &have))
        return false;
    for (int policy = CPU_FORCE; policy <= CPU_FORBID; policy++)
        if (!x86_policy_set(w, cpu, (enum cpu_policy)policy, &set[policy]))
            return false;
    struct x86_bits settled = bits_or(set[CPU_FORCE], &set[CPU_OPTIONAL]);
    settled = bits_or(settled, &set[CPU_DISABLE]);
    const struct x86_bits needed = bits_without(set[CPU_REQUIRE], &settled);
    const struct x86_bits forbidden = bits_and(have, &set[CPU_FORBID]), missing = bits_without(needed, &have);
    if (!bits_empty(&forbidden)) {
        w->reason = arena_printf(w->arena, "the host has what is forbidden: %s", listed(w, &forbidden));
        return true;
    }
    if (!bits_empty(&missing)) {
        w->reason = arena_printf(w->arena, "the host lacks %s", listed(w, &missing));
        return true;
    }
    struct x86_bits extra = bits_without(have, &settled);
    extra = bits_without(extra, &needed);
    if (bits_empty(&extra))
        *out = CPU_IDENTICAL;
    else if (cpu->type == CPU_HOST || cpu->match != CPU_STRICT)
        *out = CPU_SUPERSET;
    else
        w->reason = arena_printf(w->arena, "the host has more than the strict match allows: %s", listed(w, &extra));
    return true;
}
