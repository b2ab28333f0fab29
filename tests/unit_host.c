/* Host profiles: import of a small recording, firmware descriptors, profile files, embedded profiles,
 * probing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../src/base/array.h"
#include "host/facts.h"
#include "host/import.h"

static const char recording[] = "tests/data/host/caps_9.9.1_x86_64.replies";

static struct arena *arena;
static struct buf error;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    buf_free(&error);
    return 0;
}

static const struct host_profile *import(bool no_aliases)
{
    const struct host_import_options options = {.no_machine_aliases = no_aliases};
    const struct host_profile *p = host_import_file(arena, recording, &options, &error);
    assert_int_equal(error.len, 0);
    assert_non_null(p);
    return p;
}

static void identity(void **state)
{
    (void)state;
    const struct host_profile *p = import(false);
    assert_string_equal(p->name, "qemu-9.9-x86_64");
    assert_string_equal(p->arch, "x86_64");
    assert_string_equal(p->emulator, "/usr/bin/qemu-system-x86_64");
    assert_string_equal(p->package, "v9.9.1 (made up)");
    assert_int_equal(p->version, 9009001);
    assert_true(host_version(p, 9, 9) && !host_version(p, 9, 10));
    assert_true(host_can(p, HOST_KVM) && host_can(p, HOST_TCG) && !host_can(p, HOST_HVF));
    assert_int_equal(host_accel_of("kvm"), HOST_KVM);
    assert_false(host_can(p, host_accel_of("xen")));
    assert_true(p->sev.present);
    assert_int_equal(p->sev.cbitpos, 51);
    assert_true(host_has_gic(p, HOST_KVM, 3) && !host_has_gic(p, HOST_KVM, 2) &&
                host_has_gic(p, HOST_TCG, 2));
}

static void architectures(void **state)
{
    (void)state;
    const struct host_profile x86 = {.arch = "x86_64"}, arm = {.arch = "aarch64"}, arm32 = {.arch = "armv7l"};
    assert_true(host_runs_arch(&x86, "x86_64") && host_runs_arch(&x86, "i686") &&
                !host_runs_arch(&x86, "aarch64"));
    assert_true(host_runs_arch(&arm, "armv7l") && !host_runs_arch(&arm32, "aarch64"));
    assert_string_equal(host_default_emulator(&x86, "i686"), "/usr/bin/qemu-system-i386");
    assert_string_equal(host_default_emulator(&arm32, "armv7l"), "/usr/bin/qemu-system-arm");
    assert_string_equal(host_default_emulator(&arm, "armv7l"), "/usr/bin/qemu-system-aarch64");
    assert_string_equal(host_default_emulator(&x86, "ppc64le"), "/usr/bin/qemu-system-ppc64");
    assert_null(host_default_emulator(&x86, "pdp11"));
    const struct host_profile own = {.arch = "x86_64", .emulator = "/opt/qemu"};
    assert_true(host_has_emulator(&own, "/opt/qemu") && host_has_emulator(&own, "/usr/bin/qemu-system-i386"));
    assert_false(host_has_emulator(&own, "/usr/bin/qemu-system-aarch64"));
    assert_string_equal(host_qemu_arch("i686"), "i386");
    assert_string_equal(host_arch_of_qemu("arm"), "armv7l");
    assert_string_equal(host_arch_of_qemu("ppc64"), "ppc64");
}

static void machines(void **state)
{
    (void)state;
    const struct host_profile *p = import(false);
    assert_int_equal(p->machine_count, 4); /* `none` is no machine */
    assert_string_equal(host_machine_resolve(p, "pc"), "pc-i440fx-9.9");
    assert_string_equal(host_machine_resolve(p, "pc-i440fx-9.8"), "pc-i440fx-9.8");
    assert_string_equal(host_machine_resolve(p, "unknown"), "unknown");
    assert_string_equal(host_machine_default(p, "x86_64"), "pc");
    const struct host_machine *m = host_machine_find(p, "q35");
    assert_string_equal(m->name, "pc-q35-9.9");
    assert_int_equal(m->cpu_max, 288);
    assert_int_equal(m->acpi, HOST_YES);
    assert_string_equal(m->cpu[HOST_KVM], "qemu64");
    assert_string_equal(m->cpu[HOST_TCG], "486");
    assert_true(m->hotpluggable_cpus && !m->numa_mem && !m->deprecated && !m->is_default);
    m = host_machine_find(p, "pc-i440fx-9.8");
    assert_true(m->deprecated && m->numa_mem);
    assert_int_equal(host_machine_find(p, "pc")->acpi, HOST_UNKNOWN);
    assert_int_equal(host_machine_find(p, "isapc")->acpi, HOST_NO);
    assert_null(host_machine_find(p, "none"));
}

