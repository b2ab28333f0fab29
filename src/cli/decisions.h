/* What canon --explain prints: the decisions of each document, as text or JSON. */
#ifndef VC_CLI_DECISIONS_H
#define VC_CLI_DECISIONS_H

#include "cli.h"

struct decisions {
    FILE *out;
    bool json;
    unsigned long documents; /* so far */
};

void decisions_begin(struct decisions *d);
void decisions_document(struct decisions *d, const char *file, vc_document *doc);
/* One document as a JSON object. */
void decisions_json(FILE *out, const char *file, vc_document *doc);
/* complete: all files could be read. */
void decisions_end(struct decisions *d, bool complete);

#endif
