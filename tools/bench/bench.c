/* What validating and canonicalizing cost, as ratios against libxml2 on the same documents in the same run: parsing
 * alone, and parsing with its own RELAX NG validation. Prints a table; judges nothing.
 *
 *   bench SCHEMA FILE...       SCHEMA: the flattened schema
 *   bench --compare OLD NEW    what comparing two documents costs
 *   bench --cpu HOST CPU       milliseconds to read and compare two CPUs */
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../src/virtcanon.h"

struct document {
    const char *name;
    char *text;
    size_t len;
};

struct set {
    struct document *docs;
    size_t count, bytes;
    xmlRelaxNGPtr schema;
};

static void fail(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    exit(2);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void quiet(void *data, const xmlError *error)
{
    (void)data, (void)error;
}

static void parse_only(const struct set *s)
{
    for (size_t i = 0; i < s->count; i++)
        xmlFreeDoc(xmlReadMemory(s->docs[i].text, (int)s->docs[i].len, "d", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR));
}

static void parse_and_relaxng(const struct set *s)
{
    for (size_t i = 0; i < s->count; i++) {
        xmlDocPtr doc =
            xmlReadMemory(s->docs[i].text, (int)s->docs[i].len, "d", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
        xmlRelaxNGValidCtxtPtr valid = xmlRelaxNGNewValidCtxt(s->schema);
        xmlRelaxNGSetValidStructuredErrors(valid, (xmlStructuredErrorFunc)quiet, NULL);
        xmlRelaxNGValidateDoc(valid, doc);
        xmlRelaxNGFreeValidCtxt(valid);
        xmlFreeDoc(doc);
    }
}

static void load_only(const struct set *s)
{
    for (size_t i = 0; i < s->count; i++)
        vc_document_free(vc_document_parse(s->docs[i].text, s->docs[i].len, s->docs[i].name));
}

static void validate(const struct set *s)
{
    for (size_t i = 0; i < s->count; i++) {
        vc_document *doc = vc_document_parse(s->docs[i].text, s->docs[i].len, s->docs[i].name);
        vc_document_validate(doc);
        vc_document_free(doc);
    }
}

static void validate_and_check(const struct set *s)
{
    for (size_t i = 0; i < s->count; i++) {
        vc_document *doc = vc_document_parse(s->docs[i].text, s->docs[i].len, s->docs[i].name);
        vc_diagnostic d;
        if (vc_document_validate(doc))
            vc_document_check(doc, NULL, 0);
        for (size_t k = 0; vc_document_diagnostic(doc, k, &d);)
            k++;
        vc_document_free(doc);
    }
}

static void canonicalize(const struct set *s)
{
    for (size_t i = 0; i < s->count; i++) {
        vc_document *doc = vc_document_parse(s->docs[i].text, s->docs[i].len, s->docs[i].name);
        vc_document_canonicalize(doc, NULL, 0);
        vc_free(vc_document_text(doc, NULL));
        vc_document_free(doc);
    }
}

/* Best of several rounds, in seconds: noise only adds. */
static double best(void (*work)(const struct set *), const struct set *s)
{
    double least = 1e9;
    work(s);
    for (int round = 0; round < 15; round++) {
        const double start = now();
        work(s);
        const double took = now() - start;
        least = took < least ? took : least;
    }
    return least;
}

static void read_document(struct set *s, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail(path);
    struct document *d = &s->docs[s->count++];
    fseek(f, 0, SEEK_END);
    d->name = path;
    d->len = (size_t)ftell(f);
    d->text = malloc(d->len + 1);
    rewind(f);
    if (fread(d->text, 1, d->len, f) != d->len)
        fail(path);
    fclose(f);
    s->bytes += d->len;
}

static void row(const char *what, double seconds, double base, size_t count)
{
    printf("%-44s %9.1f us a document  %6.2f x parsing\n", what, seconds * 1e6 / (double)count, seconds / base);
}

/* Two canonicalized documents, to time the comparison alone. */
static struct {
    vc_document *old, *new;
    size_t differences;
} ready;

static vc_document *canonical(const struct document *d)
{
    vc_document *doc = vc_document_parse(d->text, d->len, d->name);
    if (!vc_document_canonicalize(doc, NULL, VC_LIBVIRT | VC_SETTLED))
        fail(d->name);
    return doc;
}

static void compare_only(const struct set *s)
{
    vc_difference x;
    vc_diff *diff = vc_diff_new(ready.old, ready.new);
    (void)s;
    for (ready.differences = 0; vc_diff_get(diff, ready.differences, &x);)
        ready.differences++;
    vc_diff_free(diff);
}

static void canonicalize_and_compare(const struct set *s)
{
    ready.old = canonical(&s->docs[0]);
    ready.new = canonical(&s->docs[1]);
    compare_only(s);
    vc_document_free(ready.old);
    vc_document_free(ready.new);
}

static void fingerprint_only(const struct set *s)
{
    (void)s;
    vc_free(vc_document_fingerprint(ready.old));
    vc_free(vc_document_fingerprint(ready.new));
}

static int compare(char **paths)
{
    struct document docs[2];
    struct set s = {.docs = docs};
    read_document(&s, paths[0]);
    read_document(&s, paths[1]);
    const double base = best(parse_only, &s), both = best(canonicalize_and_compare, &s);
    ready.old = canonical(&docs[0]);
    ready.new = canonical(&docs[1]);
    const double comparison = best(compare_only, &s);
    printf("\ntwo documents of %zu bytes, %zu differences\n", s.bytes / 2, ready.differences);
    row("libxml2: parse", base, base, 2);
    row("virtcanon: compare", comparison, base, 2);
    row("virtcanon: fingerprints", best(fingerprint_only, &s), base, 2);
    row("virtcanon: load, canonicalize, compare", both, base, 2);
    vc_document_free(ready.old);
    vc_document_free(ready.new);
    free(docs[0].text);
    free(docs[1].text);
    return 0;
}

static void compare_cpus(const struct set *s)
{
    const vc_cpu_options options = {0};
    vc_cpu *host = vc_cpu_parse(s->docs[0].text, s->docs[0].len, s->docs[0].name);
    vc_cpu *cpu = vc_cpu_parse(s->docs[1].text, s->docs[1].len, s->docs[1].name);
    vc_cpu_answer answer = vc_cpu_compare(&options, host, cpu);
    vc_free(answer.text);
    vc_free(answer.reason);
    vc_cpu_free(host);
    vc_cpu_free(cpu);
}

static int cpus(char **paths)
{
    struct document docs[2];
    struct set s = {.docs = docs};
    read_document(&s, paths[0]);
    read_document(&s, paths[1]);
    printf("%.4f\n", best(compare_cpus, &s) * 1e3);
    free(docs[0].text);
    free(docs[1].text);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "--cpu") == 0)
        return cpus(argv + 2);
    if (argc == 4 && strcmp(argv[1], "--compare") == 0)
        return compare(argv + 2);
    if (argc < 3)
        fail("usage: bench SCHEMA FILE..., bench --compare OLD NEW, or bench --cpu HOST CPU");
    struct set s = {.docs = calloc((size_t)argc, sizeof *s.docs)};
    xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt(argv[1]);
    s.schema = xmlRelaxNGParse(parser);
    xmlRelaxNGFreeParserCtxt(parser);
    if (!s.schema)
        fail("the schema cannot be read");
    for (int i = 2; i < argc; i++)
        read_document(&s, argv[i]);
    const double base = best(parse_only, &s);
    printf("%zu documents, %zu bytes on average; best of 15 rounds, one core\n", s.count, s.bytes / s.count);
    row("libxml2: parse", base, base, s.count);
    row("libxml2: parse, RELAX NG", best(parse_and_relaxng, &s), base, s.count);
    row("virtcanon: load", best(load_only, &s), base, s.count);
    row("virtcanon: load, bind, validate", best(validate, &s), base, s.count);
    row("virtcanon: the same, refusals, warnings", best(validate_and_check, &s), base, s.count);
    row("virtcanon: load, bind, canonicalize, write", best(canonicalize, &s), base, s.count);
    for (size_t i = 0; i < s.count; i++)
        free(s.docs[i].text);
    free(s.docs);
    xmlRelaxNGFree(s.schema);
    xmlCleanupParser();
    return 0;
}
