/* virtcanon validate */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

struct settings {
    bool quiet, summary;
    const char *format, *max_errors;
};

static int validate_file(const struct settings *set, const char *path)
{
    struct input in;
    (void)set;
    if (!input_read(&in, path))
        return EXIT_TROUBLE;
    vc_document *doc = vc_document_parse(in.text, in.len, in.name);
    int status = EXIT_TROUBLE;
    if (doc) {
        status = vc_document_validate(doc) ? EXIT_YES : EXIT_NO;
        print_diagnostics(in.name, doc);
    }
    vc_document_free(doc);
    input_free(&in);
    return status;
}

int cmd_validate(const struct command *self, int argc, char **argv)
{
    struct settings set = {0};
    const struct option options[] = {
        OPT_TEXT("format", 'f', "FORMAT", &set.format, "how to print what was found: text"),
        OPT_END,
    };
    int status;
    const int files = options_read(self, options, argc, argv, &status);
    if (files < 0)
        return status;
    if (!files)
        return usage_error(self, "no file is given");
    status = EXIT_YES;
    for (int i = 0; i < files; i++) {
        const int one = validate_file(&set, argv[i]);
        status = one > status ? one : status;
    }
    return status;
}
