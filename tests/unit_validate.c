/* The validator's parts: automata of value types, distances of words, matching and mending one element. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../src/base/array.h"
#include "../src/base/nearest.h"
#include "../src/rng/accept.h"
#include "../src/rng/match.h"
#include "../src/schema/bind.h"
#include "../src/valid/validate.h"
#include "../src/xml/load.h"

static struct doc *parsed(const char *text)
{
    struct doc *d = doc_new("test.xml");
    assert_true(doc_parse(d, text, strlen(text)));
    bind_document(d);
    return d;
}

/* The type of an attribute by the path of its element. */
static bool takes(const char *element, enum atom name, const char *value)
{
    struct doc *d = parsed(element);
    struct node *n = d->root;
    while (node_first_element(n))
        n = node_first_element(n);
    const struct schema_member *m = bind_find(n, SLOT_ATTRIBUTE, NS_NONE, (uint16_t)name);
    assert_non_null(m);
    const bool yes = type_accepts(slot_of(m->slot)->type, value, atom_find(value, strlen(value)));
    doc_free(d);
    return yes;
}

static void test_values(void **state)
{
    (void)state;
    const char *mac = "<domain><devices><interface><mac/></interface></devices></domain>";
    assert_true(takes(mac, A_address, "52:54:00:ab:CD:01"));
    assert_false(takes(mac, A_address, "53:54:00:ab:CD:01")); /* multicast */
    assert_false(takes(mac, A_address, "52:54:00:ab:CD"));
    assert_false(takes(mac, A_address, "52:54:00:ab:CD:01:02"));
    assert_false(takes(mac, A_address, ""));
    const char *disk = "<domain><devices><disk><driver/></disk></devices></domain>";
    assert_true(takes(disk, A_cache, "writeback"));
    assert_true(takes(disk, A_cache, " writeback ")); /* blanks around a token do not count */
    assert_false(takes(disk, A_cache, "write back"));
    assert_false(takes(disk, A_cache, ""));
    const char *audio = "<domain><devices><audio type='none'/></devices></domain>";
    assert_true(takes(audio, A_timerPeriod, "1"));
    assert_true(takes(audio, A_timerPeriod, "4294967295"));
    assert_false(takes(audio, A_timerPeriod, "4294967296"));
    assert_false(takes(audio, A_timerPeriod, "99999999999999999999999"));
    assert_false(takes(audio, A_timerPeriod, "-1"));
    assert_false(takes(audio, A_timerPeriod, "1 "));
    assert_true(takes(audio, A_id, "255"));
    assert_false(takes(audio, A_id, "256"));
}

static void test_distance(void **state)
{
    (void)state;
    assert_int_equal(edit_distance("adress", "address", 9), 1);
    assert_int_equal(edit_distance("adderss", "address", 9), 1);
    assert_int_equal(edit_distance("", "abc", 9), 3);
    assert_int_equal(edit_distance("source", "target", 3), 3);
    assert_int_equal(edit_distance("a", "a", 9), 0);
    assert_true(same_letters("virtio-serial", "virtioSerial"));
    assert_true(same_letters("soft_limit", "SOFTLIMIT"));
    assert_false(same_letters("soft", "softer"));
    assert_true(is_abbreviation("mde", "model"));
    assert_false(is_abbreviation("mo", "model"));
    assert_false(is_abbreviation("odel", "model"));
}

static struct matcher *loaded(struct doc *d, enum atom device)
{
    struct node *n = node_path(d->root, A_devices, device, 0);
    struct matcher *m = matcher_new(d);
    assert_true(n && n->slot);
    matcher_load(m, n, n->slot);
    return m;
}

static void test_match(void **state)
{
    (void)state;
    struct doc *d = parsed("<domain><devices><disk device='disk' type='block'><target dev='vda'/><source dev='/x'/>"
                           "</disk></devices></domain>");
    struct matcher *m = loaded(d, A_disk);
    assert_true(matcher_fits(m));
    assert_int_equal(matcher_cost(m), 0);
    matcher_mend(m);
    assert_int_equal(m->edit_count, 0);
    doc_free(d);
}

static const struct edit *only_edit(struct doc *d, enum atom device, enum edit_kind kind)
{
    struct matcher *m = loaded(d, device);
    assert_false(matcher_fits(m));
    assert_true(matcher_cost(m) > 0);
    matcher_mend(m);
    assert_int_equal(m->edit_count, 1);
    assert_int_equal(m->edits[0].kind, kind);
    return &m->edits[0];
}

static void test_mend(void **state)
{
    (void)state;
    struct doc *d = parsed("<domain><devices><disk type='block'><source dev='/x'/></disk></devices></domain>");
    assert_int_equal(only_edit(d, A_disk, EDIT_MISSING_ELEMENT)->name, A_target);
    doc_free(d);
    d = parsed("<domain><devices><sound model='ich6'/><hub type='usb'><alias name='a'/><alias name='b'/></hub>"
               "</devices></domain>");
    const struct edit *e = only_edit(d, A_hub, EDIT_SECOND_ELEMENT);
    assert_string_equal(attr_get(e->first->node, A_name), "a");
    assert_string_equal(attr_get(e->item->node, A_name), "b");
    doc_free(d);
    /* what stands beside it says which branch was meant, not the switch */
    d = parsed("<domain><devices><hub type='usb'><address type='ccid' bus='0' slot='2' function='1' domain='0'/></hub>"
               "</devices></domain>");
    struct matcher *m = matcher_new(d);
    struct node *n = node_path(d->root, A_devices, A_hub, A_address, 0);
    matcher_load(m, n, n->slot);
    matcher_mend(m);
    assert_int_equal(m->edit_count, 1);
    assert_int_equal(m->edits[0].kind, EDIT_BAD_VALUE);
    assert_true(type_lists(m->edits[0].type, A_pci));
    doc_free(d);
}

static void test_verdicts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned errors;
    } cases[] = {
        {"<domain type='kvm'><name>a</name><memory>1</memory><os><type>hvm</type></os></domain>", 0},
        {"<domain type='kvm'><os><type>hvm</type></os><memory>1</memory><name>a</name></domain>", 0},
        {"<domain type='kvm'><name>a</name><memory>1</memory><os><type>hvm</type></os> x </domain>", 1},
        {"<domain type='kvm'><name>a</name><memory>x</memory><os><typ>hvm</typ></os></domain>", 2},
        {"<domain type='kvm'><name>a</name><memory>1</memory><os/></domain>", 1},
        {"<domain type='kvm'><name>a</name><memory>1</memory><os><type>hvm</type></os><x><y/></x></domain>", 1},
        {"<domain type='kvm'><name>a</name><memory>1</memory><os><type>hvm</type></os>"
         "<metadata><any xmlns='urn:x'><thing/></any></metadata></domain>", 0},
        {"<pool/>", 1},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        struct doc *d = parsed(cases[i].text);
        assert_int_equal(validate_document(d), cases[i].errors == 0);
        assert_int_equal(d->diags.errors, cases[i].errors);
        doc_free(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values), cmocka_unit_test(test_distance), cmocka_unit_test(test_match),
        cmocka_unit_test(test_mend), cmocka_unit_test(test_verdicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
