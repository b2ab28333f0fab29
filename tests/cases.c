/* Golden cases: tests/data/TOPIC/CASE.xml with the files of the same stem beside it that say what is expected.
 *
 *   CASE.canon.xml    canonical form as libvirt prints it       (like `canon --libvirt`)
 *   CASE.keep.xml     canonical form with nothing lost          (like `canon`)
 *   CASE.generic.xml  without a hypervisor's own rules          (like `canon --libvirt --generic`)
 *   CASE.reload.xml   read as a daemon re-reads its files       (like `canon --libvirt --reload`)
 *   CASE.pin.xml      the text with what is chosen written into it (like `pin`)
 *   CASE.diag         the diagnostics: LINE:COL severity [rule] a line; an error means that it is refused
 *   CASE.errors       what the schema says against it, in the same way; empty for a valid document (like `validate`)
 *   CASE.check        all that is said of it: LINE:COL severity: message [rule] a line (like `validate --host`)
 *   CASE.explain      the decisions: PATH = VALUE [rule] a line
 *   CASE.report       the report as XML, about the step to CASE.new.xml if there is one (like `report --format xml`)
 *
 * The host is the embedded profile qemu-10.0-x86_64 unless a file HOST beside the cases names another. For every
 * accepted document two properties are checked too: the canonical form is a fixed point, and shuffling attributes and
 * children (where their order is free) does not change it. With UPDATE=1 expected files are rewritten. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../src/base/array.h"
#include "../src/virtcanon.h"
#include "files.h"
#include "shuffle.h"

static unsigned passed, failed;

static void report(bool ok, const char *path, const char *what)
{
    if (ok) {
        passed++;
    } else {
        failed++;
        printf("FAILED %s: %s\n", path, what);
    }
}

/* Shows both texts through diff(1): a test that fails should say where. */
static void show_difference(const char *expected_path, const char *got)
{
    char actual[4096], command[9000];
    snprintf(actual, sizeof actual, "%s.actual", expected_path);
    write_file(actual, got);
    snprintf(command, sizeof command, "diff -u '%s' '%s' | head -40", expected_path, actual);
    fflush(stdout);
    if (system(command) != 0)
        printf("(no diff)\n");
}

static void expect_text(const char *path, const char *got)
{
    size_t len;
    if (getenv("UPDATE"))
        write_file(path, got);
    char *expected = read_file(path, &len);
    const bool ok = expected && strcmp(expected, got) == 0;
    report(ok, path, "differs");
    if (!ok)
        show_difference(path, got);
    free(expected);
}

struct text {
    char *at;
    size_t len;
};

static void add(struct text *t, const char *s)
{
    t->at = realloc(t->at, t->len + strlen(s) + 1);
    strcpy(t->at + t->len, s);
    t->len += strlen(s);
}

/* A line for each diagnostic, with or without its message. */
static char *diagnostics(vc_document *doc, bool messages)
{
    static const char *const severities[] = {"note", "warning", "error"};
    struct text t = {0};
    vc_diagnostic d;
    add(&t, "");
    for (size_t i = 0; vc_document_diagnostic(doc, i, &d); i++) {
        char line[1024];
        snprintf(line, sizeof line, "%u:%u %s%s%s [%s]\n", d.line, d.column, severities[d.severity],
                 messages ? ": " : "", messages ? d.message : "", d.rule);
        add(&t, line);
    }
    return t.at;
}

static char *decisions(vc_document *doc)
{
    struct text t = {0};
    vc_decision d;
    add(&t, "");
    for (size_t i = 0; vc_document_decision(doc, i, &d); i++) {
        add(&t, d.path);
        add(&t, " = ");
        add(&t, d.value);
        add(&t, " [");
        add(&t, d.rule);
        add(&t, "]\n");
    }
    return t.at;
}

enum { PATH_SIZE = 4096 };

/* The path of what is expected; false when the case expects nothing of this kind. */
static bool expects(char *path, const char *stem, const char *suffix)
{
    snprintf(path, PATH_SIZE, "%s%s", stem, suffix);
    return access(path, F_OK) == 0;
}

static void expect_diagnostics(const char *path, vc_document *doc, bool messages)
{
    char *got = diagnostics(doc, messages);
    expect_text(path, got);
    free(got);
}

/* The canonical form, or NULL when it is refused. */
static char *canonical(const char *text, size_t len, const char *name, const vc_host *host, unsigned flags)
{
    vc_document *doc = vc_document_parse(text, len, name);
    char *out = vc_document_canonicalize(doc, host, flags) ? vc_document_text(doc, NULL) : NULL;
    vc_document_free(doc);
    return out;
}

static void check_properties(const char *path, const char *source, size_t len, const char *text, const vc_host *host,
                             unsigned flags)
{
    char *again = canonical(text, strlen(text), path, host, flags);
    report(again && strcmp(again, text) == 0, path, "the canonical form is not a fixed point");
    vc_free(again);
    for (unsigned seed = 1; seed <= 3; seed++) {
        char *shuffled = shuffle_document(source, len, seed);
        char *other = canonical(shuffled, strlen(shuffled), path, host, flags);
        report(other && strcmp(other, text) == 0, path, "shuffling the document changes its canonical form");
        if (other && strcmp(other, text) != 0 && getenv("VERBOSE"))
            printf("--- shuffled source\n%s\n--- gave\n%s", shuffled, other);
        vc_free(other);
        free(shuffled);
    }
}

struct kind {
    const char *suffix;
    unsigned flags;
};

