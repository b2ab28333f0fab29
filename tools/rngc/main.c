/* The schema compiler: rngc [-o DIR] [--flat FILE] SCHEMA reads an annotated schema and writes C tables. */
#include "rngc.h"

#include <errno.h>
#include <string.h>

static FILE *create(const char *path)
{
    FILE *out = fopen(path, "w");

    if (!out)
        die("cannot write %s: %s", path, strerror(errno));
    return out;
}

static void finish(FILE *out, const char *path)
{
    if (ferror(out) | fclose(out))
        die("cannot write %s", path);
}

static void write_file(const char *dir, const char *name, void (*write)(FILE *out))
{
    const char *path = format("%s/%s", dir, name);
    FILE *out = create(path);

    write(out);
    finish(out, path);
}

static void write_all(const char *dir)
{
    write_file(dir, "atoms.h", write_atoms);
    write_file(dir, "schema_tables.c", write_tables);
    write_file(dir, "patterns.c", write_patterns);
    write_file(dir, "docs.xml", write_docs);
}

int main(int argc, char **argv)
{
    const char *dir = NULL, *flat = NULL, *schema = NULL;
    struct grammar *g;

    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "-o") && i + 1 < argc)
            dir = argv[++i];
        else if (!strcmp(argv[i], "--flat") && i + 1 < argc)
            flat = argv[++i];
        else if (argv[i][0] == '-' || schema)
            die("usage: rngc [-o DIR] [--flat FILE] SCHEMA");
        else
            schema = argv[i];
    }
    if (!schema)
        die("usage: rngc [-o DIR] [--flat FILE] SCHEMA");
    g = read_grammar(schema);
    check_references(g);
    if (error_count())
        return 1;
    collect_atoms(g);
    build_slots(g);
    if (!error_count())
        check_matchable();
    if (error_count())
        return 1;
    if (dir)
        write_all(dir);
    if (flat) {
        FILE *out = create(flat);

        write_flat(out, g);
        finish(out, flat);
    }
    return 0;
}
