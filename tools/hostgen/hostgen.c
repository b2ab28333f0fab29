/* Host profiles for developers: imports a recorded conversation as a profile file, and turns profile files
 * into the C tables that are embedded in the library. Knows no fact of a profile. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/import.h"
#include "embed.h"

static const char usage[] =
    "usage: hostgen import [--name NAME] [--emulator PATH] [--firmware DIR]... TRANSCRIPT\n"
    "           a profile file, on standard output\n"
    "       hostgen embed PROFILE...\n"
    "           C tables, on standard output\n";

enum { MAX_DIRS = 16, MAX_PROFILES = 256 };

static int finish(const struct buf *out, const struct buf *error)
{
    if (error->len)
        fprintf(stderr, "hostgen: %s\n", error->text);
    if (!error->len && out->len && fwrite(out->text, 1, out->len, stdout) == out->len && fflush(stdout) == 0)
        return 0;
    return 2;
}

static int import(struct arena *a, int argc, char **argv)
{
    const char *dirs[MAX_DIRS];
    struct host_import_options options = {.firmware_dirs = dirs};
    struct buf out = {0}, error = {0};
    int i = 0;
    for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2) {
        if (strcmp(argv[i], "--name") == 0)
            options.name = argv[i + 1];
        else if (strcmp(argv[i], "--emulator") == 0)
            options.emulator = argv[i + 1];
        else if (strcmp(argv[i], "--firmware") == 0 && options.firmware_dir_count < MAX_DIRS)
            dirs[options.firmware_dir_count++] = argv[i + 1];
        else
            break;
    }
    if (i + 1 != argc) {
        fputs(usage, stderr);
        return 2;
    }
    const struct host_profile *p = host_import_file(a, argv[i], &options, &error);
    if (p)
        host_write(p, &out);
    const int status = finish(&out, &error);
    buf_free(&out);
    buf_free(&error);
    return status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct host_profile *const *)a)->name,
                  (*(const struct host_profile *const *)b)->name);
}

static int embed(struct arena *a, int argc, char **argv)
{
    const struct host_profile *profiles[MAX_PROFILES];
    struct buf out = {0}, error = {0};
    size_t n = 0;
    for (int i = 0; i < argc && n < MAX_PROFILES && !error.len; i++)
        if ((profiles[n] = host_load(a, argv[i], &error)))
            n++;
    qsort(profiles, n, sizeof *profiles, by_name);
    if (!error.len)
        embed_profiles(&out, profiles, n);
    const int status = finish(&out, &error);
    buf_free(&out);
    buf_free(&error);
    return status;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new();
    int status = 2;
    if (a && argc > 2 && strcmp(argv[1], "import") == 0)
        status = import(a, argc - 2, argv + 2);
    else if (a && argc > 2 && strcmp(argv[1], "embed") == 0)
        status = embed(a, argc - 2, argv + 2);
    else
        fputs(usage, stderr);
    arena_free(a);
    return status;
}
