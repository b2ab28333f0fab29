/* Lists of names and CPU models packed into one text each. Knows nothing of what they name. */
#include <string.h>

#include "internal.h"

const char *host_names_next(const struct host_names *names, const char *name)
{
    const char *next = name ? name + strlen(name) + 1 : names->text;
    return names->size && next < names->text + names->size ? next : NULL;
}

bool host_names_has(const struct host_names *names, const char *name)
{
    for (const char *s = NULL; (s = host_names_next(names, s));)
        if (strcmp(s, name) == 0)
            return true;
    return false;
}

struct host_names names_of_words(struct arena *a, const char *text)
{
    if (!text || !*text)
        return (struct host_names){0};
    const size_t len = strlen(text);
    char *copy = arena_strndup(a, text, len);
    uint32_t count = 1;
    for (size_t i = 0; i < len; i++)
        if (copy[i] == ' ') {
            copy[i] = '\0';
            count++;
        }
    return (struct host_names){copy, count, (uint32_t)len + 1};
}

struct host_names names_of_list(struct arena *a, const char *const *list, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += strlen(list[i]) + 1;
    char *text = arena_new_array(a, char, size + 1), *end = text;
    for (size_t i = 0; i < count; i++) {
        const size_t n = strlen(list[i]) + 1;
        memcpy(end, list[i], n);
        end += n;
    }
    return (struct host_names){text, (uint32_t)count, (uint32_t)size};
}

/* The blockers of the CPU model with this name, as text of its record. */
static const char *record_of(const struct host_accelerator *a, const char *name)
{
    const char *s = NULL;
    while ((s = host_names_next(&a->cpus, s))) {
        const char *rest = s + strlen(s) + 1;
        if (strcmp(s, name) == 0)
            return rest;
        s = rest;
    }
    return "";
}

bool host_cpu_next(const struct host_accelerator *a, struct host_cpu *c)
{
    const char *previous = c->name ? c->name + strlen(c->name) + 1 : NULL;
    c->name = host_names_next(&a->cpus, previous);
    if (!c->name)
        return false;
    const char *rest = c->name + strlen(c->name) + 1;
    c->deprecated = strncmp(rest, CPU_DEPRECATED, strlen(CPU_DEPRECATED)) == 0;
    if (c->deprecated)
        rest += strlen(CPU_DEPRECATED);
    rest += strspn(rest, " ");
    if (*rest == CPU_LIKE)
        rest = strchr(record_of(a, rest + 1), CPU_BLOCKED);
    c->blockers = rest && *rest == CPU_BLOCKED ? rest + 1 : NULL;
    return true;
}

bool host_cpu_find(const struct host_accelerator *a, const char *name, struct host_cpu *c)
{
    c->name = NULL;
    while (host_cpu_next(a, c))
        if (strcmp(c->name, name) == 0)
            return true;
    return false;
}
