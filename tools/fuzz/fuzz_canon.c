/* libFuzzer target: reads a document, validates, canonicalizes, compares and writes it, and insists on what must hold of
 * any document. The first byte picks the flags; the rest is the document. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/virtcanon.h"
#include "same.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct text {
    char *at;
    size_t len;
};

/* What must hold does not: the fuzzer keeps the input. */
static void insist(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "PROPERTY: %s\n", what);
    abort();
}

/* True when there is such a column in such a line; the end of a line is a place too. */
static bool is_place(const char *text, size_t len, unsigned line, unsigned column)
{
    const char *end = text + len;
    for (unsigned i = 1; i < line; i++) {
        text = memchr(text, '\n', (size_t)(end - text));
        if (!text)
            return false;
        text++;
    }
    const char *stop = memchr(text, '\n', (size_t)(end - text));
    return line >= 1 && column >= 1 && column <= (size_t)((stop ? stop : end) - text) + 1;
}

/* Reads every message; gives their number. */
static size_t check_messages(vc_document *doc, const char *text, size_t len)
{
    vc_diagnostic d;
    size_t count = 0, errors = 0;
    for (; vc_document_diagnostic(doc, count, &d); count++) {
        insist(is_place(text, len, d.line, d.column), "a message has a place in the source");
        insist(d.message && *d.message && d.rule, "a message has a text and a rule");
        errors += d.severity == VC_ERROR;
    }
    insist(vc_document_ok(doc) == !errors, "a document is refused exactly when there is an error");
    return count;
}

/* Reading and writing loses nothing; written once, a text stays as it is. */
static void check_writing(const char *text, size_t len)
{
    vc_document *doc = vc_document_parse(text, len, "fuzz");
    char *once = vc_document_text(doc, NULL);
    if (once) {
        insist(same_content(text, len, once, strlen(once)), "what is written is what was read");
        vc_document *again = vc_document_parse(once, strlen(once), "fuzz");
        char *twice = vc_document_text(again, NULL);
        insist(twice && strcmp(once, twice) == 0, "writing changes nothing a second time");
        vc_free(twice);
        vc_document_free(again);
    }
    vc_free(once);
    vc_document_free(doc);
}

/* The schema counts controllers up to 99; libvirt uses more of them where a document has more. */
static bool is_high_number(const vc_diagnostic *d)
{
    return strcmp(d->rule, "value") == 0 && strstr(d->message, "of <address>");
}

static bool is_valid_but_high(const char *text, size_t len)
{
    vc_document *doc = vc_document_parse(text, len, "fuzz");
    vc_diagnostic d;
    bool good = true;
    vc_document_validate(doc);
    for (size_t i = 0; vc_document_diagnostic(doc, i, &d); i++)
        good = good && is_high_number(&d);
    vc_document_free(doc);
    return good;
}

static bool is_valid(const char *text, size_t len)
{
    vc_document *doc = vc_document_parse(text, len, "fuzz");
    const bool valid = vc_document_validate(doc);
    const size_t count = check_messages(doc, text, len);
    insist(valid == !count, "validation says something exactly when it rejects");
    vc_document_free(doc);
    return valid;
}

/* A canonicalized document, or NULL when it is refused. */
static vc_document *canonicalize(const char *text, size_t len, unsigned flags)
{
    vc_document *doc = vc_document_parse(text, len, "fuzz");
    const bool accepted = vc_document_canonicalize(doc, NULL, flags);
    vc_decision d;
    check_messages(doc, text, len);
    for (size_t i = 0; accepted && vc_document_decision(doc, i, &d); i++)
        insist(d.path && d.value && d.rule && d.reason, "a decision is told in full");
    if (accepted)
        return doc;
    vc_document_free(doc);
    return NULL;
}

static void check_same_guest(vc_document *one, vc_document *other)
{
    vc_diff *diff = vc_diff_new(one, other);
    vc_difference d;
    insist(diff && vc_diff_same(diff) && !vc_diff_get(diff, 0, &d), "there is no difference to the canonical form");
    vc_diff_free(diff);
    char *a = vc_document_fingerprint(one), *b = vc_document_fingerprint(other);
    insist(a && b && strcmp(a, b) == 0, "the canonical form has the same fingerprint");
    vc_free(a);
    vc_free(b);
}

/* What libvirt prints is not always what it prints for that: only our own form is asked to stay. */
static void check_canonical(const char *text, size_t len, unsigned flags, bool valid)
{
    vc_document *doc = canonicalize(text, len, flags);
    char *once = doc ? vc_document_text(doc, NULL) : NULL;
    if (once && valid && !(flags & VC_LIBVIRT))
        insist(is_valid_but_high(once, strlen(once)), "the canonical form of a valid document is valid");
    if (once && !(flags & VC_LIBVIRT)) {
        vc_document *again = canonicalize(once, strlen(once), flags);
        char *twice = again ? vc_document_text(again, NULL) : NULL;
        insist(twice && strcmp(once, twice) == 0, "the canonical form of the canonical form is itself");
        check_same_guest(doc, again);
        vc_free(twice);
        vc_document_free(again);
    }
    vc_free(once);
    vc_document_free(doc);
}

static void check_warnings(const char *text, size_t len)
{
    vc_document *doc = vc_document_parse(text, len, "fuzz");
    vc_need need;
    vc_document_check(doc, NULL, 0);
    check_messages(doc, text, len);
    for (size_t i = 0; vc_document_need(doc, i, &need); i++)
        insist(need.path && need.rule && need.text, "a need is told in full");
    vc_document_free(doc);
}

/* That the canonical form stays is what pinning itself looks for. */
static void check_pinning(const char *text, size_t len)
{
    vc_document *doc = vc_document_parse(text, len, "fuzz");
    size_t pinned_len = 0, at = 0;
    char *pinned = vc_document_pin(doc, NULL, 0, &pinned_len);
    vc_edit e;
    for (size_t i = 0; pinned && vc_document_edit(doc, i, &e); i++) {
        insist(e.offset >= at && e.offset + e.length <= len, "edits are in order and in the source");
        insist(e.text && e.rule && e.reason, "an edit is told in full");
        at = e.offset + e.length;
    }
    vc_document *again = pinned ? vc_document_parse(pinned, pinned_len, "fuzz") : NULL;
    char *twice = again ? vc_document_pin(again, NULL, 0, NULL) : NULL;
    insist(!pinned || (twice && strcmp(pinned, twice) == 0), "pinning changes nothing a second time");
    vc_free(twice);
    vc_document_free(again);
    vc_free(pinned);
    vc_document_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const char *text = (const char *)data + 1;
    const unsigned flags = data[0] & (VC_LIBVIRT | VC_GENERIC | VC_RELOAD);
    check_writing(text, size - 1);
    const bool valid = is_valid(text, size - 1);
    check_canonical(text, size - 1, flags, valid);
    check_warnings(text, size - 1);
    check_pinning(text, size - 1);
    return 0;
}