static void machines_without_aliases(void **state)
{
    (void)state;
    static const char *const order[] = {"q35", "pc-i440fx-9.8", "isapc", "pc", "pc-q35-9.9", "pc-i440fx-9.9"};
    const struct host_profile *p = import(true);
    assert_int_equal(p->machine_count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(p->machines[i].name, order[i]);
        assert_null(p->machines[i].alias);
        assert_int_equal(p->machines[i].is_default, i == 3);
    }
    assert_string_equal(host_machine_resolve(p, "pc"), "pc");
    assert_string_equal(host_machine_default(p, "x86_64"), "pc");
    assert_int_equal(host_machine_find(p, "pc-q35-9.9")->cpu_max, 288);
}

static void default_machine(void **state)
{
    (void)state;
    const struct host_machine list[] = {{.name = "spike", .is_default = true}, {.name = "virt"}};
    const struct host_profile both = {.arch = "riscv64", .machines = list, .machine_count = 2};
    const struct host_profile one = {.arch = "riscv64", .machines = list, .machine_count = 1};
    assert_string_equal(host_machine_default(&both, "riscv64"), "virt");
    assert_string_equal(host_machine_default(&one, "riscv64"), "spike");
    const struct host_profile none = {.arch = "riscv64"};
    assert_null(host_machine_default(&none, "riscv64"));
}

static void capabilities(void **state)
{
    (void)state;
    static const enum host_cap there[] = {
        HOST_CAP_KVM,
        HOST_CAP_TCG,
        HOST_CAP_PIIX3_USB_UHCI,
        HOST_CAP_VIRTIO_SCSI,
        HOST_CAP_QXL,
        HOST_CAP_VIRTIO_PACKED_QUEUES,
        HOST_CAP_VIRTIO_BLK_NUM_QUEUES,
        HOST_CAP_CONFIDENTIAL_GUEST_SUPPORT,
        HOST_CAP_SPICE,
        HOST_CAP_BLOCKDEV_IO_URING,
        HOST_CAP_BLOCKDEV_NBD_RECONNECT,
        HOST_CAP_BLOCKDEV_BLKIO_FDSET,
        HOST_CAP_AUDIO_PIPEWIRE,
        HOST_CAP_SPICE_GL,
        HOST_CAP_TPM_CRB,
        HOST_CAP_TPM_EMULATOR,
        HOST_CAP_MIGRATE_DIRTY_BITMAPS,
        HOST_CAP_MACHINE_SMM,
        HOST_CAP_MACHINE_BUS_BYPASS_IOMMU,
    };
    static const enum host_cap missing[] = {
        HOST_CAP_HVF,
        HOST_CAP_NEC_USB_XHCI,
        HOST_CAP_VIRTIO_IOMMU_PLATFORM,
        HOST_CAP_INTEL_IOMMU_EIM,
        HOST_CAP_VNC,           /* an event, not a command */
        HOST_CAP_BLOCKDEV_LUKS, /* no such branch */
        HOST_CAP_BLOCKDEV_NBD_TLS_HOSTNAME,
        HOST_CAP_AUDIO_PA,
        HOST_CAP_SPICE_RENDERNODE, /* the option lacks the parameter */
        HOST_CAP_SANDBOX,
        HOST_CAP_TPM_TIS,
        HOST_CAP_TPM_PASSTHROUGH,
        HOST_CAP_SGX_EPC,      /* QEMU knows it, the host does not */
        HOST_CAP_MACHINE_HPET, /* only the class of `none` has it */
    };
    const struct host_profile *p = import(false);
    for (size_t i = 0; i < countof(there); i++)
        if (!host_has(p, there[i]))
            fail_msg("%s is missing", host_cap_name(there[i]));
    for (size_t i = 0; i < countof(missing); i++)
        if (host_has(p, missing[i]))
            fail_msg("%s should not be there", host_cap_name(missing[i]));
}

