/* The fingerprint of a guest's ABI: a hash of the guest's view of a canonical tree. The number behind "abi" is that of
 * the scheme; a change of what belongs to the view, or of how it is put into text, needs a new one. */
#include "fingerprint.h"

#include <sha256.h>
#include <stdio.h>

#include "guest.h"

enum { SHOWN = 16 }; /* bytes of the hash: enough against chance */

static void put(void *data, const char *text, size_t len)
{
    SHA256Update(data, (const uint8_t *)text, len);
}

void abi_fingerprint(const struct doc *d, char out[FINGERPRINT_SIZE])
{
    SHA2_CTX hash;
    uint8_t digest[SHA256_DIGEST_LENGTH];
    abi_mark(d->root);
    SHA256Init(&hash);
    abi_view(d, d->root, put, &hash);
    SHA256Final(digest, &hash);
    int at = sprintf(out, "abi1:");
    for (unsigned i = 0; i < SHOWN; i++)
        at += sprintf(out + at, "%02x", digest[i]);
}
