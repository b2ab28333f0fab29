/* Properties of documents without expected files, whose names are read from standard input. For each one that is
 * accepted: the canonical form is a fixed point; shuffling attributes, and children whose order is free, does not
 * change it; no comment is lost. Prints the documents for which one does not hold. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/virtcanon.h"
#include "files.h"
#include "shuffle.h"

static unsigned accepted, failed;

static char *canonical(const char *text, const char *name, unsigned flags)
{
    vc_document *doc = vc_document_parse(text, strlen(text), name);
    char *out = vc_document_canonicalize(doc, NULL, flags) ? vc_document_text(doc, NULL) : NULL;
    vc_document_free(doc);
    return out;
}

static void expect_same(const char *path, const char *what, const char *got, const char *want)
{
    if (got && strcmp(got, want) == 0)
        return;
    failed++;
    printf("FAILED %s: %s\n", path, what);
    if (getenv("VERBOSE"))
        printf("--- got\n%s", got ? got : "(refused)\n");
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *p = strstr(text, word); p; p = strstr(p + 1, word))
        n++;
    return n;
}

static void check_file(const char *path)
{
    size_t len = 0;
    char *source = read_file(path, &len);
    char *text = source ? canonical(source, path, 0) : NULL;
    if (text) {
        accepted++;
        char *again = canonical(text, path, 0);
        expect_same(path, "not a fixed point", again, text);
        vc_free(again);
        for (unsigned seed = 1; seed <= 2; seed++) {
            char *shuffled = shuffle_document(source, len, seed);
            char *other = canonical(shuffled, path, 0);
            expect_same(path, "shuffling changes it", other, text);
            vc_free(other);
            free(shuffled);
        }
        if (count(text, "<!--") != count(source, "<!--")) {
            failed++;
            printf("FAILED %s: comments are lost\n", path);
        }
    }
    vc_free(text);
    free(source);
}

int main(void)
{
    char path[4096];
    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = '\0';
        check_file(path);
    }
    printf("%u documents accepted, %u properties do not hold\n", accepted, failed);
    return failed != 0 || accepted == 0;
}
