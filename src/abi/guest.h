/* What of a bound canonical tree belongs to which comparison class, and the guest's view of it: the part that two
 * documents of the same guest ABI have in common. */
#ifndef VC_ABI_GUEST_H
#define VC_ABI_GUEST_H

#include "../xml/tree.h"

enum abi_class {
#define ABI(name) ABI_##name,
#include "../schema/abi.def"
#undef ABI
};

/* Notes on the elements (node.data) where the class does not follow from the slot alone; before anything else here. */
void abi_mark(struct node *root);

/* Class of an element or attribute. What the schema has no place for is of its parent's class if that has no described
 * content, else information. */
enum abi_class abi_of_slot(uint16_t slot);
enum abi_class abi_of_node(const struct node *n);
enum abi_class abi_of_attr(const struct node *owner, const struct attr *a);

enum abi_mark {
    MARK_ACCEPTED = 1, /* the element with all its content is accepted */
    MARK_PLAIN = 2,    /* its presence says nothing */
    MARK_PRESENT = 4,  /* its presence is compared */
};

/* True for the classes whose differences make another guest ABI. */
static inline bool abi_is_guest(enum abi_class c)
{
    return c <= ABI_strict;
}

/* True when the new document leaves an address open that the old one writes, and libvirt does not choose it either when
 * it goes on with a saved guest. */
bool abi_is_unwritten(const struct node *old, const struct node *new);

/* True for an element that libvirt added to the document of a running guest, and that its definition is without: labels
 * that it chose, chains of images that it probed, where it found a USB device. */
bool abi_is_of_running(const struct doc *d, const struct node *n);

/* An element that is itself one of many, like a device: that it is there says something. */
bool abi_counts(const struct node *n);

/* True when the element, or anything in it, is in the guest's view. */
bool abi_in_view(const struct node *n);
/* The strongest class of an element with all its content. */
enum abi_class abi_strongest(const struct node *n);

/* Gives the guest's view of an element to `put`, piece by piece: an unambiguous text made of names and values only,
 * so that it stays the same when the schema grows. */
typedef void abi_put(void *data, const char *text, size_t len);
void abi_view(const struct doc *d, const struct node *n, abi_put *put, void *data);
/* 64 bits that stand for the view of one element. */
uint64_t abi_view_hash(const struct doc *d, const struct node *n);
uint64_t abi_hash(uint64_t hash, const char *text, size_t len);
enum { ABI_HASH_START = 1469598103 };

#endif
