/* Facts about libvirt's drivers: which guests each has, and what the code that all share asks of them. A table
 * (drivers.def). */
#ifndef VC_CANON_DRIVER_H
#define VC_CANON_DRIVER_H

#include <stdbool.h>
#include <stdint.h>

enum driver {
#define DRIVER(id, types, guests, arches, arch, mac, interface, abilities) DRIVER_##id,
#include "drivers.def"
#undef DRIVER
};

enum driver_ability {
    ABLE_ALIAS = 1 << 0,      /* keeps the user's aliases of devices */
    ABLE_FIRMWARE = 1 << 1,   /* can choose firmware */
    ABLE_NIC_NAME = 1 << 2,   /* any word is a model of a network card */
    ABLE_VCPUS = 1 << 3,      /* each vCPU by itself */
    ABLE_MEMORY = 1 << 4,     /* memory modules, and room for more */
    ABLE_PINS_AHEAD = 1 << 5, /* pins vCPUs that are off */
    ABLE_BOOT_ORDER = 1 << 6, /* some device is always the first to boot from */
    ABLE_HEADS = 1 << 7,      /* counts the heads of video cards */
    ABLE_NAME_SLASH = 1 << 8, /* a slash in the guest's name */
    ABLE_WIDE_SCSI = 1 << 9,  /* 16 units on a SCSI bus */
    ABLE_FD = 1 << 10,        /* images that a client passes as file descriptors */
};

struct driver_facts {
    uint8_t driver;     /* enum driver */
    const char *types;  /* of domains; words, as the next two */
    const char *guests; /* types of operating systems, NULL for any */
    const char *arches; /* NULL for any */
    uint16_t arch;      /* of a document without one; 0: the host's */
    const char *mac_prefix;
    const char *interface_prefix; /* or NULL */
    uint16_t abilities;
};

/* The row of a domain type, which may be NULL. */
const struct driver_facts *driver_facts(const char *domain_type);

#endif
