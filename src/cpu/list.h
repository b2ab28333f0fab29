/* Lists of models. */
#ifndef VC_CPU_LIST_H
#define VC_CPU_LIST_H

#include "rules.h"

/* The models of the work's architecture, a line each: name, vendor, number of features, whose other name it is.
 * NULL after a refusal. */
const char *cpu_list(struct cpu_work *w);

#endif
