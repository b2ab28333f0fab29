/* A hash table with open addressing that only grows. Knows nothing of what it holds. */
#include "seen.h"

#include <stdint.h>
#include <string.h>

struct entry {
    const char *text;
    void *owner;
    uint64_t hash;
};

struct seen {
    struct arena *arena;
    struct entry *table;
    size_t size, count; /* size is a power of two */
};

enum { FIRST_SIZE = 16 };

static uint64_t hash_of(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return hash;
}

struct seen *seen_new(struct arena *a)
{
    struct seen *s = arena_new_of(a, struct seen);
    *s = (struct seen){.arena = a, .table = arena_new_array(a, struct entry, FIRST_SIZE), .size = FIRST_SIZE};
    return s;
}

static struct entry *find(struct entry *table, size_t size, const char *text, uint64_t hash)
{
    size_t i = hash & (size - 1);
    while (table[i].text && (table[i].hash != hash || strcmp(table[i].text, text) != 0))
        i = (i + 1) & (size - 1);
    return &table[i];
}

static void grow(struct seen *s)
{
    struct entry *table = arena_new_array(s->arena, struct entry, s->size * 2);
    for (size_t i = 0; i < s->size; i++)
        if (s->table[i].text)
            *find(table, s->size * 2, s->table[i].text, s->table[i].hash) = s->table[i];
    s->table = table;
    s->size *= 2;
}

void *seen_owner(const struct seen *s, const char *text)
{
    return find(s->table, s->size, text, hash_of(text))->owner;
}

void *seen_before(struct seen *s, const char *text, void *owner)
{
    const uint64_t hash = hash_of(text);
    struct entry *e = find(s->table, s->size, text, hash);
    if (e->text)
        return e->owner;
    *e = (struct entry){text, owner, hash};
    if (++s->count * 2 > s->size)
        grow(s);
    return NULL;
}
