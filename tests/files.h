/* Whole files, read and written. */
#ifndef VC_TESTS_FILES_H
#define VC_TESTS_FILES_H

#include <stddef.h>

/* The text with a NUL behind it (malloc); NULL when it cannot be read. */
char *read_file(const char *path, size_t *len);
void write_file(const char *path, const char *text);

#endif
