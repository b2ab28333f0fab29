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
#include "../base/digits.h"

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

/* How a number is written: at least `width` digits of base `radix` behind a prefix. */
struct form {
    const char *prefix;
    uint8_t radix, width;
    const char *digits;
};

static const char lower[] = DIGITS_LOWER, upper[] = DIGITS_UPPER;
static const struct form plain = {"", 10, 1, lower}, octal = {"", 8, 4, lower}, hex1 = {"0x", 16, 1, lower},
                         hex2 = {"0x", 16, 2, lower}, hex4 = {"0x", 16, 4, lower}, hex6 = {"0x", 16, 6, lower},
                         hex8 = {"0x", 16, 8, lower}, upper2 = {"0x", 16, 2, upper}, upper4 = {"0x", 16, 4, upper};

static const char *written(struct arena *a, uint64_t value, const struct form *f)
{
    char text[64] = "", *end = text + sizeof text - 1;
    return arena_printf(a, "%s%s", f->prefix, digits_before(end, value, f->radix, f->width, f->digits));
}

static bool is_digit_of(const struct form *f, char c)
{
    const unsigned digit = (unsigned char)c - (unsigned)'0', letter = (unsigned char)c - (unsigned)f->digits[10];
    return digit < 10 ? digit < f->radix : letter < 6 && f->radix == 16;
}

/* Most numbers are written canonically; seeing that is much cheaper than printing them again. Eight digits are within
 * the bounds of every row. */
static bool is_spelled_well(const char *text, int base, const struct form *f)
{
    const size_t prefix = strlen(f->prefix);
    const char *first = text + prefix, *s = first;
    if ((base && base != f->radix) || strncmp(text, f->prefix, prefix) != 0)
        return false;
    while (s - first < 9 && is_digit_of(f, *s))
        s++;
    const ptrdiff_t digits = s - first;
    return !*s && digits >= f->width && digits < 9 && (digits == f->width || *first != '0');
}

static const char *unsigned_in(struct arena *a, const char *text, int base, uint64_t max, const struct form *f)
{
    uint64_t value;
    if (is_spelled_well(text, base, f))
        return text;
    if (!read_unsigned(text, base, &value) || value > max)
        return NULL;
    const char *canonical = written(a, value, f);
    return strcmp(text, canonical) == 0 ? text : canonical;
}

#define UNSIGNED_ROW(row, base, max, form)                                \
    static const char *canonical_##row(struct arena *a, const char *text) \
    {                                                                     \
        return unsigned_in(a, text, base, max, &form);                    \
    }
UNSIGNED_ROW(uint, 10, UINT64_MAX, plain)
UNSIGNED_ROW(uint32, 10, UINT32_MAX, plain)
UNSIGNED_ROW(memory, 10, UINT64_MAX, plain)
UNSIGNED_ROW(number, 0, UINT64_MAX, plain)
UNSIGNED_ROW(hex, 0, UINT64_MAX, hex1)
UNSIGNED_ROW(hex1, 0, UINT32_MAX, hex1)
UNSIGNED_ROW(hex2, 0, UINT32_MAX, hex2)
UNSIGNED_ROW(hex4, 0, UINT32_MAX, hex4)
UNSIGNED_ROW(hex6, 0, UINT64_MAX, hex6)
UNSIGNED_ROW(hex8, 0, UINT64_MAX, hex8)
UNSIGNED_ROW(isa, 16, UINT32_MAX, hex1)
UNSIGNED_ROW(reg, 16, UINT64_MAX, hex8)
UNSIGNED_ROW(usb_class, 0, UINT64_MAX, upper2)
UNSIGNED_ROW(usb_number, 0, UINT64_MAX, upper4)
UNSIGNED_ROW(mode, 8, UINT64_MAX, octal)

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

/* What libvirt reads without a sign and keeps with one. */
static const char *canonical_int32(struct arena *a, const char *text)
{
    char *end, canonical[16];
    errno = 0;
    const long long value = strtoll(text, &end, 10);
    if (end == text || *end || errno || value > UINT32_MAX || value < -(long long)UINT32_MAX)
        return NULL;
    snprintf(canonical, sizeof canonical, "%" PRId32, (int32_t)(uint32_t)value);
    return spelled(a, text, canonical);
}

/* What libvirt reads as a number of 32 bits and keeps half of. */
static const char *canonical_port16(struct arena *a, const char *text)
{
    char canonical[8];
    uint64_t value;
    if (!read_unsigned(text, 10, &value) || value > UINT32_MAX)
        return NULL;
    snprintf(canonical, sizeof canonical, "%u", (unsigned)(value & UINT16_MAX));
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
