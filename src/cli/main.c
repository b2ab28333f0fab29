/* The command: picks the subcommand. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

const struct command commands[] = {
    {"validate", "FILE|DIR|-...", "Say what is wrong with domain documents, where, and how to mend it",
     "Each mistake is told once, at its line and column. Folders are searched for domain documents.\n"
     "\n"
     "Exit status: 0 all are valid, 1 one is not, 2 a file could not be read.",
     cmd_validate},
    {"canon", "FILE...", "Print what a domain document really stands for",
     "Every implicit device, controller, address and default is filled in, as libvirt would do it when the guest is\n"
     "defined on the host. Nothing that the document says is lost. '-' reads standard input.\n"
     "\n"
     "Exit status: 0 done (with --check: all are canonical), 1 a document was refused (or is not canonical),\n"
     "2 a file could not be read or written.",
     cmd_canon},
    {"pin", "FILE...", "Write into a file what is chosen for it, and leave the rest alone",
     "Addresses, controllers, implicit devices, models, the versioned machine type, UUID and MAC addresses are added where\n"
     "the file leaves them open, so that no other host, QEMU or edit chooses otherwise. Comments, quotes, line ends,\n"
     "indentation and order stay, and the canonical form is the same as before. '-' reads standard input.\n"
     "\n"
     "Exit status: 0 done (with --check: nothing is left open), 1 a document was refused (or leaves something open),\n"
     "2 a file could not be read or written.",
     cmd_pin},
    {"diff", "OLD NEW", "Say what the guest would notice of a change",
     "Both documents are canonicalized and compared. A difference that libvirt refuses in a saved or migrating guest is\n"
     "guest ABI; what a guest can notice although libvirt accepts it is a warning.\n"
     "\n"
     "Exit status: 0 the same guest, 1 another guest, 2 a document was refused or could not be read.",
     cmd_diff},
    {"id", "FILE...", "Print the fingerprint of the guest ABI",
     "Two documents have the same fingerprint exactly when diff finds no difference of guest ABI.\n"
     "\n"
     "Exit status: 0 done, 1 a document was refused, 2 a file could not be read.",
     cmd_id},
    {"cpu", "compare HOST CPU | guest HOST GUEST | update HOST GUEST | baseline FILE... | matrix HOST... GUEST... |\n"
            "           features CPU FEATURE | decode DATA | signature DATA | live GUEST ENABLED DISABLED | expand CPU | validate CPU |\n"
            "           qemu CPU | xen CPU | featureset CPU | vmware CPU | host | list",
     "Compute with CPU models: what a host can run, what a pool shares",
     "A CPU is a <cpu> element, or any document with CPUs in it: the output of 'virsh capabilities' or 'virsh\n"
     "domcapabilities', a domain. DATA is CPUID data in <cpudata>, or QEMU's reply to query-cpu-model-expansion.\n"
     "\n"
     "  compare    incompatible, identical or superset: whether the host can run the CPU\n"
     "  guest      the guest's CPU as it would run on the host\n"
     "  update     the guest's CPU with all that depends on the host resolved\n"
     "  baseline   the richest CPU that all given ones can run\n"
     "  matrix     which guest runs on which host\n"
     "  features   yes or no: whether the CPU has the feature\n"
     "  decode     the CPU that the data describe\n"
     "  signature  family, model and stepping\n"
     "  live       the guest's CPU corrected by the features that QEMU enabled and disabled\n"
     "  expand     the CPU with all features of its model written out\n"
     "  validate   whether all its features exist\n"
     "  qemu       the value of QEMU's option -cpu\n"
     "  xen        the value of xl's option cpuid; featureset: the words of features that Xen prints\n"
     "  vmware     masks of CPUID for a .vmx file\n"
     "  host       the CPU of this machine\n"
     "  list       the models of the architecture\n"
     "\n"
     "Exit status: 0 done or yes, 1 the answer is no or a document is wrong, 2 a file could not be read.",
     cmd_cpu},
    {"report", "FILE | OLD NEW", "Make a page about a guest, or about a change, with pictures",
     "One HTML file without scripts that needs no network: what the guest is made of, where each device is plugged in,\n"
     "and, for two documents, what changed and what the guest would notice of it.\n"
     "\n"
     "Exit status: 0 done, 2 a document was refused or could not be read, or the page could not be written.",
     cmd_report},
    {"attach", "DOMAIN DEVICE", "Print what a guest is after a device was plugged in",
     "The device gets the addresses that hotplug would give it; everything else keeps its place. As for a running guest,\n"
     "where it has to do with the controllers that are there, unless --config is given.\n"
     "\n"
     "Exit status: 0 done, 1 the domain or the device was refused, 2 a file could not be read or written.",
     cmd_plug},
    {"detach", "DOMAIN DEVICE", "Print what a guest is after a device was unplugged",
     "The device is found as libvirt finds it: a disk by its target, an interface by its MAC address or its address,\n"
     "others by what is given of them. Everything else keeps its place.\n"
     "\n"
     "Exit status: 0 done, 1 the domain was refused, or no or more than one device fits, 2 a file could not be read\n"
     "or written.",
     cmd_plug},
    {"update", "DOMAIN DEVICE", "Print what a guest is after a device was changed",
     "The device of the guest is found as for detach and takes the place of the old one. What cannot change while the\n"
     "guest runs is refused, unless --config is given.\n"
     "\n"
     "Exit status: 0 done, 1 the domain or the change was refused, 2 a file could not be read or written.",
     cmd_plug},
    {"host", "list | show [NAME|FILE] | import REPLIES | probe [QEMU]", "List, show and make host profiles",
     "A host profile holds the facts about a host and its QEMU on which the meaning of a document depends.", cmd_host},
    {"help", "[COMMAND]", "Explain a command", NULL, cmd_help},
    {NULL, NULL, NULL, NULL, NULL},
};

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
        fprintf(out, "  %-8s %s\n", c->name, c->summary);
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
