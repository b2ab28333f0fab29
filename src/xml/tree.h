/* The tree of a document: nodes and attributes with atoms for names and known values, and the edits that passes make.
 * Everything lives in the document's arena. Knows XML, no libvirt rule.
 *
 * Names and values are compared as atoms (enum atom of the generated atoms.h: A_disk, A_virtio_scsi ...), never as
 * strings: attr_atom(disk, A_device) == A_cdrom. A value that the schema does not list has atom 0. */
#ifndef VC_XML_TREE_H
#define VC_XML_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/diag.h"
#include "../schema/schema.h"

enum node_type { NODE_DOCUMENT, NODE_ELEMENT, NODE_TEXT, NODE_CDATA, NODE_COMMENT, NODE_PI };

struct attr {
    struct attr *next;
    const char *value;
    const char *text;   /* the name as written, with prefix */
    uint16_t name;      /* atom, 0 when unknown */
    uint16_t atom;      /* of the value */
    uint16_t slot;      /* 0 before binding, or when the schema has no place for it */
    uint16_t rule;      /* what filled it in (enum rule of the canon layer), 0: the user */
    uint16_t spelled;   /* the slot for which the value is known to be canonical, or 0 */
    uint8_t ns;         /* enum schema_ns; NS_FOREIGN for xmlns declarations and prefixed names */
    const char *why;    /* details of the decision, or NULL */
};

/* What a walk over siblings reads stands in front, together. */
struct node {
    struct node *next;
    uint16_t name;      /* atom of an element's local name, 0 when unknown */
    uint8_t type;       /* enum node_type */
    uint8_t ns;         /* enum schema_ns */
    uint16_t slot;
    uint16_t rule;      /* what created the element, 0: the user */
    struct attr *attrs;
    struct node *first, *last, *parent, *prev;
    const char *text;   /* the element's name as written; content of a text, comment, PI ("target data") */
    const char *ns_uri; /* namespace of an element or NULL */
    uint32_t ordinal;   /* 1 for the first start tag of the source; 0 for a node made later; see ORDINAL_GRAFTED */
    uint32_t line;
    uint32_t data;      /* scratch for the pass at work; its meaning ends with the pass */
    uint32_t nth;       /* place among the siblings of its name, for paths; 0 for the only one (abi/path.h) */
    const char *why;
};

/* Set in the ordinals of nodes that came from another document. */
#define ORDINAL_GRAFTED (UINT32_C(1) << 31)

struct doc {
    struct arena *arena;
    struct diags diags;
    const char *file;   /* for messages */
    const char *source; /* the text in UTF-8, or NULL; places are looked up in them */
    size_t source_len;
    struct node *top;   /* NODE_DOCUMENT: its children are the root element and what stands beside it */
    struct node *root;
    bool running;       /* it described a running guest, not a definition */
    bool declares;      /* some element declares a namespace */
    struct start_list *starts; /* where start tags stand in the source: made on demand, one for all twins (place.c) */
    uint32_t start_count;     /* start tags that the parser met */
    struct doc *graft; /* the document of which a part was put into this one (doc_graft), or NULL */
};

/* --- looking -------------------------------------------------------------------------------------------------- */

/* First child element with this name (in libvirt's own namespace), or NULL; n may be NULL. */
struct node *node_child(const struct node *n, enum atom name);
/* Next sibling element with the same name and namespace as n, or NULL. */
struct node *node_next_same(const struct node *n);
/* First child element / next sibling element of any name. */
struct node *node_first_element(const struct node *n);
struct node *node_next_element(const struct node *n);
struct node *node_prev_element(const struct node *n);
/* Elements of one name; prefixes may differ. */
bool node_same_name(const struct node *a, const struct node *b);
/* A descendant by a path of names that ends with 0: node_path(dom, A_os, A_type, 0). */
struct node *node_path(const struct node *n, ...);
size_t node_count(const struct node *n, enum atom name);
/* An element of libvirt's, in whichever of its namespaces; not a comment, nor foreign content. */
static inline bool node_is_known(const struct node *n)
{
    return n->type == NODE_ELEMENT && n->ns != NS_FOREIGN;
}

#define FOR_CHILDREN(it, parent, name) \
    for (struct node *it = node_child((parent), (name)); it; it = node_next_same(it))
#define FOR_ELEMENTS(it, parent) \
    for (struct node *it = node_first_element(parent); it; it = node_next_element(it))

/* What a path of `len` bytes such as "target/@dev" or "target/size" leads to from n: the element, and its attribute or
 * NULL where the path ends with an element. False when it is not there. */
bool node_find(const struct node *n, const char *path, size_t len, struct node **element, struct attr **attr);

/* Character data of an element: all its text, "" when there is none; never NULL. n may be NULL. */
const char *node_text(const struct doc *d, const struct node *n);
/* The atom of that text (white space around it does not count), or 0. */
enum atom node_text_atom(const struct doc *d, const struct node *n);
bool node_text_uint(const struct doc *d, const struct node *n, uint64_t *out);
/* The text without the white space around it. */
const char *node_text_trimmed(const struct doc *d, const struct node *n);

