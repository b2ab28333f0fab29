/* What the parts of the validator share: the run over one document and the findings in it. */
#ifndef VC_VALID_CHECK_H
#define VC_VALID_CHECK_H

#include "../rng/match.h"
#include "../schema/bind.h"

enum { FINDING_ARGUMENTS = 6, NAMES_MAX = 3 };

enum finding_sort { FINDING_PLAIN, FINDING_MISSING, FINDING_MISPLACED, FINDING_BAD, FINDING_TWICE };

/* A message before it is told: another finding may turn out to be its cause. */
struct finding {
    enum diag_id id;
    struct place place, related;
    const char *args[FINDING_ARGUMENTS + 1];
    uint16_t name;     /* what is missing or misplaced */
    uint16_t other;    /* element that could be there instead of what is missing, or 0 */
    uint16_t slot;     /* of the element that lacks it */
    uint8_t kind;      /* enum slot_kind of it */
    bool dropped;
    uint8_t sort;      /* enum finding_sort */
    const char *value; /* of a misplaced one */
};

struct check {
    struct doc *doc;
    struct matcher *m;
    struct finding *findings;
    uint32_t count, room;
    uint32_t meant; /* how often names were compared */
    uint32_t searches; /* for right places; at most LIMIT_SEARCHES */
};

struct finding *find(struct check *c, enum diag_id id, struct place place);
#define arguments(f, ...) arguments_list((f), __VA_ARGS__, (const char *)NULL)
void arguments_list(struct finding *f, ...);

/* Judges an element with all its content as one of the slot. */
void check_node(struct check *c, struct node *n, uint16_t slot);

/* Says what is wrong with an element that does not match; afterwards the slots of its children are those by which
 * they are to be judged. False when there is nothing left to judge below it. In *lent an attribute may come back that
 * the element has until its content is judged. */
bool recover(struct check *c, struct node *n, struct attr **lent);
/* Takes that attribute away again; lent may be NULL. */
void return_switch(struct node *n, const struct attr *lent);

/* Marks the findings that others explain. */
void drop_consequences(struct check *c);

/* The sum of all mendings of an element with its content. */
int check_cost(struct check *c, struct node *n, uint16_t slot);

/* --- places.c: where something would be right ----------------------------------------------------------------------- */

/* A few different words, the best first. */
struct names {
    const char *word[NAMES_MAX];
    uint32_t count, more; /* more: how many are left out */
};

void names_add(struct names *list, const char *word);

/* The member of an element's slot with this name, whatever its guards, or 0. */
uint16_t member_slot(uint16_t slot, enum slot_kind kind, uint8_t ns, uint16_t name);
/* True when the schema has an element or attribute of this name anywhere. */
bool known_anywhere(enum slot_kind kind, uint8_t ns, uint16_t name);
/* True when something near n in the document lacks the stray thing. */
bool is_wanted_nearby(struct check *c, struct node *n, const struct item *stray);
/* Names of elements near n, then of elements of the schema, in which the child or attribute would be right. */
struct names right_places(struct check *c, struct node *n, const struct item *stray);
/* The slot by which a misplaced element is best judged, or 0. */
uint16_t likely_slot(struct check *c, struct node *n);

/* --- words.c: texts of messages --------------------------------------------------------------------------------------- */

/* "'a', 'b' or 'c'", each in quotes or as a tag. */
const char *list_of(struct check *c, const struct names *list, bool tags);
/* "a <disk> of type 'block'". */
const char *described(struct check *c, const struct node *n);
/* What a type expects, in words; fitting: the values that what stands beside it asks for, or NULL. */
const char *expected_of(struct check *c, uint32_t type, const struct names *fitting, const char *value);

/* Nearest names among those that may stand in an element: near is false when none is so near that it is meant. */
struct meant {
    struct names names;
    uint16_t name; /* of the first */
    bool near;
    unsigned distance; /* of the first */
};
struct meant meant_member(struct check *c, const struct node *n, enum slot_kind kind, const char *word);

#endif
