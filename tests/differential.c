/* Compares the validator's verdicts with those of libxml2 on the same schema: each document as it is, shuffled, and with
 * mistakes in it. A rejected document must have a message with a place, an accepted one none.
 *
 *   differential SCHEMA [--dump DIR] FILE...
 *
 * SEED=N draws other mistakes than usual. With --dump each text is written to DIR too, as v-...xml or i-...xml by our verdict, for other validators to judge. */
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../src/virtcanon.h"
#include "files.h"
#include "mutate.h"
#include "shuffle.h"

enum { SHUFFLES = 1, MUTATIONS = 4 };

static unsigned compared, rejected, wrong;
static const char *dump;

static void ignore(void *data, xmlErrorPtr e)
{
    (void)data, (void)e;
}

static xmlDocPtr read_text(const char *text, bool *prefixes_declared)
{
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    xmlDocPtr doc = xmlCtxtReadMemory(parser, text, (int)strlen(text), "x.xml", NULL,
                                      XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    *prefixes_declared = parser->nsWellFormed;
    xmlFreeParserCtxt(parser);
    return doc;
}

/* -1: not well-formed. Other validators do not read what uses prefixes that nothing declares. */
static int libxml2_accepts(xmlRelaxNGPtr schema, const char *text, bool *prefixes_declared)
{
    xmlDocPtr doc = read_text(text, prefixes_declared);
    if (!doc)
        return -1;
    xmlRelaxNGValidCtxtPtr ctxt = xmlRelaxNGNewValidCtxt(schema);
    xmlRelaxNGSetValidStructuredErrors(ctxt, ignore, NULL);
    const int status = xmlRelaxNGValidateDoc(ctxt, doc);
    xmlRelaxNGFreeValidCtxt(ctxt);
    xmlFreeDoc(doc);
    return status == 0;
}

static bool we_accept(const char *text, bool *told)
{
    vc_document *doc = vc_document_parse(text, strlen(text), "x.xml");
    vc_diagnostic d;
    const bool valid = vc_document_validate(doc);
    *told = vc_document_diagnostic(doc, 0, &d) && d.severity == VC_ERROR && d.line && d.column;
    vc_document_free(doc);
    return valid;
}

static void write_dump(const char *text, bool valid)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%c-%d-%u.xml", dump, valid ? 'v' : 'i', (int)getpid(), compared);
    write_file(path, text);
}

static void compare(xmlRelaxNGPtr schema, const char *text, const char *path, unsigned seed)
{
    bool told, prefixes_declared;
    const int theirs = libxml2_accepts(schema, text, &prefixes_declared);
    if (theirs < 0)
        return;
    const bool ours = we_accept(text, &told);
    compared++;
    rejected += !ours;
    if (ours != theirs || told == ours) {
        wrong++;
        printf("%s, variant %u: libxml2 says %s, we say %s%s\n", path, seed, theirs ? "valid" : "invalid",
               ours ? "valid" : "invalid", told == ours ? " with the wrong number of messages" : "");
        if (getenv("VERBOSE"))
            puts(text);
    }
    if (dump && prefixes_declared)
        write_dump(text, ours);
}

static unsigned seed_of_run(void)
{
    const char *seed = getenv("SEED");
    return seed ? 1000003 * (unsigned)strtoul(seed, NULL, 10) : 0;
}

static void compare_file(xmlRelaxNGPtr schema, const char *path)
{
    const unsigned drawn = seed_of_run();
    size_t len;
    char *text = read_file(path, &len);
    if (!text)
        return;
    compare(schema, text, path, 0);
    for (unsigned i = 1; i <= SHUFFLES + MUTATIONS; i++) {
        char *other = i <= SHUFFLES ? shuffle_document(text, len, i + drawn)
                                     : mutate_document(text, len, i + drawn + (unsigned)len);
        if (other)
            compare(schema, other, path, i);
        free(other);
    }
    free(text);
}

int main(int argc, char **argv)
{
    int first = 2;
    if (argc > 3 && strcmp(argv[2], "--dump") == 0) {
        dump = argv[3];
        first = 4;
    }
    xmlRelaxNGParserCtxtPtr parser = argc > 1 ? xmlRelaxNGNewParserCtxt(argv[1]) : NULL;
    xmlRelaxNGPtr schema = parser ? xmlRelaxNGParse(parser) : NULL;
    if (!schema)
        return 2;
    for (int i = first; i < argc; i++)
        compare_file(schema, argv[i]);
    printf("%u texts, %u rejected, %u verdicts differ\n", compared, rejected, wrong);
    xmlRelaxNGFree(schema);
    xmlRelaxNGFreeParserCtxt(parser);
    return wrong || !rejected || rejected == compared;
}
