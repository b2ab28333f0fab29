/* A description of a CPU, of a host or for a guest, as <cpu> elements hold it, and what all computations with it share.
 * Knows no model and no feature. */
#ifndef VC_CPU_CPU_H
#define VC_CPU_CPU_H

#include "../xml/tree.h"

enum cpu_type { CPU_GUEST, CPU_HOST };
enum cpu_mode { CPU_CUSTOM, CPU_HOST_MODEL, CPU_HOST_PASSTHROUGH, CPU_MAXIMUM };
enum cpu_match { CPU_MINIMUM, CPU_EXACT, CPU_STRICT };
enum cpu_check { CPU_CHECK_DEFAULT, CPU_CHECK_NONE, CPU_CHECK_PARTIAL, CPU_CHECK_FULL };
enum cpu_policy { CPU_FORCE, CPU_REQUIRE, CPU_OPTIONAL, CPU_DISABLE, CPU_FORBID };
enum cpu_switch { CPU_UNSET, CPU_ON, CPU_OFF };

/* A name, and where it was read: messages about it point there. */
struct cpu_name {
    const char *text; /* NULL when there is none */
    struct doc *doc;  /* NULL when nobody wrote it */
    const struct node *node;
    const struct attr *attr;
};

struct cpu_feature {
    struct cpu_name name;
    enum cpu_policy policy; /* without meaning for a host */
};

struct cpu_features {
    struct cpu_feature *list;
    size_t count, size;
};

struct cpu_topology {
    unsigned sockets, dies, clusters, cores, threads; /* sockets 0: no topology */
};

struct cpu_cache {
    const char *mode; /* NULL: none */
    int level;        /* or -1 */
};

struct cpu_address {
    const char *mode; /* NULL: none */
    int bits, limit;  /* or -1 */
};

struct cpu_counter {
    const char *name; /* NULL: none */
    const char *frequency, *scaling;
};

struct cpu {
    struct cpu_name self; /* the element; its text is what messages call the CPU */
    enum cpu_type type;
    enum cpu_mode mode;
    enum cpu_match match;
    enum cpu_check check;
    enum cpu_switch migratable, deprecated;
    bool fallback_forbidden;
    const char *arch; /* of a host */
    struct cpu_name model, vendor;
    const char *vendor_id;
    unsigned microcode;
    unsigned family, signature_model, stepping; /* of a host; family 0: no signature */
    struct cpu_counter counter;
    struct cpu_topology topology;
    struct cpu_cache cache;
    struct cpu_address address;
    struct cpu_features features;
};

/* --- work --------------------------------------------------------------------------------------------------------- */

enum cpu_verdict {
    CPU_YES,
    CPU_NO,  /* there is no answer, or it is negative */
    CPU_BAD, /* what was given is wrong: a diagnostic tells it */
};

enum cpu_family {
    CPU_FAMILY_NONE,
    CPU_FAMILY_X86,
    CPU_FAMILY_PPC64,
    CPU_FAMILY_ARM,
    CPU_FAMILY_S390,
    CPU_FAMILY_RISCV,
    CPU_FAMILY_LOONGARCH,
};

/* What is wrong with something that was given, to be told at its place once the computation is over. */
struct cpu_complaint {
    struct cpu_complaint *next;
    const struct diag *diag; /* without a place */
    struct cpu_name at;
};

/* One computation. Functions that give false have said why. Documents are only read. */
struct cpu_work {
    struct arena *arena;
    const char *arch;
    enum cpu_verdict verdict;
    const char *reason; /* once verdict is not CPU_YES, or the relation is CPU_INCOMPATIBLE */
    struct cpu_complaint *complaints, *last;
};

/* Always false, for `return cpu_no(...)`. */
bool cpu_no(struct cpu_work *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for what is wrong in a document: the diagnostic will stand at the name's place. `at` may be NULL: then the
 * reason alone tells it. The id is followed by the strings for {0}, {1} ..., ended with NULL. */
bool cpu_bad(struct cpu_work *w, const struct cpu_name *at, enum diag_id id, ...);

/* The family of an architecture; false in *known when there is no such architecture. */
enum cpu_family cpu_family_of(const char *arch, bool *known);

/* --- reading, writing, changing ----------------------------------------------------------------------------------- */

/* A CPU without model and features. */
struct cpu *cpu_new(struct arena *a, enum cpu_type type);
/* Reads a <cpu> element, or another one with its content; NULL after a diagnostic. All lives in the document's
 * arena. */
struct cpu *cpu_read(struct doc *d, const struct node *n);
/* Reads all CPUs of a document: a <cpu>, that of a domain, of the host in capabilities, the host-model of domain
 * capabilities; or all such elements right below its root. False after a diagnostic. */
bool cpu_read_all(struct doc *d, struct cpu ***list, size_t *count);
/* The element as text. */
void cpu_write(struct buf *b, const struct cpu *cpu);

struct cpu *cpu_copy(struct arena *a, const struct cpu *cpu);

struct cpu_feature *cpu_feature(const struct cpu *cpu, const char *name);
/* Appends a feature that the CPU does not have. */
void cpu_feature_add(struct arena *a, struct cpu *cpu, const struct cpu_name *name, enum cpu_policy policy);
/* Sets the policy of a feature in place, or appends it. */
void cpu_feature_set(struct arena *a, struct cpu *cpu, const struct cpu_name *name, enum cpu_policy policy);
void cpu_features_sort(struct cpu *cpu); /* by name, in byte order */
void cpu_features_clear(struct cpu *cpu);

static inline bool cpu_has_policy(const struct cpu *cpu, enum cpu_policy policy)
{
    for (size_t i = 0; i < cpu->features.count; i++)
        if (cpu->features.list[i].policy == policy)
            return true;
    return false;
}

static inline bool cpu_passed_through(const struct cpu *cpu)
{
    return cpu->mode == CPU_HOST_PASSTHROUGH || cpu->mode == CPU_MAXIMUM;
}

/* A guest that depends on the host it will run on. */
static inline bool cpu_is_relative(const struct cpu *cpu)
{
    return cpu->mode == CPU_HOST_MODEL ||
           (cpu->mode == CPU_CUSTOM && (cpu->match == CPU_MINIMUM || cpu_has_policy(cpu, CPU_OPTIONAL)));
}

#endif
