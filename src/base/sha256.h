/* SHA-256, for fingerprints. Knows nothing about what is hashed. */
#ifndef VC_BASE_SHA256_H
#define VC_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
    uint32_t state[8];
    uint64_t len;
    unsigned char block[64];
};

void sha256_start(struct sha256 *s);
void sha256_put(struct sha256 *s, const void *data, size_t len);
void sha256_end(struct sha256 *s, unsigned char digest[32]);

#endif
