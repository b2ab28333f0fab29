/* Checks generated tables for what must hold of every schema: atoms are found, indices stay inside their tables. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rng/pattern.h"
#include "schema/hash.h"
#include "schema/schema.h"

static void check(int holds, const char *what, unsigned which)
{
    if (holds)
        return;
    printf("%s does not hold for %u\n", what, which);
    exit(1);
}

static void check_atoms(void)
{
    for (unsigned i = 1; i < ATOM_COUNT; i++) {
        char longer[300];
        size_t len = strlen(atom_text[i]);

        check(atom_find(atom_text[i], len) == i, "an atom is found by its text", i);
        snprintf(longer, sizeof(longer), "%s\x01", atom_text[i]);
        check(!atom_find(longer, len + 1), "a text that is no atom is not found", i);
    }
    check(!atom_find("", 0), "the empty text is no atom", 0);
}

static int indexed(const struct schema *s, unsigned slot, unsigned member)
{
    const struct schema_slot *m = &s->slots[s->members[member].slot];
    uint8_t key = member_key(m->kind, m->ns);

    for (uint32_t i = member_hash((uint16_t)slot, m->name, key) & s->index_mask; s->index[i].slot;
         i = (i + 1) & s->index_mask) {
        const struct schema_entry *e = &s->index[i];

        for (unsigned k = 0; k < e->count; k++)
            if (e->slot == slot && e->name == m->name && e->key == key && s->named[e->first + k] == member)
                return 1;
    }
    return 0;
}

static void check_slots(const struct schema *s)
{
    unsigned next = 0;

    for (unsigned i = 1; i < s->slot_count; i++) {
        const struct schema_slot *slot = &s->slots[i];

        check(slot->first_member == next, "members follow one another", i);
        check(slot->type < s->type_count && slot->abi < s->class_count, "type and class exist", i);
        for (unsigned k = 0; k < slot->member_count; k++) {
            check(s->members[next].slot > 0 && s->members[next].slot < s->slot_count, "a member has a slot", next);
            check(indexed(s, i, next), "a member is in the index", next);
            next++;
        }
    }
    check(next == s->member_count, "all members belong to a slot", next);
}

static void check_patterns(const struct pattern_table *t)
{
    for (uint32_t i = 0; i < t->count; i++) {
        const struct pattern *p = &t->patterns[i];

        if (p->op == PATTERN_ELEMENT || p->op == PATTERN_ATTRIBUTE)
            check(domain_schema.slots[p->b].name == p->name, "a pattern has the name of its slot", i);
        if (p->op == PATTERN_ELEMENT)
            check(p->a < t->count, "the content of an element is a pattern", i);
        if (p->op == PATTERN_ATTRIBUTE || p->op == PATTERN_DATA)
            check(p->a < domain_schema.type_count, "a value has a type", i);
        if (p->op >= PATTERN_ONE_OR_MORE)
            check(p->a < i && p->b < i, "operands come first", i);
    }
    check(t->start < t->count, "there is a start", t->start);
}

int main(void)
{
    check_atoms();
    check_slots(&domain_schema);
    check_patterns(&domain_patterns);
    return 0;
}
