/* Value types: how a text is read and what its canonical spelling is. */
#ifndef VC_RNG_VALUE_H
#define VC_RNG_VALUE_H

#include "../base/arena.h"

enum value_row {
#define VALUE(name, expected) VALUE_##name,
#include "value.def"
#undef VALUE
    VALUE_ROW_COUNT
};

/* The canonical spelling of text as a value of this row: text itself when it is canonical already, else a string in
 * the arena; NULL when it is no such value. */
const char *value_canonical(struct arena *a, enum value_row row, const char *text);

/* "a MAC address like ..." for messages. */
const char *value_expected(enum value_row row);

#endif
