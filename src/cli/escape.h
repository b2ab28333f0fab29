/* Text for other formats. Bytes that are no UTF-8 (in names of files) become U+FFFD. Knows no format as a whole. */
#ifndef VC_CLI_ESCAPE_H
#define VC_CLI_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* The character at the front of n bytes, n at least 1; its length in *len. What is no UTF-8 is U+FFFD of one byte. */
uint32_t character_at(const char *s, size_t n, size_t *len);
/* Moves the cursor, breaks the line or reorders it: terminals and readers of logs are not to see it. */
bool is_control(uint32_t character);

/* For people, on one line: control characters as \n, \x1b or \u202e. */
void put_plain(FILE *out, const char *text);
void put_json(FILE *out, const char *text);          /* with its quotes */
void put_xml(FILE *out, const char *text);           /* for text and attributes */
void put_uri(FILE *out, const char *path);           /* a relative or absolute reference */
void put_github(FILE *out, const char *text, bool property);

/* A path as code hosts compare it with those of the repository: without "./" in front. */
const char *plain_path(const char *path);

#endif
