/* What PCI addresses come out: places, growth, conflicts. Knows only the allocator's header. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../src/base/array.h"
#include "addr/pci.h"
#include "base/arena.h"

#define AT(bus, slot, function) (&(struct pci_addr){0, bus, slot, function})
#define ASK(who, flags) (&(struct pci_need){.owner = (who), .connect = (flags), .function = -1})
#define NIC ASK("nic", PCI_DEVICE | PCI_HOTPLUG | PCI_AUTO)
#define EXPRESS_NIC ASK("nic", PCIE_DEVICE | PCI_HOTPLUG | PCI_AUTO)

static int setup(void **state)
{
    return (*state = arena_new()) ? 0 : -1;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static struct pci_set *set_of(void **state, bool growing, enum pci_model root)
{
    struct pci_policy policy = {.growing = growing, .pcie_to_pci_bridge = true};
    struct pci_set *set = pci_set_new(*state, policy);

    pci_set_bus(set, 0, root, true);
    return set;
}

static void assert_at(const struct pci_addr *a, uint32_t bus, uint32_t slot, uint32_t function)
{
    assert_int_equal(a->domain, 0);
    assert_int_equal(a->bus, bus);
    assert_int_equal(a->slot, slot);
    assert_int_equal(a->function, function);
}

static void conflict_names_both(void **state)
{
    struct pci_set *set = set_of(state, false, PCI_MODEL_PCI_ROOT);
    struct addr_refusal why;
    const char *video = "video", *nic = "nic";

    assert_true(pci_reserve(set, AT(0, 2, 0), ASK(video, PCI_DEVICE), false, &why));
    assert_false(pci_reserve(set, AT(0, 2, 0), ASK(nic, PCI_DEVICE), false, &why));
    assert_int_equal(why.verdict, ADDR_TAKEN);
    assert_ptr_equal(why.owner, nic);
    assert_ptr_equal(why.holder, video);
}

static void range_and_kind_are_checked(void **state)
{
    static const struct {
        struct pci_addr addr;
        uint32_t connect;
        enum addr_verdict verdict;
    } rows[] = {
        {{1, 0, 3, 0}, PCI_DEVICE, ADDR_DOMAIN},      {{0, 7, 3, 0}, PCI_DEVICE, ADDR_NO_BUS},
        {{0, 0, 0, 0}, PCI_DEVICE, ADDR_BELOW},       {{0, 0, 32, 0}, PCI_DEVICE, ADDR_ABOVE},
        {{0, 1, 1, 0}, PCIE_DEVICE, ADDR_ABOVE},      {{0, 0, 3, 8}, PCI_DEVICE, ADDR_FUNCTION},
        {{0, 1, 0, 0}, PCI_PORT_ROOT, ADDR_KIND},     {{0, 1, 0, 0}, PCI_DEVICE, ADDR_OK},
        {{0, 0, 3, 0}, PCI_DEVICE | PCI_HOTPLUG, ADDR_OK},
        {{0, 1, 0, 0}, PCI_DEVICE | PCI_INTEGRATED, ADDR_INTEGRATED},
    };
    struct pci_set *set = set_of(state, false, PCI_MODEL_PCIE_ROOT);

    pci_set_bus(set, 1, PCI_MODEL_PCIE_ROOT_PORT, true);
    for (size_t i = 0; i < countof(rows); i++) {
        struct pci_addr addr = rows[i].addr;
        struct addr_refusal why;

        assert_int_equal(pci_reserve(set, &addr, ASK("x", rows[i].connect), false, &why),
                         rows[i].verdict == ADDR_OK);
        assert_int_equal(why.verdict, rows[i].verdict);
    }
}

static void relaxed_only_for_the_user(void **state)
{
    struct pci_set *set = set_of(state, false, PCI_MODEL_PCIE_ROOT);
    struct addr_refusal why;

    assert_false(pci_reserve(set, AT(0, 3, 0), NIC, true, &why));
    assert_int_equal(why.verdict, ADDR_NO_AUTO);
    assert_false(pci_reserve(set, AT(0, 3, 0), ASK("nic", PCI_DEVICE), true, &why));
    assert_int_equal(why.verdict, ADDR_KIND);
    assert_true(pci_reserve(set, AT(0, 3, 0), NIC, false, &why));
}

static void legacy_bus_runs_out(void **state)
{
    struct pci_set *set = set_of(state, false, PCI_MODEL_PCI_ROOT);
    struct addr_refusal why;
    struct pci_addr a;

    for (uint32_t slot = 1; slot <= 31; slot++) {
        assert_true(pci_assign(set, NIC, &a, &why));
        assert_at(&a, 0, slot, 0);
    }
    assert_true(pci_bus_full(set, 0));
    assert_false(pci_assign(set, NIC, &a, &why));
    assert_int_equal(why.verdict, ADDR_FULL);
    assert_string_equal(pci_kind_name(why.kind), "standard PCI device");
}

static void planning_adds_a_bridge(void **state)
{
    struct pci_set *set = set_of(state, true, PCI_MODEL_PCI_ROOT);
    struct addr_refusal why;
    struct pci_addr a;

    for (int i = 0; i < 32; i++)
        assert_true(pci_assign(set, NIC, &a, &why));
    assert_at(&a, 1, 1, 0);
    assert_int_equal(pci_bus_count(set), 2);
    assert_int_equal(pci_bus_model(set, 1), PCI_MODEL_PCI_BRIDGE);
}

static void express_gets_root_ports(void **state)
{
    struct pci_set *set = set_of(state, true, PCI_MODEL_PCIE_ROOT);
    const struct pci_need port = {"port", pci_model_facts(PCI_MODEL_PCIE_ROOT_PORT)->as_device, 0, -1};
    struct addr_refusal why;
    struct pci_addr a;

    for (uint32_t i = 1; i <= 3; i++) {
        assert_true(pci_assign(set, EXPRESS_NIC, &a, &why));
        assert_at(&a, i, 0, 0);
        assert_int_equal(pci_bus_model(set, i), PCI_MODEL_PCIE_ROOT_PORT);
    }
    for (uint32_t i = 0; i < 9; i++) {
        assert_true(pci_assign(set, &port, &a, &why));
        assert_at(&a, 0, 1 + i / 8, i % 8);
    }
    assert_true(pci_assign(set, ASK("sata", PCIE_DEVICE), &a, &why));
    assert_at(&a, 0, 3, 0); /* no endpoint shares a slot of ports */
}

