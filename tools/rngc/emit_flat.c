/* Writes the schema as one file without annotations, for other validators. */
#include <string.h>

#include "rngc.h"

static const char *const tags[] = {
    [OP_EMPTY] = "empty", [OP_TEXT] = "text", [OP_VALUE] = "value", [OP_DATA] = "data", [OP_REF] = "ref",
    [OP_ELEMENT] = "element", [OP_ATTRIBUTE] = "attribute", [OP_GROUP] = "group",
    [OP_INTERLEAVE] = "interleave", [OP_CHOICE] = "choice", [OP_OPTIONAL] = "optional",
    [OP_ZERO_OR_MORE] = "zeroOrMore", [OP_ONE_OR_MORE] = "oneOrMore",
};

static void indent(FILE *out, int depth)
{
    fprintf(out, "%*s", depth * 2, "");
}

static void attribute(FILE *out, const char *name, const char *value)
{
    fprintf(out, " %s=\"", name);
    print_xml(out, value);
    putc('"', out);
}

static void write_class(FILE *out, const struct name_class *c, int depth)
{
    static const char *const kinds[] = { [NAME_ONE] = "name", [NAME_ANY] = "anyName", [NAME_NS] = "nsName" };

    for (; c; c = c->next) {
        indent(out, depth);
        fprintf(out, "<%s", kinds[c->kind]);
        if (c->kind != NAME_ANY)
            attribute(out, "ns", c->ns);
        if (c->kind == NAME_ONE) {
            fprintf(out, ">%s</name>\n", c->text);
            continue;
        }
        if (!c->except) {
            fputs("/>\n", out);
            continue;
        }
        fputs(">\n", out);
        indent(out, depth + 1);
        fputs("<except>\n", out);
        write_class(out, c->except, depth + 2);
        indent(out, depth + 1);
        fputs("</except>\n", out);
        indent(out, depth);
        fprintf(out, "</%s>\n", kinds[c->kind]);
    }
}

static void write_names(FILE *out, const struct node *n, int depth)
{
    bool several = n->names->next;

    if (several) {
        indent(out, depth);
        fputs("<choice>\n", out);
    }
    write_class(out, n->names, depth + several);
    if (several) {
        indent(out, depth);
        fputs("</choice>\n", out);
    }
}

/* Before some validators compare a number or word with a pattern they take the blanks around it away, others do not: the
 * flattened schema says that there are none. */
static bool reads_blanks(const struct node *n)
{
    for (const struct param *p = n->params; p; p = p->next)
        if (strcmp(p->name, "pattern") == 0 && strcmp(n->text, "string") != 0)
            return true;
    return false;
}

static void write_data(FILE *out, const struct node *n, int depth)
{
    for (const struct param *p = n->params; p; p = p->next) {
        indent(out, depth);
        fputs("<param", out);
        attribute(out, "name", p->name);
        putc('>', out);
        print_xml(out, p->value);
        fputs("</param>\n", out);
    }
    if (!n->except.count && !reads_blanks(n))
        return;
    indent(out, depth);
    fputs("<except><choice>", out);
    for (int i = 0; i < n->except.count; i++) {
        fputs("<value>", out);
        print_xml(out, n->except.item[i]);
        fputs("</value>", out);
    }
    if (reads_blanks(n))
        fputs("<data type=\"string\"><param name=\"pattern\">\\s(.|\\n)*|(.|\\n)*\\s</param></data>", out);
    fputs("</choice></except>\n", out);
}

static void write_node(FILE *out, const struct node *n, int depth)
{
    bool simple_name = n->names && !n->names->next && n->names->kind == NAME_ONE;

    indent(out, depth);
    fprintf(out, "<%s", tags[n->op]);
    if (n->op == OP_REF)
        attribute(out, "name", n->text);
    if (n->op == OP_DATA)
        attribute(out, "type", n->text);
    if (simple_name) {
        attribute(out, "name", n->names->text);
        if (*n->names->ns)
            attribute(out, "ns", n->names->ns);
    }
    if (n->op == OP_VALUE) {
        putc('>', out);
        print_xml(out, n->text);
        fputs("</value>\n", out);
        return;
    }
    if (!n->child && !n->params && !n->except.count && (!n->names || simple_name)) {
        fputs("/>\n", out);
        return;
    }
    fputs(">\n", out);
    if (n->names && !simple_name)
        write_names(out, n, depth + 1);
    write_data(out, n, depth + 1);
    for (const struct node *c = n->child; c; c = c->next)
        write_node(out, c, depth + 1);
    indent(out, depth);
    fprintf(out, "</%s>\n", tags[n->op]);
}

void write_flat(FILE *out, const struct grammar *g)
{
    fputs("<?xml version=\"1.0\"?>\n<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"\n"
          "         datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">\n  <start>\n", out);
    write_node(out, g->start, 2);
    fputs("  </start>\n", out);
    for (const struct define *d = g->defines; d; d = d->next) {
        fputs("  <define", out);
        attribute(out, "name", d->name);
        fputs(">\n", out);
        write_node(out, d->body, 2);
        fputs("  </define>\n", out);
    }
    fputs("</grammar>\n", out);
}
