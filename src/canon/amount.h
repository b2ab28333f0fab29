/* Amounts of memory in a document: numbers with a unit beside them. */
#ifndef VC_CANON_AMOUNT_H
#define VC_CANON_AMOUNT_H

#include "canon.h"

/* The amount in the text of an element, its unit in the attribute `unit`, in KiB rounded up. False (refused when it
 * is no amount) leaves *kib alone; n may be NULL. */
bool amount_text_kib(struct canon *c, struct node *n, uint64_t *kib);
/* The same for an attribute. */
bool amount_attr_kib(struct canon *c, struct node *n, enum atom name, uint64_t *kib);

/* Rewrites the amount in KiB, with unit='KiB'. */
bool amount_text_to_kib(struct canon *c, struct node *n, uint64_t *kib);
bool amount_attr_to_kib(struct canon *c, struct node *n, enum atom name, uint64_t *kib);

/* The largest unit in which a number of bytes is whole: 3145728 is 3 "MiB". */
uint64_t amount_pretty(uint64_t bytes, const char **unit);
/* Rewrites the amount in that unit; `absent` is the factor of a missing unit. */
bool amount_text_pretty(struct canon *c, struct node *n, uint64_t absent);
bool amount_attr_pretty(struct canon *c, struct node *n, enum atom name, uint64_t absent);

#endif
