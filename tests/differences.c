/* Properties of diff and id over the documents whose paths are on standard input. For every document x that is accepted:
 *   nothing differs between x and x, x and its canonical form, x and x shuffled; the fingerprints are equal too.
 * For every document and the one before it:
 *   there is a difference of guest ABI exactly when the fingerprints differ; the classes are the same in both
 *   directions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/virtcanon.h"
#include "files.h"
#include "shuffle.h"

enum { CLASSES = VC_CLASS_INFO + 1 };

static unsigned documents, checks, failed;

static void expect(bool ok, const char *path, const char *what)
{
    checks++;
    if (!ok) {
        failed++;
        printf("FAILED %s: %s\n", path, what);
    }
}

/* The canonicalized document, or NULL when it is refused. */
static vc_document *read_as(const char *text, size_t len, unsigned flags)
{
    vc_document *doc = vc_document_parse(text, len, "test");
    if (doc && vc_document_canonicalize(doc, NULL, flags))
        return doc;
    vc_document_free(doc);
    return NULL;
}

/* As diff and id read. */
static vc_document *read_text(const char *text, size_t len)
{
    return read_as(text, len, VC_LIBVIRT | VC_SETTLED);
}

/* What canon prints, or NULL when it refuses: some documents are accepted only as libvirt reads them, and what libvirt
 * prints of those it does not always accept itself. */
static char *canonical_text(const char *source, size_t source_len, size_t *len)
{
    vc_document *doc = read_as(source, source_len, 0);
    char *text = doc ? vc_document_text(doc, len) : NULL;
    vc_document_free(doc);
    return text;
}

static void show_first(const vc_diff *diff)
{
    vc_difference x;
    if (vc_diff_get(diff, 0, &x))
        printf("    %s %s: '%s' '%s'\n", x.change, x.new_path ? x.new_path : x.old_path,
               x.old_value ? x.old_value : "-", x.new_value ? x.new_value : "-");
}

static void expect_empty(vc_document *old, vc_document *new, const char *path, const char *what)
{
    vc_difference x;
    vc_diff *diff = vc_diff_new(old, new);
    const bool empty = diff && !vc_diff_get(diff, 0, &x) && vc_diff_same(diff);
    expect(empty, path, what);
    if (diff && !empty)
        show_first(diff);
    vc_diff_free(diff);
}

static bool same_id(vc_document *a, vc_document *b)
{
    char *x = vc_document_fingerprint(a), *y = vc_document_fingerprint(b);
    const bool same = x && y && strcmp(x, y) == 0;
    vc_free(x);
    vc_free(y);
    return same;
}

static void check_one(vc_document *doc, const char *source, size_t source_len, const char *path)
{
    expect_empty(doc, doc, path, "differs from itself");
    size_t len;
    char *canonical = canonical_text(source, source_len, &len);
    vc_document *again = canonical ? read_text(canonical, len) : NULL;
    if (canonical)
        expect(again, path, "the canonical form is refused");
    if (again) {
        expect_empty(doc, again, path, "differs from its canonical form");
        expect(same_id(doc, again), path, "has not the fingerprint of its canonical form");
    }
    char *text = shuffle_document(source, source_len, 7);
    vc_document *shuffled = text ? read_text(text, strlen(text)) : NULL;
    if (shuffled) {
        expect_empty(doc, shuffled, path, "differs when shuffled");
        expect(same_id(doc, shuffled), path, "has another fingerprint when shuffled");
    }
    free(text);
    vc_free(canonical);
    vc_document_free(again);
    vc_document_free(shuffled);
}

static void count_classes(const vc_diff *diff, unsigned count[CLASSES])
{
    vc_difference x;
    memset(count, 0, CLASSES * sizeof *count);
    for (size_t i = 0; vc_diff_get(diff, i, &x); i++)
        count[x.type]++;
    count[VC_CLASS_UNWRITTEN] = 0; /* about one document, so not symmetric */
}

static void check_pair(vc_document *a, vc_document *b, const char *path)
{
    unsigned there[CLASSES], back[CLASSES];
    vc_diff *x = vc_diff_new(a, b), *y = vc_diff_new(b, a);
    if (x && y) {
        count_classes(x, there);
        count_classes(y, back);
        for (int class = 0; class < CLASSES; class++)
            if (!there[class] != !back[class])
                printf("    %s: %u there, %u back\n", vc_class_name((enum vc_class)class), there[class], back[class]);
        bool symmetric = true;
        for (int class = 0; class < CLASSES; class++)
            symmetric = symmetric && !there[class] == !back[class];
        expect(symmetric, path, "the classes are others in the other direction");
        expect(same_id(a, b) == (there[VC_CLASS_GUEST] == 0), path, "fingerprint and comparison do not agree");
        if (same_id(a, b) != (there[VC_CLASS_GUEST] == 0))
            show_first(x);
    }
    expect(x && y, path, "cannot be compared");
    vc_diff_free(x);
    vc_diff_free(y);
}

/* Keeps the last accepted document, to be paired with the next one. */
static void check_file(const char *path, vc_document **before)
{
    size_t len;
    char *source = read_file(path, &len);
    vc_document *doc = source ? read_text(source, len) : NULL;
    if (doc) {
        documents++;
        check_one(doc, source, len, path);
        if (*before)
            check_pair(*before, doc, path);
        vc_document_free(*before);
        *before = doc;
    }
    free(source);
}

int main(void)
{
    char path[4096];
    vc_document *before = NULL;
    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = '\0';
        check_file(path, &before);
    }
    vc_document_free(before);
    expect(documents > 0, "-", "no document was accepted");
    printf("differences: %u documents, %u checks, %u failed\n", documents, checks, failed);
    return failed != 0;
}
