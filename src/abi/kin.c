/* Finds what belongs to the elements of one name, however many names there are. Knows no element. */
#include "kin.h"

/* A text for each name: of libvirt's own ones prefixes do not count. No name has a blank in it. */
static const char *key_of(struct arena *a, const struct node *n)
{
    if (!n->name)
        return n->text;
    return n->ns == NS_NONE ? atom_text[n->name] : arena_printf(a, "%s %u", atom_text[n->name], (unsigned)n->ns);
}

static void *record_of(struct kin *k, const struct node *n, size_t size)
{
    if (!k->records)
        k->records = seen_new(k->arena);
    const char *key = key_of(k->arena, n);
    void *record = seen_owner(k->records, key);
    if (record)
        return record;
    record = arena_alloc(k->arena, size);
    seen_before(k->records, key, record);
    return record;
}

void *kin_record(struct kin *k, const struct node *n, size_t size)
{
    if (!k->last || !node_same_name(k->last, n))
        k->record = record_of(k, n, size);
    k->last = n;
    return k->record;
}
