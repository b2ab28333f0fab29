/* The ways to a profile: a transcript or a running QEMU. Knows no fact itself. */
#include "import.h"

#include "../base/array.h"
#include "facts.h"
#include "internal.h"
#include "probe.h"

/* Arguments of the guarded part: what json-c allocated stays outside of it. */
struct import {
    struct arena *arena;
    const struct qmp_replies *replies;
    const struct host_import_options *options;
    const char *transcript; /* NULL for a probe */
    struct buf *error;
    struct host_profile *profile;
};

static void import_guarded(void *data)
{
    struct import *i = data;
    struct host_profile *p = facts_profile(i->arena, i->replies, i->options, i->error);
    if (!p)
        return;
    firmware_collect(i->arena, p, i->options, i->transcript);
    if (!i->transcript) {
        pci_devices_collect(i->arena, p, "/sys/bus/pci/devices");
        nodes_collect(i->arena, p, "/sys/devices/system");
    }
    i->profile = p;
}

static const struct host_profile *import(struct import *i)
{
    if (!arena_guard(i->arena, import_guarded, i)) {
        buf_puts(i->error, "out of memory");
        return NULL;
    }
    return i->profile;
}

const struct host_profile *host_import_file(struct arena *a, const char *path,
                                            const struct host_import_options *options, struct buf *error)
{
    struct qmp_replies replies = {0};
    struct import i = {a, &replies, options, path, error, NULL};
    const struct host_profile *p = qmp_read_transcript(&replies, path, error) ? import(&i) : NULL;
    qmp_free(&replies);
    return p;
}

const struct host_profile *host_probe(struct arena *a, const char *emulator,
                                      const struct host_import_options *options, struct buf *error)
{
    static const char *const usual[] = {"/usr/share/qemu/firmware", "/etc/qemu/firmware"};
    struct host_import_options complete = *options;
    struct qmp_replies replies = {0};
    complete.emulator = emulator;
    if (!options->firmware_dir_count) {
        complete.firmware_dirs = usual;
        complete.firmware_dir_count = countof(usual);
    }
    struct import i = {a, &replies, &complete, NULL, error, NULL};
    const struct host_profile *p = probe_run(&replies, emulator, error) ? import(&i) : NULL;
    qmp_free(&replies);
    return p;
}
