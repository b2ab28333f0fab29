/* Writes the tables of slots, members, guards and types as C. The layout is that of src/schema/schema.h. */
#include "rngc.h"

#include <string.h>

static const char *const namespaces[] = { /* by enum schema_ns, the last one of which is NS_FOREIGN */
    "",
    "http://libvirt.org/schemas/domain/qemu/1.0",
    "http://libvirt.org/schemas/domain/xen/1.0",
    "http://libvirt.org/schemas/domain/lxc/1.0",
    "http://libvirt.org/schemas/domain/vmware/1.0",
    "http://libvirt.org/schemas/domain/bhyve/1.0",
};

int namespace_number(const char *uri)
{
    int i = 0, count = countof(namespaces);

    while (i < count && strcmp(namespaces[i], uri))
        i++;
    return i;
}

/* ---- types ---- */

static const char *const kind_names[] = {
    [TYPE_TEXT] = "VALUE_TEXT", [TYPE_ENUM] = "VALUE_ENUM", [TYPE_ROW] = "VALUE_ROW", [TYPE_EITHER] = "VALUE_EITHER",
};

static void write_number(FILE *out, int64_t n)
{
    if (n == INT64_MIN)
        fputs("INT64_MIN", out);
    else if (n == INT64_MAX)
        fputs("INT64_MAX", out);
    else
        fprintf(out, "%lld", (long long)n);
}

static void write_types(FILE *out)
{
    int count = 0;

    fputs("static const uint16_t enum_atoms[] = {\n", out);
    for (int i = 0; i < type_count; i++) {
        types[i].first = count;
        count += types[i].names.count;
        for (int k = 0; k < types[i].names.count; k++)
            fprintf(out, "    %s,\n", atom_identifier(atom_of(types[i].names.item[k])));
    }
    fputs("    A_NONE\n};\n\nstatic const struct schema_type types[] = {\n", out);
    for (int i = 0; i < type_count; i++) {
        const struct type *t = &types[i];

        fprintf(out, "    [%d] = { %s, %d /* %s */, %d, %d, ", i, kind_names[t->kind], t->row, value_row_name(t->row),
                t->first, t->names.count);
        print_c_string(out, t->pattern);
        fputs(", ", out);
        print_c_string(out, t->doc);
        fputs(", ", out);
        write_number(out, t->min);
        fputs(", ", out);
        write_number(out, t->max);
        fputs(" },\n", out);
    }
    fputs("};\n\n", out);
}

/* ---- guards and members ---- */

struct lists { /* what the member rows point into */
    FILE *values, *guards;
    int value_count, guard_count;
};

static int write_guard(struct lists *l, const struct guard *guard)
{
    int depth;

    if (!guard)
        return 0;
    depth = write_guard(l, guard->outer);
    fprintf(l->guards, "    { %s, %d, %d, %d, %d },\n", atom_identifier(atom_of(guard->attribute)), guard->absent,
            guard->except, l->value_count, guard->values.count);
    for (int i = 0; i < guard->values.count; i++)
        fprintf(l->values, "    %s,\n", atom_identifier(atom_of(guard->values.item[i])));
    l->value_count += guard->values.count;
    l->guard_count++;
    return depth + 1;
}

static int write_members(FILE *out, struct lists *l)
{
    const struct guard *last = NULL;
    int count = 0, first = 0, depth = 0;

    fputs("static const struct schema_member members[] = {\n", out);
    for (int s = 1; s < slot_count; s++) {
        for (int i = 0; i < slots[s].member_count; i++) {
            const struct member *m = &slots[s].members[i];

            if (m->guards != last) { /* neighbours share their guards */
                first = l->guard_count;
                depth = write_guard(l, m->guards);
                last = m->guards;
            }
            fprintf(out, "    { %d, %s%s, %d, %d }, /* %s */\n", m->slot,
                    m->required ? "MEMBER_REQUIRED" : "0", m->repeat ? " | MEMBER_REPEAT" : "", last ? depth : 0, last ? first : 0,
                    slots[m->slot].name);
            count++;
        }
    }
    fputs("    { 0, 0, 0, 0 }\n};\n\n", out);
    return count;
}

static void append(FILE *out, FILE *from)
{
    int c;

    rewind(from);
    while ((c = getc(from)) != EOF)
        putc(c, out);
    fclose(from);
}

static int write_member_tables(FILE *out)
{
    struct lists l = { .values = tmpfile(), .guards = tmpfile() };
    int count;

    if (!l.values || !l.guards)
        die("cannot make a temporary file");
    count = write_members(out, &l);
    fputs("static const struct schema_guard guards[] = {\n", out);
    append(out, l.guards);
    fputs("    { 0, 0, 0, 0, 0 }\n};\n\nstatic const uint16_t guard_values[] = {\n", out);
    append(out, l.values);
    fputs("    A_NONE\n};\n\n", out);
    if (count > UINT16_MAX || l.guard_count > UINT16_MAX || l.value_count > UINT16_MAX)
        die("the schema has too many members for its tables");
    return count;
}

/* ---- slots ---- */

struct range {
    int first, count;
};

static const struct {
    enum note note;
    const char *value, *flag;
} note_flags[] = {
    { NOTE_EMPTY, "drop", "SLOT_EMPTY_DROP" },     { NOTE_EMPTY, "open", "SLOT_EMPTY_OPEN" },
    { NOTE_BAD, "ignore", "SLOT_BAD_IGNORE" },     { NOTE_RUNTIME, "drop", "SLOT_RUNTIME_DROP" },
    { NOTE_NEED, "refuse", "SLOT_NEED_REFUSE" },
};

