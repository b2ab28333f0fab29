/* Pairing of repeated elements by key (vc:key), then by content and address, so that a device that was moved or changed
 * is compared with itself. Knows no device. */
#include "pair.h"

#include <string.h>

#include "../base/array.h"
#include "../schema/bind.h"
#include "guest.h"

/* The value at one path of a key: "target/@dev", "@name", "path"; NULL when it is not there. */
static const char *key_value(const struct doc *d, const struct node *n, const char *path, size_t len)
{
    struct node *at;
    struct attr *a;
    if (!node_find(n, path, len, &at, &a))
        return NULL;
    return a ? a->value : node_text(d, at);
}

static uint64_t key_hash(const struct doc *d, const struct node *n)
{
    const char *path = n->slot ? slot_text(slot_of(n->slot)->key) : NULL;
    uint64_t hash = ABI_HASH_START;
    bool found = false;
    while (path && *path) {
        const size_t len = strcspn(path, " ");
        const char *value = key_value(d, n, path, len);
        hash = abi_hash(hash, value ? value : "", value ? strlen(value) + 1 : 0);
        found |= value != NULL;
        path += len + strspn(path + len, " ");
    }
    return found ? hash : 0;
}

static uint64_t address_hash(const struct node *n)
{
    const struct node *address = node_child(n, A_address);
    uint64_t hash = ABI_HASH_START;
    for (const struct attr *a = address ? address->attrs : NULL; a; a = a->next)
        if (a->name != A_multifunction)
            hash = abi_hash(hash, a->value, strlen(a->value) + 1);
    return address ? hash : 0;
}

void side_add(struct side *s, struct arena *a, const struct doc *d, const struct node *n)
{
    if (!s->items)
        s->items = arena_new_array(a, struct item, s->room);
    s->items[s->count++] = (struct item){
        .node = n,
        .key = key_hash(d, n),
        .view = abi_in_view(n) ? abi_view_hash(d, n) : 0,
        .address = address_hash(n),
    };
}

static void join(struct item *a, struct item *b)
{
    a->other = b;
    b->other = a;
}

/* The guest compares by place: the same views in the same order are the same devices, whatever their keys. */
static bool pair_by_place(struct side *old, struct side *new)
{
    bool viewed = false;
    if (old->count != new->count)
        return false;
    for (size_t i = 0; i < old->count; i++) {
        if (old->items[i].view != new->items[i].view)
            return false;
        viewed |= old->items[i].view != 0;
    }
    for (size_t i = 0; viewed && i < old->count; i++)
        join(&old->items[i], &new->items[i]);
    return viewed;
}

/* What has to be the same on both sides; 0: nothing of the kind is there. */
static uint64_t key_and_view(const struct item *it)
{
    return it->key ? (it->key ^ it->view * 0x9e3779b97f4a7c15u) | 1 : 0;
}

static uint64_t key_alone(const struct item *it)
{
    return it->key;
}

static uint64_t view_alone(const struct item *it)
{
    return it->view;
}

static uint64_t address_alone(const struct item *it)
{
    return it->address;
}

static uint64_t nothing(const struct item *it)
{
    (void)it;
    return 1;
}

/* The new items without a partner, those of one value in a list, in their order. */
struct lists {
    struct list {
        uint64_t value;
        struct item *first;
    } *table;
    size_t mask;
};

static struct list *list_of(const struct lists *l, uint64_t value)
{
    size_t i = (value * 0x9e3779b97f4a7c15u >> 32) & l->mask;
    while (l->table[i].value && l->table[i].value != value)
        i = (i + 1) & l->mask;
    return &l->table[i];
}

static struct lists lists_by(struct arena *a, struct side *new, uint64_t (*value_of)(const struct item *))
{
    struct lists l = {.mask = 15};
    while (l.mask < 2 * new->count)
        l.mask = 2 * l.mask + 1;
    l.table = arena_new_array(a, struct list, l.mask + 1);
    for (size_t i = new->count; i-- > 0;) {
        struct item *it = &new->items[i];
        const uint64_t value = it->other ? 0 : value_of(it);
        if (!value)
            continue;
        struct list *list = list_of(&l, value);
        it->next = list->first;
        *list = (struct list){value, it};
    }
    return l;
}

/* Each old item without a partner gets the first new one of the same value. */
static void pair_by(struct arena *a, struct side *old, struct side *new, uint64_t (*value_of)(const struct item *))
{
    const struct lists l = lists_by(a, new, value_of);
    for (size_t i = 0; i < old->count; i++) {
        const uint64_t value = old->items[i].other ? 0 : value_of(&old->items[i]);
        struct list *list = value ? list_of(&l, value) : NULL;
        if (!list || !list->first)
            continue;
        struct item *partner = list->first;
        list->first = partner->next;
        join(&old->items[i], partner);
    }
}

static size_t lonely(const struct side *s)
{
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++)
        count += !s->items[i].other;
    return count;
}

void pair_sides(struct arena *a, struct side *old, struct side *new)
{
    static uint64_t (*const values[])(const struct item *) = {key_and_view, key_alone, view_alone, address_alone};
    if (pair_by_place(old, new))
        return;
    for (size_t i = 0; i < countof(values) && lonely(old) && lonely(new); i++)
        pair_by(a, old, new, values[i]);
    const bool keyed = old->count && new->count && (old->items[0].key || new->items[0].key);
    if (lonely(old) == lonely(new) && (!keyed || lonely(old) == 1))
        pair_by(a, old, new, nothing);
}

static size_t skip_hidden(const struct side *s, size_t i)
{
    while (i < s->count && !s->items[i].view)
        i++;
    return i;
}

bool views_are_equal(const struct side *old, const struct side *new)
{
    size_t i = skip_hidden(old, 0), k = skip_hidden(new, 0);
    while (i < old->count && k < new->count && old->items[i].view == new->items[k].view) {
        i = skip_hidden(old, i + 1);
        k = skip_hidden(new, k + 1);
    }
    return i == old->count && k == new->count;
}

const struct item *first_moved(const struct side *old, bool viewed)
{
    const struct item *last = NULL;
    for (size_t i = 0; i < old->count; i++) {
        const struct item *it = &old->items[i], *other = it->other;
        if (!other || (viewed && !(it->view && other->view)))
            continue;
        if (last && other < last->other)
            return last;
        last = it;
    }
    return NULL;
}
