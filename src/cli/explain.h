/* What a rule behind a diagnostic means. */
#ifndef VC_CLI_EXPLAIN_H
#define VC_CLI_EXPLAIN_H

#include "cli.h"

/* True when all rules of the list "id,id" exist; false after a message. */
bool rules_exist(const struct command *self, const char *list);
/* Prints a rule, all ids for "list", or all rules for "all". Returns the exit status. */
int explain_rule(const struct command *self, const char *id);

#endif
