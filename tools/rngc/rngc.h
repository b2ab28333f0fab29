/* The schema compiler: its model of the schema (patterns as written, then slots) and what its parts offer each
 * other. A host tool: it may exit on lack of memory and never frees. */
#ifndef RNGC_H
#define RNGC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "../../src/base/array.h"

/* ---- util.c: memory, strings, messages ---- */

struct place {
    const char *file;
    int line;
};

void *grow(void *items, size_t count, size_t size); /* room for one more item; doubles at powers of two */
void *zalloc(size_t size);
const char *intern(const char *s); /* equal strings become equal pointers */
const char *format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void error_at(struct place at, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void warn_at(struct place at, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void die(const char *fmt, ...) __attribute__((format(printf, 1, 2), noreturn));
int error_count(void);

struct strings {
    const char **item; /* interned */
    int count;
};

bool strings_have(const struct strings *set, const char *s);
void strings_add(struct strings *set, const char *s);
void print_c_string(FILE *out, const char *s); /* quoted and escaped, or NULL */
void print_xml(FILE *out, const char *s);      /* escaped for content and attributes */

/* ---- notes.c: the annotations ---- */

enum note {
    NOTE_TYPE, NOTE_DEFAULT, NOTE_OMIT, NOTE_DERIVE, NOTE_EMPTY, NOTE_BAD, NOTE_RUNTIME, NOTE_NEED,
    NOTE_ABI, NOTE_KEY, NOTE_SWITCH, NOTE_UNIT, NOTE_SINCE, NOTE_DOC, NOTE_COUNT
};

struct notes {
    const char *value[NOTE_COUNT]; /* interned or NULL */
};

enum { ON_ELEMENT = 1, ON_ATTRIBUTE = 2, ON_DEFINE = 4, ON_REF = 8, ON_OTHER = 16 };

void notes_set(struct notes *notes, const char *name, const char *value, int on, struct place at);
struct notes notes_over(const struct notes *strong, const struct notes *weak);
bool notes_equal(const struct notes *a, const struct notes *b);
const char *note_name(enum note note);
int abi_class(const char *name); /* index in class_names, or -1 */
extern const char *const class_names[];
extern const int class_count;
int value_row(const char *name); /* row of value.def, or -1 */
const char *value_row_name(int row);

/* ---- read.c: the schema as written ---- */

enum op {
    OP_EMPTY, OP_TEXT, OP_VALUE, OP_DATA, OP_REF, OP_ELEMENT, OP_ATTRIBUTE,
    OP_GROUP, OP_INTERLEAVE, OP_CHOICE, OP_OPTIONAL, OP_ZERO_OR_MORE, OP_ONE_OR_MORE,
};

enum name_kind { NAME_ONE, NAME_ANY, NAME_NS };

struct name_class {
    enum name_kind kind;
    const char *text, *ns;     /* ns is a URI, "" for none */
    struct name_class *except; /* list */
    struct name_class *next;
};

struct param {
    const char *name, *value;
    struct param *next;
};

struct node {
    enum op op;
    struct place at;
    struct notes notes;
    const char *text;         /* name of a ref, value, datatype */
    const char *library;      /* datatype library of value and data */
    struct name_class *names; /* element, attribute: a choice of names */
    struct param *params;     /* data */
    struct strings except;    /* data: values that are left out */
    struct node *child, *next;
};

struct define {
    const char *name;
    struct place at;
    struct notes notes;
    struct node *body;
    bool used, busy;
    struct define *next;
};

struct grammar {
    struct define *defines; /* in order of reading */
    struct node *start;
    struct place at;
};

struct grammar *read_grammar(const char *path);

/* ---- check.c: references ---- */

struct define *find_define(const struct grammar *g, const char *name);
void check_references(struct grammar *g);

/* ---- types.c: value types ---- */

struct values { /* what an attribute or a text may hold */
    struct strings names; /* enumerated */
    struct strings patterns;
    struct strings known; /* values that a row has, too; for switches */
    int row;              /* -1: none */
    bool open;            /* any text */
    int64_t min, max;
    const char *doc;
};

enum type_kind { TYPE_TEXT, TYPE_ENUM, TYPE_ROW, TYPE_EITHER }; /* as enum value_kind of schema.h */

struct type {
    enum type_kind kind;
    int row;
    struct strings names;
    const char *pattern, *doc;
    int64_t min, max;
    int first; /* in enum_atoms, set by the writer */
};

void values_start(struct values *v);
void values_collect(const struct grammar *g, struct values *v, const struct node *n);
void values_fold(struct values *v, const struct values *inner); /* below a row: names are known, no more */
void values_unite(struct values *v, const struct values *other, struct place at);
void values_set_row(struct values *v, const char *row, struct place at);
bool values_any(const struct values *v);   /* something besides the names */
bool values_empty(const struct values *v); /* nothing at all */
int type_intern(const struct values *v);
extern struct type *types;
extern int type_count;
const char *pattern_from_xsd(const char *xsd, struct place at); /* the inside of a PCRE2 pattern */

/* ---- pats.c: simplified patterns, interned ---- */

struct pat {
    int op; /* enum pattern_op of src/schema/pattern.h */
    int a, b;
};

int pat_make(int op, int a, int b);
int pat_group(int a, int b);
int pat_interleave(int a, int b);
int pat_choice(int a, int b);
int pat_one_or_more(int a);
extern struct pat *pats;
extern int pat_count;

/* ---- slots.c, members.c, guards.c ---- */

struct guard {
    const char *attribute;
    bool absent, except;
    struct strings values;
    const struct guard *outer;
};

struct member {
    int slot;
    bool required, repeat;
    const struct guard *guards; /* innermost; linked outwards */
};

struct slot {
    const struct node *node; /* the first pattern that it stands for */
    struct notes notes;      /* effective */
    const char *name, *ns;
    const char *abi;
    bool attribute, any, text, merged;
    struct values values; /* of the attribute, or of the text */
    int type, content;    /* content: pattern of an element */
    struct strings switches;
    struct member *members;
    int member_count;
};

struct merged { /* a switch attribute, one slot for all branches of a choice */
    const char *name;
    int slot;
    const struct merged *outer;
};

struct walk { /* where a walk through the content of an element stands */
    int owner;
    struct notes over;
    const char *abi;
    const struct guard *guards;
    const struct merged *merged;
    bool required, repeat, interleave;
};

struct branch { /* of a choice, references resolved */
    const struct node *node;
    struct notes over;
};

extern struct slot *slots; /* slots[0] is unused */
extern int slot_count;
void build_slots(const struct grammar *g);
int walk_pattern(const struct grammar *g, struct walk w, const struct node *n); /* members.c; gives a pat */
int add_member(const struct walk *w, int slot, bool required);
int slot_of_element(const struct grammar *g, const struct walk *w, const struct node *n, const struct name_class *c);
int slot_of_attribute(const struct grammar *g, const struct walk *w, const struct node *n,
                      const struct name_class *c);
void forget_slot(int slot);
int slot_merged(const struct grammar *g, const struct walk *w, const struct branch *found, int count);
void attribute_values(const struct grammar *g, struct values *v, const struct node *n, const struct notes *eff);
int walk_switch(const struct grammar *g, struct walk w, const struct node *choice);       /* guards.c */
void merge_branches(int slot, const int *starts, const struct guard *const *guards, int arms,
                    const struct guard *outer);
void check_members(int slot); /* ambiguity */
void check_matchable(void);   /* matchable.c */

/* ---- atoms.c ---- */

extern struct strings atoms;  /* sorted; item[0] is "" */
void collect_atoms(const struct grammar *g);
int atom_of(const char *s);
const char *atom_identifier(int atom);
int namespace_number(const char *uri); /* emit_tables.c; enum schema_ns */

/* ---- writers ---- */

void write_atoms(FILE *out);
void write_atom_table(FILE *out);
void write_tables(FILE *out);
unsigned write_index(FILE *out); /* gives schema.index_mask */
void write_patterns(FILE *out);
void write_docs(FILE *out);
void write_flat(FILE *out, const struct grammar *g);

#endif
