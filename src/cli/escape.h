/* Text for other formats. Bytes that are no UTF-8 (in names of files) become U+FFFD. */
#ifndef VC_CLI_ESCAPE_H
#define VC_CLI_ESCAPE_H

#include <stdbool.h>
#include <stdio.h>

void put_json(FILE *out, const char *text);          /* with its quotes */
void put_xml(FILE *out, const char *text);           /* for text and attributes */
void put_uri(FILE *out, const char *path);           /* a relative or absolute reference */
void put_github(FILE *out, const char *text, bool property);

#endif
