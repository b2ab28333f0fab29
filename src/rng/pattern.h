/* The compiled grammar as patterns, for validation by derivatives: layout of the constant tables that tools/rngc
 * writes. Slots and types are plain numbers here; knows no annotation. */
#ifndef VC_RNG_PATTERN_H
#define VC_RNG_PATTERN_H

#include <stdint.h>

enum pattern_op {
    PATTERN_NONE,          /* matches nothing; always patterns[0] */
    PATTERN_EMPTY,         /* always patterns[1] */
    PATTERN_TEXT,          /* any text; always patterns[2] */
    PATTERN_ANY_ELEMENT,   /* one element of any name and content */
    PATTERN_ANY_ATTRIBUTE, /* one attribute of any name and value */
    PATTERN_DATA,          /* a: type of the text */
    PATTERN_ATTRIBUTE,     /* name; a: type of the value, b: slot */
    PATTERN_ELEMENT,       /* name; a: pattern of the content, b: slot */
    PATTERN_ONE_OR_MORE,   /* a */
    PATTERN_GROUP,         /* a, then b */
    PATTERN_INTERLEAVE,    /* a and b in any order */
    PATTERN_CHOICE,        /* a or b */
};

enum pattern_flag {
    PATTERN_NULLABLE = 1 << 0,       /* matches the empty sequence */
    PATTERN_HAS_ATTRIBUTES = 1 << 1, /* an attribute occurs in it (not inside its elements) */
    PATTERN_HAS_ELEMENTS = 1 << 2,
    PATTERN_HAS_TEXT = 1 << 3,
};

struct pattern {
    uint8_t op;    /* enum pattern_op */
    uint8_t flags; /* enum pattern_flag */
    uint8_t ns;    /* enum schema_ns, of an element */
    uint16_t name; /* enum atom, of an element or attribute */
    uint32_t a, b;
};

/* Reads the text of a value byte by byte: the next state is steps[state * class_count + classes[byte]]. The first
 * state is 1; nothing leads out of 0; the text is a value when ends[] of the last state is 1. */
struct automaton {
    const uint16_t *steps;
    const uint8_t *ends, *classes;
    uint32_t class_count;
};

/* Patterns are interned: equal ones have equal numbers, and operands stand before what is made of them, but for the
 * content of elements. */
struct pattern_table {
    const struct pattern *patterns;
    const uint16_t *contents;         /* of each slot of an element: the pattern of its content */
    const struct automaton *automata; /* of each type; without steps when any text will do */
    uint32_t count, start; /* start: the pattern of a whole document */
};

extern const struct pattern_table domain_patterns;

static inline const struct pattern *pattern_of(uint32_t number)
{
    return &domain_patterns.patterns[number];
}

#endif
