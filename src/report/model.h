/* What the parts of a report share: the devices of both guests as one list, and the changes grouped by what they are
 * about. */
#ifndef VC_REPORT_MODEL_H
#define VC_REPORT_MODEL_H

#include "out.h"
#include "report.h"

enum state { STATE_SAME, STATE_CHANGED, STATE_MOVED, STATE_ADDED, STATE_REMOVED };

/* One difference, and the device or part of the domain that it is about. */
struct entry {
    const struct node *about;
    const struct difference *difference;
    size_t position; /* in document order */
};

/* All differences about one device or part, the strongest first. */
struct group {
    const struct node *about;
    const struct entry *entries;
    size_t count, position;
    enum told class;
    unsigned number; /* from 1, in the order of the report */
};

struct device {
    const struct doc *doc;
    const struct node *node;   /* in the new document; of the old one for a device that was removed */
    const struct node *was;    /* in the old document, when something about it changed */
    const struct group *group; /* its changes, or NULL */
    enum state state;
    unsigned number; /* from 1 */
};

struct report {
    struct arena *arena;
    struct doc *old, *new; /* old is NULL for one guest alone */
    const char *old_host, *new_host;
    const struct comparison *comparison;
    struct group *groups;
    size_t group_count;
    struct device *devices; /* those of the new document in its order, then those that were removed */
    size_t device_count;
    const struct device **by_node; /* the same, sorted by node */
};

void report_group(struct report *r);
void report_list_devices(struct report *r);
/* The device that an element stands for, or NULL. */
const struct device *report_device(const struct report *r, const struct node *n);
/* The changes about a part of the domain, or NULL. */
const struct group *report_group_about(const struct report *r, const struct node *n);

/* What people call a device: "vda" for a disk; "" when there is but one of its kind. */
const char *device_label(struct arena *arena, const struct device *d);
/* Its place: the <address> directly below it, or NULL. */
const struct node *device_address(const struct node *device);

/* Writes state and class as attributes; nothing for what stayed the same. */
void out_mark(struct out *o, enum state state, const struct group *g);

/* --- the parts of a report, in their order ---------------------------------------------------------------------- */

void write_guests(struct out *o, const struct report *r);
void write_changes(struct out *o, const struct report *r);
void write_devices(struct out *o, const struct report *r);
void write_trees(struct out *o, const struct report *r);
void write_numa(struct out *o, const struct report *r);
void write_sections(struct out *o, const struct report *r);
void write_needs(struct out *o, const struct report *r);

/* Everything that an element holds, one <setting> for each attribute and text; the differences about it mark them. */
void write_settings(struct out *o, const struct report *r, const struct doc *d, const struct node *n,
                    const struct group *g);

/* A value that is not for everybody's eyes, like the password of a display. */
bool is_secret(const struct node *n, const struct attr *a);

#endif
