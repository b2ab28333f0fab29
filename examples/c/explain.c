/* What a guest really stands for: reads a domain document and prints what it leaves open, with the reasons.
 *
 *     cc explain.c $(pkg-config --cflags --libs virtcanon) -o explain
 *     ./explain guest.xml [HOST] */
#include <stdio.h>
#include <stdlib.h>
#include <virtcanon.h>

static char *read_file(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    *len = 0;
    while (f && (text = realloc(text, *len + 65536))) {
        const size_t got = fread(text + *len, 1, 65536, f);
        *len += got;
        if (got == 0)
            break;
    }
    if (f)
        fclose(f);
    return text;
}

static void print_diagnostics(vc_document *doc, const char *name)
{
    vc_diagnostic d;
    for (size_t i = 0; vc_document_diagnostic(doc, i, &d); i++)
        fprintf(stderr, "%s:%u:%u: %s [%s]\n", name, d.line, d.column, d.message, d.rule);
}

static void print_decisions(vc_document *doc)
{
    vc_decision d;
    for (size_t i = 0; vc_document_decision(doc, i, &d); i++)
        printf("%s = %s: %s\n", d.path, d.value, d.reason);
    char *id = vc_document_fingerprint(doc);
    printf("%s\n", id ? id : "no memory");
    vc_free(id);
}

int main(int argc, char **argv)
{
    if (argc != 2 && argc != 3) {
        fprintf(stderr, "usage: explain FILE [HOST]\nvirtcanon %s\n", vc_version());
        return 2;
    }
    size_t len;
    char *error = NULL, *text = read_file(argv[1], &len);
    vc_host *host = argc == 3 ? vc_host_open(argv[2], &error) : NULL;
    vc_document *doc = text ? vc_document_parse(text, len, argv[1]) : NULL;
    int status = 2;
    if (argc == 3 && !host) {
        fprintf(stderr, "%s: %s\n", argv[2], error);
    } else if (doc) {
        status = vc_document_canonicalize(doc, host, 0) ? 0 : 1;
        print_diagnostics(doc, argv[1]);
        if (status == 0)
            print_decisions(doc);
    } else {
        perror(argv[1]);
    }
    vc_document_free(doc);
    vc_host_free(host);
    vc_free(error);
    free(text);
    return status;
}
