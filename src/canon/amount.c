/* Reads and rewrites amounts of memory. Knows no element. */
#include "amount.h"

#include "../base/scale.h"

enum { KIB = 1024 };

static bool in_bytes(struct canon *c, struct node *n, struct attr *a, const char *text, uint64_t absent,
                     uint64_t *bytes)
{
    const char *unit = attr_get(n, A_unit);
    uint64_t value;
    if (!text_uint(text, &value)) {
        refuse(c, n, a, D_amount_bad, text);
        return false;
    }
    if (!scale_factor(unit, absent)) {
        refuse_at(c, n, A_unit, D_unit_unknown, unit);
        return false;
    }
    if (!scale_bytes(value, unit, absent, bytes)) {
        refuse(c, n, a, D_amount_large, text);
        return false;
    }
    return true;
}

static bool in_kib(struct canon *c, struct node *n, struct attr *a, const char *text, uint64_t *kib)
{
    uint64_t bytes;
    if (!in_bytes(c, n, a, text, KIB, &bytes))
        return false;
    *kib = bytes / KIB + (bytes % KIB != 0);
    return true;
}

bool amount_text_kib(struct canon *c, struct node *n, uint64_t *kib)
{
    return n && in_kib(c, n, NULL, node_text(c->doc, n), kib);
}

bool amount_attr_kib(struct canon *c, struct node *n, enum atom name, uint64_t *kib)
{
    struct attr *a = node_attr(n, name);
    return a && in_kib(c, n, a, a->value, kib);
}

bool amount_text_to_kib(struct canon *c, struct node *n, uint64_t *kib)
{
    if (!amount_text_kib(c, n, kib))
        return false;
    decide_text(c, n, R_unit, text_of(c, *kib));
    decide_attr(c, n, A_unit, R_unit, "KiB");
    return true;
}

bool amount_attr_to_kib(struct canon *c, struct node *n, enum atom name, uint64_t *kib)
{
    if (!amount_attr_kib(c, n, name, kib))
        return false;
    decide_attr(c, n, name, R_unit, text_of(c, *kib));
    decide_attr(c, n, A_unit, R_unit, "KiB");
    return true;
}

uint64_t amount_pretty(uint64_t bytes, const char **unit)
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    size_t i = 0;
    for (; bytes && bytes % KIB == 0 && i + 1 < countof(units); i++)
        bytes /= KIB;
    *unit = units[i];
    return bytes;
}

bool amount_text_pretty(struct canon *c, struct node *n, uint64_t absent)
{
    uint64_t bytes;
    const char *unit;
    if (!n || !in_bytes(c, n, NULL, node_text(c->doc, n), absent, &bytes))
        return false;
    decide_text(c, n, R_unit, text_of(c, amount_pretty(bytes, &unit)));
    decide_attr(c, n, A_unit, R_unit, unit);
    return true;
}

bool amount_attr_pretty(struct canon *c, struct node *n, enum atom name, uint64_t absent)
{
    struct attr *a = node_attr(n, name);
    uint64_t bytes;
    const char *unit;
    if (!a || !in_bytes(c, n, a, a->value, absent, &bytes))
        return false;
    decide_attr(c, n, name, R_unit, text_of(c, amount_pretty(bytes, &unit)));
    decide_attr(c, n, A_unit, R_unit, unit);
    return true;
}
