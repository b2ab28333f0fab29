/* What the files about x86 share: sets of features, CPUID data, decoding. */
#ifndef VC_CPU_X86_H
#define VC_CPU_X86_H

#include "rules.h"

/* What CPUID and MSRs say, as far as it is known here. */
struct x86_data {
    struct x86_bits have;
    int vendor; /* row, or X86_NONE */
    uint32_t signature; /* of leaf 1 */
    bool more;  /* other bits are set too */
};

struct x86_family_model {
    unsigned family, model, stepping;
};

struct x86_family_model x86_signature_parts(uint32_t signature);
uint32_t x86_signature_of(struct x86_family_model parts);

/* Rows by names that documents hold; NULL and false after a diagnostic. */
const struct x86_model *x86_find_model(struct cpu_work *w, const struct cpu_name *name);
bool x86_find_feature(struct cpu_work *w, const struct cpu_name *name, int *out);
struct cpu_name x86_feature_name(int feature);

/* The features that the CPU has; those that its description names with a policy (with CPU_REQUIRE also its model's). */
bool x86_full_set(struct cpu_work *w, const struct cpu *cpu, struct x86_bits *out);
bool x86_policy_set(struct cpu_work *w, const struct cpu *cpu, enum cpu_policy policy, struct x86_bits *out);

/* Appends the features that the model had in older versions, and that the CPU does not mention. */
void x86_add_once(struct arena *a, struct cpu *cpu, const struct x86_model *m, enum cpu_policy policy);

struct x86_question {
    bool host;                       /* a host's CPU, else a guest's */
    const struct cpu_models *models; /* NULL: any */
    const char *const *preferred;
    size_t preferred_count;
    bool migratable; /* drop what cannot migrate */
};

/* The CPU that data describe: model, vendor and features. NULL after a refusal. */
struct cpu *x86_decode(struct cpu_work *w, struct x86_data data, const struct x86_question *q);

/* The guest as QEMU really started it. */
bool x86_live(struct cpu_work *w, struct cpu *guest, const struct x86_data *enabled, const struct x86_data *disabled);

bool x86_compare(struct cpu_work *w, const struct cpu *host, const struct cpu *cpu, enum cpu_relation *out);
bool x86_update(struct cpu_work *w, struct cpu *guest, const struct cpu *host, bool restored);
struct cpu *x86_baseline(struct cpu_work *w, struct cpu *const *list, size_t count, const struct cpu_wish *wish);
const char *x86_costs(struct cpu_work *w, struct cpu *const *list, size_t count, const struct cpu_wish *wish,
                      const char *model);
bool x86_translate(struct cpu_work *w, struct cpu *guest, const struct cpu_models *models);
bool x86_expand(struct cpu_work *w, struct cpu *cpu);

#endif
