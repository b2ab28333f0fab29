/* Profiles as C tables. */
#ifndef HOSTGEN_EMBED_H
#define HOSTGEN_EMBED_H

#include "base/buf.h"
#include "host/profile.h"

void embed_profiles(struct buf *b, const struct host_profile *const *profiles, size_t count);

#endif
