/* Reads a whole file. Knows nothing of its contents. */
#ifndef VC_HOST_TEXT_FILE_H
#define VC_HOST_TEXT_FILE_H

#include "../base/buf.h"

/* False with a message in error; `-` is standard input. */
bool text_file_read(const char *path, struct buf *text, struct buf *error);

#endif