static void cpu_models(void **state)
{
    (void)state;
    const struct host_profile *p = import(false);
    const struct host_accelerator *kvm = &p->accel[HOST_KVM], *tcg = &p->accel[HOST_TCG];
    struct host_cpu cpu = {0};
    assert_int_equal(kvm->cpus.count, 5);
    assert_true(host_cpu_next(kvm, &cpu));
    assert_string_equal(cpu.name, "Fast-v1");
    assert_string_equal(cpu.blockers, "avx avx2");
    assert_true(host_cpu_find(kvm, "Fast", &cpu));
    assert_string_equal(cpu.blockers, "avx avx2");
    assert_true(cpu.deprecated);
    assert_true(host_cpu_find(kvm, "486", &cpu));
    assert_true(cpu.deprecated && !cpu.blockers);
    assert_true(host_cpu_find(kvm, "host", &cpu));
    assert_false(host_cpu_next(kvm, &cpu));
    assert_false(host_cpu_find(kvm, "Fas", &cpu));
    assert_true(host_cpu_find(tcg, "host", &cpu));
    assert_string_equal(cpu.blockers, "kvm");
    assert_string_equal(kvm->model.name, "base");
    assert_int_equal(kvm->model.on.count, 2);
    assert_true(host_names_has(&kvm->model.on, "sse2") && !host_names_has(&kvm->model.on, "avx"));
    assert_int_equal(kvm->model.off.count, 0);
    assert_int_equal(kvm->model.unmigratable.count, 1);
    assert_true(host_names_has(&kvm->model.unmigratable, "invtsc"));
    assert_int_equal(kvm->model.value_count, 2);
    assert_string_equal(kvm->model.values[0].value, "GenuineIntel");
    assert_int_equal(kvm->hyperv.count, 3);
    assert_false(host_names_has(&kvm->hyperv, "hv-time"));
    assert_int_equal(tcg->model.on.count, 1);
    assert_int_equal(tcg->hyperv.count, 0);
}

static void firmware(void **state)
{
    (void)state;
    const struct host_profile *p = import(false);
    assert_int_equal(p->firmware_count, 3);
    const struct host_firmware *f = p->firmware;
    assert_string_equal(f[0].file, "10-first.json");
    assert_string_equal(f[0].executable.path, "/fw/etc.fd");
    assert_string_equal(f[0].nvram.format, "qcow2");
    assert_int_equal(f[0].interfaces, FIRMWARE_UEFI);
    assert_int_equal(f[0].mode, FIRMWARE_SPLIT);
    assert_true(host_firmware_has(&f[0], FIRMWARE_SECURE_BOOT) &&
                !host_firmware_has(&f[0], FIRMWARE_AMD_SEV));
    assert_true(host_firmware_fits(&f[0], "x86_64", "pc-q35-9.9"));
    assert_false(host_firmware_fits(&f[0], "x86_64", "pc-i440fx-9.9"));
    assert_false(host_firmware_fits(&f[0], "i686", "pc-q35-9.9"));
    assert_string_equal(f[1].file, "30-stateless.json");
    assert_int_equal(f[1].mode, FIRMWARE_STATELESS);
    assert_null(f[1].nvram.path);
    assert_true(host_firmware_has(&f[1], FIRMWARE_AMD_SEV_ES));
    assert_int_equal(f[2].device, FIRMWARE_MEMORY);
    assert_int_equal(f[2].interfaces, FIRMWARE_BIOS);
    assert_true(host_firmware_fits(&f[2], "i686", "pc-i440fx-9.9") &&
                host_firmware_fits(&f[2], "x86_64", "pc"));
}

static void firmware_folders(void **state)
{
    (void)state;
    static const char *const folders[] = {"tests/data/host/firmware/etc", "tests/data/host/firmware/share"};
    const struct host_import_options options = {.firmware_dirs = folders, .firmware_dir_count = 2};
    const struct host_profile *p = host_import_file(arena, recording, &options, &error);
    assert_non_null(p);
    assert_string_equal(p->firmware[0].executable.path, "/fw/share.fd");
    assert_int_equal(p->firmware_count, 4); /* the empty file is overridden too */
}

static const struct host_profile *load_text(const char *text, size_t len)
{
    char path[] = "/tmp/virtcanon-host-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, len), len);
    close(fd);
    const struct host_profile *p = host_load(arena, path, &error);
    unlink(path);
    return p;
}

