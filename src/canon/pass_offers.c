/* What a board, or a QEMU binary, does not have. A table (offers.def); knows no device. Changes nothing. */
#include "../schema/bind.h"
#include "device.h"

static const struct offer {
    uint16_t section, element, child, attribute, value;
    uint16_t cap;
    uint32_t boards;
    enum diag_id diag;
    const char *where;
} offers[] = {
#define BOARD_HAS(section, element, child, attribute, value, boards, diag, where) \
    {section, element, child, attribute, value, HOST_CAP_COUNT, boards, D_##diag, where},
#define BINARY_HAS(section, element, child, attribute, value, cap, diag) \
    {section, element, child, attribute, value, HOST_CAP_##cap, ANY_BOARD, D_##diag, ""},
#include "offers.def"
#undef BOARD_HAS
#undef BINARY_HAS
};

static bool is_there(const struct canon *c, const struct offer *o)
{
    return is_board(c, o->boards) && (o->cap == HOST_CAP_COUNT || host_has(c->host, (enum host_cap)o->cap));
}

/* An element that is not written when it says nothing. */
static bool says_nothing(const struct node *n)
{
    return n->slot && slot_of(n->slot)->flags & SLOT_EMPTY_DROP && node_is_bare(n);
}

static void refuse_offer(struct canon *c, const struct offer *o, const struct node *n)
{
    const char *what = o->value ? atom_text[o->value] : n->text;
    refuse(c, n, o->attribute ? node_attr(n, (enum atom)o->attribute) : NULL, o->diag, what, o->where,
           atom_text[c->arch], c->machine_name, atom_text[o->element]);
}

void pass_offers(struct canon *c)
{
    for (size_t i = 0; i < countof(offers); i++) {
        const struct offer *o = &offers[i];
        if (is_there(c, o))
            continue;
        const struct node *section = o->section ? node_child(c->domain, (enum atom)o->section) : c->domain;
        FOR_CHILDREN(element, section, (enum atom)o->element) {
            const struct node *n = o->child ? node_child(element, (enum atom)o->child) : element;
            if (n && !says_nothing(n) && (!o->attribute || attr_is(n, (enum atom)o->attribute, (enum atom)o->value)))
                refuse_offer(c, o, n);
        }
    }
}
