/* Looks machine types up in machines.def. Knows no document. */
#include "machine.h"

#include "../base/array.h"

#include <string.h>

static const struct machine_facts rows[] = {
#define MACHINE(family, arches, machine, root, ide, usb, balloon) \
    {FAMILY_##family, arches, machine, root, ide, usb, balloon},
#include "machines.def"
#undef MACHINE
};

static const struct machine_facts none = {.arches = "", .machine = ""};

/* `words` are separated by blanks. */
static bool has_word(const char *words, const char *word)
{
    const size_t len = strlen(word);
    for (const char *p = words; (p = strstr(p, word)); p += len)
        if ((p == words || p[-1] == ' ') && (p[len] == ' ' || !p[len]))
            return len != 0;
    return false;
}

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
        if (has_word(rows[i].arches, arch_name) && name_fits(rows[i].machine, machine))
            return &rows[i];
    return &none;
}
