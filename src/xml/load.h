/* Reads XML text into a tree. */
#ifndef VC_XML_LOAD_H
#define VC_XML_LOAD_H

#include "tree.h"

/* A document without content in an arena of its own; NULL without memory. */
struct doc *doc_new(const char *file);
void doc_free(struct doc *d);

/* The same content with diagnostics of its own: a tree to be changed while d stays as it is. It lives in the arena of
 * d. */
struct doc *doc_twin(const struct doc *d);
/* The same with these bytes, in whatever encoding they are, for its source: for changes at places in a file. */
struct doc *doc_twin_of_bytes(const struct doc *d, const char *bytes, size_t len);

/* Parses len bytes at text, which must stay valid as long as the document; the source of the document is this text, or
 * a copy of it in UTF-8 when it has another encoding. False, with a diagnostic, when it is not
 * well-formed, declares entities or exceeds a limit. Nothing is fetched, no entity is expanded. */
bool doc_parse(struct doc *d, const char *text, size_t len);

#endif
