/* The table that tools/hostgen makes from hosts/ at build time. */
#ifndef VC_HOST_EMBEDDED_H
#define VC_HOST_EMBEDDED_H

#include "profile.h"

extern const struct host_profile *const host_embedded[]; /* sorted by name */
extern const size_t host_embedded_count;

#endif
