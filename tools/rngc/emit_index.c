/* Writes the table that finds the members of an element by their name. */
#include "rngc.h"

#include "../../src/schema/hash.h"

struct entry {
    int slot, name, key, first, count;
};

static struct entry *entries;
static int entry_count;

/* The members of slot s, grouped by name; the groups and what is in them stay in text order. */
static void add_slot(FILE *out, int s, int first_member, int *named)
{
    const struct slot *slot = &slots[s];
    bool *done = zalloc((size_t)slot->member_count + 1);

    for (int i = 0; i < slot->member_count; i++) {
        const struct slot *a = &slots[slot->members[i].slot];
        struct entry *e;

        if (done[i])
            continue;
        entries = grow(entries, (size_t)entry_count, sizeof(*entries));
        e = &entries[entry_count++];
        *e = (struct entry){ s, atom_of(a->name), member_key(a->attribute, (unsigned)namespace_number(a->ns)),
                             *named, 0 };
        for (int k = i; k < slot->member_count; k++) {
            const struct slot *b = &slots[slot->members[k].slot];

            if (b->name != a->name || b->ns != a->ns || b->attribute != a->attribute)
                continue;
            done[k] = true;
            fprintf(out, "%d, ", first_member + k);
            e->count++;
        }
        fputs("\n    ", out);
        if (e->count > UINT8_MAX)
            die("%s:%d: too many branches with '%s'", slot->node->at.file, slot->node->at.line, a->name);
        *named += e->count;
    }
}

unsigned write_index(FILE *out)
{
    int first_member = 0, named = 0, *table;
    unsigned size = 64;

    fputs("static const uint16_t named[] = {\n    ", out);
    for (int s = 1; s < slot_count; s++) {
        add_slot(out, s, first_member, &named);
        first_member += slots[s].member_count;
    }
    while (size < (unsigned)entry_count * 2)
        size *= 2;
    table = zalloc(size * sizeof(*table));
    for (int i = 0; i < entry_count; i++) {
        const struct entry *e = &entries[i];
        unsigned at = member_hash((uint16_t)e->slot, (uint16_t)e->name, (uint8_t)e->key) & (size - 1);

        while (table[at])
            at = (at + 1) & (size - 1);
        table[at] = i + 1;
    }
    fprintf(out, "0\n};\n\nstatic const struct schema_entry member_index[%u] = {\n", size);
    for (unsigned i = 0; i < size; i++)
        if (table[i]) {
            const struct entry *e = &entries[table[i] - 1];

            fprintf(out, "    [%u] = { %d, %s, %d, %d, %d },\n", i, e->slot, atom_identifier(e->name), e->key,
                    e->count, e->first);
        }
    fputs("};\n\n", out);
    return size - 1;
}
