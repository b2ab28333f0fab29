/* Atoms: every name and every enumerated value of the schema, sorted by bytes, and the C identifiers of them. */
#include "rngc.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct strings atoms;

static const char **identifiers;

static bool printable(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || (unsigned char)*s >= 0x7f)
            return false;
    return true;
}

static void add(const char *s, struct place at)
{
    if (!printable(s))
        error_at(at, "'%s' is no name or value of printable ASCII", s);
    else if (*s)
        strings_add(&atoms, s);
}

static void add_names(const struct name_class *c, struct place at)
{
    for (; c; c = c->next) {
        if (c->kind == NAME_ONE)
            add(c->text, at);
        add_names(c->except, at);
    }
}

static void add_node(const struct node *n)
{
    if (n->op == OP_VALUE)
        add(n->text, n->at);
    add_names(n->names, n->at);
    for (const struct node *c = n->child; c; c = c->next)
        add_node(c);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool taken(const char *identifier, int count)
{
    for (int i = 0; i < count; i++)
        if (identifiers[i] == identifier)
            return true;
    return false;
}

static void name_atoms(void)
{
    identifiers = zalloc((size_t)atoms.count * sizeof(*identifiers));
    identifiers[0] = intern("A_NONE");
    for (int i = 1; i < atoms.count; i++) {
        char *text = zalloc(strlen(atoms.item[i]) + 3);

        sprintf(text, "A_%s", atoms.item[i]);
        for (char *p = text; *p; p++)
            if (!isalnum((unsigned char)*p))
                *p = '_';
        identifiers[i] = intern(text);
        while (taken(identifiers[i], i))
            identifiers[i] = format("%s_", identifiers[i]);
    }
}

void collect_atoms(const struct grammar *g)
{
    int count = 0;

    strings_add(&atoms, intern(""));
    if (g->start)
        add_node(g->start);
    for (const struct define *d = g->defines; d; d = d->next)
        add_node(d->body);
    qsort(atoms.item, (size_t)atoms.count, sizeof(*atoms.item), by_bytes);
    for (int i = 0; i < atoms.count; i++)
        if (!i || atoms.item[i] != atoms.item[i - 1])
            atoms.item[count++] = atoms.item[i];
    atoms.count = count;
    name_atoms();
}

int atom_of(const char *s)
{
    const char **found = bsearch(&s, atoms.item, (size_t)atoms.count, sizeof(*atoms.item), by_bytes);

    return found ? (int)(found - atoms.item) : 0;
}

const char *atom_identifier(int atom)
{
    return identifiers[atom];
}
