/* Which place in the schema nodes get, and what canonical order does to a tree. Knows the domain schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "schema/bind.h"
#include "xml/load.h"
#include "xml/write.h"

static struct doc *bound(const char *text)
{
    struct doc *d = doc_new("test");

    assert_non_null(d);
    assert_true(doc_parse(d, text, strlen(text)));
    bind_document(d);
    return d;
}

static uint16_t attr_slot(const struct node *n, enum atom name)
{
    const struct attr *a = node_attr(n, name);

    assert_non_null(a);
    return a->slot;
}

static void switches_choose_the_place(void **state)
{
    struct doc *d = bound("<domain type='kvm'><devices>"
                          "<disk type='file'><source file='/a'/><address type='pci' bus='0x01'/></disk>"
                          "<disk type='network'><source protocol='nbd'/><address type='drive' bus='1'/></disk>"
                          "<disk><source file='/a'/></disk>"
                          "</devices></domain>");
    struct node *one = node_path(d->root, A_devices, A_disk, 0), *two = node_next_same(one);
    struct node *three = node_next_same(two);
    uint16_t pci_bus = attr_slot(node_child(one, A_address), A_bus);
    uint16_t drive_bus = attr_slot(node_child(two, A_address), A_bus);

    (void)state;
    assert_int_equal(one->slot, two->slot);
    assert_int_not_equal(node_child(one, A_source)->slot, 0);
    assert_int_not_equal(node_child(one, A_source)->slot, node_child(two, A_source)->slot);
    assert_int_equal(node_child(three, A_source)->slot, node_child(one, A_source)->slot);
    assert_int_equal(node_child(one, A_address)->slot, node_child(two, A_address)->slot);
    assert_int_not_equal(pci_bus, 0);
    assert_int_not_equal(pci_bus, drive_bus);
    doc_free(d);
}

static void unknown_switch_falls_back_to_the_first(void **state)
{
    struct doc *d = bound("<domain type='kvm'><devices><disk type='fiel'><source file='/a' dev='/b'/></disk>"
                          "</devices></domain>");
    struct node *source = node_path(d->root, A_devices, A_disk, A_source, 0);

    (void)state;
    assert_int_not_equal(attr_slot(source, A_file), 0);
    assert_int_equal(attr_slot(source, A_dev), 0);
    doc_free(d);
}

static void what_another_branch_has_has_no_place(void **state)
{
    struct doc *d = bound("<domain type='kvm'><devices><disk type='block'><source file='/a' dev='/b'/></disk>"
                          "</devices></domain>");
    struct node *source = node_path(d->root, A_devices, A_disk, A_source, 0);

    (void)state;
    assert_int_equal(attr_slot(source, A_file), 0);
    assert_int_not_equal(attr_slot(source, A_dev), 0);
    doc_free(d);
}

static void unknown_places_are_none(void **state)
{
    struct doc *d = bound("<domain type='kvm' colour='red' xmlns:x='urn:x'><x:name/><nmae><name/></nmae>"
                          "<disk type='file'/><metadata><x:any><name a='1'/></x:any></metadata></domain>");
    struct node *n = node_first_element(d->root);

    (void)state;
    assert_int_equal(d->root->slot, 1);
    assert_int_not_equal(attr_slot(d->root, A_type), 0);
    const struct attr *colour = d->root->attrs;
    while (strcmp(colour->text, "colour") != 0)
        colour = colour->next;
    assert_int_equal(colour->slot, 0);
    assert_int_equal(n->slot, 0); /* of another namespace */
    n = node_next_element(n);
    assert_int_equal(n->slot, 0); /* misspelt, and so is what is below it */
    assert_int_equal(node_child(n, A_name)->slot, 0);
    n = node_next_element(n);
    assert_int_equal(n->slot, 0); /* known elsewhere */
    n = node_next_element(n);
    assert_true(slot_of(n->slot)->flags & SLOT_ANY);
    assert_int_equal(node_first_element(n)->slot, 0);
    doc_free(d);
}

static void binding_again_follows_edits(void **state)
{
    struct doc *d = bound("<domain type='kvm'><devices><disk type='file'><source file='/a'/></disk></devices>"
                          "</domain>");
    struct node *disk = node_path(d->root, A_devices, A_disk, 0), *source = node_child(disk, A_source);
    uint16_t before = source->slot;

    (void)state;
    attr_set(d, disk, A_type, "block");
    bind_node(disk);
    assert_int_not_equal(source->slot, before);
    assert_int_equal(attr_slot(source, A_file), 0);
    node_rename(disk, A_name);
    bind_node(disk);
    assert_int_equal(disk->slot, 0);
    assert_int_equal(source->slot, 0); /* nothing below keeps the place it had */
    doc_free(d);
}

static void expect_order(const char *text, const char *ordered)
{
    struct doc *d = bound(text);
    struct buf b = {0};

    order_document(d);
    doc_write(&b, d);
    assert_string_equal(b.text, ordered);
    buf_free(&b);
    doc_free(d);
}

static void order_is_that_of_the_schema(void **state)
{
    (void)state;
    expect_order("<domain id='3' type='kvm'><vcpu>1</vcpu><devices><emulator>/q</emulator></devices>"
                 "<memory unit='KiB'>4</memory><uuid/><name>a</name></domain>",
                 "<domain type='kvm' id='3'>\n  <name>a</name>\n  <uuid/>\n  <memory unit='KiB'>4</memory>\n"
                 "  <vcpu>1</vcpu>\n  <devices>\n    <emulator>/q</emulator>\n  </devices>\n</domain>\n");
}

static void strangers_travel_with_their_successor(void **state)
{
    (void)state;
    expect_order("<domain z='1' type='kvm'><!--v--><odd/><vcpu>1</vcpu><!--n1--><?n2 x?><name>a</name><!--end-->"
                 "</domain>",
                 "<domain type='kvm' z='1'>\n  <!--n1-->\n  <?n2 x?>\n  <name>a</name>\n  <!--v-->\n  <odd/>\n"
                 "  <vcpu>1</vcpu>\n  <!--end-->\n</domain>\n");
}

static void order_among_equals_is_kept(void **state)
{
    (void)state;
    expect_order("<domain type='kvm'><devices><sound model='ich9'/><disk type='file' device='disk'/>"
                 "<sound model='ac97'/><disk type='block' device='disk'/></devices></domain>",
                 "<domain type='kvm'>\n  <devices>\n    <disk type='file' device='disk'/>\n"
                 "    <disk type='block' device='disk'/>\n    <sound model='ich9'/>\n    <sound model='ac97'/>\n"
                 "  </devices>\n</domain>\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(switches_choose_the_place),
        cmocka_unit_test(unknown_switch_falls_back_to_the_first),
        cmocka_unit_test(what_another_branch_has_has_no_place),
        cmocka_unit_test(unknown_places_are_none),
        cmocka_unit_test(binding_again_follows_edits),
        cmocka_unit_test(order_is_that_of_the_schema),
        cmocka_unit_test(strangers_travel_with_their_successor),
        cmocka_unit_test(order_among_equals_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
