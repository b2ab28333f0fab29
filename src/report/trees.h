/* Where devices are plugged in: buses with their places, the buses of both guests as one. */
#ifndef VC_REPORT_TREES_H
#define VC_REPORT_TREES_H

#include "model.h"

enum family {
    FAMILY_PCI, FAMILY_CCW, FAMILY_STORAGE, FAMILY_USB, FAMILY_SERIAL, FAMILY_CCID, FAMILY_DIMM, FAMILY_OTHER,
    FAMILY_COUNT
};

/* What a bus is known by. */
struct bus_key {
    uint8_t family; /* enum family */
    uint16_t kind;  /* atom: scsi, sata, virtio ... */
    uint32_t index; /* of its controller */
};

struct position {
    struct bus_key key;
    uint64_t order;       /* on the bus */
    const char *at, *slot; /* how people write it; slot of PCI only */
    const struct device *device;
    bool left;            /* it has moved away from here */
    struct bus *bus;      /* the bus that it opens, or NULL */
    unsigned row, rows;   /* where a picture has it; see docs/report.md */
};

struct bus {
    struct bus_key key;
    const struct device *controller; /* NULL when the board has it */
    struct position *places;
    size_t count;
    bool seen; /* it has its place in a tree */
    bool top;  /* it is no place's */
    unsigned rows;
};

struct trees {
    struct position *places;
    size_t place_count;
    struct bus *buses; /* sorted by key */
    size_t bus_count;
};

struct trees *report_trees(const struct report *r);
const char *family_name(enum family f);

#endif
