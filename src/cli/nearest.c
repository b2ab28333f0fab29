/* The word that was probably meant: one that begins with what was written, or differs in few letters. */
#include "../base/nearest.h"

#include <string.h>

#include "cli.h"

const char *nearest(const char *word, const char *(*next)(const void *data, size_t index), const void *data)
{
    const char *best = NULL, *candidate;
    const size_t len = strlen(word);
    unsigned limit = 2 + (unsigned)len / 3;
    for (size_t i = 0; (candidate = next(data, i)); i++) {
        const bool begins = len >= 3 && strncmp(word, candidate, len) == 0;
        const unsigned distance = begins ? 1 : edit_distance(word, candidate, limit);
        if (distance < limit) {
            best = candidate;
            limit = distance;
        }
    }
    return best;
}