static void conventional_on_express(void **state)
{
    struct pci_set *set = set_of(state, true, PCI_MODEL_PCIE_ROOT);
    struct addr_refusal why;
    struct pci_addr a;

    assert_true(pci_assign(set, NIC, &a, &why));
    assert_at(&a, 2, 1, 0);
    assert_int_equal(pci_bus_model(set, 1), PCI_MODEL_PCIE_ROOT_PORT);
    assert_int_equal(pci_bus_model(set, 2), PCI_MODEL_PCIE_TO_PCI_BRIDGE);

    set = pci_set_new(*state, (struct pci_policy){.growing = true});
    pci_set_bus(set, 0, PCI_MODEL_PCIE_ROOT, true);
    assert_true(pci_assign(set, NIC, &a, &why));
    assert_at(&a, 2, 1, 0);
    assert_int_equal(pci_bus_model(set, 1), PCI_MODEL_DMI_TO_PCI_BRIDGE);
    assert_int_equal(pci_bus_model(set, 2), PCI_MODEL_PCI_BRIDGE);
}

static void far_bus_brings_the_ones_before(void **state)
{
    struct pci_set *set = set_of(state, true, PCI_MODEL_PCIE_ROOT);
    struct addr_refusal why;

    assert_true(pci_reserve(set, AT(3, 1, 0), NIC, false, &why));
    assert_int_equal(pci_bus_model(set, 1), PCI_MODEL_PCIE_ROOT_PORT);
    assert_int_equal(pci_bus_model(set, 2), PCI_MODEL_PCIE_TO_PCI_BRIDGE);
    assert_int_equal(pci_bus_model(set, 3), PCI_MODEL_PCI_BRIDGE);
    assert_false(pci_assign(set, ASK("port", PCI_PORT_DOWNSTREAM), AT(0, 0, 0), &why));
    assert_int_equal(why.verdict, ADDR_CANNOT_GROW);
}

