/* virtcanon host list|show|import|probe */
#include <stdlib.h>
#include <string.h>

#include "../base/array.h"
#include "cli.h"

struct settings {
    bool no_machine_aliases;
    const char *firmware[8]; /* folders; the array ends with NULL */
    const char *firmware_list;
};

static int print_text(char *text, const char *subject, char *error)
{
    const bool done = text && output_write(text, strlen(text));
    if (!text)
        complain("%s: %s", subject, error ? error : "no profile");
    vc_free(text);
    vc_free(error);
    return done ? EXIT_YES : EXIT_TROUBLE;
}

static int list(const struct settings *set, const char *operand)
{
    (void)set, (void)operand;
    return print_text(vc_host_list(), "list", NULL);
}

static int show(const struct settings *set, const char *operand)
{
    (void)set;
    char *error = NULL;
    vc_host *host = vc_host_open(operand ? operand : "qemu-10.0-x86_64", &error);
    if (!host)
        return print_text(NULL, operand ? operand : "show", error);
    const int status = print_text(vc_host_show(host), operand, NULL);
    vc_host_free(host);
    return status;
}

static int import(const struct settings *set, const char *operand)
{
    char *error = NULL;
    char *text = vc_host_import(operand, !set->no_machine_aliases, set->firmware[0] ? set->firmware : NULL, &error);
    return print_text(text, operand, error);
}

static int probe(const struct settings *set, const char *operand)
{
    char *error = NULL;
    const char *emulator = operand ? operand : "/usr/bin/qemu-system-x86_64";
    char *text = vc_host_probe(emulator, set->firmware[0] ? set->firmware : NULL, &error);
    return print_text(text, emulator, error);
}

static const struct action {
    const char *name;
    int (*run)(const struct settings *set, const char *operand);
    bool needs_operand;
} actions[] = {
    {"list", list, false},
    {"show", show, false},
    {"import", import, true},
    {"probe", probe, false},
    {NULL, NULL, false},
};

static const char *action_name(const void *data, size_t index)
{
    (void)data;
    return actions[index].name;
}

static int dispatch(const struct command *self, const struct settings *set, int count, char **words)
{
    if (count == 0)
        return usage_error(self, "say what to do: list, show, import or probe");
    for (const struct action *a = actions; a->name; a++) {
        if (strcmp(a->name, words[0]) != 0)
            continue;
        if (count > 2 || (a->needs_operand && count < 2))
            return usage_error(self, a->needs_operand ? "'%s' takes one file" : "'%s' takes at most one name", a->name);
        return a->run(set, count > 1 ? words[1] : NULL);
    }
    return unknown_word(self, "action", words[0], action_name, NULL);
}

/* Folders are given as one list separated by colons, like PATH. */
static void split_folders(struct settings *set, char *list)
{
    size_t count = 0;
    for (char *dir = strtok(list, ":"); dir && count + 1 < countof(set->firmware);
         dir = strtok(NULL, ":"))
        set->firmware[count++] = dir;
}

int cmd_host(const struct command *self, int argc, char **argv)
{
    struct settings set = {0};
    const struct option options[] = {
        OPT_FLAG("no-machine-aliases", 0, &set.no_machine_aliases, "import: machines go by their alias; 'pc' stays 'pc'"),
        OPT_TEXT("firmware", 'f', "DIR[:DIR]", &set.firmware_list, "folders with firmware descriptors, the later wins"),
        OPT_END,
    };
    int status;
    const int count = options_read(self, options, argc, argv, &status);
    if (count < 0)
        return status;
    char *folders = set.firmware_list ? strdup(set.firmware_list) : NULL;
    if (folders)
        split_folders(&set, folders);
    status = dispatch(self, &set, count, argv);
    free(folders);
    return status;
}
