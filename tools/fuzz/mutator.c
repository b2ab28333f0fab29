/* How libFuzzer changes documents: mostly as trees, by the schema, with parts of each other; bytes only now and then,
 * since those reach little but the parser. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../tests/grow.h"
#include "../../tests/mutate.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *two, size_t two_size, uint8_t *out,
                                 size_t max_size, unsigned seed);

/* Puts text behind the byte of flags; 0 when it does not fit. */
static size_t put(uint8_t *out, size_t max_size, uint8_t flags, char *text)
{
    const size_t len = text ? strlen(text) : 0;
    const bool fits = len && len < max_size;
    if (fits) {
        out[0] = flags;
        memcpy(out + 1, text, len);
    }
    free(text);
    return fits ? len + 1 : 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    const char *text = (const char *)data + 1;
    const unsigned how = seed % 16;
    size_t changed = 0;
    if (size > 1 && how == 15)
        return data[0] ^= (uint8_t)(1u << (seed >> 4) % 3), size;
    if (size > 1 && how < 9)
        changed = put(data, max_size, data[0], grow_document(text, size - 1, seed));
    else if (size > 1 && how < 13)
        changed = put(data, max_size, data[0], mutate_document(text, size - 1, seed));
    return changed ? changed : LLVMFuzzerMutate(data, size, max_size);
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *two, size_t two_size, uint8_t *out,
                                 size_t max_size, unsigned seed)
{
    if (one_size < 2 || two_size < 2)
        return 0;
    return put(out, max_size, one[0], cross_documents((const char *)one + 1, one_size - 1, (const char *)two + 1,
                                                      two_size - 1, seed));
}
