/* virtcanon report */
#include <string.h>

#include "cli.h"

struct settings {
    const char *hosts[2]; /* of the old and the new document, or of the only one */
    const char *format, *output;
    bool generic;
};

static unsigned flags_of(const struct settings *set)
{
    return set->generic ? VC_GENERIC : 0;
}

char *report_in_format(char *report, size_t *len, const char *format)
{
    char *error = NULL, *page = NULL;
    if (!report)
        complain("out of memory");
    if (!report || strcmp(format, "xml") == 0)
        return report;
    page = vc_report_page(report, *len, len, &error);
    if (!page)
        complain("no page: %s", error ? error : "out of memory");
    vc_free(error);
    vc_free(report);
    return page;
}

/* Takes the report over. */
static int put(const struct settings *set, char *report, size_t len)
{
    char *text = report_in_format(report, &len, set->format);
    bool done = text;
    if (text && set->output)
        done = file_replace(set->output, text, len, NULL);
    else if (text)
        done = output_write(text, len);
    vc_free(text);
    return done ? EXIT_YES : EXIT_TROUBLE;
}

static int report_one(const struct settings *set, const char *path)
{
    struct side side = {0};
    size_t len = 0;
    int status = EXIT_TROUBLE;
    if (side_open(&side, path, set->hosts[1], flags_of(set))) {
        char *report = vc_report_guest(side.doc, &len);
        status = put(set, report, len);
    }
    side_close(&side);
    return status;
}

static int report_two(const struct settings *set, char **paths)
{
    struct side old = {0}, new = {0};
    size_t len = 0;
    int status = EXIT_TROUBLE;
    bool ok = side_open(&old, paths[0], set->hosts[0], flags_of(set));
    ok = side_open(&new, paths[1], set->hosts[1], flags_of(set)) && ok;
    vc_diff *diff = ok ? vc_diff_new(old.doc, new.doc) : NULL;
    if (ok) {
        char *report = diff ? vc_report_diff(diff, &len) : NULL;
        status = put(set, report, len);
    }
    vc_diff_free(diff);
    side_close(&old);
    side_close(&new);
    return status;
}

int cmd_report(const struct command *self, int argc, char **argv)
{
    struct settings set = {.format = "html"};
    const char *host = NULL;
    const struct option options[] = {
        OPT_TEXT("host", 'H', "HOST", &host, "profile file or name of an embedded profile, for both documents"),
        OPT_TEXT("old-host", 0, "HOST", &set.hosts[0], "the same for the old document"),
        OPT_TEXT("new-host", 0, "HOST", &set.hosts[1], "the same for the new document"),
        OPT_FLAG("generic", 0, &set.generic, "only what holds for every hypervisor"),
        OPT_TEXT("format", 'f', "FORMAT", &set.format, "html (the default) or xml"),
        OPT_TEXT("output", 'o', "FILE", &set.output, "write to a file instead of standard output"),
        OPT_END,
    };
    int status;
    const int files = options_read(self, options, argc, argv, &status);
    if (files < 0)
        return status;
    if (files != 1 && files != 2)
        return usage_error(self, "one or two files are needed, not %d", files);
    if (check_format(self, set.format, (const char *const[]){"html", "xml", NULL}) != EXIT_YES)
        return EXIT_TROUBLE;
    for (int i = 0; i < 2; i++)
        set.hosts[i] = set.hosts[i] ? set.hosts[i] : host;
    return files == 1 ? report_one(&set, argv[0]) : report_two(&set, argv);
}
