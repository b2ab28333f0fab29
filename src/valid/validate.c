/* The walk over a document: each element is matched with the pattern of its slot; those that do not match are handed
 * to recovery. Knows no message but those about the root. */
#include "validate.h"

#include <string.h>

#include "../base/array.h"
#include "../base/limits.h"
#include "../base/nearest.h"
#include "../rng/accept.h"
#include "check.h"

struct finding *find(struct check *c, enum diag_id id, struct place place)
{
    c->findings = arena_grow(c->doc->arena, c->findings, &c->room, c->count + 1, sizeof *c->findings);
    struct finding *f = &c->findings[c->count++];
    memset(f, 0, sizeof *f);
    f->id = id;
    f->place = place;
    return f;
}

void arguments_list(struct finding *f, ...)
{
    va_list list;
    va_start(list, f);
    for (int i = 0; i < FINDING_ARGUMENTS && (f->args[i] = va_arg(list, const char *)); i++)
        ;
    va_end(list);
}

void check_node(struct check *c, struct node *n, uint16_t slot)
{
    n->slot = slot;
    if (slot_of(slot)->flags & SLOT_ANY)
        return;
    struct attr *lent = NULL;
    matcher_load(c->m, n, slot);
    if (!matcher_fits(c->m) && !recover(c, n, &lent))
        return;
    FOR_ELEMENTS(child, n)
        if (child->slot)
            check_node(c, child, child->slot);
    return_switch(n, lent);
}

int check_cost(struct check *c, struct node *n, uint16_t slot)
{
    n->slot = slot;
    if (slot_of(slot)->flags & SLOT_ANY)
        return 0;
    matcher_load(c->m, n, slot);
    int cost = matcher_cost(c->m);
    matcher_mend(c->m);
    FOR_ELEMENTS(child, n)
        if (child->slot)
            cost += check_cost(c, child, child->slot);
    return cost;
}

static void tell(struct check *c)
{
    for (uint32_t i = 0; i < c->count; i++) {
        const struct finding *f = &c->findings[i];
        if (!f->dropped)
            diag_add(&c->doc->diags, f->id, f->place, f->args)->related = f->related;
    }
}

static const struct {
    const char *root, *what;
} other_roots[] = {
    {"network", "a virtual network"},
    {"networkport", "a port of a virtual network"},
    {"pool", "a storage pool"},
    {"volume", "a storage volume"},
    {"device", "a device of the host"},
    {"filter", "a network filter"},
    {"filterbinding", "a binding of a network filter"},
    {"secret", "a secret"},
    {"interface", "an interface of a guest or of the host"},
    {"domainsnapshot", "a snapshot of a domain"},
    {"domaincheckpoint", "a checkpoint of a domain"},
    {"domainbackup", "a backup of a domain"},
    {"domainCapabilities", "the capabilities for domains"},
    {"domainstatus", "the state of a running domain"},
    {"capabilities", "the capabilities of a host"},
    {"cpu", "a CPU model"},
    {"cpus", "a list of CPU models"},
    {"domstatus", "the state of a running domain"},
};

static const struct schema_slot *element_in(const struct schema_slot *s, uint16_t name)
{
    for (uint16_t i = 0; s && name && i < s->member_count; i++) {
        const struct schema_slot *member = slot_of(members_of(s)[i].slot);
        if (member->kind == SLOT_ELEMENT && member->name == name)
            return member;
    }
    return NULL;
}

/* As it is attached to a guest that runs. */
static bool is_device(const struct node *root)
{
    return root->ns == NS_NONE && element_in(element_in(slot_of(1), A_devices), root->name);
}

/* False when there is nothing to validate. */
static bool check_root(struct check *c)
{
    struct node *root = c->doc->root;
    if (root->name == slot_of(1)->name && root->ns == NS_NONE)
        return true;
    for (size_t i = 0; i < countof(other_roots); i++) {
        if (strcmp(root->text, other_roots[i].root) != 0)
            continue;
        doc_diag(c->doc, root, NULL, D_not_domain_but, root->text, other_roots[i].what);
        return false;
    }
    const char *name = strrchr(root->text, ':') ? strrchr(root->text, ':') + 1 : root->text;
    if (root->ns != NS_NONE && strcmp(name, "domain") == 0) {
        doc_diag(c->doc, root, NULL, D_element_namespace, root->text, root->ns_uri, root->text,
                 "; a <domain> has no namespace");
        return false;
    }
    if (is_device(root)) {
        doc_diag(c->doc, root, NULL, D_not_domain_but, root->text, "one device of a guest");
        return false;
    }
    const bool near = same_letters(root->text, "domain") || edit_distance(root->text, "domain", 3) < 3;
    doc_diag(c->doc, root, NULL, near ? D_root_misspelt : D_not_domain, root->text);
    return near;
}

const char *validate_hint(struct doc *d, const struct node *n, const struct attr *a)
{
    struct check c = {.doc = d};
    if (d->diags.count >= LIMIT_SEARCHES)
        return "";
    const struct node *owner = a ? n : n->parent;
    const struct meant m = meant_member(&c, owner, a ? SLOT_ATTRIBUTE : SLOT_ELEMENT, a ? a->text : n->text);
    return m.near ? arena_printf(d->arena, "; did you mean %s?", list_of(&c, &m.names, !a)) : "";
}

bool validate_document(struct doc *d)
{
    struct check c = {.doc = d, .m = matcher_new(d)};
    if (check_root(&c))
        check_node(&c, d->root, 1);
    drop_consequences(&c);
    tell(&c);
    return d->diags.errors == 0;
}
