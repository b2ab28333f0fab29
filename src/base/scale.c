/* Units of memory and disk sizes. Knows no document. */
#include "scale.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static const char prefixes[] = "kmgtpe";

uint64_t scale_factor(const char *unit, uint64_t absent)
{
    if (!unit || !*unit)
        return absent;
    if (!strcasecmp(unit, "b") || !strcasecmp(unit, "byte") || !strcasecmp(unit, "bytes"))
        return 1;
    const char *prefix = strchr(prefixes, tolower((unsigned char)*unit));
    uint64_t base = 1024;
    if (!prefix || !*prefix)
        return 0;
    if (!strcasecmp(unit + 1, "b"))
        base = 1000;
    else if (unit[1] && strcasecmp(unit + 1, "ib"))
        return 0;
    uint64_t factor = 1;
    for (ptrdiff_t i = prefix - prefixes; i >= 0; i--)
        factor *= base;
    return factor;
}

bool scale_bytes(uint64_t value, const char *unit, uint64_t absent, uint64_t *bytes)
{
    const uint64_t factor = scale_factor(unit, absent);
    if (!factor || value > INT64_MAX / factor)
        return false;
    *bytes = value * factor;
    return true;
}