static void assert_round_trip(const struct host_profile *p)
{
    struct buf first = {0}, second = {0};
    host_write(p, &first);
    const struct host_profile *again = load_text(first.text, first.len);
    assert_non_null(again);
    host_write(again, &second);
    assert_string_equal(first.text, second.text);
    assert_memory_equal(p->caps, again->caps, sizeof p->caps);
    assert_int_equal(p->firmware_count, again->firmware_count);
    for (int i = 0; i < HOST_ACCEL_COUNT; i++) {
        assert_int_equal(p->accel[i].cpus.count, again->accel[i].cpus.count);
        assert_int_equal(p->accel[i].cpus.size, again->accel[i].cpus.size);
        if (p->accel[i].cpus.size)
            assert_memory_equal(p->accel[i].cpus.text, again->accel[i].cpus.text, p->accel[i].cpus.size);
    }
    buf_free(&first);
    buf_free(&second);
}

static void profile_files(void **state)
{
    (void)state;
    assert_round_trip(import(false));
    assert_round_trip(import(true));
    const struct host_profile *p;
    for (size_t i = 0; (p = host_profile_at(i)); i++)
        assert_round_trip(p);
}

static void newer_and_wrong_files(void **state)
{
    (void)state;
    static const char newer[] =
        "virtcanon-host-profile 1\nname n\narch x86_64\nemulator /q\nversion 9.1.2 p 1\n"
        "mood good\ncpu stray\ntarget stray\nmachine m max=3 colour=red alias=a shiny\n"
        "caps QXL NOT_INVENTED_YET VNC\naccelerator warp\ncpu x\naccelerator kvm\n"
        "pci 0001:0a:1f.7 express group=5\npci nonsense\npci 0000:00:02.0 conventional";
    const struct host_profile *p = load_text(newer, sizeof newer - 1);
    assert_non_null(p);
    assert_int_equal(p->version, 9001002);
    assert_string_equal(p->package, "p 1");
    assert_string_equal(host_machine_find(p, "a")->name, "m");
    assert_true(host_has(p, HOST_CAP_QXL) && host_has(p, HOST_CAP_VNC));
    assert_true(host_can(p, HOST_KVM));
    assert_int_equal(p->accel[HOST_KVM].cpus.count, 0);
    assert_int_equal(p->pci_count, 2);
    assert_true(host_pci_find(p, 1, 10, 31, 7)->express);
    assert_int_equal(host_pci_find(p, 1, 10, 31, 7)->iommu_group, 5);
    assert_false(host_pci_find(p, 0, 0, 2, 0)->express);
    assert_null(host_pci_find(p, 0, 0, 3, 0));
    static const char *const wrong[] = {"", "virtcanon-host-profile 2\n",
                                        "virtcanon-host-profile 1\nname n\n",
                                        "{\"execute\": \"qmp_capabilities\"}"};
    for (size_t i = 0; i < countof(wrong); i++) {
        buf_free(&error);
        assert_null(load_text(wrong[i], strlen(wrong[i])));
        assert_true(error.len > 0);
    }
}

static void wrong_recordings(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "{\"execute\": \"qmp_capabilities\", \"id\": \"a\"}",
        "{\"execute\": \"qmp_capabilities\", \"id\": \"a\"} {\"return\": {}, \"id\": \"b\"}",
        "{\"execute\": \"qmp_capabilities\", \"id\": \"a\"} {\"return\": {}, \"id\": \"a\"}",
        "{\"execute\": \"query-kvm\"} {\"return\": {}}",
        "{\"execute\": \"qmp_capabilities\", \"id\": ",
        "virtcanon-host-profile 1\n",
    };
    const struct host_import_options options = {0};
    for (size_t i = 0; i < countof(wrong); i++) {
        char path[] = "/tmp/virtcanon-host-XXXXXX";
        const int fd = mkstemp(path);
        assert_true(fd >= 0 && write(fd, wrong[i], strlen(wrong[i])) >= 0);
        close(fd);
        buf_free(&error);
        assert_null(host_import_file(arena, path, &options, &error));
        assert_true(error.len > 0);
        unlink(path);
    }
    assert_null(host_import_file(arena, "tests/data/host/absent", &options, &error));
}

