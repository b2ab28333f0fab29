/* CPUs in the words of hypervisors. */
#ifndef VC_CPU_FORM_H
#define VC_CPU_FORM_H

#include "rules.h"

/* The value of QEMU's option -cpu. The CPU must not depend on the host any more (cpu_updated). NULL after a refusal. */
const char *cpu_form_qemu(struct cpu_work *w, const struct cpu *cpu);

/* The value of xl's option cpuid for a host-passthrough guest; "" when it needs none. */
const char *cpu_form_xen(struct cpu_work *w, const struct cpu *cpu);
/* The words of Xen's featureset that hold the CPU's features. */
const char *cpu_form_featureset(struct cpu_work *w, const struct cpu *cpu);

/* Lines of a .vmx file that mask the host's CPUID. */
const char *cpu_form_vmware(struct cpu_work *w, const struct cpu *cpu);

#endif
