/* What the files of this tool share: the tables while they are read. */
#ifndef VC_CPUGEN_H
#define VC_CPUGEN_H

#include <stdio.h>

#include "cpu/tables.h"

enum { MAX_FEATURES = X86_WORDS * 64, MAX_MODELS = 512, MAX_VENDORS = 16, MAX_SIGNATURES = 1024, MAX_WORDS = 512 };

struct tables {
    struct x86_feature features[MAX_FEATURES];
    int features_count, cpu_feature_count;
    struct x86_vendor vendors[MAX_VENDORS];
    int vendor_count;
    struct x86_model models[MAX_MODELS];
    int model_count;
    struct x86_signature signatures[MAX_SIGNATURES];
    int signature_count;
    const char *ignored[MAX_FEATURES]; /* properties of QEMU that are no features */
    int ignored_count;
};

/* The row at hand: its words, and where it stands. */
struct row {
    const char *file;
    unsigned line;
    const char *section;
    char *words[MAX_WORDS + 1]; /* ends with NULL */
    int count;
};

/* Prints what is wrong with a row and ends the program: a table with a mistake makes no library. */
_Noreturn void row_error(const struct row *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Calls `take` with each row of a file. */
void rows_read(struct tables *t, const char *path, void (*take)(struct tables *t, const struct row *r));

/* "key=": what stands behind it, or NULL when the word begins otherwise. */
const char *word_value(const char *word, const char *key);

void take_row(struct tables *t, const struct row *r);
void take_feature(struct tables *t, const struct row *r);
void take_vendor(struct tables *t, const struct row *r);
void take_model(struct tables *t, const struct row *r);
int find_feature(const struct tables *t, const char *name);
int find_model(const struct tables *t, const char *name);

/* What a QEMU binary has that the tables have not; an exit status. */
int news(const struct tables *t, const char *emulator);

/* The tables as C. */
void emit(const struct tables *t, FILE *out);

#endif
