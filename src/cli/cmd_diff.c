/* virtcanon diff */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "escape.h"
#include "json.h"
#include "sarif.h"

struct settings {
    const char *host, *old_host, *new_host, *format;
    bool git, migration, quiet, generic;
};

/* --- text --------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *title, *colour;
} titles[] = {
    [VC_CLASS_GUEST] = {"guest ABI: libvirt refuses it", "\033[31m"},
    [VC_CLASS_IDENTITY] = {"identity: libvirt takes it for another guest", "\033[31m"},
    [VC_CLASS_UNWRITTEN] = {"left open: libvirt needs it written to go on with a saved guest", "\033[31m"},
    [VC_CLASS_ACCEPTED] = {"warning: guest ABI, but libvirt accepts it", "\033[33m"},
    [VC_CLASS_HOST] = {"host side", ""},
    [VC_CLASS_TUNING] = {"tuning", ""},
    [VC_CLASS_INFO] = {"information", ""},
};

/* The path below the group, "." for the group itself. */
static const char *below(const char *path, const char *group)
{
    const size_t len = strlen(group);
    if (strncmp(path, group, len) != 0)
        return path;
    return path[len] == '/' ? path + len + 1 : ".";
}

static void print_quoted(const char *value)
{
    putchar('\'');
    put_plain(stdout, value);
    putchar('\'');
}

static void print_change(const vc_difference *x)
{
    const char *only = x->new_value ? x->new_value : x->old_value;
    if (x->old_value && x->new_value && strcmp(x->change, "moved") != 0) {
        print_quoted(x->old_value);
        printf(" -> ");
        print_quoted(x->new_value);
    } else if (x->old_value && x->new_value) {
        printf("moved from %s (", x->old_path);
        put_plain(stdout, x->old_value);
        putchar(')');
    } else {
        printf("%s%s", x->change, *only ? " " : "");
        if (*only)
            print_quoted(only);
    }
}

static void print_one(const vc_difference *x)
{
    printf("    %s ", below(x->new_path ? x->new_path : x->old_path, x->group));
    print_change(x);
    printf("\n        %s [%s]", x->reason, x->rule);
    if (x->old_line && x->new_line)
        printf(" (lines %u and %u)", x->old_line, x->new_line);
    else if (x->old_line || x->new_line)
        printf(" (line %u of the %s file)", x->old_line + x->new_line, x->old_line ? "old" : "new");
    putchar('\n');
}

static void print_text(const vc_diff *diff)
{
    const bool colour = color_wanted(STDOUT_FILENO);
    int type = -1;
    char *group = NULL;
    vc_difference x;
    for (size_t i = 0; vc_diff_get(diff, i, &x); i++) {
        if ((int)x.type != type) {
            printf("%s%s%s\n", colour ? titles[x.type].colour : "", titles[x.type].title, colour ? "\033[0m" : "");
            free(group);
            group = NULL;
        }
        type = (int)x.type;
        if (!group || strcmp(group, x.group) != 0) {
            free(group);
            group = strdup(x.group);
            printf("  %s\n", x.group);
        }
        print_one(&x);
    }
    free(group);
}

static void print_needs(vc_document *doc)
{
    vc_need x;
    printf("the target of a migration needs\n");
    for (size_t i = 0; vc_document_need(doc, i, &x); i++)
        printf("  %s\n    %s [%s]\n", x.path, x.text, x.rule);
}

/* --- the command -------------------------------------------------------------------------------------------------- */

static bool is_report(const char *format)
{
    return strcmp(format, "html") == 0 || strcmp(format, "xml") == 0;
}

static bool print_report(vc_diff *diff, const char *format)
{
    size_t len = 0;
    char *text = report_in_format(vc_report_diff(diff, &len), &len, format);
    const bool done = text && output_write(text, len);
    vc_free(text);
    return done;
}

