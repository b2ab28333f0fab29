/* From answers of QEMU to a profile. */
#ifndef VC_HOST_FACTS_H
#define VC_HOST_FACTS_H

#include "import.h"
#include "qmp_replies.h"

/* Capabilities (caps.def). */
void facts_caps(struct host_profile *p, const struct qmp_replies *r);

/* CPU definitions, the host's CPU model and Hyper-V enlightenments of one accelerator, from one session. */
void facts_accelerator(struct arena *a, struct host_profile *p, enum host_accel accel,
                       const struct qmp_replies *r, unsigned session);

/* Machines; the default CPU of each accelerator comes from its session (0: none). */
void facts_machines(struct arena *a, struct host_profile *p, const struct qmp_replies *r,
                    const unsigned session[HOST_ACCEL_COUNT]);
/* Machines go by their alias, and under their versioned names at the end of the list. */
void facts_drop_aliases(struct arena *a, struct host_profile *p);

/* The whole profile but its firmware; NULL with a message when the answers say too little. */
struct host_profile *facts_profile(struct arena *a, const struct qmp_replies *r,
                                   const struct host_import_options *options, struct buf *error);

/* Reads the descriptors an import finds (options, or beside the transcript when there is one) into the
 * profile. */
void firmware_collect(struct arena *a, struct host_profile *p, const struct host_import_options *options,
                      const char *transcript);

/* Reads the PCI devices of this machine from a folder like /sys/bus/pci/devices. */
void pci_devices_collect(struct arena *a, struct host_profile *p, const char *dir);

/* Reads the NUMA nodes of this machine, with their CPUs and memory, from a folder like /sys/devices/system. */
void nodes_collect(struct arena *a, struct host_profile *p, const char *dir);

#endif
