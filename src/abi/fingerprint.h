/* The fingerprint of a guest's ABI. */
#ifndef VC_ABI_FINGERPRINT_H
#define VC_ABI_FINGERPRINT_H

#include "../xml/tree.h"

enum { FINGERPRINT_SIZE = sizeof "abi1:" + 32 };

/* "abi1:" and 32 hexadecimal digits. */
void abi_fingerprint(const struct doc *d, char out[FINGERPRINT_SIZE]);

#endif
