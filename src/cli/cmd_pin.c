/* virtcanon pin */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

struct settings {
    bool check, diff, in_place, random;
    const char *host;
};

/* Hands the pinned text on; gives the exit status. */
static int hand_over(const struct settings *set, const struct input *in, vc_document *doc, const char *text, size_t len)
{
    vc_edit e;
    const bool changed = vc_document_edit(doc, 0, &e);
    if (set->diff && !unified_print(in, doc)) {
        complain("%s: out of memory", in->name);
        return EXIT_TROUBLE;
    }
    if (set->check && changed && !set->diff)
        printf("%s\n", in->name);
    if (set->check)
        return changed ? EXIT_NO : EXIT_YES;
    if (set->in_place)
        return !changed || file_replace(in->name, text, len, in) ? EXIT_YES : EXIT_TROUBLE;
    return set->diff || output_write(text, len) ? EXIT_YES : EXIT_TROUBLE;
}

static int pin(const struct settings *set, const vc_host *host, const struct input *in)
{
    vc_document *doc = vc_document_parse(in->text, in->len, in->name);
    size_t len;
    char *text = doc ? vc_document_pin(doc, host, set->random ? VC_RANDOM : 0, &len) : NULL;
    int status = EXIT_NO;
    if (doc)
        print_diagnostics(in->name, doc);
    if (text) {
        status = hand_over(set, in, doc, text, len);
    } else if (!doc || !has_error(doc)) {
        complain("%s: out of memory", in->name);
        status = EXIT_TROUBLE;
    }
    vc_free(text);
    vc_document_free(doc);
    return status;
}

static int run(const struct settings *set, const vc_host *host, int files, char **paths)
{
    int status = EXIT_YES;
    for (int i = 0; i < files; i++) {
        struct input in;
        int one = EXIT_TROUBLE;
        if (input_read(&in, paths[i])) {
            one = pin(set, host, &in);
            input_free(&in);
        }
        status = worse(status, one);
    }
    return status;
}

static int check_settings(const struct command *self, const struct settings *set, int files, char **paths)
{
    if (files == 0)
        return usage_error(self, "no file is given");
    if (set->check && set->in_place)
        return usage_error(self, "--check and --in-place exclude one another");
    return set->in_place ? check_rewritable(self, files, paths) : EXIT_YES;
}

int cmd_pin(const struct command *self, int argc, char **argv)
{
    struct settings set = {0};
    const struct option options[] = {
        OPT_HOST(&set.host),
        OPT_FLAG("in-place", 'i', &set.in_place, "replace each file, instead of printing it"),
        OPT_FLAG("check", 'c', &set.check, "print nothing but the names of files that leave something open"),
        OPT_FLAG("diff", 'd', &set.diff, "print what is added as a unified diff, instead of the file"),
        OPT_RANDOM(&set.random),
        OPT_END,
    };
    int status;
    const int files = options_read(self, options, argc, argv, &status);
    if (files < 0)
        return status;
    status = check_settings(self, &set, files, argv);
    vc_host *host = NULL;
    if (status != EXIT_YES)
        return status;
    status = host_open(set.host, &host) ? run(&set, host, files, argv) : EXIT_TROUBLE;
    vc_host_free(host);
    return status;
}
