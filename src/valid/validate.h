/* Validation of a document by the compiled schema. */
#ifndef VC_VALID_VALIDATE_H
#define VC_VALID_VALIDATE_H

#include "../xml/tree.h"

/* Adds an error to the document's diagnostics for each mistake; true when there is none. */
bool validate_document(struct doc *d);

#endif
