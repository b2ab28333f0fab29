/* Pieces of SARIF 2.1.0 that validate and diff share: one run, with the rules that occurred behind its results. */
#ifndef VC_CLI_SARIF_H
#define VC_CLI_SARIF_H

#include "cli.h"

struct sarif_result {
    const char *rule, *message, *file;
    enum vc_severity severity;
    unsigned line, column;
    const char *other_file, *other_message; /* another place that has to do with it; NULL: none */
    unsigned other_line, other_column;
};

void sarif_begin(FILE *out);
/* One result; `first` for the first one of the run. */
void sarif_result(FILE *out, const struct sarif_result *x, bool first);
/* One rule, to be collected for the end. */
void sarif_rule(FILE *out, const vc_rule *rule, bool first);
void sarif_end(FILE *out, const char *rules, size_t rules_len, bool successful);

/* What diff found. False without memory. */
bool sarif_diff(FILE *out, const vc_diff *diff, const char *old_file, const char *new_file);

#endif
