/* Finds the device of a guest that a <device> means, by the keys of its kind. Changes nothing. */
#include <string.h>

#include "../abi/path.h"
#include "../canon/amount.h"
#include "../rng/value.h"
#include "../schema/bind.h"
#include "plug.h"

/* What is wanted, in the spelling of what the guest has there: a MAC address in whatever case, a number in whatever base. */
static bool same_value(struct plug *p, const char *wanted, const char *has, uint16_t slot)
{
    const struct schema_type *t = &domain_schema.types[slot_of(slot)->type];
    const bool spelled = slot && (t->kind == VALUE_ROW || t->kind == VALUE_EITHER);
    const char *canonical = spelled ? value_canonical(p->canon.scratch, (enum value_row)t->row, wanted) : NULL;
    return strcmp(canonical ? canonical : wanted, has) == 0;
}

static bool same_text(struct plug *p, struct node *wanted, struct node *has)
{
    uint64_t x, y;
    if (attr_get(has, A_unit) && amount_text_kib(&p->canon, wanted, &x) && amount_text_kib(&p->canon, has, &y))
        return x == y;
    return same_value(p, node_text(p->canon.doc, wanted), node_text(p->canon.doc, has), has->slot);
}

/* True when all that is given of an element is so in another one. */
static bool agrees(struct plug *p, struct node *wanted, struct node *has)
{
    const bool amount = attr_get(wanted, A_unit);
    for (const struct attr *a = wanted->attrs; a; a = a->next) {
        const struct attr *its = a->name ? node_attr(has, a->name) : NULL;
        if (!(amount && a->name == A_unit) && !(its && same_value(p, a->value, its->value, its->slot)))
            return false;
    }
    if (!node_first_element(wanted) && *node_text(p->canon.doc, wanted))
        return same_text(p, wanted, has);
    FOR_ELEMENTS(child, wanted) {
        struct node *other = child->name ? node_child(has, child->name) : NULL;
        while (other && !agrees(p, child, other))
            other = node_next_same(other);
        if (!other)
            return false;
    }
    return true;
}

/* One key, without its question mark. */
struct key {
    const char *path;
    size_t len;
    bool may_lack;
};

static bool next_key(const char **keys, struct key *key)
{
    const size_t len = strcspn(*keys, " ");
    if (!len)
        return false;
    *key = (struct key){*keys, len, (*keys)[len - 1] == '?'};
    key->len -= key->may_lack;
    *keys += len + strspn(*keys + len, " ");
    return true;
}

static bool agrees_in(struct plug *p, const struct key *key, const struct node *wanted, const struct node *has)
{
    struct node *want_node, *has_node;
    struct attr *want_attr, *has_attr;
    if (!node_find(wanted, key->path, key->len, &want_node, &want_attr))
        return key->may_lack;
    if (!node_find(has, key->path, key->len, &has_node, &has_attr))
        return false;
    return want_attr ? same_value(p, want_attr->value, has_attr->value, has_attr->slot)
                     : agrees(p, want_node, has_node);
}

static bool agrees_in_all(struct plug *p, const char *keys, const struct node *wanted, const struct node *has)
{
    struct key key;
    while (next_key(&keys, &key))
        if (!agrees_in(p, &key, wanted, has))
            return false;
    return true;
}

static bool is_meant(struct plug *p, const struct node *has)
{
    return agrees_in_all(p, p->keys, p->given, has);
}

/* False after a message when the device does not say which one it is. */
static bool has_keys(struct plug *p)
{
    const char *keys = p->keys;
    struct key key;
    struct node *n;
    struct attr *a;
    while (next_key(&keys, &key)) {
        if (key.may_lack || node_find(p->given, key.path, key.len, &n, &a))
            continue;
        refuse(&p->canon, p->given, NULL, D_plug_key, p->given->text,
               arena_strndup(p->canon.scratch, key.path, key.len));
        return false;
    }
    return true;
}

enum { NAMED_MAX = 5 };

/* "'vda' (line 3), 'vdb' (line 7)": those that match, or all of the kind. */
static const char *names(struct plug *p, bool matching)
{
    struct canon *c = &p->canon;
    const char *all = "";
    unsigned count = 0;
    FOR_DEVICES(n, c, p->kind->element) {
        if (matching && !is_meant(p, n))
            continue;
        if (++count > NAMED_MAX)
            break;
        const unsigned line = doc_place(c->doc, n, NULL).line;
        all = arena_printf(c->scratch, "%s%s%s", all, *all ? "; " : "", value_of(c->scratch, c->doc, n));
        if (n->ordinal)
            all = arena_printf(c->scratch, "%s (line %u)", all, line);
    }
    if (count > NAMED_MAX)
        all = arena_printf(c->scratch, "%s; and more", all);
    return *all ? all : "none";
}

bool plug_is_there(struct plug *p)
{
    FOR_DEVICES(n, &p->canon, p->kind->element)
        if (is_meant(p, n))
            return true;
    return false;
}

/* The one device that fits; NULL when there is none or another one. */
static struct node *find_only(struct plug *p, bool by_alias, unsigned *count)
{
    const char *alias = attr_get(node_child(p->given, A_alias), A_name);
    struct node *found = NULL;
    *count = 0;
    FOR_DEVICES(n, &p->canon, p->kind->element) {
        const char *its = attr_get(node_child(n, A_alias), A_name);
        if (!is_meant(p, n) || (by_alias && !(alias && its && strcmp(alias, its) == 0)))
            continue;
        if (found && agrees(p, found, n) && agrees(p, n, found))
            continue; /* the same in every word: it does not matter which */
        found = n;
        ++*count;
    }
    return *count == 1 ? found : NULL;
}

struct node *plug_find(struct plug *p)
{
    unsigned count, aliased;
    if (!has_keys(p))
        return NULL;
    struct node *found = find_only(p, false, &count);
    if (!found && count)
        found = find_only(p, true, &aliased);
    if (!found && count)
        refuse(&p->canon, p->given, NULL, D_plug_many, p->given->text, names(p, true));
    else if (!found)
        refuse(&p->canon, p->given, NULL, D_plug_none, p->given->text, names(p, false));
    return found;
}

struct node *plug_find_same(struct plug *p)
{
    FOR_DEVICES(n, &p->canon, p->kind->element)
        if (p->kind->unique && n != p->done && agrees_in_all(p, p->kind->unique, p->done, n))
            return n;
    return NULL;
}
