/* From where to where the elements of a document reach in its source. */
#ifndef VC_XML_SPAN_H
#define VC_XML_SPAN_H

#include "tree.h"

struct span {
    const char *start;     /* '<' of the start tag */
    const char *attrs_end; /* behind its last attribute, or behind its name */
    const char *last_attr; /* the last attribute's name, or NULL */
    const char *tag_end;   /* behind '>' */
    const char *close;     /* '<' of the end tag; NULL for a tag that closes itself */
    const char *end;       /* behind the element */
};

/* The spans of all elements, by ordinal - 1; NULL when the source cannot be read byte by byte (UTF-16). */
const struct span *doc_spans(const struct doc *d);

struct value_span {
    const char *start, *end; /* between the quotes */
};
/* Where the value of an attribute stands that the source has. */
bool span_value(const struct doc *d, const struct span *span, const struct attr *a, struct value_span *out);

#endif