struct attr *node_attr(const struct node *n, enum atom name);
/* Declares a namespace: xmlns or xmlns:prefix. */
bool attr_declares(const struct attr *a);
/* Value of an attribute, or NULL when absent; n may be NULL. */
const char *attr_get(const struct node *n, enum atom name);
/* Atom of its value; 0 when absent or not a value that the schema lists. */
enum atom attr_atom(const struct node *n, enum atom name);
static inline bool attr_is(const struct node *n, enum atom name, enum atom value)
{
    return attr_atom(n, name) == value;
}
/* The same by name, for documents that the schema does not describe. */
struct node *node_child_named(const struct node *n, const char *name);
struct node *node_next_named(const struct node *n, const char *name);
struct attr *node_attr_named(const struct node *n, const char *name);
const char *attr_get_named(const struct node *n, const char *name);
#define FOR_NAMED(it, parent, name) \
    for (struct node *it = node_child_named((parent), (name)); it; it = node_next_named(it, (name)))
/* Reads a number (decimal, 0x hexadecimal); false when absent or not a number. */
bool attr_uint(const struct node *n, enum atom name, uint64_t *out);
/* The same with a value for absence. */
uint64_t attr_uint_or(const struct node *n, enum atom name, uint64_t absent);
bool text_uint(const char *s, uint64_t *out);
/* A word of a list that blanks separate. */
bool text_has_word(const char *words, const char *word);
/* True when there is nothing but white space. */
bool text_is_blank(const char *s);
/* Moves *s behind the white space at the beginning; the length of the text without that at the end. */
size_t text_trim(const char **s);

/* The URI of a namespace that the schema knows; NULL for none. */
const char *namespace_uri(enum schema_ns ns);

/* --- editing -------------------------------------------------------------------------------------------------- */

/* Sets an attribute, adding it when absent (canonical order is made later); value is copied. */
struct attr *attr_set(struct doc *d, struct node *n, enum atom name, const char *value);
struct attr *attr_set_atom(struct doc *d, struct node *n, enum atom name, enum atom value);
struct attr *attr_set_uint(struct doc *d, struct node *n, enum atom name, uint64_t value);
struct attr *attr_set_format(struct doc *d, struct node *n, enum atom name, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void attr_drop(struct node *n, enum atom name);
void attr_unlink(struct node *n, struct attr *a);
void attrs_drop(struct node *n); /* all of them; n may be NULL */

/* A new element that is not in the tree yet / appended to a parent / put before or after a sibling. */
struct node *node_new(struct doc *d, enum atom name);
struct node *node_add(struct doc *d, struct node *parent, enum atom name);
void node_append(struct node *parent, struct node *n);
/* Appends an element of ours: comments and foreign content at the end stay there. */
void node_append_element(struct node *parent, struct node *n);
void node_insert_before(struct node *sibling, struct node *n);
void node_insert_after(struct node *sibling, struct node *n);
/* Moves n, wherever it stands, to the end of parent, with the comments right before it. */
void node_move_last(struct node *parent, struct node *n);
/* Puts n, new or moved with what belongs to it (comments and foreign content right before it), before a sibling and what
 * belongs to that. */
void node_move_before(struct node *sibling, struct node *n);
/* The child of this name, added when there is none. */
struct node *node_need(struct doc *d, struct node *parent, enum atom name);
/* Takes n out of the tree, with its content. */
void node_drop(struct node *n);
void node_drop_children(struct node *n, enum atom name);
/* Replaces the character data of an element; comments inside stay. */
void node_set_text(struct doc *d, struct node *n, const char *text);
struct node *node_copy(struct doc *d, const struct node *n);
/* A copy of n, an element of another document, that is not in the tree of d yet. Messages about it have their places
 * in that document, which has to live as long as d. There can be one such document at a time. */
struct node *doc_graft(struct doc *d, struct doc *other, const struct node *n);
/* True for the elements of such a copy. */
static inline bool node_is_grafted(const struct node *n)
{
    return n->ordinal & ORDINAL_GRAFTED;
}
/* True when an element has neither attributes nor child elements nor text. */
bool node_is_bare(const struct node *n);
void node_rename(struct node *n, enum atom name);

/* --- messages ------------------------------------------------------------------------------------------------- */

/* Line and column of an element's start tag, or of one of its attributes when a is not NULL. A node without a place
 * of its own has that of the nearest ancestor that has one. */
struct place doc_place(struct doc *d, const struct node *n, const struct attr *a);

/* Where the text of an element begins: its first character that is no blank, or the start tag when there is none. */
struct place doc_text_place(struct doc *d, const struct node *n);
/* Before the parser reads a document's source. */
void places_begin(struct doc *d);

/* Adds a diagnostic at an element or at one of its attributes (a may be NULL); the id is followed by the
 * strings for {0}, {1} ... of its text. */
#define doc_diag(d, n, a, ...) doc_diag_list((d), (n), (a), __VA_ARGS__, (const char *)NULL)
struct diag *doc_diag_list(struct doc *d, const struct node *n, const struct attr *a, enum diag_id id,
                           ...);

#endif
