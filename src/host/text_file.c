/* Reads a whole file of bounded size. Knows nothing of its contents. */
#include "text_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "../base/limits.h"

static bool read_all(FILE *f, struct buf *text)
{
    char chunk[16384];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) {
        buf_put(text, chunk, n);
        if (text->failed || text->len > LIMIT_FILE_BYTES) {
            errno = text->failed ? ENOMEM : EFBIG;
            return false;
        }
    }
    return !ferror(f);
}

bool text_file_read(const char *path, struct buf *text, struct buf *error)
{
    const bool standard = strcmp(path, "-") == 0;
    FILE *f = standard ? stdin : fopen(path, "rb");
    const bool ok = f && read_all(f, text);
    if (!ok) {
        buf_puts(error, strerror(errno));
        buf_free(text);
    }
    if (f && !standard)
        fclose(f);
    return ok;
}
