/* A conversation with QEMU: commands and what was answered, in sessions. Knows the form of QMP, not what
 * answers mean. */
#ifndef VC_HOST_QMP_REPLIES_H
#define VC_HOST_QMP_REPLIES_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/buf.h"

struct json_object;

struct qmp_exchange {
    unsigned session;                    /* from 1; a session begins with qmp_capabilities */
    struct json_object *command, *reply; /* both owned by the list */
};

struct qmp_replies {
    struct qmp_exchange *list;
    size_t count, size;
    unsigned sessions;
};

/* Takes both objects over. False without memory or when the two do not belong together (message in error). */
bool qmp_add(struct qmp_replies *r, struct json_object *command, struct json_object *reply,
             struct buf *error);
bool qmp_read_transcript(struct qmp_replies *r, const char *path, struct buf *error);
void qmp_free(struct qmp_replies *r);

const char *qmp_name(const struct qmp_exchange *e);
struct json_object *qmp_arguments(const struct qmp_exchange *e);
/* The value returned, or NULL when the answer was an error. */
struct json_object *qmp_value(const struct qmp_exchange *e);

/* The answer to the first such command of a session; NULL when it was not asked or failed. */
struct json_object *qmp_find(const struct qmp_replies *r, unsigned session, const char *command);

#endif
