/* Documents in other encodings than UTF-8. */
#ifndef VC_XML_ENCODING_H
#define VC_XML_ENCODING_H

#include "tree.h"

/* Makes *text the document in UTF-8, in the arena of d, when it begins with UTF-16 or declares another encoding that is
 * known; its declaration then says UTF-8. False, with a diagnostic at the place, when bytes do not fit the encoding. */
bool encoding_to_utf8(struct doc *d, const char **text, size_t *len);

#endif
