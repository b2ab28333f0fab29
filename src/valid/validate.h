/* Validation of a document by the compiled schema. */
#ifndef VC_VALID_VALIDATE_H
#define VC_VALID_VALIDATE_H

#include "../xml/tree.h"

/* Adds an error to the document's diagnostics for each mistake; true when there is none. */
bool validate_document(struct doc *d);

/* "; did you mean <x>?" for an element, or an attribute of it, that has no place where it stands; "" when there is nothing
 * to suggest. The element above it must be bound. */
const char *validate_hint(struct doc *d, const struct node *n, const struct attr *a);

#endif
