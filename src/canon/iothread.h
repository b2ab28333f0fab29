/* Which I/O threads a guest has; for passes that check references to them. */
#ifndef VC_CANON_IOTHREAD_H
#define VC_CANON_IOTHREAD_H

#include "canon.h"

/* True when the guest has an I/O thread of this number; known from the pass `iothreads` on. */
bool iothread_exists(const struct canon *c, uint64_t id);

#endif
