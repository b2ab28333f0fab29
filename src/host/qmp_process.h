/* A QEMU process that answers questions over QMP. Knows no question. */
#ifndef VC_HOST_QMP_PROCESS_H
#define VC_HOST_QMP_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

#include "qmp_replies.h"

struct qmp_process {
    const char *emulator;
    struct qmp_replies *replies; /* every exchange is added here */
    struct buf *error;
    struct buf in; /* received and not yet used */
    pid_t pid;
    int fd;
    int64_t deadline; /* of everything, in milliseconds of the monotonic clock */
    unsigned id;
};

/* Without a machine and devices, stopped. */
bool qmp_start(struct qmp_process *q, const char *emulator, const char *accel, struct qmp_replies *replies,
               struct buf *error);
/* Takes arguments over; they may be NULL. An error of QEMU is an answer too. */
bool qmp_ask(struct qmp_process *q, const char *command, struct json_object *arguments);
/* Ends and reaps the process, whatever it does. */
void qmp_stop(struct qmp_process *q);

#endif
