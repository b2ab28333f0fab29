/* What the schema cannot judge: what libvirt would refuse, and what it accepts and people regret. The written document is
 * left as it is; a canonical copy of it says what it means. */
#ifndef VC_CHECK_REVIEW_H
#define VC_CHECK_REVIEW_H

#include "../base/cpuset.h"
#include "../canon/canon.h"

struct review {
    struct doc *written; /* findings are added to its diagnostics */
    struct doc *meant;   /* its canonical copy, bound; in the same arena */
    struct canon canon;  /* the context of the copy: host, machine, architecture */
    bool host_given;     /* the user named the host: what depends on it counts */
    bool all_passes;     /* the copy is what QEMU's driver makes of it, not only what all drivers share */
    struct seen **owners; /* of what only one device can have, while review_start runs (start.h) */
};

/* Makes the canonical copy; what libvirt refuses becomes errors of the written document. True when it is accepted.
 * Without a host of the user's own what depends on the host is only warned of. */
bool review_refusals(struct review *r, const struct host_profile *host);

/* Adds warnings and notes about an accepted document. */
void review_warnings(struct review *r);

/* What libvirt defines and what does not start (start.def). True when there is no such thing; warnings on wish. */
bool review_start(struct review *r, bool warnings);

/* For a document that the schema refuses: what libvirt refuses besides, in the parts that the schema's messages do not
 * touch, or else the warnings that rely on nothing else. */
void review_despite(struct review *r, const struct host_profile *host, bool warnings);

/* --- between review.c and despite.c ---------------------------------------------------------------------------------- */

/* Canonicalizes a copy and makes it the document that is meant. */
bool review_copy(struct review *r, struct doc *copy, const struct host_profile *host, struct canon_options options);
/* Another host might not say so. */
bool depends_on_host(const struct diag *d);
/* The newest embedded host that is older than this one and has its architecture; NULL when there is none. */
const struct host_profile *next_older(const struct host_profile *host);

/* --- what the rules of warnings.def share --------------------------------------------------------------------------- */

#define WARNING(id, severity, rule, text, help) void warn_##id(struct review *r);
#include "../base/warnings.def"
#undef WARNING

/* Reports at an element of either tree, or at one of its attributes. */
#define warn(r, n, a, ...) doc_diag((r)->written, (n), (a), __VA_ARGS__)

#define FOR_MEANT(it, r, kind) FOR_CHILDREN(it, (r)->canon.devices, (kind))

const char *number_text(struct review *r, uint64_t n);
/* The program of a host and its version, as text. */
const char *qemu_text(struct review *r, const struct host_profile *host);
/* The CPUs and the NUMA nodes that the profile of a host lists. */
struct cpuset host_cpus(const struct host_profile *host);
struct cpuset host_nodes(const struct host_profile *host);
/* The line of an element, as text. */
const char *line_text(struct review *r, const struct node *n);
/* Whoever reads `source` (of a disk) can tell it from others by this text; NULL when nothing is in the drive. */
const char *disk_identity(struct review *r, const struct node *disk);
/* The guest may write the disk and nobody else expects to. */
bool disk_is_exclusive(const struct node *disk);

#endif