static void write_flags(FILE *out, const struct slot *s)
{
    fputs("0", out);
    for (size_t i = 0; i < countof(note_flags); i++) {
        const char *value = s->notes.value[note_flags[i].note];

        if (value && !strcmp(value, note_flags[i].value))
            fprintf(out, " | %s", note_flags[i].flag);
    }
    if (s->text)
        fputs(" | SLOT_TEXT", out);
    if (s->any)
        fputs(" | SLOT_ANY", out);
    if (!s->attribute && !s->text && !s->any && !s->member_count)
        fputs(" | SLOT_LEAF", out);
}

/* Notes of slots that the tables hold as texts: offsets in one text of all. */
static const enum note texts[] = { NOTE_DEFAULT, NOTE_OMIT, NOTE_DERIVE, NOTE_KEY, NOTE_UNIT };

/* The offset of a text; adds it when it is not there yet. 0 is no text. */
static size_t text_offset(struct strings *all, const char *text)
{
    size_t offset = 1;

    if (!text)
        return 0;
    for (int i = 0; i < all->count; i++) {
        if (!strcmp(all->item[i], text))
            return offset;
        offset += strlen(all->item[i]) + 1;
    }
    strings_add(all, text);
    return offset;
}

static void write_texts(FILE *out, const struct strings *all)
{
    fputs("static const char texts[] = \"\\0\"\n", out);
    for (int i = 0; i < all->count; i++) {
        fputs("    ", out);
        print_c_string(out, all->item[i]);
        fputs("\"\\0\"\n", out);
    }
    fputs("    ;\n\n", out);
}

/* Members whose absence says something: numbers of one slot's. */
static int write_missed(FILE *out, int s, int first_member)
{
    int count = 0;

    for (int i = 0; i < slots[s].member_count; i++) {
        const struct slot *member = &slots[slots[s].members[i].slot];

        if (!member->notes.value[NOTE_DEFAULT] && !member->notes.value[NOTE_NEED])
            continue;
        fprintf(out, "    %d, /* %s */\n", first_member + i, member->name);
        count++;
    }
    return count;
}

static void write_missed_of_all(FILE *out, struct range *missed)
{
    int member = 0, first = 0;

    fputs("static const uint16_t missed[] = {\n", out);
    for (int i = 1; i < slot_count; i++) {
        missed[i] = (struct range){ first, write_missed(out, i, member) };
        member += slots[i].member_count;
        first += missed[i].count;
    }
    fputs("    0\n};\n\n", out);
}

static void write_slot(FILE *out, struct strings *all, int i, int first_member, int first_switch, struct range missed)
{
    const struct slot *s = &slots[i];

    fprintf(out, "    [%d] = { %s, %d, %s, ", i, atom_identifier(atom_of(s->name)), namespace_number(s->ns),
            s->attribute ? "SLOT_ATTRIBUTE" : "SLOT_ELEMENT");
    write_flags(out, s);
    fprintf(out, ", %d /* %s */, %d, %d, %d, %d, %d,\n        ", abi_class(s->abi), s->abi, s->type, first_member,
            s->member_count, first_switch, s->switches.count);
    for (size_t k = 0; k < countof(texts); k++) {
        const size_t offset = text_offset(all, s->notes.value[texts[k]]);

        if (offset > UINT16_MAX)
            die("the schema has too many texts for its tables");
        fprintf(out, "%zu, ", offset);
    }
    fprintf(out, "%d, %d },\n", missed.first, missed.count);
}

static void write_slots(FILE *out)
{
    struct strings all = { 0 };
    struct range *missed = zalloc((size_t)slot_count * sizeof(*missed));
    int member = 0, first_switch = 0;

    write_missed_of_all(out, missed);
    fputs("static const uint16_t switches[] = {\n", out);
    for (int i = 1; i < slot_count; i++)
        for (int k = 0; k < slots[i].switches.count; k++)
            fprintf(out, "    %s,\n", atom_identifier(atom_of(slots[i].switches.item[k])));
    fputs("    A_NONE\n};\n\nstatic const struct schema_slot slots[] = {\n", out);
    for (int i = 1; i < slot_count; i++) {
        write_slot(out, &all, i, member, first_switch, missed[i]);
        member += slots[i].member_count;
        first_switch += slots[i].switches.count;
    }
    fputs("};\n\n", out);
    write_texts(out, &all);
}

void write_tables(FILE *out)
{
    int member_count;
    unsigned index_mask;

    if (slot_count > UINT16_MAX || type_count > UINT16_MAX || atoms.count > UINT16_MAX)
        die("the schema has too many slots for its tables");
    fputs("/* Generated by rngc. The tables of src/schema/schema.h. */\n"
          "#include \"schema/schema.h\"\n#include \"schema/hash.h\"\n\n#include <string.h>\n\n", out);
    write_atom_table(out);
    write_types(out);
    member_count = write_member_tables(out);
    write_slots(out);
    index_mask = write_index(out);
    fputs("static const char *const class_names[] = {\n", out);
    for (int i = 0; i < class_count; i++)
        fprintf(out, "    \"%s\",\n", class_names[i]);
    fprintf(out, "};\n\nconst struct schema domain_schema = {\n"
            "    slots, members, guards, types, enum_atoms, guard_values, switches, class_names, texts,\n"
            "    member_index, named, missed, %u, %d, %d, %d, %d,\n};\n", index_mask, slot_count, member_count,
            type_count, class_count);
}