static void embedded(void **state)
{
    (void)state;
    const struct host_profile *p = host_profile_default("x86_64");
    assert_string_equal(p->name, "qemu-10.0-x86_64");
    assert_ptr_equal(host_profile_find("qemu-10.0-x86_64"), p);
    assert_ptr_equal(host_open(arena, "qemu-10.0-x86_64", &error), p);
    assert_ptr_equal(host_profile_default("i686"), p);
    assert_string_equal(host_profile_default("armv7l")->arch, "armv7l");
    assert_string_equal(host_profile_default("ppc64le")->arch, "ppc64");
    assert_null(host_profile_default("pdp11"));
    assert_null(host_profile_find("qemu-0.1-x86_64"));
    assert_null(host_open(arena, "qemu-0.1-x86_64", &error));
    assert_true(error.len > 0);
    assert_string_equal(host_machine_resolve(p, "q35"), "pc-q35-10.0");
    assert_true(host_has(p, HOST_CAP_PCIE_ROOT_PORT) && host_has(p, HOST_CAP_QEMU_XHCI));
    const char *const archs[] = {"aarch64", "armv7l",  "loongarch64", "ppc",
                                 "ppc64",   "riscv64", "s390x",       "sparc"};
    for (size_t i = 0; i < countof(archs); i++) {
        p = host_profile_default(archs[i]);
        assert_non_null(p);
        assert_non_null(host_machine_default(p, archs[i]));
        assert_true(host_can(p, HOST_TCG));
    }
}

static void texts(void **state)
{
    (void)state;
    struct buf list = {0}, show = {0};
    host_list(&list);
    assert_non_null(strstr(list.text, "qemu-8.2-aarch64 "));
    host_show(import(false), &show);
    assert_non_null(strstr(show.text, "pc-q35-9.9: up to 288 vCPUs, alias q35"));
    assert_non_null(strstr(show.text, "Fast*"));
    assert_non_null(strstr(show.text, "10-first.json: /fw/etc.fd"));
    buf_free(&list);
    buf_free(&show);
}

static void add_pci_device(const char *dir, const char *address, const unsigned char *config, size_t len,
                           const char *group)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, address);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/%s/config", dir, address);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(config, 1, len, f), len);
    fclose(f);
    snprintf(path, sizeof path, "%s/%s/iommu_group", dir, address);
    if (group)
        assert_int_equal(symlink(group, path), 0);
}

static void remove_pci_device(const char *dir, const char *address)
{
    static const char *const names[] = {"/config", "/iommu_group", ""};
    char path[256];
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s%s", dir, address, names[i]);
        remove(path);
    }
}

static void pci_devices(void **state)
{
    (void)state;
    char dir[] = "/tmp/virtcanon-pci-XXXXXX";
    assert_non_null(mkdtemp(dir));
    unsigned char express[256] = {[6] = 0x10, [0x34] = 0x50, [0x50] = 5, [0x51] = 0x60, [0x60] = 0x10};
    unsigned char plain[256] = {[6] = 0x10, [0x34] = 0x50, [0x50] = 5, [0x51] = 0x50}; /* a list that never ends */
    unsigned char extended[4096] = {0};
    unsigned char none[256] = {[0x34] = 0x50, [0x50] = 0x10};
    add_pci_device(dir, "0001:02:00.0", express, 256, "../../kernel/iommu_groups/17");
    add_pci_device(dir, "0000:00:1f.2", plain, 256, NULL);
    add_pci_device(dir, "0000:00:02.0", none, 256, NULL);
    add_pci_device(dir, "0000:00:03.0", plain, 64, NULL);
    add_pci_device(dir, "0000:00:04.0", extended, sizeof extended, NULL);
    struct host_profile p = {0};
    pci_devices_collect(arena, &p, dir);
    assert_int_equal(p.pci_count, 5);
    assert_int_equal(p.pci[0].slot, 2);
    assert_true(host_pci_find(&p, 1, 2, 0, 0)->express);
    assert_int_equal(host_pci_find(&p, 1, 2, 0, 0)->iommu_group, 17);
    assert_false(host_pci_find(&p, 0, 0, 31, 2)->express);
    assert_int_equal(host_pci_find(&p, 0, 0, 31, 2)->iommu_group, -1);
    assert_false(host_pci_find(&p, 0, 0, 2, 0)->express);
    assert_true(host_pci_find(&p, 0, 0, 3, 0)->express); /* only the header could be read */
    assert_true(host_pci_find(&p, 0, 0, 4, 0)->express);
    for (uint32_t i = 0; i < p.pci_count; i++) {
        char address[32];
        snprintf(address, sizeof address, "%04x:%02x:%02x.%x", p.pci[i].domain, p.pci[i].bus, p.pci[i].slot,
                 p.pci[i].function);
        remove_pci_device(dir, address);
    }
    assert_int_equal(rmdir(dir), 0);
}

