/* The public handle of a host, for the files that implement the public functions. */
#ifndef VC_VIRTCANON_HOST_H
#define VC_VIRTCANON_HOST_H

#include "host/profile.h"
#include "virtcanon.h"

struct vc_host {
    struct arena *arena;
    const struct host_profile *profile;
};

#endif
