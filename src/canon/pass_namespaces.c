/* Namespaces: libvirt's own prefixes declared once at the root, foreign content only where libvirt keeps it. Knows
 * no element inside them. */
#include <string.h>

#include "canon.h"

/* What the drivers are told in namespaces of their own. */
static const struct {
    uint8_t ns, driver;
    const char *prefix, *declaration, *uri;
} namespaces[] = {
    {NS_QEMU, DRIVER_QEMU, "qemu", "xmlns:qemu", "http://libvirt.org/schemas/domain/qemu/1.0"},
    {NS_XEN, DRIVER_XEN, "xen", "xmlns:xen", "http://libvirt.org/schemas/domain/xen/1.0"},
    {NS_VMWARE, DRIVER_VMWARE, "vmware", "xmlns:vmware", "http://libvirt.org/schemas/domain/vmware/1.0"},
    {NS_LXC, DRIVER_COMMON, "lxc", "xmlns:lxc", "http://libvirt.org/schemas/domain/lxc/1.0"},
    {NS_BHYVE, DRIVER_COMMON, "bhyve", "xmlns:bhyve", "http://libvirt.org/schemas/domain/bhyve/1.0"},
};
enum { NAMESPACES = countof(namespaces) };

/* The row of a namespace; NAMESPACES for others. */
static size_t row_of(uint8_t ns)
{
    size_t i = 0;
    while (i < NAMESPACES && namespaces[i].ns != ns)
        i++;
    return i;
}

static bool is_own(const char *uri)
{
    for (size_t i = 0; i < NAMESPACES; i++)
        if (strcmp(uri, namespaces[i].uri) == 0)
            return true;
    return false;
}

/* Drops the declarations at n and below, outside <metadata>: all of them, or those of libvirt's own namespaces. */
static void drop_declarations(struct node *n, bool all)
{
    if (n->name == A_metadata)
        return;
    for (struct attr *a = n->attrs, *next; a; a = next) {
        next = a->next;
        if (attr_declares(a) && (all || is_own(a->value)))
            attr_unlink(n, a);
    }
    FOR_ELEMENTS(child, n)
        drop_declarations(child, all);
}

/* More than declarations and other elements: it will be written. */
static bool says_something(const struct node *n)
{
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (!attr_declares(a))
            return true;
    for (const struct node *child = n->first; child; child = child->next)
        if (child->type != NODE_ELEMENT)
            return true;
    return false;
}

/* Gives the elements of each namespace one prefix; notes which of them say something. */
static void give_prefixes(struct canon *c, struct node *n, bool used[NAMESPACES])
{
    const size_t i = n->ns == NS_NONE ? NAMESPACES : row_of(n->ns);
    if (i < NAMESPACES) {
        const char *colon = strchr(n->text, ':'), *local = colon ? colon + 1 : n->text;
        used[i] |= !n->slot || says_something(n); /* unknown ones are kept as they are */
        n->text = arena_printf(c->scratch, "%s:%s", namespaces[i].prefix, local);
    }
    FOR_ELEMENTS(child, n)
        if (child->name != A_metadata)
            give_prefixes(c, child, used);
}

static struct attr **end_of_attrs(struct node *n)
{
    struct attr **at = &n->attrs;
    while (*at)
        at = &(*at)->next;
    return at;
}

/* Adds a declaration at the end of an element's attributes; gives the new end. */
static struct attr **declare(struct canon *c, struct attr **end, const char *name, const char *uri)
{
    struct attr *a = arena_new_of(c->scratch, struct attr);
    a->text = name;
    a->value = uri;
    a->ns = NS_FOREIGN;
    *end = a;
    return &a->next;
}

/* --- <metadata> -------------------------------------------------------- */

/* The prefix that an attribute declares: "" for the default namespace. */
static const char *prefix_of(const struct attr *declaration)
{
    return declaration->text[5] ? declaration->text + 6 : "";
}

static bool declares(const struct node *n, const char *prefix, size_t len)
{
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (attr_declares(a) && strlen(prefix_of(a)) == len && strncmp(prefix_of(a), prefix, len) == 0)
            return true;
    return false;
}

/* Which prefixes are declared at <metadata>, or nowhere, and which above it. */
struct prefixes {
    struct canon *c;
    struct node *metadata;
    struct seen *settled, *above; /* NULL: not needed yet */
    struct attr **end;            /* of the attributes of <metadata> */
};

static struct seen *declarations_of(struct canon *c, struct node *n)
{
    struct seen *all = seen_new(c->scratch);
    for (struct attr *a = n->attrs; a; a = a->next)
        if (attr_declares(a))
            seen_before(all, prefix_of(a), a);
    return all;
}

/* Copies the declaration of the prefix of `name` to <metadata> when it stands only above it. */
static void import_prefix(struct prefixes *p, const struct node *n, const char *name, bool attribute)
{
    const char *colon = strchr(name, ':');
    const size_t len = colon ? (size_t)(colon - name) : 0;
    if (attribute && !colon)
        return;
    for (const struct node *at = n; at != p->metadata; at = at->parent)
        if (declares(at, name, len))
            return;
    if (!p->settled) {
        p->settled = declarations_of(p->c, p->metadata);
        p->above = declarations_of(p->c, p->c->domain);
        p->end = end_of_attrs(p->metadata);
    }
    const char *prefix = arena_strndup(p->c->scratch, name, len);
    const struct attr *a = seen_owner(p->above, prefix);
    if (!seen_before(p->settled, prefix, p) && a)
        p->end = declare(p->c, p->end, a->text, a->value);
}

static void import_prefixes(struct prefixes *p, const struct node *n)
{
    import_prefix(p, n, n->text, false);
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (!attr_declares(a))
            import_prefix(p, n, a->text, true);
    FOR_ELEMENTS(child, n)
        import_prefixes(p, child);
}

/* libvirt keeps one element of each namespace, and nothing else. */
static void thin_out(struct canon *c, struct node *metadata)
{
    struct seen *uris = seen_new(c->scratch);
    for (struct node *n = metadata->first, *next; n; n = next) {
        next = n->next;
        if (n->type != NODE_ELEMENT || !n->ns_uri || !*n->ns_uri || seen_before(uris, n->ns_uri, n))
            node_drop(n);
    }
}

/* Whether the document's driver reads this namespace. */
static bool is_read(const struct canon *c, uint8_t ns)
{
    const size_t i = row_of(ns);
    if (i == NAMESPACES)
        return ns == NS_NONE;
    return !c->opt.generic && canon_is_for(c, (enum driver)namespaces[i].driver);
}

static void drop_others(struct canon *c)
{
    for (struct node *n = node_first_element(c->domain), *next; n; n = next) {
        next = node_next_element(n);
        if (!is_read(c, n->ns))
            node_drop(n);
    }
}

/* The root declares libvirt's namespaces that are in use, under their usual prefixes. */
static void declare_own(struct canon *c)
{
    bool used[NAMESPACES] = {false};
    give_prefixes(c, c->domain, used);
    drop_declarations(c->domain, c->opt.libvirt);
    for (size_t i = 0; i < NAMESPACES; i++)
        if (used[i])
            declare(c, end_of_attrs(c->domain), namespaces[i].declaration, namespaces[i].uri);
}

void pass_namespaces(struct canon *c)
{
    if (c->opt.libvirt)
        drop_others(c);
    struct node *metadata = node_child(c->domain, A_metadata);
    if (c->opt.libvirt && metadata) {
        import_prefixes(&(struct prefixes){.c = c, .metadata = metadata}, metadata);
        thin_out(c, metadata);
    }
    if (c->doc->declares)
        declare_own(c);
}