/* False after a message. */
static bool print(vc_diff *diff, const struct side *old, const struct side *new, const struct settings *set)
{
    vc_document *target = new->doc;
    if (strcmp(set->format, "sarif") == 0) {
        const bool done = sarif_diff(stdout, diff, old->in.name, new->in.name);
        if (!done)
            complain("out of memory");
        return done;
    }
    if (is_report(set->format))
        return print_report(diff, set->format);
    if (strcmp(set->format, "json") == 0) {
        json_diff(stdout, diff, set->migration ? target : NULL);
        return true;
    }
    print_text(diff);
    if (set->migration)
        print_needs(target);
    return true;
}

static int compare(const struct settings *set, const char *name, char **paths)
{
    const unsigned flags = set->generic ? VC_GENERIC : 0;
    struct side old = {.name = name}, new = {.name = name};
    int status = EXIT_TROUBLE;
    bool ok = side_open(&old, paths[0], set->old_host ? set->old_host : set->host, flags);
    ok = side_open(&new, paths[1], set->new_host ? set->new_host : set->host, flags) && ok;
    vc_diff *diff = ok ? vc_diff_new(old.doc, new.doc) : NULL;
    if (ok && !diff)
        complain("out of memory");
    if (diff) {
        status = vc_diff_same(diff) ? EXIT_YES : EXIT_NO;
        if (!set->quiet && !print(diff, &old, &new, set))
            status = EXIT_TROUBLE;
    }
    vc_diff_free(diff);
    side_close(&old);
    side_close(&new);
    return status;
}

/* What git hands to an external diff: PATH, then OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE, and NEW-PATH with a
 * sentence after a rename; PATH alone for a conflict. git stops at any status but 0. */
static int compare_for_git(const struct settings *set, int count, char **words)
{
    const char *path = words[0], *none = "/dev/null";
    printf("virtcanon diff %s%s%s\n", path, count == 9 ? " " : "", count == 9 ? words[7] : "");
    fflush(stdout);
    if (count == 1) {
        printf("in conflict\n");
        return EXIT_YES;
    }
    char *files[] = {words[1], words[4]};
    if (strcmp(files[0], none) == 0 || strcmp(files[1], none) == 0) {
        printf("%s\n", strcmp(files[0], none) == 0 ? "a new file" : "the file is deleted");
        return EXIT_YES;
    }
    const int status = compare(set, count == 9 ? words[7] : path, files);
    if (status == EXIT_YES)
        printf("the guest stays the same\n");
    else if (status == EXIT_TROUBLE)
        printf("not compared; `git diff --no-ext-diff` shows the lines\n");
    return EXIT_YES;
}

int cmd_diff(const struct command *self, int argc, char **argv)
{
    struct settings set = {.format = "text"};
    const struct option options[] = {
        OPT_TEXT("host", 'H', "HOST", &set.host, "profile file or name of an embedded profile, for both documents"),
        OPT_TEXT("old-host", 0, "HOST", &set.old_host, "the same for the old document"),
        OPT_TEXT("new-host", 0, "HOST", &set.new_host, "the same for the new document"),
        OPT_TEXT("format", 'f', "FORMAT", &set.format, "text (the default), json, sarif, html or xml"),
        OPT_FLAG("generic", 0, &set.generic, "only what holds for every hypervisor"),
        OPT_FLAG("migration", 'm', &set.migration, "also say what the target of a migration must offer"),
        OPT_FLAG("git", 0, &set.git, "take the arguments that git gives to an external diff"),
        OPT_FLAG("quiet", 'q', &set.quiet, "print nothing; the exit status is the answer"),
        OPT_END,
    };
    int status;
    const int files = options_read(self, options, argc, argv, &status);
    if (files < 0)
        return status;
    if (set.git ? files != 1 && files != 7 && files != 9 : files != 2)
        return set.git ? usage_error(self, "git gives 1, 7 or 9 arguments, not %d", files)
                       : usage_error(self, "two files are needed, not %d", files);
    if (check_format(self, set.format, (const char *const[]){"text", "json", "sarif", "html", "xml", NULL}) != EXIT_YES)
        return EXIT_TROUBLE;
    return set.git ? compare_for_git(&set, files, argv) : compare(&set, NULL, argv);
}
