/* Properties of documents without expected files, whose names are read from standard input. For each one that is
 * accepted: the canonical form is a fixed point; shuffling attributes, and children whose order is free, does not
 * change it; no comment is lost; and in whatever style it is written, pinning it adds to its text without taking away,
 * changes nothing of what it means, and leaves nothing to be pinned. Prints the documents for which one does not hold. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/virtcanon.h"
#include "files.h"
#include "restyle.h"
#include "shuffle.h"

static unsigned accepted, edits, unpinned, failed;

enum { PINNED_AT_LEAST = 500 }; /* texts for each that cannot be pinned */

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

static void expect(const char *path, const char *what, bool holds)
{
    if (!holds) {
        failed++;
        printf("FAILED %s: %s\n", path, what);
    }
}

/* What an edit takes away: the end of a tag that closes itself, when it opens it; a value, for a longer one. */
static bool takes_nothing(const char *source, const vc_edit *e)
{
    const char *old = source + e->offset;
    if (e->length == 0)
        return true;
    if (strcmp(e->text, ">") == 0)
        return old[e->length - 1] == '>' && strspn(old, " \t\r\n/") == e->length - 1;
    return memchr("'\"", old[-1], 2) && old[-1] == old[e->length] && !memchr(old, old[-1], e->length);
}

/* Pinning takes no attribute away, and owns that it cannot do without: for a hub that says where on a PCI bus it is. */
static bool is_unstable(vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; vc_document_diagnostic(doc, i, &d); i++)
        if (strcmp(d.rule, "pin-unstable") == 0)
            return true;
    return false;
}

static void check_pinned(const char *path, const char *source)
{
    char *want = canonical(source, path, 0);
    vc_document *doc = vc_document_parse(source, strlen(source), path), *again;
    char *pinned = vc_document_pin(doc, NULL, 0, NULL);
    char *got = pinned ? canonical(pinned, path, 0) : NULL;
    size_t at = 0;
    vc_edit e;
    if (!pinned && is_unstable(doc))
        unpinned++;
    else
        expect_same(path, "pinning changes its meaning", got, want ? want : "");
    for (size_t i = 0; vc_document_edit(doc, i, &e); i++) {
        expect(path, "edits are out of order", e.offset >= at);
        expect(path, "pinning takes something away", takes_nothing(source, &e));
        at = e.offset + e.length;
        edits++;
    }
    again = pinned ? vc_document_parse(pinned, strlen(pinned), path) : NULL;
    char *twice = again ? vc_document_pin(again, NULL, 0, NULL) : NULL;
    if (pinned)
        expect_same(path, "pinning twice is not pinning once", twice, pinned);
    vc_free(twice);
    vc_document_free(again);
    vc_free(got);
    vc_free(pinned);
    vc_document_free(doc);
    vc_free(want);
}

static void check_pin(const char *path, const char *source)
{
    for (enum style style = STYLE_AS_IS; style < STYLE_COUNT; style++) {
        char *styled = restyle(source, style);
        check_pinned(path, styled);
        free(styled);
    }
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
        check_pin(path, source);
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
    if (unpinned * PINNED_AT_LEAST > accepted * STYLE_COUNT) {
        failed++;
        printf("FAILED %u texts cannot be pinned\n", unpinned);
    }
    printf("%u documents accepted, %u edits, %u texts not pinned, %u properties do not hold\n", accepted, edits, unpinned,
           failed);
    return failed != 0 || accepted == 0 || edits == 0;
}
