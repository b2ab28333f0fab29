/* The tables of x86 features, vendors and models, made by tools/cpugen from data/cpu: constant data, sorted for lookup.
 * Knows no rule about them. */
#ifndef VC_CPU_TABLES_H
#define VC_CPU_TABLES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { X86_WORDS = 6, X86_NONE = -1 };

/* A set of features: bit i stands for the i-th row. */
struct x86_bits {
    uint64_t w[X86_WORDS];
};

enum x86_register { X86_EAX, X86_EBX, X86_ECX, X86_EDX, X86_MSR };

struct x86_feature {
    const char *name;
    const char *qemu; /* QEMU's name; NULL when it has no such property */
    const char *xen;  /* xl's name */
    const char *also; /* further names, separated by commas, or NULL */
    uint32_t leaf, subleaf; /* of CPUID; the index of an MSR */
    uint64_t mask;          /* in the register; all bits must be set */
    uint8_t reg;            /* enum x86_register; an MSR has 64 bits */
    bool stays;             /* not migratable */
    bool never_sent;        /* not set when QEMU is started */
};

struct x86_signature {
    uint16_t family, model;
    uint8_t first, last; /* steppings */
};

struct x86_vendor {
    const char *name;
    char id[13]; /* as CPUID has it */
};

struct x86_model {
    const char *name;
    struct x86_bits set, later, once; /* what these mean: data/cpu/x86-models.cpu */
    int16_t same;                     /* the model of which this is another name, or X86_NONE */
    int8_t vendor;                    /* or X86_NONE */
    uint8_t signature_count;
    uint16_t signature; /* the first one */
    bool for_hosts, for_guests, compat, in_qemu;
};

/* The first x86_cpu_feature_count rows are features of a processor, the others what hypervisors tell their guests. */
extern const struct x86_feature x86_features[];
extern const int x86_feature_count, x86_cpu_feature_count;
extern const struct x86_vendor x86_vendors[];
extern const int x86_vendor_count;
extern const struct x86_model x86_models[];
extern const int x86_model_count;
extern const struct x86_signature x86_signatures[];

/* Rows in the byte order of their names. */
extern const int16_t x86_features_by_name[], x86_models_by_name[];

/* Rows by their names; X86_NONE when there is none. */
int x86_feature_find(const char *name);
int x86_model_find(const char *name);
int x86_vendor_find(const char *name);

/* --- sets --------------------------------------------------------------------------------------------------------- */

static inline bool bits_has(const struct x86_bits *b, int i)
{
    return b->w[i / 64] >> (i % 64) & 1;
}

static inline void bits_add(struct x86_bits *b, int i)
{
    b->w[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline void bits_remove(struct x86_bits *b, int i)
{
    b->w[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

static inline bool bits_empty(const struct x86_bits *b)
{
    uint64_t any = 0;
    for (int i = 0; i < X86_WORDS; i++)
        any |= b->w[i];
    return !any;
}

/* a without b; a and b; a or b. */
static inline struct x86_bits bits_without(struct x86_bits a, const struct x86_bits *b)
{
    for (int i = 0; i < X86_WORDS; i++)
        a.w[i] &= ~b->w[i];
    return a;
}

static inline struct x86_bits bits_and(struct x86_bits a, const struct x86_bits *b)
{
    for (int i = 0; i < X86_WORDS; i++)
        a.w[i] &= b->w[i];
    return a;
}

static inline struct x86_bits bits_or(struct x86_bits a, const struct x86_bits *b)
{
    for (int i = 0; i < X86_WORDS; i++)
        a.w[i] |= b->w[i];
    return a;
}

static inline int bits_count(const struct x86_bits *b)
{
    int n = 0;
    for (int i = 0; i < X86_WORDS; i++)
        n += __builtin_popcountll(b->w[i]);
    return n;
}

/* The first feature of the set at or behind i, or X86_NONE. */
static inline int bits_next(const struct x86_bits *b, int i)
{
    for (int k = i / 64; k < X86_WORDS; k++, i = k * 64) {
        const uint64_t rest = b->w[k] >> (i % 64);
        if (rest)
            return i + __builtin_ctzll(rest);
    }
    return X86_NONE;
}

/* Whether the names separated by commas, or NULL, have this one among them. */
static inline bool names_have(const char *list, const char *name)
{
    const size_t len = strlen(name);
    for (const char *at = list; at && *at; at += strcspn(at, ","), at += *at == ',')
        if (strncmp(at, name, len) == 0 && (at[len] == ',' || !at[len]))
            return true;
    return false;
}

#define FOR_BITS(f, b) for (int f = bits_next((b), 0); f >= 0; f = bits_next((b), f + 1))

#endif
