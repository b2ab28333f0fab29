/* What a rule behind a diagnostic means. */
#ifndef VC_CLI_EXPLAIN_H
#define VC_CLI_EXPLAIN_H

#include "cli.h"

/* Prints a rule, all ids for "list", or all rules for "all". Returns the exit status. */
int explain_rule(const struct command *self, const char *id);

#endif
