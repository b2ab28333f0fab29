/* The NUMA nodes of this machine, as the kernel shows them in a folder. Knows nothing of guests. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "text_file.h"

enum { MAX_NODES = 1024 };

/* The text of a small file, NULL when there is none. */
static const char *text_of(struct arena *a, const char *dir, const char *name)
{
    char path[PATH_MAX];
    struct buf text = {0}, reason = {0};
    snprintf(path, sizeof path, "%s/%s", dir, name);
    const char *copy = text_file_read(path, &text, &reason) && text.text ? arena_strdup(a, text.text) : NULL;
    buf_free(&text);
    buf_free(&reason);
    return copy;
}

static const char *first_line(struct arena *a, const char *text)
{
    return arena_strndup(a, text, strcspn(text, "\n"));
}

/* What follows "MemTotal:", in KiB. */
static uint64_t memory_of(const char *meminfo)
{
    const char *total = meminfo ? strstr(meminfo, "MemTotal:") : NULL;
    return total ? strtoull(total + strlen("MemTotal:"), NULL, 10) : 0;
}

static uint32_t read_nodes(struct arena *a, struct host_node *list, const char *dir)
{
    uint32_t count = 0;
    for (uint32_t number = 0; number < MAX_NODES; number++) {
        char name[64];
        snprintf(name, sizeof name, "node/node%u/cpulist", number);
        const char *cpus = text_of(a, dir, name);
        if (!cpus)
            continue;
        snprintf(name, sizeof name, "node/node%u/meminfo", number);
        list[count++] = (struct host_node){number, first_line(a, cpus), memory_of(text_of(a, dir, name))};
    }
    return count;
}

void nodes_collect(struct arena *a, struct host_profile *p, const char *dir)
{
    struct host_node *list = arena_new_array(a, struct host_node, MAX_NODES);
    const char *cpus;
    p->nodes = list;
    p->node_count = read_nodes(a, list, dir);
    if (p->node_count || !(cpus = text_of(a, dir, "cpu/present")))
        return;
    list[0] = (struct host_node){0, first_line(a, cpus), 0}; /* a kernel without NUMA */
    p->node_count = 1;
}
