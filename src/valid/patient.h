/* One element in recovery, shared by the policy and the suspicions. */
#ifndef VC_VALID_PATIENT_H
#define VC_VALID_PATIENT_H

#include "check.h"

/* One element in recovery; items and edits are copies, since the matcher is used for questions meanwhile. */
struct patient {
    struct check *check;
    struct node *node;
    uint16_t slot;
    struct edit *edits, **missing; /* missing: those of them that add something */
    uint32_t edit_count, missing_count;
    struct attr *lent; /* a switch that the element lacks, see lend_switch() */
};

static inline struct arena *arena_of(const struct patient *p)
{
    return p->check->doc->arena;
}

static inline struct place place_of(const struct patient *p, const struct attr *a)
{
    return doc_place(p->check->doc, p->node, a);
}

/* --- stray.c */

/* The first edit of a kind of missing things (and name, unless 0) that nothing explains yet. */
struct edit *open_edit(const struct patient *p, enum edit_kind kind, uint16_t name);
/* "; did you mean ...?" or "; expected ...". */
const char *hint(const struct patient *p, const struct meant *m, bool tags);

/* Explanations of an attribute that is too much: false, and nothing told, when one does not fit. */
bool text_as_attribute(struct patient *p, struct edit *e);
bool element_as_attribute(struct patient *p, struct edit *e);
bool attribute_of_another(struct patient *p, struct edit *e);
bool unknown_attribute(struct patient *p, struct edit *e);
/* ... and of an element. */
bool element_in_namespace(struct patient *p, struct edit *e);
bool element_without_namespace(struct patient *p, struct edit *e);
bool attribute_as_element(struct patient *p, struct edit *e);
bool element_in_itself(struct patient *p, struct edit *e);
bool element_of_another(struct patient *p, struct edit *e);
bool unknown_element(struct patient *p, struct edit *e);

void second_element(struct patient *p, struct edit *e);
void extra_text(struct patient *p, struct edit *e);

/* --- wrong.c */

void bad_value(struct patient *p, struct edit *e);
void bad_text(struct patient *p, struct edit *e);
void missing(struct patient *p, struct edit *e);
void missing_text(struct patient *p, struct edit *e);

/* --- suspect.c */

/* Two attributes have each other's values: told, and judged as if they had not. */
bool are_swapped(struct patient *p);

/* A switch that the element lacks, or that has a wrong value, is told; then it has the value by which the rest is best
 * judged. */
bool settle_switches(struct patient *p);

/* Another value of a switch further up would make n right with all that is in it: told at that switch. */
bool ancestor_disagrees(struct check *c, struct node *n);

/* Values of an attribute (its slot given) with which the element would be right, all else as it is. */
struct names fitting_values(struct patient *p, struct attr *attr, uint16_t slot);

#endif
