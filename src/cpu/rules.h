/* The computations with CPUs, for each family of processors; and what they are asked for. */
#ifndef VC_CPU_RULES_H
#define VC_CPU_RULES_H

#include "cpu.h"
#include "tables.h"

enum cpu_relation { CPU_INCOMPATIBLE, CPU_IDENTICAL, CPU_SUPERSET };

/* A model that a hypervisor offers, and the features that keep it from running there. */
struct cpu_usable {
    const char *name;
    const char *const *blockers; /* ends with NULL */
};

struct cpu_models {
    const struct cpu_usable *list;
    size_t count;
    bool any_case; /* QEMU's names of POWER models are in lower case */
};

const struct cpu_usable *cpu_usable_find(const struct cpu_models *m, const char *name);

struct cpu_wish {
    const struct cpu_models *models; /* NULL: any */
    bool expand, migratable;
};

/* What a family can do; NULL where it has no such thing. Functions give false after a refusal. `cpu` is changed in place
 * where it is not const. */
struct cpu_rules {
    bool (*compare)(struct cpu_work *w, const struct cpu *host, const struct cpu *cpu, enum cpu_relation *out);
    bool (*update)(struct cpu_work *w, struct cpu *guest, const struct cpu *host, bool restored);
    struct cpu *(*baseline)(struct cpu_work *w, struct cpu *const *list, size_t count, const struct cpu_wish *wish);
    /* What single ones of the list cost the baseline, a line each; `model` is the baseline's. */
    const char *(*costs)(struct cpu_work *w, struct cpu *const *list, size_t count, const struct cpu_wish *wish,
                         const char *model);
    bool (*translate)(struct cpu_work *w, struct cpu *guest, const struct cpu_models *models);
    bool (*expand)(struct cpu_work *w, struct cpu *cpu);
    bool (*has_feature)(struct cpu_work *w, const struct cpu *cpu, const char *name, bool *out);
    bool (*validate)(struct cpu_work *w, const struct cpu *cpu);
    void (*rename)(struct cpu *cpu); /* old names of models to those of today */
};

/* For families whose models say nothing of features, and those where any feature may be named. */
bool cpu_expand_sorted(struct cpu_work *w, struct cpu *cpu);
bool cpu_validate_any(struct cpu_work *w, const struct cpu *cpu);

extern const struct cpu_rules x86_rules, ppc64_rules, arm_rules, s390_rules, riscv_rules, loongarch_rules;

/* The rules of the work's architecture; NULL after a refusal. */
const struct cpu_rules *cpu_rules(struct cpu_work *w);

/* The guest as it would run on the host; NULL when it cannot. */
struct cpu *cpu_guest_on(struct cpu_work *w, const struct cpu *host, const struct cpu *guest,
                         const struct cpu_models *models);
/* The guest with everything that depends on the host resolved; NULL when that cannot be. */
struct cpu *cpu_updated(struct cpu_work *w, const struct cpu *host, const struct cpu *guest, bool restored);
/* Translates a guest of another model to one that may be used, as long as it does not forbid it. */
bool cpu_translate(struct cpu_work *w, struct cpu *guest, const struct cpu_models *models);

/* The features of ARM processors that libvirt knows; NULL behind the last. */
const char *arm_feature_at(size_t i);

/* "; did you mean 'x'?" or "" */
const char *cpu_near_feature(struct arena *a, const char *name);
const char *cpu_near_model(struct arena *a, const char *name);
const char *cpu_near_word(struct arena *a, const char *word, const char *(*next)(size_t index));

#endif
