/* The table of commands: what each is for, and what its help says. */
#include "cli.h"

const struct command commands[] = {
    {"validate", "FILE|DIR|-...", "Say what is wrong with domain documents, where, and how to mend it",
     "Each mistake is told once, at its line and column. Folders are searched for domain documents.\n"
     "\n"
     "Exit status: 0 all are valid, 1 one is not, 2 a file could not be read.",
     "  virtcanon validate guest.xml\n"
     "  virtcanon validate --strict --format sarif guests/ > result.sarif",
     cmd_validate},
    {"canon", "FILE...", "Print what a domain document really stands for",
     "Every implicit device, controller, address and default is filled in, as libvirt would do it when the guest is\n"
     "defined on the host. Nothing that the document says is lost. '-' reads standard input.\n"
     "\n"
     "Exit status: 0 done (with --check: all are canonical), 1 a document was refused (or is not canonical),\n"
     "2 a file could not be read or written.",
     "  virtcanon canon guest.xml\n"
     "  virsh dumpxml guest | virtcanon canon --explain --host qemu-7.2-x86_64 -",
     cmd_canon},
    {"pin", "FILE...", "Write into a file what is chosen for it, and leave the rest alone",
     "Addresses, controllers, implicit devices, models, the versioned machine type, UUID and MAC addresses are added where\n"
     "the file leaves them open, so that no other host, QEMU or edit chooses otherwise. Comments, quotes, line ends,\n"
     "indentation and order stay, and the canonical form is the same as before. '-' reads standard input.\n"
     "\n"
     "Exit status: 0 done (with --check: nothing is left open), 1 a document was refused (or leaves something open),\n"
     "2 a file could not be read or written.",
     "  virtcanon pin --diff guest.xml\n"
     "  virtcanon pin --in-place guests/*.xml",
     cmd_pin},
    {"diff", "OLD NEW", "Say what the guest would notice of a change",
     "Both documents are canonicalized and compared. A difference that libvirt refuses in a saved or migrating guest is\n"
     "guest ABI; what a guest can notice although libvirt accepts it is a warning.\n"
     "\n"
     "Exit status: 0 the same guest, 1 another guest, 2 a document was refused or could not be read.",
     "  virtcanon diff old.xml new.xml\n"
     "  virtcanon diff --old-host qemu-7.2-x86_64 --new-host qemu-10.0-x86_64 guest.xml guest.xml",
     cmd_diff},
    {"id", "FILE...", "Print the fingerprint of the guest ABI",
     "Two documents have the same fingerprint exactly when diff finds no difference of guest ABI.\n"
     "\n"
     "Exit status: 0 done, 1 a document was refused, 2 a file could not be read.",
     "  virtcanon id --group guests/*.xml",
     cmd_id},
    {"cpu", "compare HOST CPU | guest HOST GUEST | update HOST GUEST | baseline FILE... |\n"
            "           matrix HOST... GUEST... | features CPU FEATURE | decode DATA | signature DATA |\n"
            "           live GUEST ENABLED DISABLED | expand CPU | validate CPU | qemu CPU | xen CPU |\n"
            "           featureset CPU | vmware CPU | host | list",
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
     "  virtcanon cpu baseline host1.xml host2.xml\n"
     "  virtcanon cpu matrix hosts/ guest.xml",
     cmd_cpu},
    {"report", "FILE | OLD NEW", "Make a page about a guest, or about a change, with pictures",
     "One HTML file without scripts that needs no network: what the guest is made of, where each device is plugged in,\n"
     "and, for two documents, what changed and what the guest would notice of it.\n"
     "\n"
     "Exit status: 0 done, 2 a document was refused or could not be read, or the page could not be written.",
     "  virtcanon report guest.xml > guest.html\n"
     "  virtcanon report --output change.html old.xml new.xml",
     cmd_report},
    {"attach", "DOMAIN DEVICE", "Print what a guest is after a device was plugged in",
     "The device gets the addresses that hotplug would give it; everything else keeps its place. As for a running guest,\n"
     "where it has to do with the controllers that are there, unless --config is given.\n"
     "\n"
     "Exit status: 0 done, 1 the domain or the device was refused, 2 a file could not be read or written.",
     "  virtcanon attach guest.xml disk.xml",
     cmd_plug},
    {"detach", "DOMAIN DEVICE", "Print what a guest is after a device was unplugged",
     "The device is found as libvirt finds it: a disk by its target, an interface by its MAC address or its address,\n"
     "others by what is given of them. Everything else keeps its place.\n"
     "\n"
     "Exit status: 0 done, 1 the domain was refused, or no or more than one device fits, 2 a file could not be read\n"
     "or written.",
     "  virtcanon detach --config --in-place guest.xml disk.xml",
     cmd_plug},
    {"update", "DOMAIN DEVICE", "Print what a guest is after a device was changed",
     "The device of the guest is found as for detach and takes the place of the old one. What cannot change while the\n"
     "guest runs is refused, unless --config is given.\n"
     "\n"
     "Exit status: 0 done, 1 the domain or the change was refused, 2 a file could not be read or written.",
     "  virtcanon update guest.xml interface.xml",
     cmd_plug},
    {"host", "list | show [NAME|FILE] | import REPLIES | probe [QEMU]", "List, show and make host profiles",
     "A host profile holds the facts about a host and its QEMU on which the meaning of a document depends.\n"
     "\n"
     "Exit status: 0 done, 2 there is no such profile, or a file or QEMU could not be read.",
     "  virtcanon host list\n"
     "  virtcanon host probe /usr/bin/qemu-system-x86_64 > mine.host",
     cmd_host},
    {"help", "[COMMAND]", "Explain a command", NULL, NULL, cmd_help},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};
