/* Arena: blocks that double in size, given out from the front. Knows nothing about what is kept in it. */
#include "arena.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 32 * 1024, LAST_BLOCK = 4 * 1024 * 1024, ALIGN = 16 };

struct block {
    struct block *older;
    size_t size, used;
    _Alignas(ALIGN) unsigned char bytes[];
};

struct arena {
    struct block *newest;
    jmp_buf *guard;
};

static struct block *block_new(struct block *older, size_t size)
{
    struct block *b = malloc(sizeof *b + size);
    if (b) {
        b->older = older;
        b->size = size;
        b->used = 0;
    }
    return b;
}

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof *a);
    if (a && !(a->newest = block_new(NULL, FIRST_BLOCK))) {
        free(a);
        return NULL;
    }
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct block *b = a->newest; b;) {
        struct block *older = b->older;
        free(b);
        b = older;
    }
    free(a);
}

bool arena_guard(struct arena *a, void (*fn)(void *data), void *data)
{
    jmp_buf here, *const outer = a->guard;
    const bool done = setjmp(here) == 0;
    if (done) {
        a->guard = &here;
        fn(data);
    }
    a->guard = outer;
    return done;
}

struct guarded {
    struct arena *const *arenas;
    size_t count;
    void (*fn)(void *data);
    void *data;
    bool done;
};

/* One guard inside the other: whichever arena fails, `done` is not reached. */
static void guard_next(void *data)
{
    struct guarded *g = data;
    if (!g->count) {
        g->fn(g->data);
        g->done = true;
        return;
    }
    struct arena *a = *g->arenas++;
    g->count--;
    if (a)
        arena_guard(a, guard_next, g);
    else
        guard_next(g);
}

bool arena_guard_all(struct arena *const *arenas, size_t count, void (*fn)(void *data), void *data)
{
    struct guarded g = {arenas, count, fn, data, false};
    guard_next(&g);
    return g.done;
}

/* Without a guard there is nobody to unwind to: the caller broke the contract of arena.h, and running on with a null
 * pointer would be worse than the trap. */
static void out_of_memory(struct arena *a)
{
    if (a->guard)
        longjmp(*a->guard, 1);
    __builtin_trap();
}

static struct block *grow(struct arena *a, size_t size)
{
    size_t want = a->newest->size < LAST_BLOCK ? a->newest->size * 2 : LAST_BLOCK;
    if (want < size)
        want = size;
    struct block *b = block_new(a->newest, want);
    if (!b)
        out_of_memory(a);
    a->newest = b;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory(a);
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    struct block *b = a->newest;
    if (b->size - b->used < size)
        b = grow(a, size);
    void *p = b->bytes + b->used;
    b->used += size;
    return memset(p, 0, size);
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *copy = arena_alloc(a, len + 1);
    memcpy(copy, s, len);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *arena_lower(struct arena *a, const char *s)
{
    char *copy = arena_strdup(a, s);
    for (char *p = copy; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    return copy;
}

void *arena_grow(struct arena *a, void *items, uint32_t *room, uint32_t wanted, size_t size)
{
    if (wanted <= *room)
        return items;
    const uint32_t more = *room ? *room * 2 : 16, enough = more < wanted ? wanted : more;
    void *copy = arena_alloc(a, enough * size);
    if (*room)
        memcpy(copy, items, *room * size);
    *room = enough;
    return copy;
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
    char brief[128]; /* most texts are, and formatting is not cheap enough to be done twice */
    va_list again;
    va_copy(again, args);
    const int made = vsnprintf(brief, sizeof brief, format, args);
    const size_t len = made < 0 ? 0 : (size_t)made;
    char *text = arena_alloc(a, len + 1);
    if (len < sizeof brief)
        memcpy(text, brief, len);
    else
        vsnprintf(text, len + 1, format, again);
    va_end(again);
    return text;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(a, format, args);
    va_end(args);
    return text;
}
