/* Steps through the text of a document. */
#ifndef VC_XML_SCAN_H
#define VC_XML_SCAN_H

#include "tree.h"

struct scan {
    const char *at, *end;
};

/* Before the first character of the source. */
struct scan scan_begin(const struct doc *d);
bool scan_sees(const struct scan *s, const char *text);
void scan_past(struct scan *s, const char *text);
void scan_spaces(struct scan *s);

/* Stops at the '<' of the next tag / of the next start tag; false at the end of the source. Comments, CDATA and
 * processing instructions are passed over. */
bool scan_to_tag(struct scan *s);
bool scan_to_start_tag(struct scan *s);
/* From a tag's '<' to its '>'. */
void scan_tag(struct scan *s);

/* Inside a start tag: behind the name at which it stands; to the next attribute's name, or the end of the tag (false);
 * to the quote that ends the value of the attribute at which it stands. */
void scan_name(struct scan *s);
bool scan_to_next_attribute(struct scan *s);
bool scan_value(struct scan *s);
/* From the '<' of a start tag to the attribute called name; false when it is not there. */
bool scan_to_attribute(struct scan *s, const char *name);

#endif