static const struct kind kinds[] = {
    {".canon.xml", VC_LIBVIRT},
    {".keep.xml", 0},
    {".generic.xml", VC_LIBVIRT | VC_GENERIC},
    {".reload.xml", VC_LIBVIRT | VC_RELOAD},
};

static void run_kind(const char *stem, const struct kind *k, const char *source, size_t len, const vc_host *host)
{
    char path[PATH_SIZE], name[PATH_SIZE];
    if (!expects(path, stem, k->suffix))
        return;
    snprintf(name, sizeof name, "%s.xml", stem);
    char *text = canonical(source, len, name, host, k->flags);
    report(text != NULL, path, "the document is refused");
    if (text) {
        expect_text(path, text);
        check_properties(path, source, len, text, host, k->flags);
    }
    vc_free(text);
}

static void run_pin(const char *stem, const char *source, size_t len, const vc_host *host)
{
    char path[PATH_SIZE];
    if (!expects(path, stem, ".pin.xml"))
        return;
    vc_document *doc = vc_document_parse(source, len, stem);
    char *got = vc_document_pin(doc, host, 0, NULL);
    report(got != NULL, path, "the document is refused");
    if (got)
        expect_text(path, got);
    vc_free(got);
    vc_document_free(doc);
}

static void run_messages(const char *stem, const char *source, size_t len, const vc_host *host)
{
    char path[PATH_SIZE];
    vc_document *doc = vc_document_parse(source, len, stem);
    vc_document_canonicalize(doc, host, 0);
    if (expects(path, stem, ".diag"))
        expect_diagnostics(path, doc, false);
    if (expects(path, stem, ".explain")) {
        char *got = decisions(doc);
        expect_text(path, got);
        free(got);
    }
    vc_document_free(doc);
}

static void run_check(const char *stem, const char *source, size_t len, const vc_host *host)
{
    char path[PATH_SIZE];
    if (!expects(path, stem, ".check"))
        return;
    vc_document *doc = vc_document_parse(source, len, stem);
    vc_document_validate(doc);
    vc_document_check(doc, host, 0);
    expect_diagnostics(path, doc, true);
    vc_document_free(doc);
}

static void run_errors(const char *stem, const char *source, size_t len)
{
    char path[PATH_SIZE];
    if (!expects(path, stem, ".errors"))
        return;
    vc_document *doc = vc_document_parse(source, len, stem);
    const bool valid = vc_document_validate(doc);
    char *got = diagnostics(doc, true);
    expect_text(path, got);
    report(valid == !*got, path, "the verdict does not agree with the messages");
    free(got);
    vc_document_free(doc);
}

/* A document as reports read it, or NULL. */
static vc_document *document_of(const char *path, const vc_host *host)
{
    size_t len;
    char *source = read_file(path, &len);
    vc_document *doc = source ? vc_document_parse(source, len, strrchr(path, '/') + 1) : NULL;
    if (doc)
        vc_document_canonicalize(doc, host, VC_LIBVIRT | VC_SETTLED);
    free(source);
    return doc;
}

static void run_report(const char *stem, const vc_host *host)
{
    char path[PATH_SIZE], name[PATH_SIZE];
    if (!expects(path, stem, ".report"))
        return;
    snprintf(name, sizeof name, "%s.xml", stem);
    vc_document *old = document_of(name, host);
    snprintf(name, sizeof name, "%s.new.xml", stem);
    vc_document *new = document_of(name, host);
    vc_diff *diff = new ? vc_diff_new(old, new) : NULL;
    char *got = new ? (diff ? vc_report_diff(diff, NULL) : NULL) : vc_report_guest(old, NULL);
    report(got != NULL, path, "there is no report");
    if (got)
        expect_text(path, got);
    vc_free(got);
    vc_diff_free(diff);
    vc_document_free(new);
    vc_document_free(old);
}

static vc_host *host_of(const char *folder)
{
    char path[PATH_SIZE];
    size_t len;
    snprintf(path, sizeof path, "%s/HOST", folder);
    char *name = read_file(path, &len);
    if (name)
        name[strcspn(name, "\n")] = '\0';
    vc_host *host = vc_host_open(name ? name : "qemu-10.0-x86_64", NULL);
    report(host != NULL, path, "no such embedded host");
    free(name);
    return host;
}

static bool is_case(const char *name)
{
    const char *dot = strchr(name, '.');
    return dot && strcmp(dot, ".xml") == 0;
}

static void run_folder(const char *folder)
{
    struct dirent **names;
    const int count = scandir(folder, &names, NULL, alphasort);
    vc_host *host = host_of(folder);
    for (int i = 0; i < count; i++) {
        char stem[2048], path[4096];
        if (host && is_case(names[i]->d_name)) {
            size_t len;
            snprintf(stem, sizeof stem, "%s/%.*s", folder, (int)(strlen(names[i]->d_name) - 4), names[i]->d_name);
            snprintf(path, sizeof path, "%s.xml", stem);
            char *source = read_file(path, &len);
            for (size_t k = 0; k < countof(kinds); k++)
                run_kind(stem, &kinds[k], source, len, host);
            run_pin(stem, source, len, host);
            run_messages(stem, source, len, host);
            run_errors(stem, source, len);
            run_check(stem, source, len, host);
            run_report(stem, host);
            free(source);
        }
        free(names[i]);
    }
    if (count >= 0)
        free(names);
    vc_host_free(host);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        run_folder(argv[i]);
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0 || passed == 0;
}
