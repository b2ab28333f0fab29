/* Architectures: QEMU's and libvirt's names, which binary runs which guests, preferred machines. Knows no
 * profile's contents but its architecture. */
#include <string.h>

#include "../base/array.h"
#include "profile.h"

struct arch {
    const char *name;    /* libvirt */
    const char *target;  /* QEMU */
    const char *machine; /* taken for a document that names none, if the binary has it */
    const char *emulator;
    const char *host;       /* architecture whose binary also runs such guests, or NULL */
    bool takes_host_binary; /* a document that names no emulator gets that of the host */
};

#define BINARY(target) "/usr/bin/qemu-system-" target
#define SAME(name, machine) {name, name, machine, BINARY(name), NULL, false}

static const struct arch archs[] = {
    SAME("x86_64", "pc"),
    {"i686", "i386", "pc", BINARY("i386"), "x86_64", false},
    SAME("aarch64", "virt"),
    {"armv7l", "arm", "virt", BINARY("arm"), "aarch64", true},
    {"armv6l", "arm", "virt", BINARY("arm"), "armv7l", false},
    SAME("ppc64", "pseries"),
    {"ppc64le", "ppc64", "pseries", BINARY("ppc64"), "ppc64", false},
    SAME("ppc", "g3beige"),
    SAME("s390x", "s390-ccw-virtio"),
    SAME("s390", NULL),
    SAME("riscv64", "virt"),
    SAME("riscv32", "virt"),
    SAME("loongarch64", "virt"),
    SAME("sparc", "SS-5"),
    SAME("sparc64", NULL),
    SAME("alpha", NULL),
    SAME("m68k", NULL),
    SAME("microblaze", NULL),
    SAME("microblazeel", NULL),
    SAME("mips", NULL),
    SAME("mipsel", NULL),
    SAME("mips64", NULL),
    SAME("mips64el", NULL),
    SAME("sh4", NULL),
    SAME("sh4eb", NULL),
    SAME("xtensa", NULL),
    SAME("xtensaeb", NULL),
};

enum { ARCH_COUNT = countof(archs) };

static const struct arch *find(const char *name)
{
    for (size_t i = 0; i < ARCH_COUNT; i++)
        if (strcmp(archs[i].name, name) == 0)
            return &archs[i];
    return NULL;
}

const char *host_qemu_arch(const char *arch)
{
    const struct arch *a = find(arch);
    return a ? a->target : arch;
}

/* `arm` is armv7l: the first entry with a target of its own wins over the ones that share it. */
const char *host_arch_of_qemu(const char *target)
{
    for (size_t i = 0; i < ARCH_COUNT; i++)
        if (strcmp(archs[i].target, target) == 0)
            return archs[i].name;
    return target;
}

bool host_runs_arch(const struct host_profile *p, const char *guest_arch)
{
    if (strcmp(p->arch, guest_arch) == 0)
        return true;
    const struct arch *a = find(guest_arch);
    return a && a->host && strcmp(a->host, p->arch) == 0;
}

const char *host_default_emulator(const struct host_profile *p, const char *guest_arch)
{
    const struct arch *a = find(guest_arch);
    if (a && a->takes_host_binary && strcmp(a->host, p->arch) == 0)
        a = find(p->arch);
    return a ? a->emulator : NULL;
}

bool host_has_emulator(const struct host_profile *p, const char *path)
{
    if (strcmp(p->emulator, path) == 0)
        return true;
    for (size_t i = 0; i < ARCH_COUNT; i++)
        if (host_runs_arch(p, archs[i].name) && strcmp(host_default_emulator(p, archs[i].name), path) == 0)
            return true;
    return false;
}

const char *host_arch_machine(const char *guest_arch)
{
    const struct arch *a = find(guest_arch);
    return a ? a->machine : NULL;
}
