/* Looks machine types up in machines.def. Knows no document. */
#include "machine.h"

#include <string.h>

#include "../base/array.h"
#include "../xml/tree.h"

static const struct machine_facts rows[] = {
#define MACHINE(family, arches, machine, root, ide, usb, balloon) \
    {FAMILY_##family, arches, machine, root, ide, usb, balloon},
#include "machines.def"
#undef MACHINE
};

static const struct machine_facts none = {.arches = "", .machine = ""};

static bool name_fits(const char *pattern, const char *name)
{
    const size_t len = strlen(pattern);
    if (len && pattern[len - 1] == '*')
        return strncmp(pattern, name, len - 1) == 0;
    return strcmp(pattern, name) == 0;
}

const struct machine_facts *machine_facts(enum atom arch, const char *machine)
{
    const char *arch_name = atom_text[arch];
    if (!arch || !arch_name)
        return &none;
    for (size_t i = 0; i < countof(rows); i++)
        if (text_has_word(rows[i].arches, arch_name) && name_fits(rows[i].machine, machine))
            return &rows[i];
    return &none;
}

static enum arch_group group_of(enum atom arch)
{
    static const struct {
        uint16_t arch;
        uint8_t group;
    } groups[] = {
        {A_x86_64, ARCH_X86},  {A_i686, ARCH_X86},   {A_aarch64, ARCH_AARCH64},         {A_armv7l, ARCH_ARM},
        {A_armv6l, ARCH_ARM},  {A_ppc64, ARCH_PPC64}, {A_ppc64le, ARCH_PPC64},          {A_s390x, ARCH_S390},
        {A_s390, ARCH_S390},   {A_sparc, ARCH_SPARC}, {A_loongarch64, ARCH_LOONGARCH64},
    };
    for (size_t i = 0; i < countof(groups); i++)
        if (groups[i].arch == arch)
            return (enum arch_group)groups[i].group;
    return ARCH_OTHER;
}

bool machine_is(enum atom arch, const struct machine_facts *machine, uint32_t boards)
{
    const uint32_t mine = UINT32_C(1) << machine->family | UINT32_C(1) << (FAMILY_COUNT + group_of(arch));
    const bool named = mine & boards, all_but = boards & ALL_BUT(0);
    return named != all_but;
}
