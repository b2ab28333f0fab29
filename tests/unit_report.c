/* Reports through the library: what a command never shows (secrets, documents that were not canonicalized for libvirt),
 * what is refused, and that a report leaves the comparison as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../src/base/array.h"
#include "../src/virtcanon.h"

#define GUEST(password, cookie)                                                                                        \
    "<domain type='kvm'><name>one</name><uuid>2f8b0a56-6c4b-4c8e-9d43-0a6f2f1c7b11</uuid>"                             \
    "<memory>524288</memory><os><type arch='x86_64' machine='pc'>hvm</type></os><devices>"                             \
    "<disk type='network'><source protocol='https' name='a'><host name='h'/><cookies><cookie name='c'>" cookie         \
    "</cookie></cookies></source><target dev='vda'/></disk>"                                                           \
    "<graphics type='vnc' port='5901' passwd='" password "'/></devices></domain>"

static vc_document *canonical(const char *text)
{
    vc_document *doc = vc_document_parse(text, strlen(text), "guest.xml");
    assert_non_null(doc);
    assert_true(vc_document_canonicalize(doc, NULL, 0));
    return doc;
}

static void test_secrets(void **state)
{
    (void)state;
    vc_document *old = canonical(GUEST("oyster", "ginger")), *new = canonical(GUEST("mussel", "almond"));
    vc_diff *diff = vc_diff_new(old, new);
    size_t len;
    char *one = vc_report_guest(old, &len), *two = vc_report_diff(diff, NULL);
    assert_int_equal(len, strlen(one));
    assert_non_null(strstr(one, "path=\"@passwd\" hidden=\"yes\""));
    assert_non_null(strstr(two, "/@passwd\" line"));
    static const char *const secrets[] = {"oyster", "mussel", "ginger", "almond"};
    for (size_t i = 0; i < countof(secrets); i++) {
        assert_null(strstr(one, secrets[i]));
        assert_null(strstr(two, secrets[i]));
    }
    vc_free(one);
    vc_free(two);
    vc_diff_free(diff);
    vc_document_free(old);
    vc_document_free(new);
}

/* A display that comes or goes is shown with its attributes, but without this one. */
static void test_secret_of_a_new_device(void **state)
{
    (void)state;
    vc_document *old = canonical("<domain type='kvm'><name>one</name><memory>524288</memory>"
                                 "<os><type arch='x86_64' machine='pc'>hvm</type></os></domain>");
    vc_document *new = canonical(GUEST("mussel", "almond"));
    vc_diff *diff = vc_diff_new(old, new);
    char *report = vc_report_diff(diff, NULL);
    assert_non_null(strstr(report, "<new path=\"/domain/devices/graphics\""));
    assert_null(strstr(report, "mussel"));
    vc_free(report);
    vc_diff_free(diff);
    vc_document_free(old);
    vc_document_free(new);
}

static void test_refused(void **state)
{
    (void)state;
    vc_document *doc = vc_document_parse("<domain/>", 9, "guest.xml");
    char *error = NULL;
    assert_false(vc_document_canonicalize(doc, NULL, 0));
    assert_null(vc_report_guest(doc, NULL));
    assert_null(vc_report_page("<report", 7, NULL, &error));
    assert_non_null(error);
    vc_free(error);
    vc_document_free(doc);
}

static void test_order_of_calls(void **state)
{
    (void)state;
    vc_document *old = canonical(GUEST("a", "b")), *new = canonical(GUEST("c", "b"));
    vc_diff *diff = vc_diff_new(old, new);
    char *before = vc_document_fingerprint(new), *first = vc_report_diff(diff, NULL);
    char *alone = vc_report_guest(new, NULL), *second = vc_report_diff(diff, NULL);
    char *after = vc_document_fingerprint(new), *error = NULL;
    size_t len;
    char *page = vc_report_page(second, strlen(second), &len, &error);
    assert_string_equal(first, second);
    assert_string_equal(before, after);
    assert_int_equal(len, strlen(page));
    assert_true(vc_diff_same(diff));
    char *const all[] = {before, first, alone, second, after, page};
    for (size_t i = 0; i < countof(all); i++)
        vc_free(all[i]);
    vc_diff_free(diff);
    vc_document_free(old);
    vc_document_free(new);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_secrets),
        cmocka_unit_test(test_secret_of_a_new_device),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_order_of_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
