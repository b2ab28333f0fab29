/* Amounts of memory in devices, in the unit that the schema names for each. Knows no device. */
#include <string.h>

#include "../base/scale.h"
#include "../rng/value.h"
#include "../schema/bind.h"
#include "amount.h"

/* The amount in that unit, rounded up; false leaves it alone. */
static bool convert(struct canon *c, struct node *n, const char *text, enum atom unit_name, const char *unit,
                    uint64_t *amount)
{
    const char *given = attr_get(n, unit_name);
    const uint64_t factor = scale_factor(unit, 1);
    uint64_t value, bytes;
    if (!given || strcmp(given, unit) == 0 || !text_uint(text, &value))
        return false;
    if (!scale_factor(given, 1)) {
        refuse_at(c, n, unit_name, D_unit_unknown, given);
        return false;
    }
    if (!scale_bytes(value, given, 1, &bytes)) {
        refuse(c, n, NULL, D_amount_large, text);
        return false;
    }
    *amount = bytes / factor + (bytes % factor != 0);
    return true;
}

static bool is_amount(const struct schema_slot *s)
{
    return s->unit && domain_schema.types[s->type].row == VALUE_memory && scale_factor(slot_text(s->unit), 0);
}

static void convert_attrs(struct canon *c, struct node *n)
{
    uint64_t amount;
    for (struct attr *a = n->attrs; a; a = a->next)
        if (a->slot && is_amount(slot_of(a->slot)) &&
            convert(c, n, a->value, A_units, slot_text(slot_of(a->slot)->unit), &amount)) {
            decide_attr(c, n, a->name, R_unit, text_of(c, amount));
            decide_attr(c, n, A_units, R_unit, slot_text(slot_of(a->slot)->unit));
        }
}

static void convert_below(struct canon *c, struct node *n)
{
    const struct schema_slot *s = slot_of(n->slot);
    uint64_t amount;
    if (s->flags & SLOT_ANY)
        return;
    convert_attrs(c, n);
    if (s->flags & SLOT_TEXT && is_amount(s) &&
        convert(c, n, node_text(c->doc, n), A_unit, slot_text(s->unit), &amount)) {
        decide_text(c, n, R_unit, text_of(c, amount));
        decide_attr(c, n, A_unit, R_unit, slot_text(s->unit));
    }
    for (struct node *child = n->first; child; child = child->next)
        if (child->type == NODE_ELEMENT && child->slot)
            convert_below(c, child);
}

void pass_device_units(struct canon *c)
{
    convert_below(c, c->devices);
}
