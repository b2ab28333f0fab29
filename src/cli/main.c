/* The command: picks the subcommand. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

const struct command *command_find(const char *name)
{
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

static const char *command_name(const void *data, size_t index)
{
    (void)data;
    return commands[index].name;
}

static int unknown_command(const char *name)
{
    const char *near = nearest(name, command_name, NULL);
    if (near)
        complain("unknown command '%s'; did you mean '%s'?", name, near);
    else
        complain("unknown command '%s'; 'virtcanon help' lists them", name);
    return EXIT_TROUBLE;
}

static int print_overview(FILE *out)
{
    fprintf(out, "usage: virtcanon COMMAND [OPTION]... [FILE]...\n\n"
                 "What a libvirt domain document really stands for, without libvirt.\n\nCommands:\n");
    for (const struct command *c = commands; c->name; c++)
        fprintf(out, "  %-10s%s\n", c->name, c->summary);
    fprintf(out, "\n'virtcanon help COMMAND' tells more; 'virtcanon --version' prints the version.\n");
    return out == stdout ? EXIT_YES : EXIT_TROUBLE;
}

int cmd_help(const struct command *self, int argc, char **argv)
{
    (void)self;
    if (argc == 0)
        return print_overview(stdout);
    const struct command *c = command_find(argv[0]);
    if (!c)
        return unknown_command(argv[0]);
    char help[] = "--help", *args[] = {help, NULL};
    return c->run == cmd_help ? print_overview(stdout) : c->run(c, 1, args);
}

static int run(int argc, char **argv)
{
    if (argc < 2)
        return print_overview(stderr);
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        printf("virtcanon %s\n", vc_version());
        return EXIT_YES;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return print_overview(stdout);
    const struct command *c = command_find(argv[1]);
    return c ? c->run(c, argc - 2, argv + 2) : unknown_command(argv[1]);
}

int main(int argc, char **argv)
{
    setvbuf(stderr, NULL, _IOLBF, BUFSIZ); /* else a message is several writes, which mix with those of others */
    const int status = run(argc, argv);
    return output_close() ? status : EXIT_TROUBLE;
}
