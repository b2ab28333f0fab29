/* Writes a CPU as masks of CPUID for VMware: `cpuid.LEAF.REGISTER = "..."`, one character a bit, from the highest down:
 *   T  the guest needs the feature     F  the guest must not have it     -  not said
 *   1  shown, whatever the host has    0  hidden                         H  as on the host */
#include <string.h>

#include "form.h"
#include "x86.h"

static const char marks[] = {[CPU_FORCE] = '1', [CPU_REQUIRE] = 'T', [CPU_OPTIONAL] = 'H', [CPU_DISABLE] = '0',
                             [CPU_FORBID] = 'F'};

enum { REGISTER_BITS = 32 };

struct masks {
    struct x86_bits set[CPU_FORBID + 1], said;
};

/* What models differ by; the others (hypervisor, osxsave ...) come and go with the software that runs. */
static struct x86_bits of_models(void)
{
    struct x86_bits all = {{0}};
    for (int i = 0; i < x86_model_count; i++)
        all = bits_or(all, &x86_models[i].set);
    return all;
}

/* What a model does not have is hidden: the guest is to see that model, whatever the host is. */
static bool collect(struct cpu_work *w, const struct cpu *cpu, struct masks *m)
{
    for (int policy = CPU_FORCE; policy <= CPU_FORBID; policy++)
        if (!x86_policy_set(w, cpu, (enum cpu_policy)policy, &m->set[policy]))
            return false;
    for (int policy = CPU_FORCE; policy <= CPU_FORBID; policy++) {
        if (policy != CPU_REQUIRE)
            m->set[CPU_REQUIRE] = bits_without(m->set[CPU_REQUIRE], &m->set[policy]);
        m->said = bits_or(m->said, &m->set[policy]);
    }
    if (cpu->model.text) {
        const struct x86_bits hidden = bits_without(of_models(), &m->said);
        m->set[CPU_DISABLE] = bits_or(m->set[CPU_DISABLE], &hidden);
    }
    return true;
}

static char mark_of(const struct masks *m, int feature)
{
    for (int policy = CPU_FORCE; policy <= CPU_FORBID; policy++)
        if (bits_has(&m->set[policy], feature))
            return marks[policy];
    return '-';
}

static bool can_be_masked(const struct x86_feature *f)
{
    return f->reg != X86_MSR && f->subleaf == 0;
}

static const char *line_of(struct cpu_work *w, const struct masks *m, const struct x86_feature *at)
{
    static const char *const registers[] = {"eax", "ebx", "ecx", "edx"};
    char bits[REGISTER_BITS + REGISTER_BITS / 4] = {0};
    bool any = false;
    for (int k = 0, bit = REGISTER_BITS - 1; bit >= 0; bit--) {
        bits[k++] = '-';
        if (bit % 4 == 0 && bit)
            bits[k++] = ':';
    }
    for (int f = 0; f < x86_cpu_feature_count; f++) {
        const struct x86_feature *x = &x86_features[f];
        if (!can_be_masked(x) || x->leaf != at->leaf || x->reg != at->reg)
            continue;
        const int from_top = REGISTER_BITS - 1 - __builtin_ctzll(x->mask);
        bits[from_top + from_top / 4] = mark_of(m, f);
        any |= mark_of(m, f) != '-';
    }
    return any ? arena_printf(w->arena, "cpuid.%x.%s = \"%s\"\n", at->leaf, registers[at->reg], bits) : "";
}

static bool is_first_of_register(int row)
{
    for (int i = 0; i < row; i++)
        if (can_be_masked(&x86_features[i]) && x86_features[i].leaf == x86_features[row].leaf &&
            x86_features[i].reg == x86_features[row].reg)
            return false;
    return can_be_masked(&x86_features[row]);
}

const char *cpu_form_vmware(struct cpu_work *w, const struct cpu *cpu)
{
    struct masks m = {0};
    const char *text = "", *lost = "";
    if (cpu->mode == CPU_HOST_MODEL || (cpu->mode == CPU_CUSTOM && cpu->match == CPU_MINIMUM)) {
        cpu_no(w, "this CPU depends on the host it runs on: resolve it first with 'cpu update'");
        return NULL;
    }
    if (!collect(w, cpu, &m))
        return NULL;
    for (int row = 0; row < x86_cpu_feature_count; row++) {
        if (is_first_of_register(row))
            text = arena_printf(w->arena, "%s%s", text, line_of(w, &m, &x86_features[row]));
        if (!can_be_masked(&x86_features[row]) && bits_has(&m.said, row))
            lost = arena_printf(w->arena, "%s %s", lost, x86_features[row].name);
    }
    return *lost ? arena_printf(w->arena, "# There is no mask for:%s\n%s", lost, text) : text;
}
