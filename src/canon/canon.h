/* The canonicalizer's own API: context, passes, and the edits that note what was decided and why.
 *
 * A pass is a function over the tree of one document. It does one thing, changes nothing in a canonical document, and
 * notes every value it fills in with the rule behind it. What it refuses it reports as a diagnostic and goes on. */
#ifndef VC_CANON_CANON_H
#define VC_CANON_CANON_H

#include "../base/array.h"
#include "../base/seen.h"
#include "../host/profile.h"
#include "../xml/tree.h"
#include "driver.h"
#include "machine.h"

struct canon_options {
    bool libvirt; /* print what libvirt would: comments and foreign content are dropped, unknown elements ignored */
    bool generic; /* no hypervisor behind it: only what holds for all of them */
    bool reload;  /* read as a daemon reads its own files: old behaviour is preserved */
    bool random;  /* draw uuids and MAC addresses instead of deriving them from the guest's name */
    bool running; /* with a plugged device: the guest runs, so the device has to do with the hardware that is there */
    bool secrets; /* with libvirt: passwords stay for now, as the tree will be canonicalized once more */
    bool settled; /* with libvirt: what is printed is what libvirt would print when it has read that again */
};

struct canon {
    struct doc *doc;
    const struct host_profile *host; /* never NULL */
    struct canon_options opt;
    struct node *domain;  /* the root element */
    struct node *devices; /* always there, dropped again at the end when empty */
    const struct driver_facts *driver; /* whose document it is; never NULL */
    /* Known from the pass `machine` on (early in stage structure): */
    enum atom virt; /* A_qemu, A_kvm, A_hvf, A_xen, A_vmware, A_test ... */
    enum atom arch; /* A_x86_64 ... */
    const char *machine_name;             /* "" when there is none */
    const struct machine_facts *machine; /* never NULL then */
    struct node *plugged; /* a device that was put into a canonical document; NULL otherwise */
    struct seen *iothreads; /* by number, for iothread_exists */
    struct arena *scratch; /* the document's arena */
    uint8_t stage; /* the last one begun */
    bool respelling; /* values that were spelled well before are so still */
};

enum rule {
    R_NONE,
#define RULE(id, name, sentence) R_##id,
#include "rules.def"
#undef RULE
    RULE_COUNT
};
const char *rule_name(enum rule r);
const char *rule_sentence(enum rule r);
/* True for what another host, or the next edit of the document, could decide otherwise. */
bool rule_is_choice(enum rule r);

/* Which documents a pass is for. */
enum pass_scope {
    SCOPE_ALL,    /* the code that all of libvirt's drivers share; also with --generic */
    SCOPE_DRIVER, /* any hypervisor, not with --generic */
    SCOPE_QEMU,   /* guests of QEMU (qemu, kvm, hvf ...), not with --generic */
    SCOPE_XEN,
};

#define PASS(stage, name, scope) void pass_##name(struct canon *c);
#include "passes.def"
#undef PASS

/* Prepares the context of a parsed document; canon_run does it too. False when the document is no domain. */
bool canon_begin(struct canon *c);
/* The driver that the document is for; never --generic. */
bool canon_is_for(const struct canon *c, enum driver driver);
bool canon_able(const struct canon *c, enum driver_ability ability);
/* Runs all passes over a parsed document. True when it is accepted (no error among its diagnostics). */
bool canon_run(struct canon *c);

/* --- edits that are decisions: they remember the rule; `why` is a printf format for details, or NULL ------------- */

/* Sets the attribute if it is absent; returns true when it did. */
bool fill_attr(struct canon *c, struct node *n, enum atom name, enum rule r, const char *value);
bool fill_atom(struct canon *c, struct node *n, enum atom name, enum rule r, enum atom value);
bool fill_uint(struct canon *c, struct node *n, enum atom name, enum rule r, uint64_t value);
bool fill_format(struct canon *c, struct node *n, enum atom name, enum rule r, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Sets it whatever was there before (and notes the old value when it was another one). */
void decide_attr(struct canon *c, struct node *n, enum atom name, enum rule r, const char *value);
void decide_atom(struct canon *c, struct node *n, enum atom name, enum rule r, enum atom value);
void decide_text(struct canon *c, struct node *n, enum rule r, const char *text);
/* A new child / the child of that name, added when there is none. */
struct node *decide_child(struct canon *c, struct node *parent, enum atom name, enum rule r);
struct node *fill_child(struct canon *c, struct node *parent, enum atom name, enum rule r);
/* The child of that name with that text, if it is absent. */
bool fill_text_child(struct canon *c, struct node *parent, enum atom name, enum rule r, const char *text);

/* A new element that is not in the tree yet. */
struct node *decide_node(struct canon *c, enum atom name, enum rule r);
/* A new device in <devices>, after the last one of its kind. */
struct node *add_device(struct canon *c, enum atom kind, enum rule r);

/* <cpu><numa>, which holds the cells; NULL without. */
static inline struct node *numa_of(const struct canon *c)
{
    return node_child(node_child(c->domain, A_cpu), A_numa);
}

#define FOR_DEVICES(it, c, kind) FOR_CHILDREN(it, (c)->devices, (kind))

/* Reports an error at an element or attribute: refuse(c, node, attr-or-NULL, D_id, "arguments"...). */
#define refuse(c, n, a, ...) doc_diag((c)->doc, (n), (a), __VA_ARGS__)
/* The same at an attribute by its name, or at the element when it has none of that name. */
#define refuse_at(c, n, name, ...) refuse((c), (n), node_attr((n), (name)), __VA_ARGS__)
/* That an element lacks an attribute. */
void refuse_missing(struct canon *c, const struct node *n, enum atom attribute);
/* With --libvirt a second child of this name, which would be dropped; otherwise it is told as with all others. */
void refuse_second(struct canon *c, const struct node *parent, enum atom name);
/* Children of one name that have the same value of an attribute as one before them. */
void refuse_repeats(struct canon *c, const struct node *parent, enum atom name, enum atom key, enum diag_id twice);

/* Of two that exclude one another it is the one that was plugged in that is wrong: makes it the later one. */
static inline void blame_plugged(const struct node **later, const struct node **first)
{
    if (node_is_grafted(*first) && !node_is_grafted(*later)) {
        const struct node *other = *first;
        *first = *later;
        *later = other;
    }
}

/* A number as text in the document's arena; the line of an element in the same way. */
const char *text_of(struct canon *c, uint64_t value);
const char *line_of(struct canon *c, const struct node *n);

/* Bytes that stand for a random value: derived from the guest's name and `purpose` and `index` (so the same document
 * gives the same bytes), or drawn from the kernel with --random. */
void identity_bytes(struct canon *c, const char *purpose, uint32_t index, unsigned char *bytes, size_t count);
/* A uuid of such bytes. */
const char *identity_uuid(struct canon *c, const char *purpose, uint32_t index);

#endif
