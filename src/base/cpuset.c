/* CPU sets as bit maps: text in, text out. */
#include "cpuset.h"

#include <ctype.h>
#include <string.h>

#include "array.h"

static const char *skip_blanks(const char *s)
{
    while (isspace((unsigned char)*s))
        s++;
    return s;
}

static const char *read_number(const char *s, uint32_t *n)
{
    if (!isdigit((unsigned char)*s))
        return NULL;
    uint32_t value = 0;
    for (; isdigit((unsigned char)*s); s++) {
        value = value * 10 + (uint32_t)(*s - '0');
        if (value >= LIMIT_CPUSET)
            return NULL;
    }
    *n = value;
    return s;
}

void cpuset_add(struct cpuset *set, uint32_t n)
{
    if (n < LIMIT_CPUSET)
        set->words[n / 64] |= UINT64_C(1) << n % 64;
}

/* The bits from..to, as far as they are in this word. */
static uint64_t bits_of_word(uint32_t word, uint32_t from, uint32_t to)
{
    uint64_t bits = UINT64_MAX;
    if (from / 64 == word)
        bits &= UINT64_MAX << from % 64;
    if (to / 64 == word)
        bits &= UINT64_MAX >> (63 - to % 64);
    return bits;
}

/* One item up to the comma or the end, or NULL. */
static const char *read_item(struct cpuset *set, const char *s)
{
    uint32_t from, to;
    const bool without = *s == '^';
    if (!(s = read_number(s + without, &from)))
        return NULL;
    s = skip_blanks(s);
    to = from;
    if (*s == '-') {
        if (without || !(s = read_number(skip_blanks(s + 1), &to)) || to < from)
            return NULL;
        s = skip_blanks(s);
    }
    for (uint32_t w = from / 64; w <= to / 64; w++) {
        const uint64_t bits = bits_of_word(w, from, to);
        set->words[w] = without ? set->words[w] & ~bits : set->words[w] | bits;
    }
    return s;
}

bool cpuset_parse(struct cpuset *set, const char *text)
{
    memset(set, 0, sizeof *set);
    const char *s = skip_blanks(text);
    while ((s = read_item(set, s))) {
        if (!*s)
            return true;
        if (*s != ',')
            return false;
        s = skip_blanks(s + 1);
    }
    return false;
}

bool cpuset_has(const struct cpuset *set, uint32_t n)
{
    return n < LIMIT_CPUSET && set->words[n / 64] >> n % 64 & 1;
}

int32_t cpuset_next(const struct cpuset *set, uint32_t n)
{
    if (n >= LIMIT_CPUSET)
        return -1;
    uint64_t rest = set->words[n / 64] & UINT64_MAX << n % 64;
    for (n /= 64; !rest;) {
        if (++n == LIMIT_CPUSET / 64)
            return -1;
        rest = set->words[n];
    }
    return (int32_t)(n * 64) + __builtin_ctzll(rest);
}

void cpuset_keep_below(struct cpuset *set, uint64_t n)
{
    if (n >= LIMIT_CPUSET)
        return;
    set->words[n / 64] &= ~(UINT64_MAX << n % 64);
    for (uint64_t w = n / 64 + 1; w < LIMIT_CPUSET / 64; w++)
        set->words[w] = 0;
}

void cpuset_format(struct buf *b, const struct cpuset *set)
{
    bool more = false;
    for (int32_t n = cpuset_next(set, 0); n >= 0; more = true) {
        int32_t to = n, next;
        while ((next = cpuset_next(set, (uint32_t)to + 1)) == to + 1)
            to = next;
        buf_printf(b, "%s%d", more ? "," : "", n);
        if (to > n)
            buf_printf(b, "-%d", to);
        n = next;
    }
}

const char *cpuset_text(struct arena *a, const struct cpuset *set)
{
    struct buf b = {0};
    cpuset_format(&b, set);
    const char *text = arena_strndup(a, b.text ? b.text : "", b.len);
    buf_free(&b);
    return text;
}

bool cpuset_empty(const struct cpuset *set)
{
    return cpuset_last(set) < 0;
}

void cpuset_unite(struct cpuset *set, const struct cpuset *other)
{
    for (size_t i = 0; i < countof(set->words); i++)
        set->words[i] |= other->words[i];
}

bool cpuset_overlap(const struct cpuset *a, const struct cpuset *b)
{
    for (uint32_t i = 0; i < LIMIT_CPUSET / 64; i++)
        if (a->words[i] & b->words[i])
            return true;
    return false;
}

uint32_t cpuset_count(const struct cpuset *set)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < LIMIT_CPUSET / 64; i++)
        count += (uint32_t)__builtin_popcountll(set->words[i]);
    return count;
}

int32_t cpuset_last(const struct cpuset *set)
{
    for (int32_t i = LIMIT_CPUSET / 64 - 1; i >= 0; i--)
        if (set->words[i])
            return i * 64 + 63 - __builtin_clzll(set->words[i]);
    return -1;
}
