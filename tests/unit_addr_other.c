/* What drive, USB, virtio-serial, CCW, zPCI and spapr-vio addresses come out. Knows only the headers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../src/base/array.h"
#include "addr/ccw.h"
#include "addr/drive.h"
#include "addr/slots.h"
#include "addr/usb.h"
#include "addr/virtio_serial.h"
#include "addr/zpci.h"
#include "base/arena.h"

static int setup(void **state)
{
    return (*state = arena_new()) ? 0 : -1;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static void names_say_the_place(void **state)
{
    static const struct {
        const char *name;
        enum drive_layout layout;
        uint32_t controller, bus, unit;
    } rows[] = {
        {"hda", DRIVE_IDE, 0, 0, 0},  {"hdd", DRIVE_IDE, 0, 1, 1},       {"hde", DRIVE_IDE, 1, 0, 0},
        {"sdz", DRIVE_SCSI, 3, 0, 4}, {"sdaa", DRIVE_SCSI, 3, 0, 5},     {"sdg", DRIVE_SATA, 1, 0, 0},
        {"fdb", DRIVE_FDC, 0, 0, 1},  {"sdh", DRIVE_SCSI_WIDE, 0, 0, 8}, {"sdp", DRIVE_SCSI_WIDE, 1, 0, 0},
        {"sda1", DRIVE_SATA, 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < countof(rows); i++) {
        uint32_t index, back;
        struct drive_addr a;

        assert_true(drive_name_index(rows[i].name, &index));
        a = drive_place(rows[i].layout, index);
        assert_int_equal(a.controller, rows[i].controller);
        assert_int_equal(a.bus, rows[i].bus);
        assert_int_equal(a.target, 0);
        assert_int_equal(a.unit, rows[i].unit);
        assert_true(drive_index(rows[i].layout, &a, &back));
        assert_int_equal(back, index);
    }
}

static void names_count_in_letters(void **state)
{
    static const struct {
        const char *name;
        uint32_t index;
    } rows[] = {{"vda", 0}, {"vdz", 25}, {"vdaa", 26}, {"xvdzz", 701}, {"sdaaa", 702}};
    static const char *const bad[] = {"", "sd", "vd1", "sdA", "sda1x", "zda", "sdzzzzzzzzzz"};
    char buf[16];
    uint32_t index;

    (void)state;
    for (size_t i = 0; i < countof(rows); i++) {
        assert_true(drive_name_index(rows[i].name, &index));
        assert_int_equal(index, rows[i].index);
    }
    for (size_t i = 0; i < countof(bad); i++)
        assert_false(drive_name_index(bad[i], &index));
    assert_true(drive_name_format("sd", 701, buf, sizeof(buf)));
    assert_string_equal(buf, "sdzz");
    assert_false(drive_name_format("sd", 701, buf, 4));
}

static void drives_conflict(void **state)
{
    struct drive_set *set = drive_set_new(*state);
    struct drive_addr a = {0, 0, 0, 0};
    struct addr_refusal why;
    const char *disk = "disk", *hostdev = "hostdev";
    uint32_t unit;

    for (a.unit = 0; a.unit < 5; a.unit++)
        assert_true(drive_reserve(set, &a, disk, &why));
    a.unit = 4;
    assert_false(drive_reserve(set, &a, hostdev, &why));
    assert_int_equal(why.verdict, ADDR_TAKEN);
    assert_ptr_equal(why.owner, hostdev);
    assert_ptr_equal(why.holder, disk);
    assert_true(drive_free_unit(set, DRIVE_SCSI, 0, &unit));
    assert_int_equal(unit, 5);
    for (a.unit = 5; a.unit < 7; a.unit++)
        assert_true(drive_reserve(set, &a, disk, &why));
    assert_false(drive_free_unit(set, DRIVE_SCSI, 0, &unit));
    assert_true(drive_free_unit(set, DRIVE_SCSI_WIDE, 0, &unit));
    assert_int_equal(unit, 8);
    assert_true(drive_free_unit(set, DRIVE_SCSI, 1, &unit));
    assert_int_equal(unit, 0);
}

static void assert_port(struct usb_set *set, uint32_t bus, const char *path)
{
    struct usb_addr a;
    struct addr_refusal why;
    char text[32];

    assert_true(usb_assign(set, NULL, "device", &a, &why));
    usb_path_format(a.ports, text, sizeof(text));
    assert_int_equal(a.bus, bus);
    assert_string_equal(text, path);
}

static void usb_ports_behind_hubs(void **state)
{
    struct usb_set *set = usb_set_new(*state);
    struct addr_refusal why;
    struct usb_addr a = {.bus = 0};

    assert_true(usb_add_controller(set, 0, usb_controller_ports("piix3-uhci", 0), "usb0", &why));
    assert_true(usb_path_parse("1", a.ports));
    assert_true(usb_add_hub(set, &a, "hub", &why));
    assert_port(set, 0, "2");
    for (int i = 1; i <= 8; i++)
        assert_port(set, 0, (const char[]){'1', '.', (char)('0' + i), '\0'});
    assert_false(usb_assign(set, NULL, "late", &a, &why));
    assert_int_equal(why.verdict, ADDR_FULL);
    assert_int_equal(usb_hubs_needed(2, 2), 0);
    assert_int_equal(usb_hubs_needed(3, 2), 1);
    assert_int_equal(usb_hubs_needed(9, 2), 2);
}

static void usb_refuses(void **state)
{
    static const struct {
        const char *path;
        uint32_t bus;
        enum addr_verdict verdict;
    } rows[] = {{"1", 0, ADDR_TAKEN}, {"9", 0, ADDR_ABOVE}, {"2.1", 0, ADDR_NO_HUB}, {"1", 3, ADDR_NO_BUS}};
    struct usb_set *set = usb_set_new(*state);
    struct addr_refusal why;
    struct usb_addr a = {.bus = 0};

    assert_true(usb_add_controller(set, 0, usb_controller_ports("qemu-xhci", 8), "usb0", &why));
    assert_false(usb_add_controller(set, 0, 4, "again", &why));
    assert_string_equal(why.holder, "usb0");
    assert_true(usb_path_parse("1", a.ports));
    assert_true(usb_reserve(set, &a, "first", &why));
    for (size_t i = 0; i < countof(rows); i++) {
        a.bus = rows[i].bus;
        assert_true(usb_path_parse(rows[i].path, a.ports));
        assert_false(usb_reserve(set, &a, "second", &why));
        assert_int_equal(why.verdict, rows[i].verdict);
    }
    assert_false(usb_path_parse("1.2.3.4.5", a.ports));
    assert_false(usb_path_parse("1.", a.ports));
}

static void serial_ports_and_controllers(void **state)
{
    struct vserial_set *set = vserial_set_new(*state);
    struct vserial_addr a;
    struct addr_refusal why;
    bool added;

    assert_true(vserial_assign(set, NULL, true, "console", &a, &added, &why));
    assert_true(added);
    assert_int_equal(a.port, 0);
    for (uint32_t i = 1; i < VSERIAL_PORTS; i++) {
        assert_true(vserial_assign(set, NULL, false, "channel", &a, &added, &why));
        assert_false(added);
        assert_int_equal(a.port, i);
    }
    assert_true(vserial_assign(set, NULL, false, "channel", &a, &added, &why));
    assert_true(added);
    assert_int_equal(a.controller, 1);
    assert_int_equal(a.port, 1);
    assert_false(vserial_assign(set, &(uint32_t){0}, false, "full", &a, &added, &why));
    assert_int_equal(why.verdict, ADDR_FULL);
}

static void serial_ports_asked_for(void **state)
{
    struct vserial_set *set = vserial_set_new(*state);
    struct addr_refusal why;
    const char *first = "first";

    assert_true(vserial_add_controller(set, 2, 4, "two", &why));
    assert_false(vserial_reserve(set, &(struct vserial_addr){0, 0, 1}, first, &why));
    assert_int_equal(why.verdict, ADDR_NO_BUS);
    assert_false(vserial_reserve(set, &(struct vserial_addr){2, 0, 4}, first, &why));
    assert_int_equal(why.verdict, ADDR_ABOVE);
    assert_true(vserial_reserve(set, &(struct vserial_addr){2, 0, 3}, first, &why));
    assert_false(vserial_reserve(set, &(struct vserial_addr){2, 0, 3}, "second", &why));
    assert_ptr_equal(why.holder, first);
    assert_true(vserial_has_controller(set, 2));
    assert_false(vserial_has_controller(set, 0));
}

static void channel_devices_go_round_the_fixed_ones(void **state)
{
    struct ccw_set set = ccw_set_new(*state);
    struct ccw_addr a = {CCW_CSSID, 0, 1};
    struct addr_refusal why;

    assert_true(ccw_reserve(&set, &a, "fixed", &why));
    assert_false(ccw_reserve(&set, &a, "again", &why));
    assert_string_equal(why.holder, "fixed");
    assert_true(ccw_assign(&set, "x", &a, &why));
    assert_int_equal(a.devno, 0);
    assert_true(ccw_assign(&set, "y", &a, &why));
    assert_int_equal(a.devno, 2);
    for (uint32_t i = 3; i <= CCW_DEVNO_MAX + 1; i++)
        assert_true(ccw_assign(&set, "many", &a, &why));
    assert_int_equal(a.cssid, CCW_CSSID);
    assert_int_equal(a.ssid, 1);
    assert_int_equal(a.devno, 0);
}

static void zpci_numbers(void **state)
{
    struct zpci set = zpci_new(*state);
    struct zpci_id fixed = {true, true, 1, 1}, next = {0}, half = {.has_uid = true, .uid = 9};
    struct addr_refusal why;

    assert_true(zpci_reserve(&set, &fixed, "fixed", &why));
    assert_true(zpci_assign(&set, &next, "next", &why));
    assert_int_equal(next.uid, 2);
    assert_int_equal(next.fid, 0);
    assert_true(zpci_reserve(&set, &half, "half", &why));
    assert_true(zpci_assign(&set, &half, "half", &why));
    assert_int_equal(half.uid, 9);
    assert_int_equal(half.fid, 2);
    assert_false(zpci_reserve(&set, &(struct zpci_id){.has_fid = true, .fid = 2}, "late", &why));
    assert_int_equal(why.kind, 'f');
    assert_string_equal(why.holder, "half");
    assert_false(zpci_reserve(&set, &(struct zpci_id){.has_uid = true, .uid = 0}, "zero", &why));
    assert_int_equal(why.verdict, ADDR_BELOW);
}

static void registers_step_by_kind(void **state)
{
    struct idset *regs = spapr_regs_new(*state);
    struct addr_refusal why;
    uint64_t reg;

    assert_true(idset_reserve(regs, 0x2000, "scsi", &why));
    assert_true(spapr_next(regs, SPAPR_SCSI, "x", &reg, &why));
    assert_int_equal(reg, 0x3000);
    assert_true(spapr_next(regs, SPAPR_NVRAM, "nvram", &reg, &why));
    assert_int_equal(reg, 0x4000);
    assert_true(spapr_next(regs, SPAPR_SERIAL, "tty", &reg, &why));
    assert_int_equal(reg, 0x30000000);
}

static void memory_slots(void **state)
{
    struct idset *slots = memory_slots_new(*state, 2), *none = memory_slots_new(*state, 0);
    struct addr_refusal why;
    uint32_t slot;

    assert_true(idset_reserve(slots, 0, "dimm", &why));
    assert_true(slot_next(slots, "x", &slot, &why));
    assert_int_equal(slot, 1);
    assert_false(slot_next(slots, "y", &slot, &why));
    assert_int_equal(why.verdict, ADDR_FULL);
    assert_false(idset_reserve(slots, 2, "z", &why));
    assert_int_equal(why.verdict, ADDR_ABOVE);
    assert_false(slot_next(none, "y", &slot, &why));
    assert_false(idset_reserve(none, 0, "y", &why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_say_the_place),
        cmocka_unit_test(names_count_in_letters),
        cmocka_unit_test_setup_teardown(drives_conflict, setup, teardown),
        cmocka_unit_test_setup_teardown(usb_ports_behind_hubs, setup, teardown),
        cmocka_unit_test_setup_teardown(usb_refuses, setup, teardown),
        cmocka_unit_test_setup_teardown(serial_ports_and_controllers, setup, teardown),
        cmocka_unit_test_setup_teardown(serial_ports_asked_for, setup, teardown),
        cmocka_unit_test_setup_teardown(channel_devices_go_round_the_fixed_ones, setup, teardown),
        cmocka_unit_test_setup_teardown(zpci_numbers, setup, teardown),
        cmocka_unit_test_setup_teardown(registers_step_by_kind, setup, teardown),
        cmocka_unit_test_setup_teardown(memory_slots, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
