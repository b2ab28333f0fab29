/* virtcanon id */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

struct entry {
    char *id;
    const char *path;
    int position; /* on the command line */
};

/* The fingerprint of a file, or NULL after a message; *status is what the failure means. */
static char *fingerprint(const char *path, const vc_host *host, int *status)
{
    struct input in;
    char *id = NULL;
    if (!input_read(&in, path)) {
        *status = EXIT_TROUBLE;
        return NULL;
    }
    vc_document *doc = document_for_comparison(&in, host, 0);
    if (doc)
        id = vc_document_fingerprint(doc);
    if (!id && *status < EXIT_NO)
        *status = EXIT_NO;
    vc_document_free(doc);
    input_free(&in);
    return id;
}

static int by_id(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    const int order = strcmp(x->id, y->id);
    return order ? order : x->position - y->position;
}

static void print_groups(struct entry *list, int count)
{
    qsort(list, (size_t)count, sizeof *list, by_id);
    for (int i = 0; i < count; i++) {
        if (i == 0 || strcmp(list[i].id, list[i - 1].id) != 0)
            printf("%s\n", list[i].id);
        printf("  %s\n", list[i].path);
    }
}

static int run(const vc_host *host, bool group, int files, char **paths)
{
    struct entry *list = calloc((size_t)files, sizeof *list);
    int count = 0, status = EXIT_YES;
    if (!list) {
        complain("out of memory");
        return EXIT_TROUBLE;
    }
    for (int i = 0; i < files; i++) {
        char *id = fingerprint(paths[i], host, &status);
        if (id && !group)
            printf("%s  %s\n", id, paths[i]);
        if (id)
            list[count++] = (struct entry){id, paths[i], i};
    }
    if (group)
        print_groups(list, count);
    for (int i = 0; i < count; i++)
        vc_free(list[i].id);
    free(list);
    return status;
}

int cmd_id(const struct command *self, int argc, char **argv)
{
    const char *name = NULL;
    bool group = false;
    const struct option options[] = {
        OPT_HOST(&name),
        OPT_FLAG("group", 'g', &group, "list the files that share a fingerprint below it"),
        OPT_END,
    };
    int status;
    const int files = options_read(self, options, argc, argv, &status);
    if (files < 0)
        return status;
    if (files == 0)
        return usage_error(self, "no file is given");
    vc_host *host;
    if (!host_open(name, &host))
        return EXIT_TROUBLE;
    status = run(host, group, files, argv);
    vc_host_free(host);
    return status;
}
