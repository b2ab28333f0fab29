/* Claims to CPUs or nodes, by number. Knows no element. */
#include "claims.h"

#include <string.h>

struct claims claims_new(struct canon *c)
{
    return (struct claims){.by = arena_new_array(c->scratch, struct node *, LIMIT_CPUSET)};
}

void claims_add(struct claims *claims, const struct cpuset *set, struct node *owner)
{
    for (int32_t i = cpuset_next(set, 0); i >= 0; i = cpuset_next(set, (uint32_t)i + 1))
        if (!claims->by[i])
            claims->by[i] = owner;
    cpuset_unite(&claims->taken, set);
}

struct node *claims_first(const struct claims *claims, const struct cpuset *set)
{
    struct node *first = NULL;
    if (!cpuset_overlap(&claims->taken, set))
        return NULL;
    for (int32_t i = cpuset_next(set, 0); i >= 0; i = cpuset_next(set, (uint32_t)i + 1)) {
        struct node *owner = claims->by[i];
        if (owner && (!first || owner->data < first->data))
            first = owner;
    }
    return first;
}

void claims_forget(struct claims *claims)
{
    for (int32_t i = cpuset_next(&claims->taken, 0); i >= 0; i = cpuset_next(&claims->taken, (uint32_t)i + 1))
        claims->by[i] = NULL;
    memset(&claims->taken, 0, sizeof claims->taken);
}
