/* The processor of this machine. */
#ifndef VC_CPU_LOCAL_H
#define VC_CPU_LOCAL_H

#include "cpu.h"

/* What its CPUID, and the MSRs that can be read, say: a <cpudata> document. False with a message in error. */
bool cpu_local_data(struct buf *data, struct buf *error);

/* Adds to a host's CPU what is no feature: microcode, counter, size of physical addresses. */
void cpu_local_details(struct cpu *cpu, struct arena *a);

#endif
