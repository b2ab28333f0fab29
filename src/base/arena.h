/* Memory that is given out piece by piece and freed as a whole. Knows nothing about what is kept in it. */
#ifndef VC_BASE_ARENA_H
#define VC_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Runs fn(data) so that a failing allocation inside it ends fn and makes this return false. Nothing but the arena
 * may be allocated inside fn: what it holds elsewhere would be lost. */
bool arena_guard(struct arena *a, void (*fn)(void *data), void *data);

/* The same where fn allocates in several arenas; those that are NULL are passed over. */
bool arena_guard_all(struct arena *const *arenas, size_t count, void (*fn)(void *data), void *data);

/* A new arena, or NULL without memory. */
struct arena *arena_new(void);
void arena_free(struct arena *a);

/* size zeroed bytes, aligned for any type; never NULL: a library that cannot get a few kilobytes for a document
 * of bounded size unwinds to the frame that owns the arena (arena_guard). */
void *arena_alloc(struct arena *a, size_t size);
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_strdup(struct arena *a, const char *s);
/* A copy in lower case (ASCII). */
char *arena_lower(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args);

/* An array with room for `wanted` items of a size: the given one, or a copy with more room behind it, zeroed. */
void *arena_grow(struct arena *a, void *items, uint32_t *room, uint32_t wanted, size_t size);

#define arena_new_array(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (n)))
#define arena_new_of(a, type) arena_new_array(a, type, 1)

#endif
