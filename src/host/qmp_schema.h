/* Questions to the answer of query-qmp-schema. */
#ifndef VC_HOST_QMP_SCHEMA_H
#define VC_HOST_QMP_SCHEMA_H

#include <stdbool.h>

struct json_object;

/* The schema with its entries by name (owned by the caller: json_object_put), from the array QEMU returns. */
struct json_object *qmp_schema_index(struct json_object *entries);

/* Whether a command exists and path leads somewhere in it. A path is a list of steps separated by slashes:
 * first `arg` or `ret`, then `member`, `+case` (a branch of a variant object), `^value` (of an enumeration)
 * or `$feature` (of a type). NULL: the command is enough. */
bool qmp_schema_has(struct json_object *index, const char *command, const char *path);

#endif
