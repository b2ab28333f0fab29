/* Asks the processor of this machine: CPUID, MSRs, and what the kernel tells of it. Knows no model. */
#include "local.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "tables.h"

#if defined(__x86_64__) || defined(__i386__)

#include <cpuid.h>
#include <linux/kvm.h>

enum { BASIC = 0, EXTENDED = (int)0x80000000, MOST_LEAVES = 0x100, MSR_CORE_CAPABILITIES = 0xcf,
       MSR_ARCH_CAPABILITIES = 0x10a, LEAF_ADDRESS = (int)0x80000008 };

struct registers {
    uint32_t eax, ebx, ecx, edx;
};

static struct registers cpuid(uint32_t leaf, uint32_t subleaf)
{
    struct registers r;
    __cpuid_count(leaf, subleaf, r.eax, r.ebx, r.ecx, r.edx);
    return r;
}

static void put_leaf(struct buf *b, uint32_t leaf, uint32_t subleaf)
{
    const struct registers r = cpuid(leaf, subleaf);
    buf_printf(b, "  <cpuid eax_in='0x%08x' ecx_in='0x%02x' eax='0x%08x' ebx='0x%08x' ecx='0x%08x' edx='0x%08x'/>\n",
               leaf, subleaf, r.eax, r.ebx, r.ecx, r.edx);
}

/* The subleaf of some feature of this leaf, which no row before it names. */
static bool is_first_of_subleaf(int row, uint32_t leaf)
{
    const struct x86_feature *f = &x86_features[row];
    if (f->reg == X86_MSR || f->leaf != leaf || !f->subleaf)
        return false;
    for (int i = 0; i < row; i++)
        if (x86_features[i].reg != X86_MSR && x86_features[i].leaf == leaf && x86_features[i].subleaf == f->subleaf)
            return false;
    return true;
}

static void put_range(struct buf *b, uint32_t first)
{
    const uint32_t last = cpuid(first, 0).eax;
    for (uint32_t leaf = first; leaf <= last && leaf - first < MOST_LEAVES; leaf++) {
        put_leaf(b, leaf, 0);
        for (int i = 0; i < x86_cpu_feature_count; i++)
            if (is_first_of_subleaf(i, leaf))
                put_leaf(b, leaf, x86_features[i].subleaf);
    }
}

/* From the device of the processor, or, where that is not to be had, what KVM would give its guests. */
static bool read_msr(uint32_t index, uint64_t *value)
{
    _Alignas(struct kvm_msrs) char room[sizeof(struct kvm_msrs) + sizeof(struct kvm_msr_entry)] = {0};
    struct kvm_msrs *query = (struct kvm_msrs *)room;
    query->nmsrs = 1;
    query->entries[0].index = index;
    int fd = open("/dev/cpu/0/msr", O_RDONLY | O_CLOEXEC);
    bool done = fd >= 0 && pread(fd, value, sizeof *value, index) == sizeof *value;
    if (fd >= 0)
        close(fd);
    if (done)
        return true;
    fd = open("/dev/kvm", O_RDWR | O_CLOEXEC);
    done = fd >= 0 && ioctl(fd, KVM_CHECK_EXTENSION, KVM_CAP_GET_MSR_FEATURES) > 0 &&
           ioctl(fd, KVM_GET_MSRS, query) == 1;
    if (fd >= 0)
        close(fd);
    *value = query->entries[0].data;
    return done;
}

/* Whether there is one is not asked of CPUID: KVM may show guests what the processor itself does not have. */
static void put_msr(struct buf *b, uint32_t index)
{
    uint64_t value;
    if (read_msr(index, &value))
        buf_printf(b, "  <msr index='0x%x' edx='0x%08x' eax='0x%08x'/>\n", index, (uint32_t)(value >> 32),
                   (uint32_t)value);
}

bool cpu_local_data(struct buf *data, struct buf *error)
{
    (void)error;
    buf_puts(data, "<cpudata arch='x86'>\n");
    put_range(data, BASIC);
    put_range(data, (uint32_t)EXTENDED);
    put_msr(data, MSR_CORE_CAPABILITIES);
    put_msr(data, MSR_ARCH_CAPABILITIES);
    buf_puts(data, "</cpudata>\n");
    return true;
}

static unsigned read_microcode(void)
{
    char line[256];
    unsigned version = 0;
    FILE *in = fopen("/proc/cpuinfo", "re");
    while (in && !version && fgets(line, sizeof line, in))
        if (strncmp(line, "microcode", 9) == 0 && strchr(line, ':'))
            version = (unsigned)strtoul(strchr(line, ':') + 1, NULL, 0);
    if (in)
        fclose(in);
    return version;
}

/* The frequency of the time stamp counter, as KVM gives it to a virtual processor: one of a guest made for it. */
static struct cpu_counter read_counter(struct arena *a)
{
    const int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
    const int vm = kvm >= 0 ? ioctl(kvm, KVM_CREATE_VM, 0) : -1;
    const int vcpu = vm >= 0 ? ioctl(vm, KVM_CREATE_VCPU, 0) : -1;
    const int khz = vcpu >= 0 ? ioctl(vcpu, KVM_GET_TSC_KHZ, 0) : -1;
    const bool scaling = kvm >= 0 && ioctl(kvm, KVM_CHECK_EXTENSION, KVM_CAP_TSC_CONTROL) > 0;
    const int opened[] = {vcpu, vm, kvm};
    for (int i = 0; i < 3; i++)
        if (opened[i] >= 0)
            close(opened[i]);
    if (khz <= 0)
        return (struct cpu_counter){0};
    return (struct cpu_counter){"tsc", arena_printf(a, "%d000", khz), scaling ? "yes" : "no"};
}

void cpu_local_details(struct cpu *cpu, struct arena *a)
{
    cpu->counter = read_counter(a);
    cpu->microcode = read_microcode();
    if (cpuid((uint32_t)EXTENDED, 0).eax >= (uint32_t)LEAF_ADDRESS)
        cpu->address = (struct cpu_address){"emulate", (int)(cpuid((uint32_t)LEAF_ADDRESS, 0).eax & 0xff), -1};
}

#else

bool cpu_local_data(struct buf *data, struct buf *error)
{
    struct utsname name;
    (void)data;
    buf_printf(error, "the processor of this machine%s%s cannot be asked", uname(&name) == 0 ? ", " : "", name.machine);
    return false;
}

void cpu_local_details(struct cpu *cpu, struct arena *a)
{
    (void)cpu, (void)a;
}

#endif
