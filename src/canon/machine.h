/* Facts about machine types: what a board has built in and what its devices default to. A table (machines.def). */
#ifndef VC_CANON_MACHINE_H
#define VC_CANON_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "../schema/schema.h"

/* Boards that behave alike whatever their version. */
enum machine_family {
    FAMILY_OTHER,
    FAMILY_I440FX,  /* pc, pc-i440fx-*, pc-0.* , rhel6.*; x86 */
    FAMILY_Q35,
    FAMILY_ISAPC,
    FAMILY_MICROVM,
    FAMILY_XENFV,
    FAMILY_VIRT,    /* virt of aarch64, armv7l */
    FAMILY_RISCV_VIRT,
    FAMILY_LOONGARCH_VIRT,
    FAMILY_PSERIES,
    FAMILY_S390_CCW,
    FAMILY_MAC_PPC, /* g3beige, mac99, prep ...*/
    FAMILY_VERSATILEPB,
    FAMILY_REALVIEW,
    FAMILY_VEXPRESS,
    FAMILY_SPARC,
    FAMILY_COUNT
};

/* Architectures whose boards have something in common. */
enum arch_group {
    ARCH_OTHER,
    ARCH_X86,
    ARCH_AARCH64,
    ARCH_ARM, /* of 32 bits */
    ARCH_PPC64,
    ARCH_S390,
    ARCH_LOONGARCH64,
    ARCH_SPARC,
};

/* Sets of boards, for tables: those of a family, and all of a group of architectures. */
#define BOARD(family) (UINT32_C(1) << FAMILY_##family)
#define ARCH(group) (UINT32_C(1) << (FAMILY_COUNT + ARCH_##group))
#define ALL_BUT(boards) (UINT32_C(1) << 31 | (boards))
#define ANY_BOARD ALL_BUT(0)

struct machine_facts {
    uint8_t family;        /* enum machine_family */
    const char *arches;    /* names separated by blanks, "" for any */
    const char *machine;   /* exact name, or a prefix that ends with '*' */
    uint16_t pci_root;     /* A_pci_root, A_pcie_root or 0 */
    bool builtin_ide;      /* an IDE controller is part of the board */
    bool default_usb;      /* a USB controller is added when none is given */
    bool default_balloon;  /* a virtio memballoon is added when none is given */
};

/* The row for a machine; a row of FAMILY_OTHER without anything when none fits. */
const struct machine_facts *machine_facts(enum atom arch, const char *machine);
/* The machine belongs to the set. */
bool machine_is(enum atom arch, const struct machine_facts *machine, uint32_t boards);

static inline bool is_x86(enum atom arch)
{
    return arch == A_x86_64 || arch == A_i686;
}

static inline bool is_s390(enum atom arch)
{
    return arch == A_s390x || arch == A_s390;
}

static inline bool is_ppc64(enum atom arch)
{
    return arch == A_ppc64 || arch == A_ppc64le;
}

#endif
