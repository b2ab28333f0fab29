/* Stylesheets: those of others, applied to documents before anything else, and our own. */
#ifndef VC_XML_XSLT_H
#define VC_XML_XSLT_H

#include <stddef.h>

/* Sheets are libxslt's own structure. */
struct sheet;

/* Reads and compiles a stylesheet from a file; NULL with a reason in *error (malloc). */
struct sheet *sheet_load(const char *path, char **error);
/* The same from text. */
struct sheet *sheet_parse(const char *text, size_t len, char **error);
void sheet_free(struct sheet *s);

/* Applies the sheet to a document; the result (malloc, terminated) or NULL with a reason in *error (malloc). The sheet
 * can read no file and reach no network while it runs. */
char *sheet_apply(struct sheet *s, const char *text, size_t len, const char *name, size_t *out_len, char **error);

#endif
