/* Writes docs.xml: every slot with what the schema says about it, for the reference manual. */
#include "rngc.h"

static void field(FILE *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    fprintf(out, " %s=\"", name);
    print_xml(out, value);
    putc('"', out);
}

static void write_type(FILE *out, const struct type *t)
{
    fputs("    <type", out);
    if (t->kind == TYPE_ROW || t->kind == TYPE_EITHER)
        field(out, "row", value_row_name(t->row));
    field(out, "pattern", t->pattern);
    field(out, "doc", t->doc);
    if (t->min > INT64_MIN)
        fprintf(out, " min=\"%lld\"", (long long)t->min);
    if (t->max < INT64_MAX)
        fprintf(out, " max=\"%lld\"", (long long)t->max);
    fputs(">", out);
    for (int i = 0; i < t->names.count; i++) {
        fputs("<value>", out);
        print_xml(out, t->names.item[i]);
        fputs("</value>", out);
    }
    fputs("</type>\n", out);
}

static void write_when(FILE *out, const struct guard *guard)
{
    if (!guard)
        return;
    write_when(out, guard->outer);
    fprintf(out, "<when attribute=\"%s\"%s%s>", guard->attribute, guard->absent ? " absent=\"yes\"" : "",
            guard->except ? " except=\"yes\"" : "");
    for (int i = 0; i < guard->values.count; i++) {
        fputs("<value>", out);
        print_xml(out, guard->values.item[i]);
        fputs("</value>", out);
    }
    fputs("</when>", out);
}

static void write_member(FILE *out, const struct member *m)
{
    fprintf(out, "    <member slot=\"%d\" name=\"%s\"%s%s>", m->slot, slots[m->slot].name,
            m->required ? " required=\"yes\"" : "", m->repeat ? " repeat=\"yes\"" : "");
    write_when(out, m->guards);
    fputs("</member>\n", out);
}

void write_docs(FILE *out)
{
    fputs("<?xml version=\"1.0\"?>\n<schema>\n", out);
    for (int i = 1; i < slot_count; i++) {
        const struct slot *s = &slots[i];

        fprintf(out, "  <%s slot=\"%d\"", s->attribute ? "attribute" : "element", i);
        field(out, "name", s->name);
        field(out, "ns", s->ns);
        field(out, "class", s->abi);
        for (enum note note = 0; note < NOTE_COUNT; note++)
            if (note != NOTE_ABI && note != NOTE_TYPE)
                field(out, note_name(note), s->notes.value[note]);
        fprintf(out, " file=\"%s\" line=\"%d\"%s>\n", s->node->at.file, s->node->at.line, s->any ? " any=\"yes\"" : "");
        if (s->attribute || s->text)
            write_type(out, &types[s->type]);
        for (int k = 0; k < s->member_count; k++)
            write_member(out, &s->members[k]);
        fprintf(out, "  </%s>\n", s->attribute ? "attribute" : "element");
    }
    fputs("</schema>\n", out);
}
