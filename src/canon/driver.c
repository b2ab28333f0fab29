/* Looks drivers up in drivers.def. Knows no document. */
#include "driver.h"

#include <stddef.h>

#include "../xml/tree.h"
#include "machine.h"

static const struct driver_facts rows[] = {
#define DRIVER(id, types, guests, arches, arch, mac, interface, abilities) \
    {DRIVER_##id, types, guests, arches, arch, mac, interface, abilities},
#include "drivers.def"
#undef DRIVER
};

const struct driver_facts *driver_facts(const char *domain_type)
{
    const struct driver_facts *row = rows;
    while (row->driver != DRIVER_COMMON && !(domain_type && text_has_word(row->types, domain_type)))
        row++;
    return row;
}
