/* CPUID and MSR data, as dumps and QEMU's replies hold them. */
#ifndef VC_CPU_DATA_H
#define VC_CPU_DATA_H

#include "x86.h"

struct json_object;

/* Items of a <cpudata> element; false after a diagnostic. */
bool cpu_data_read(struct cpu_work *w, struct doc *d, struct x86_data *out);

/* QEMU's replies to query-cpu-model-expansion and query-cpu-definitions; `name` is what messages call them. */
bool cpu_data_expansion(struct cpu_work *w, const char *name, struct json_object *reply, struct x86_data *out);
bool cpu_models_definitions(struct cpu_work *w, const char *name, struct json_object *reply, struct cpu_models *out);

/* The feature that QEMU calls so, or X86_NONE. */
int x86_feature_of_qemu(const char *name);

#endif
