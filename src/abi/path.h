/* How messages call nodes and show what is in them. */
#ifndef VC_ABI_PATH_H
#define VC_ABI_PATH_H

#include "../xml/tree.h"

/* Numbers equal siblings below root. To be done before a path is asked for, and once more after edits. */
void paths_number(struct arena *arena, struct node *root);
/* "/domain/devices/disk[2]/target/@dev"; a may be NULL. */
const char *path_of(struct arena *arena, const struct node *n, const struct attr *a);
/* The device, or the child of <domain>, that holds n. */
const struct node *group_of(const struct node *n);
/* An element on one line: its text, or its attributes and what distinguishes it. */
const char *value_of(struct arena *arena, const struct doc *d, const struct node *n);

#endif
