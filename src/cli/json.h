/* Pieces that the JSON of all commands shares; docs/json.md describes it. */
#ifndef VC_CLI_JSON_H
#define VC_CLI_JSON_H

#include "cli.h"

/* `, "name": "value"`, or null for NULL. */
void json_member(FILE *out, const char *name, const char *value);
/* `, "line": 3, "column": 5`; nothing where there is no place. */
void json_place(FILE *out, unsigned line, unsigned column);
void json_diagnostic(FILE *out, const vc_diagnostic *d);

/* What diff found; with target also what it needs of the target of a migration. */
void json_diff(FILE *out, const vc_diff *diff, vc_document *target);

#endif
