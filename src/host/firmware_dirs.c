/* Collects firmware descriptors from folders: merged by file name, in search order. Knows no descriptor's
 * meaning. */
#include <dirent.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "import.h"
#include "internal.h"

enum { MAX_DESCRIPTORS = 512 };

struct found {
    const char *name, *path;
};

struct search {
    struct arena *arena;
    struct found *found;
    size_t count;
};

static bool has_suffix(const char *s, const char *suffix)
{
    const size_t n = strlen(s), m = strlen(suffix);
    return n >= m && strcmp(s + n - m, suffix) == 0;
}

/* A descriptor of a later folder takes the place of one with the same name. */
static void add(struct search *s, const char *name, const char *path)
{
    size_t i = 0;
    while (i < s->count && strcmp(s->found[i].name, name) != 0)
        i++;
    if (i == MAX_DESCRIPTORS)
        return;
    if (i == s->count)
        s->count++;
    s->found[i] = (struct found){name, path};
}

/* prefix: only files that begin with it count, and it is no part of the descriptor's name. */
static void search_dir(struct search *s, const char *dir, const char *prefix)
{
    DIR *d = opendir(dir);
    const size_t skip = strlen(prefix);
    struct dirent *e;
    while (d && (e = readdir(d))) {
        if (e->d_name[0] == '.' || strncmp(e->d_name, prefix, skip) != 0 || !has_suffix(e->d_name, ".json"))
            continue;
        add(s, arena_strdup(s->arena, e->d_name + skip), arena_printf(s->arena, "%s/%s", dir, e->d_name));
    }
    if (d)
        closedir(d);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct found *)a)->name, ((const struct found *)b)->name);
}

/* An empty file masks its name: nothing can be parsed from it, so it needs no rule of its own. */
static void read_found(struct search *s, struct host_profile *p)
{
    struct host_firmware *list = arena_new_array(s->arena, struct host_firmware, s->count + 1);
    uint32_t n = 0;
    qsort(s->found, s->count, sizeof *s->found, by_name);
    for (size_t i = 0; i < s->count; i++) {
        struct buf ignored = {0};
        struct json_object *o = json_read_file(s->found[i].path, &ignored);
        buf_free(&ignored);
        if (o && firmware_parse(s->arena, s->found[i].name, o, &list[n]))
            n++;
        json_object_put(o);
    }
    p->firmware = list;
    p->firmware_count = n;
}

static bool is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void search_beside(struct search *s, const char *transcript)
{
    const char *slash = strrchr(transcript, '/');
    const char *dir = slash ? arena_strndup(s->arena, transcript, (size_t)(slash - transcript)) : ".";
    const char *share = arena_printf(s->arena, "%s/firmware/share", dir);
    const char *etc = arena_printf(s->arena, "%s/firmware/etc", dir);
    if (is_dir(share) || is_dir(etc)) {
        search_dir(s, share, "");
        search_dir(s, etc, "");
    } else {
        search_dir(s, dir, "firmware-");
    }
}

void firmware_collect(struct arena *a, struct host_profile *p, const struct host_import_options *options,
                      const char *transcript)
{
    struct search s = {a, arena_new_array(a, struct found, MAX_DESCRIPTORS), 0};
    for (size_t i = 0; i < options->firmware_dir_count; i++)
        search_dir(&s, options->firmware_dirs[i], "");
    if (!options->firmware_dir_count && transcript)
        search_beside(&s, transcript);
    read_found(&s, p);
}
