/* Which of several elements names which CPU or node first. */
#ifndef VC_CANON_CLAIMS_H
#define VC_CANON_CLAIMS_H

#include "../base/cpuset.h"
#include "canon.h"

struct claims {
    struct cpuset taken;
    struct node **by; /* by number; owners count themselves in `data` */
};

struct claims claims_new(struct canon *c);
/* What nobody claims yet is from now on the owner's. */
void claims_add(struct claims *claims, const struct cpuset *set, struct node *owner);
/* The first of the owners of any of these, or NULL. */
struct node *claims_first(const struct claims *claims, const struct cpuset *set);
void claims_forget(struct claims *claims);

#endif
