/* The word that was probably meant: smallest edit distance, transposed neighbours counting as one mistake. */
#include <string.h>

#include "cli.h"

enum { LONGEST = 32, FAR = 99 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned distance(const char *a, const char *b)
{
    unsigned rows[3][LONGEST + 1];
    const size_t m = strlen(a), n = strlen(b);
    if (m > LONGEST || n > LONGEST)
        return FAR;
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];
    for (unsigned j = 0; j <= n; j++)
        above[j] = j;
    for (unsigned i = 1; i <= m; i++) {
        row[0] = i;
        for (unsigned j = 1; j <= n; j++) {
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        unsigned *const free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[n];
}

const char *nearest(const char *word, const char *(*next)(const void *data, size_t index), const void *data)
{
    const char *best = NULL, *candidate;
    unsigned best_distance = 1 + (unsigned)strlen(word) / 3;
    for (size_t i = 0; (candidate = next(data, i)); i++) {
        const size_t len = strlen(word);
        unsigned d = distance(word, candidate);
        if (len >= 3 && strncmp(word, candidate, len) == 0)
            d = least(d, 1);
        if (d <= best_distance && (!best || d < best_distance)) {
            best = candidate;
            best_distance = d;
        }
    }
    return best;
}
