/* Compiles the tables of CPU models and features into C, and finds what a newer QEMU adds to them. */
#include <stdlib.h>
#include <string.h>

#include "../../src/base/array.h"
#include "cpugen.h"

static void take_ignored(struct tables *t, const struct row *r)
{
    for (int i = 0; i < r->count; i++) {
        if (t->ignored_count == MAX_FEATURES)
            row_error(r, "more than %d names", MAX_FEATURES);
        t->ignored[t->ignored_count++] = r->words[i];
    }
}

void take_row(struct tables *t, const struct row *r)
{
    static const struct {
        const char *section;
        void (*take)(struct tables *t, const struct row *r);
    } sections[] = {
        {"[feature]", take_feature}, {"[hypervisor]", take_feature}, {"[qemu]", take_ignored},
        {"[vendor]", take_vendor},   {"[model]", take_model},
    };
    for (size_t i = 0; i < countof(sections); i++)
        if (strcmp(sections[i].section, r->section) == 0) {
            sections[i].take(t, r);
            return;
        }
    row_error(r, "'%s' is no section", r->section);
}

static const char usage[] =
    "usage: cpugen tables FILE...\n"
    "           C tables of the files, features first, on standard output\n"
    "       cpugen news QEMU FILE...\n"
    "           rows for what the QEMU binary has and the files have not\n";

int main(int argc, char **argv)
{
    static struct tables t;
    const bool asks = argc > 1 && strcmp(argv[1], "news") == 0;
    const int first = asks ? 3 : 2;
    if (argc <= first || (!asks && strcmp(argv[1], "tables") != 0)) {
        fputs(usage, stderr);
        return 2;
    }
    for (int i = first; i < argc; i++)
        rows_read(&t, argv[i], take_row);
    if (asks)
        return news(&t, argv[2]);
    emit(&t, stdout);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 2;
}