static void groups_keep_apart(void **state)
{
    struct pci_set *set = pci_set_new(*state, (struct pci_policy){.growing = true, .many_roots = true});
    const struct pci_need of_group_1 = {"one", PCI_DEVICE | PCI_HOTPLUG, 1, -1};
    const struct pci_need of_group_2 = {"two", PCI_DEVICE | PCI_HOTPLUG, 2, -1};
    struct addr_refusal why;
    struct pci_addr a;

    pci_set_bus(set, 0, PCI_MODEL_PCI_ROOT, true);
    pci_set_group(set, 0, 0, true);
    assert_true(pci_assign(set, &of_group_1, &a, &why));
    assert_at(&a, 1, 1, 0);
    assert_true(pci_assign(set, &of_group_2, &a, &why));
    assert_at(&a, 2, 1, 0);
    assert_true(pci_assign(set, &of_group_1, &a, &why));
    assert_at(&a, 1, 2, 0);
    assert_int_equal(pci_bus_model(set, 2), PCI_MODEL_PCI_ROOT);
    /* The user puts a stranger there: the group is gone. */
    assert_true(pci_reserve(set, AT(1, 3, 0), &of_group_2, false, &why));
    assert_true(pci_assign(set, &of_group_1, &a, &why));
    assert_at(&a, 3, 1, 0);
}

static void count_visits(void *data, const void *owner)
{
    const char **last = data;

    assert_null(*last);
    *last = owner;
}

static void multifunction_is_told(void **state)
{
    struct pci_set *set = set_of(state, false, PCI_MODEL_PCI_ROOT);
    struct addr_refusal why;
    const char *zero = "zero", *visited = NULL;

    assert_true(pci_reserve(set, AT(0, 7, 1), ASK("one", PCI_DEVICE), false, &why));
    assert_true(pci_reserve(set, AT(0, 8, 0), ASK("alone", PCI_DEVICE), false, &why));
    pci_each_multifunction(set, count_visits, &visited);
    assert_null(visited);
    assert_true(pci_reserve(set, AT(0, 7, 0), ASK(zero, PCI_DEVICE), false, &why));
    pci_each_multifunction(set, count_visits, &visited);
    assert_ptr_equal(visited, zero);
}

static void models_have_names(void **state)
{
    (void)state;
    assert_int_equal(pci_model_named("pcie-switch-upstream-port"), PCI_MODEL_PCIE_SWITCH_UPSTREAM_PORT);
    assert_int_equal(pci_model_named("pcie"), PCI_MODEL_NONE);
    assert_null(pci_kind_name(PCI_HOTPLUG));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(conflict_names_both, setup, teardown),
        cmocka_unit_test_setup_teardown(range_and_kind_are_checked, setup, teardown),
        cmocka_unit_test_setup_teardown(relaxed_only_for_the_user, setup, teardown),
        cmocka_unit_test_setup_teardown(legacy_bus_runs_out, setup, teardown),
        cmocka_unit_test_setup_teardown(planning_adds_a_bridge, setup, teardown),
        cmocka_unit_test_setup_teardown(express_gets_root_ports, setup, teardown),
        cmocka_unit_test_setup_teardown(conventional_on_express, setup, teardown),
        cmocka_unit_test_setup_teardown(far_bus_brings_the_ones_before, setup, teardown),
        cmocka_unit_test_setup_teardown(groups_keep_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(multifunction_is_told, setup, teardown),
        cmocka_unit_test(models_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
