/* What the files of this folder share and nobody else sees. */
#ifndef VC_HOST_INTERNAL_H
#define VC_HOST_INTERNAL_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "json.h"
#include "profile.h"

/* The machine that documents without one get, if the binary has it; NULL without a preference. */
const char *host_arch_machine(const char *guest_arch);

/* The capability with this name, looking first at *hint, which moves on: lists in the order of caps.def are
 * read in linear time. HOST_CAP_COUNT when the name is unknown. */
enum host_cap host_cap_find(const char *name, size_t len, size_t *hint);

static inline void host_cap_set(struct host_profile *p, enum host_cap cap)
{
    p->caps[cap / 64] |= UINT64_C(1) << (cap % 64);
}

/* A list out of words separated by single blanks (NULL is none), or out of pointers. */
struct host_names names_of_words(struct arena *a, const char *text);
struct host_names names_of_list(struct arena *a, const char *const *list, size_t count);

/* The record of a CPU model: NAME [deprecated] [=CPU-WITH-THE-SAME-BLOCKERS | !BLOCKER BLOCKER...]; in memory
 * the blank behind the name is a zero byte, and there is one also when nothing follows. */
#define CPU_DEPRECATED "deprecated"
enum { CPU_LIKE = '=', CPU_BLOCKED = '!' };

/* Firmware descriptors: from a JSON object in QEMU's format (false: not valid, to be ignored). */
bool firmware_parse(struct arena *a, const char *file, struct json_object *descriptor,
                    struct host_firmware *out);
const char *firmware_feature_name(enum firmware_feature feature);
/* The lines of a profile file about a descriptor, but its name and targets; and one word of such a line. */
void firmware_write(struct buf *b, const struct host_firmware *f);
void firmware_word(struct host_firmware *f, const char *key, const char *value);

#endif
