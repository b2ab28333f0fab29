/* The fingerprint of a guest's ABI: a hash of the guest's view of a canonical tree. The number behind "abi" is that of
 * the scheme; a change of what belongs to the view, or of how it is put into text, needs a new one. */
#include "fingerprint.h"

#include <stdio.h>

#include "../base/sha256.h"
#include "guest.h"

static void put(void *data, const char *text, size_t len)
{
    sha256_put(data, text, len);
}

void abi_fingerprint(const struct doc *d, char out[FINGERPRINT_SIZE])
{
    struct sha256 s;
    unsigned char digest[32];
    abi_mark(d->root);
    sha256_start(&s);
    abi_view(d, d->root, put, &s);
    sha256_end(&s, digest);
    int at = sprintf(out, "abi1:");
    for (unsigned i = 0; i < 16; i++)
        at += sprintf(out + at, "%02x", digest[i]);
}
