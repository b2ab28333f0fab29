/* Asks a QEMU binary over QMP. */
#ifndef VC_HOST_PROBE_H
#define VC_HOST_PROBE_H

#include "qmp_replies.h"

/* Starts the binary (with the accelerators it has, then with TCG alone), asks what a profile needs and ends
 * it. The answers come in the same form as a recorded conversation. False with a message when QEMU does not
 * answer in time. */
bool probe_run(struct qmp_replies *replies, const char *emulator, struct buf *error);

#endif
