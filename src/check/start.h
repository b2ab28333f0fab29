/* What libvirt defines and what does not start: the rules of start.def and what they share. */
#ifndef VC_CHECK_START_H
#define VC_CHECK_START_H

#include "review.h"

#define START(id, severity, who, from, element, rule, text, help) void start_##id(struct review *r, struct node *n);
#include "../base/start.def"
#undef START

/* Reports at an element of the canonical copy, or at one of its attributes. */
#define unstartable(r, n, a, ...) doc_diag((r)->meant, (n), (a), __VA_ARGS__)
/* The same at an attribute by its name. */
#define unstartable_at(r, n, name, ...) unstartable((r), (n), node_attr((n), (name)), __VA_ARGS__)

/* What two devices of one guest cannot share. */
enum start_claim { CLAIM_CHASSIS, CLAIM_BUS, CLAIM_ISA_PORT, CLAIM_SCLP, CLAIM_CHANNEL_NAME, CLAIM_DISPLAY, CLAIMS };

/* The device that claimed this before; NULL when there is none, and then it is n's. No text claims nothing. */
struct node *start_claim(struct review *r, enum start_claim what, const char *text, struct node *n);

/* The CPU's instructions are translated, not run by the host's own CPU. */
static inline bool is_emulated(const struct review *r)
{
    return r->canon.virt == A_qemu;
}

#endif
