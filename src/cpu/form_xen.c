/* Writes a CPU for Xen: the option cpuid of xl, and featuresets. */
#include <inttypes.h>
#include <string.h>

#include "form.h"
#include "x86.h"

enum { FEATURESET_WORDS = 18 };

/* Where each word of a featureset comes from. */
static const struct {
    uint32_t leaf, subleaf;
    enum x86_register reg;
    unsigned shift; /* of an MSR */
} words[FEATURESET_WORDS] = {
    {0x1, 0, X86_EDX, 0},        {0x1, 0, X86_ECX, 0},        {0x80000001, 0, X86_EDX, 0}, {0x80000001, 0, X86_ECX, 0},
    {0xd, 1, X86_EAX, 0},        {0x7, 0, X86_EBX, 0},        {0x7, 0, X86_ECX, 0},        {0x80000007, 0, X86_EDX, 0},
    {0x80000008, 0, X86_EBX, 0}, {0x7, 0, X86_EDX, 0},        {0x7, 1, X86_EAX, 0},        {0x80000021, 0, X86_EAX, 0},
    {0x7, 1, X86_EBX, 0},        {0x7, 2, X86_EDX, 0},        {0x7, 1, X86_ECX, 0},        {0x7, 1, X86_EDX, 0},
    {0x10a, 0, X86_MSR, 0},      {0x10a, 0, X86_MSR, 32},
};

const char *cpu_form_featureset(struct cpu_work *w, const struct cpu *cpu)
{
    struct x86_bits have;
    uint32_t values[FEATURESET_WORDS] = {0};
    if (!x86_full_set(w, cpu, &have))
        return NULL;
    FOR_BITS(f, &have)
        for (int i = 0; i < FEATURESET_WORDS; i++) {
            const struct x86_feature *x = &x86_features[f];
            if (x->leaf == words[i].leaf && x->subleaf == words[i].subleaf && x->reg == words[i].reg)
                values[i] |= (uint32_t)(x->mask >> words[i].shift);
        }
    const char *text = "";
    for (int i = 0; i < FEATURESET_WORDS; i++)
        text = arena_printf(w->arena, "%s%s%08" PRIx32, text, i ? "-" : "", values[i]);
    return text;
}

/* Nested virtualization has an option of its own. */
static bool has_own_option(const char *name)
{
    return strcmp(name, "vmx") == 0 || strcmp(name, "svm") == 0;
}

const char *cpu_form_xen(struct cpu_work *w, const struct cpu *cpu)
{
    static const char values[] = {[CPU_FORCE] = '1', [CPU_REQUIRE] = '1', [CPU_OPTIONAL] = 'x', [CPU_DISABLE] = '0',
                                  [CPU_FORBID] = '0'};
    const char *text = "";
    if (cpu->mode != CPU_HOST_PASSTHROUGH) {
        cpu_no(w, "Xen gives its guests the host's CPU: only a CPU of mode 'host-passthrough' can be written for it");
        return NULL;
    }
    for (size_t i = 0; i < cpu->features.count; i++) {
        const struct cpu_feature *f = &cpu->features.list[i];
        int row;
        if (!x86_find_feature(w, &f->name, &row))
            return NULL;
        if (!has_own_option(f->name.text))
            text = arena_printf(w->arena, "%s,%s=%c", text, x86_features[row].xen, values[f->policy]);
    }
    return *text ? arena_printf(w->arena, "host%s", text) : "";
}
