/* The CPUs that the actions of `virtcanon cpu` are given. Knows the public API only. */
#ifndef VC_CLI_CPUS_H
#define VC_CLI_CPUS_H

#include "cli.h"

struct cpus {
    vc_cpu **list;
    size_t count, size;
    bool failed; /* one could not be read; a message was printed */
};

/* Reads files and, in folders, all documents with CPUs in them. False after a message. */
bool cpus_read(struct cpus *c, int count, char **paths);
void cpus_free(struct cpus *c);
/* Reads one; NULL after a message. */
vc_cpu *cpu_read_file(const char *path);

/* Prints what is wrong with a CPU; the number of messages. */
size_t cpu_print_errors(vc_cpu *cpu);

/* virtcanon cpu matrix */
enum matrix_format { MATRIX_TEXT, MATRIX_JSON, MATRIX_HTML };
int cpu_matrix(const vc_cpu_options *o, const struct cpus *cpus, enum matrix_format format);

#endif
