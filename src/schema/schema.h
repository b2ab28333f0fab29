/* The compiled schema: layout of the constant tables that tools/rngc writes. Knows no document and no pass. */
#ifndef VC_SCHEMA_SCHEMA_H
#define VC_SCHEMA_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "atoms.h" /* generated: enum atom, ATOM_COUNT */

/* A namespace of element names that the schema knows; NS_NONE is libvirt's own, NS_FOREIGN everything else. */
enum schema_ns { NS_NONE, NS_QEMU, NS_XEN, NS_LXC, NS_VMWARE, NS_BHYVE, NS_FOREIGN };

enum slot_kind { SLOT_ELEMENT, SLOT_ATTRIBUTE };

enum slot_flag {
    SLOT_TEXT = 1 << 0,         /* an element that holds character data (its value) */
    SLOT_EMPTY_DROP = 1 << 1,   /* vc:empty="drop" */
    SLOT_BAD_IGNORE = 1 << 2,   /* vc:bad="ignore" */
    SLOT_RUNTIME_DROP = 1 << 3, /* vc:runtime="drop" */
    SLOT_NEED_REFUSE = 1 << 4,  /* vc:need="refuse" */
    SLOT_ANY = 1 << 5,          /* content is not described (metadata) */
    SLOT_LEAF = 1 << 6,         /* an element that can hold neither attributes nor children nor text */
    SLOT_EMPTY_OPEN = 1 << 7,   /* vc:empty="open" */
};

enum value_kind {
    VALUE_TEXT, /* anything */
    VALUE_ENUM, /* one of the atoms enum_atoms[first .. first + count - 1] */
    VALUE_ROW,  /* row of src/rng/value.def, `row` */
    VALUE_EITHER, /* an enumeration, or else the row: `<choice><value/>...<ref/></choice>` */
};

/* The type of an attribute or of the text of an element. Equal types are one entry. */
struct schema_type {
    uint8_t kind; /* enum value_kind */
    uint8_t row;  /* enum value_row, for VALUE_ROW and VALUE_EITHER */
    uint16_t first, count;
    const char *pattern; /* PCRE2 pattern of the whole value, anchored; NULL when the row or enumeration says it all */
    const char *doc;     /* vc:doc of the define: "a MAC address" */
    int64_t min, max;    /* inclusive bounds of a number; INT64_MIN and INT64_MAX where there are none */
};

/* Comparison class names are atoms of their own table: class_names[]. */
struct schema_slot {
    uint16_t name;         /* enum atom */
    uint8_t ns;            /* enum schema_ns */
    uint8_t kind;          /* enum slot_kind */
    uint8_t flags;         /* enum slot_flag */
    uint8_t abi;           /* index of schema.class_names */
    uint16_t type;         /* index of schema.types; of the attribute, or of the text of the element */
    uint16_t first_member; /* members of an element: schema.members[first_member ..] in canonical order */
    uint16_t member_count;
    uint16_t switch_first; /* schema.switches[switch_first ..]: atoms of the switch attributes, outermost first */
    uint8_t switch_count;
    uint16_t def;    /* vc:default, a text for slot_text(); so are the next ones */
    uint16_t omit;   /* vc:omit; several joined by '|' */
    uint16_t derive; /* vc:derive */
    uint16_t key;    /* vc:key */
    uint16_t unit;   /* vc:unit */
    uint16_t missed_first, missed_count; /* schema.missed[missed_first ..]: members with vc:default or vc:need */
};

enum member_flag {
    MEMBER_REQUIRED = 1 << 0,
    MEMBER_REPEAT = 1 << 1,
};

/* One attribute or child that an element may have, where the guards hold (all of them). */
struct schema_member {
    uint16_t slot;
    uint8_t flags; /* enum member_flag */
    uint8_t guard_count;
    uint16_t guard_first; /* schema.guards[guard_first ..] */
};

/* Holds when the switch attribute has one of the values (with `except`: any value but these), or is absent and
 * `absent` is set. A branch without the attribute has no values and only `absent`. */
struct schema_guard {
    uint16_t attribute; /* enum atom */
    uint8_t absent, except;
    uint16_t first, count; /* schema.guard_values[first ..]: atoms */
};

/* The members of one name of one element: finds them without a walk. A place of schema.index is free when its slot
 * is 0; the next place is tried until a free one (hash.h). */
struct schema_entry {
    uint16_t slot, name;
    uint8_t key;   /* member_key() */
    uint8_t count; /* schema.named[first ..]: numbers of members, in text order */
    uint16_t first;
};

struct schema {
    const struct schema_slot *slots; /* slots[0] is unused, 0 means "no slot"; slots[1] is the root element */
    const struct schema_member *members;
    const struct schema_guard *guards;
    const struct schema_type *types;
    const uint16_t *enum_atoms;
    const uint16_t *guard_values;
    const uint16_t *switches;
    const char *const *class_names;
    const char *texts; /* of all slots, each ended by a zero byte: pointers to them would cost every start relocations */
    const struct schema_entry *index;
    const uint16_t *named;
    const uint16_t *missed;
    uint32_t index_mask;
    uint16_t slot_count, member_count, type_count, class_count;
};

extern const struct schema domain_schema;

/* One of the texts that a slot names by its offset; NULL for 0, which is none. */
static inline const char *slot_text(uint16_t offset)
{
    return offset ? &domain_schema.texts[offset] : NULL;
}

/* Names and enumerated values of the schema are atoms: small integers that stand for strings.
 * atom_text[a] is the string of atom a; atom 0 is "no atom". */
extern const char *const atom_text[];
extern const uint8_t atom_length[];

/* The atom of len bytes at s, or 0 when the schema knows no such name or value. */
uint16_t atom_find(const char *s, size_t len);

#endif
