/* Makes profiles: from a recorded conversation with QEMU, from a running QEMU, from profile files; and writes
 * them. Results live in the arena. On failure the functions return NULL and append a reason to error that
 * does not repeat the path. */
#ifndef VC_HOST_IMPORT_H
#define VC_HOST_IMPORT_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "profile.h"

struct host_import_options {
    const char *name;        /* of the profile; NULL: made from version and architecture */
    const char *emulator;    /* path of the binary; NULL: /usr/bin/qemu-system-ARCH; a probe knows it */
    bool no_machine_aliases; /* machines go by their alias; the versioned name is a machine of its own */
    const char *const *firmware_dirs; /* a later folder wins over an earlier one, by file name */
    size_t
        firmware_dir_count; /* 0: `firmware/share` and `firmware/etc` or `firmware-*.json` beside the file */
};

const struct host_profile *host_import_file(struct arena *a, const char *path,
                                            const struct host_import_options *options, struct buf *error);
/* Asks the binary itself; without firmware folders QEMU's usual ones are read. */
const struct host_profile *host_probe(struct arena *a, const char *emulator,
                                      const struct host_import_options *options, struct buf *error);

/* Profile files: see docs/host-profiles.md. */
const struct host_profile *host_load(struct arena *a, const char *path, struct buf *error);
void host_write(const struct host_profile *p, struct buf *out);

/* What a user named: an embedded profile or a profile file. */
const struct host_profile *host_open(struct arena *a, const char *name_or_path, struct buf *error);

/* For people: the embedded profiles, one a line; one profile in full. */
void host_list(struct buf *out);
void host_show(const struct host_profile *p, struct buf *out);

#endif