static void put_file(const char *dir, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void put_folder(const char *dir, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void drop_paths(const char *dir, const char *const *names)
{
    char path[256];
    for (; *names; names++) {
        snprintf(path, sizeof path, "%s/%s", dir, *names);
        assert_int_equal(remove(path), 0);
    }
}

static void nodes(void **state)
{
    (void)state;
    char dir[] = "/tmp/virtcanon-nodes-XXXXXX";
    static const char *const all[] = {"node/node0/cpulist", "node/node0/meminfo", "node/node0", "node/node5/cpulist",
                                      "node/node5",         "node",               "cpu/present", "cpu", "", NULL};
    struct host_profile p = {0};
    assert_non_null(mkdtemp(dir));
    nodes_collect(arena, &p, dir);
    assert_int_equal(p.node_count, 0);
    put_folder(dir, "cpu");
    put_file(dir, "cpu/present", "0-15\n");
    nodes_collect(arena, &p, dir);
    assert_int_equal(p.node_count, 1);
    assert_string_equal(p.nodes[0].cpus, "0-15");
    put_folder(dir, "node");
    put_folder(dir, "node/node0");
    put_folder(dir, "node/node5");
    put_file(dir, "node/node0/cpulist", "0-3,8-11\n");
    put_file(dir, "node/node0/meminfo", "Node 0 MemTotal:       16384000 kB\nNode 0 MemFree: 1 kB\n");
    put_file(dir, "node/node5/cpulist", "\n");
    nodes_collect(arena, &p, dir);
    assert_int_equal(p.node_count, 2);
    assert_string_equal(p.nodes[0].cpus, "0-3,8-11");
    assert_int_equal(p.nodes[0].memory, 16384000);
    assert_int_equal(p.nodes[1].number, 5);
    assert_string_equal(p.nodes[1].cpus, "");
    struct host_profile whole = *import(false);
    whole.nodes = p.nodes;
    whole.node_count = p.node_count;
    assert_round_trip(&whole);
    drop_paths(dir, all);
}

/* A program in place of QEMU. */
static const struct host_profile *probe_script(const char *script)
{
    char path[] = "/tmp/virtcanon-qemu-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, script, strlen(script)) > 0);
    fchmod(fd, 0700);
    close(fd);
    const struct host_import_options options = {0};
    const struct host_profile *p = host_probe(arena, path, &options, &error);
    unlink(path);
    return p;
}

static void probe_failures(void **state)
{
    (void)state;
    const struct host_import_options options = {0};
    assert_null(host_probe(arena, "/nonexistent/qemu", &options, &error));
    assert_true(error.len > 0);
    buf_free(&error);
    assert_null(probe_script("#!/bin/sh\nexit 1\n"));
    assert_true(error.len > 0);
    buf_free(&error);
    assert_null(probe_script("#!/bin/sh\necho hello\nexec sleep 100\n"));
    assert_non_null(strstr(error.text, "QMP"));
}

/* Answers everything with an error: QEMU talks, but says nothing that makes a profile. */
static void probe_says_nothing(void **state)
{
    (void)state;
    assert_null(probe_script(
        "#!/bin/sh\necho '{\"QMP\": {}}'\nwhile read -r line; do\n"
        "id=${line##*\\\"id\\\":\\\"}; id=${id%%\\\"*}\n"
        "echo '{\"event\": \"RESET\"}'\n"
        "echo \"{\\\"error\\\": {\\\"class\\\": \\\"CommandNotFound\\\"}, \\\"id\\\": \\\"$id\\\"}\"\n"
        "done\n"));
    assert_non_null(strstr(error.text, "query-version"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(identity),
        TEST(architectures),
        TEST(machines),
        TEST(machines_without_aliases),
        TEST(default_machine),
        TEST(capabilities),
        TEST(cpu_models),
        TEST(firmware),
        TEST(firmware_folders),
        TEST(profile_files),
        TEST(newer_and_wrong_files),
        TEST(wrong_recordings),
        TEST(embedded),
        TEST(texts),
        TEST(pci_devices),
        TEST(nodes),
        TEST(probe_failures),
        TEST(probe_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
