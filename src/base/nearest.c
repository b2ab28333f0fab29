/* Distances of words. Knows no dictionary. */
#include "nearest.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST = 48 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned edit_distance(const char *a, const char *b, unsigned limit)
{
    const size_t n = strlen(a), m = strlen(b);
    unsigned rows[3][LONGEST + 1];
    if (n > LONGEST || m > LONGEST || (n > m ? n - m : m - n) >= limit)
        return limit;
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t k = 0; k <= m; k++)
        last[k] = (unsigned)k;
    for (size_t i = 1; i <= n; i++) {
        row[0] = (unsigned)i;
        for (size_t k = 1; k <= m; k++) {
            row[k] = least(last[k - 1] + (a[i - 1] != b[k - 1]), least(last[k], row[k - 1]) + 1);
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                row[k] = least(row[k], before[k - 2] + 1);
        }
        unsigned *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return least(last[m], limit);
}

bool same_letters(const char *a, const char *b)
{
    for (;; a++, b++) {
        while (*a == '-' || *a == '_')
            a++;
        while (*b == '-' || *b == '_')
            b++;
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
            return false;
        if (!*a)
            return true;
    }
}

bool is_abbreviation(const char *word, const char *of)
{
    const char *s = word;
    for (const char *t = of; *s && *t; t++)
        s += *s == *t;
    return !*s && word[0] == of[0] && strlen(word) >= 3 && 2 * strlen(word) > strlen(of);
}

unsigned nearest_limit(const char *word)
{
    const unsigned len = (unsigned)strlen(word);
    return len < 5 ? 1 : len < 9 ? 2 : 3;
}
