/* The public handle of a document, for the files that implement the public functions. */
#ifndef VC_VIRTCANON_DOCUMENT_H
#define VC_VIRTCANON_DOCUMENT_H

#include "canon/explain.h"
#include "check/review.h"
#include "virtcanon.h"
#include "xml/tree.h"

struct vc_document {
    struct doc *doc;
    char *source; /* the bytes that it was read from */
    size_t len;
    bool ok, sorted;
    bool validated; /* by the compiled schema, as a domain document */
    const struct decision *decisions;
    size_t decision_count;
    const struct diag *last; /* the diagnostic asked for last, for walking in order */
    size_t last_index;
    const struct need *needs; /* what a migration needs, once it was asked */
    bool needs_known;
    const struct edit *edits; /* what pinning did to the source */
    size_t edit_count;
    const char *host; /* the profile that it was canonicalized with, or NULL */
    struct review *review; /* its canonical copy and what was found in it, once it was checked */
};

/* What canonicalization starts from. */
struct canon canon_context(const vc_document *d, const vc_host *host, unsigned flags);
/* Canonicalizes the document; true when it was accepted. */
bool canonicalize_document(vc_document *d, const struct canon *context);
/* The newest embedded profile for the document's architecture. */
const struct host_profile *default_host(const struct doc *d);

/* A document without content; NULL without memory. */
vc_document *document_new(const char *name);

#endif
