/* The rows of value.def: reading and canonical spelling. */
#include "value.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/cpuset.h"

typedef const char *canonical_fn(struct arena *a, const char *text);

static const char *spelled(struct arena *a, const char *text, const char *canonical)
{
    return strcmp(text, canonical) == 0 ? text : arena_strdup(a, canonical);
}

/* base 0: decimal, or hexadecimal with 0x, or octal with 0. */
static bool read_unsigned(const char *text, int base, uint64_t *value)
{
    char *end;
    while (isspace((unsigned char)*text))
        text++;
    if (!isalnum((unsigned char)*text) && *text != '+')
        return false;
    errno = 0;
    *value = strtoull(text, &end, base);
    return end != text && !*end && !errno;
}

static const char *as_is(struct arena *a, const char *text)
{
    (void)a;
    return text;
}

/* Most numbers are written canonically; seeing that is much cheaper than printing them again. */
static bool is_spelled_well(const char *text, int base)
{
    const size_t digits = strspn(text, "0123456789");
    return base != 8 && base != 16 && digits && digits < 10 && !text[digits] && (text[0] != '0' || digits == 1);
}

static const char *unsigned_in(struct arena *a, const char *text, int base, uint64_t max, const char *format)
{
    uint64_t value;
    char canonical[32];
    if (format[0] == '%' && is_spelled_well(text, base))
        return text;
    if (!read_unsigned(text, base, &value) || value > max)
        return NULL;
    snprintf(canonical, sizeof canonical, format, value);
    return spelled(a, text, canonical);
}

#define UNSIGNED_ROW(row, base, max, format)                     \
    static const char *canonical_##row(struct arena *a, const char *text) \
    {                                                                \
        return unsigned_in(a, text, base, max, format);              \
    }
UNSIGNED_ROW(uint, 10, UINT64_MAX, "%" PRIu64)
UNSIGNED_ROW(uint32, 10, UINT32_MAX, "%" PRIu64)
UNSIGNED_ROW(memory, 10, UINT64_MAX, "%" PRIu64)
UNSIGNED_ROW(number, 0, UINT64_MAX, "%" PRIu64)
UNSIGNED_ROW(hex, 0, UINT64_MAX, "0x%" PRIx64)
UNSIGNED_ROW(hex1, 0, UINT32_MAX, "0x%" PRIx64)
UNSIGNED_ROW(hex2, 0, UINT32_MAX, "0x%02" PRIx64)
UNSIGNED_ROW(hex4, 0, UINT32_MAX, "0x%04" PRIx64)
UNSIGNED_ROW(hex6, 0, UINT64_MAX, "0x%06" PRIx64)
UNSIGNED_ROW(hex8, 0, UINT64_MAX, "0x%08" PRIx64)
UNSIGNED_ROW(isa, 16, UINT32_MAX, "0x%" PRIx64)
UNSIGNED_ROW(reg, 16, UINT64_MAX, "0x%08" PRIx64)
UNSIGNED_ROW(usb_class, 0, UINT64_MAX, "0x%02" PRIX64)
UNSIGNED_ROW(usb_number, 0, UINT64_MAX, "0x%04" PRIX64)
UNSIGNED_ROW(mode, 8, UINT64_MAX, "%04" PRIo64)

static const char *canonical_int(struct arena *a, const char *text)
{
    char *end, canonical[32];
    errno = 0;
    const long long value = strtoll(text, &end, 10);
    if (end == text || *end || errno)
        return NULL;
    snprintf(canonical, sizeof canonical, "%lld", value);
    return spelled(a, text, canonical);
}

/* Major and minor number; a minor number of one digit counts tenths. */
static const char *canonical_usb_version(struct arena *a, const char *text)
{
    char canonical[8];
    const size_t major = strspn(text, "0123456789"), minor = text[major] ? strlen(text + major + 1) : 0;
    if (text[major] != '.' || major < 1 || major > 2 || minor < 1 || minor > 2 ||
        strspn(text + major + 1, "0123456789") != minor)
        return NULL;
    snprintf(canonical, sizeof canonical, "%.5s%s", text, minor == 1 ? "0" : "");
    return spelled(a, text, canonical);
}

/* 32 hexadecimal digits; hyphens and blanks between them do not count. */
static const char *canonical_uuid(struct arena *a, const char *text)
{
    char canonical[37];
    size_t n = 0;
    for (const char *s = text; *s; s++) {
        if (*s == '-' || isspace((unsigned char)*s))
            continue;
        if (!isxdigit((unsigned char)*s) || n == 36)
            return NULL;
        canonical[n++] = (char)tolower((unsigned char)*s);
        if (n == 8 || n == 13 || n == 18 || n == 23)
            canonical[n++] = '-';
    }
    if (n != 36)
        return NULL;
    canonical[n] = '\0';
    return spelled(a, text, canonical);
}

static const char *canonical_mac(struct arena *a, const char *text)
{
    char canonical[18];
    const char *s = text;
    for (int part = 0; part < 6; part++) {
        char *end;
        if (!isxdigit((unsigned char)*s))
            return NULL;
        const unsigned long value = strtoul(s, &end, 16);
        if (value > 0xff || *end != (part < 5 ? ':' : '\0'))
            return NULL;
        snprintf(canonical + part * 3, sizeof canonical - (size_t)part * 3, part < 5 ? "%02lx:" : "%02lx", value);
        s = end + 1;
    }
    return spelled(a, text, canonical);
}

static const char *canonical_wwn(struct arena *a, const char *text)
{
    const char *digits = strncmp(text, "0x", 2) == 0 ? text + 2 : text;
    (void)a;
    return strlen(digits) == 16 && strspn(digits, "0123456789abcdefABCDEF") == 16 ? text : NULL;
}

static const char *canonical_cpuset(struct arena *a, const char *text)
{
    struct cpuset set;
    return cpuset_parse(&set, text) ? spelled(a, text, cpuset_text(a, &set)) : NULL;
}

#define canonical_text as_is
#define canonical_decimal as_is
#define canonical_path as_is
#define canonical_name as_is
#define canonical_ip as_is
#define canonical_port as_is
#define canonical_bool as_is

static const struct {
    const char *expected;
    canonical_fn *canonical;
} rows[] = {
#define VALUE(name, expected) {expected, canonical_##name},
#include "value.def"
#undef VALUE
};

const char *value_canonical(struct arena *a, enum value_row row, const char *text)
{
    return rows[row].canonical(a, text);
}

const char *value_expected(enum value_row row)
{
    return rows[row].expected;
}
