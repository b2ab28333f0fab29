/* What keeps a guest from starting: its processor. */
#include <string.h>
#include <strings.h>

#include "../cpu/rules.h"
#include "../cpu/tables.h"
#include "start.h"

enum { GIC2_VCPUS = 8, GIB = 1024 * 1024, TIB = 1024 * GIB }; /* KiB */

void start_cpu_mode(struct review *r, struct node *domain)
{
    struct node *cpu = node_child(domain, A_cpu);
    if (is_emulated(r) && attr_is(cpu, A_mode, A_host_passthrough))
        unstartable_at(r, cpu, A_mode, S_cpu_mode, attr_get(cpu, A_mode), atom_text[r->canon.virt]);
}

/* A custom model is looked up in libvirt's list of x86 models; elsewhere the hypervisor knows more than libvirt. */
void start_cpu_model(struct review *r, struct node *domain)
{
    struct node *cpu = node_child(domain, A_cpu), *model = node_child(cpu, A_model);
    const char *name = node_text(r->meant, model);
    if (is_x86(r->canon.arch) && attr_is(cpu, A_mode, A_custom) && *name && x86_model_find(name) == X86_NONE)
        unstartable(r, model, NULL, S_cpu_model, name, cpu_near_model(r->written->arena, name));
}

/* Only the QEMU of s390x tells which features of a CPU are deprecated, and not that of old. */
void start_cpu_toggle(struct review *r, struct node *domain)
{
    struct node *cpu = node_child(domain, A_cpu);
    if (node_attr(cpu, A_deprecated_features) && !is_s390(r->canon.arch))
        unstartable_at(r, cpu, A_deprecated_features, S_cpu_toggle, atom_text[r->canon.arch]);
}

void start_cpu_toggle_host(struct review *r, struct node *domain)
{
    struct node *cpu = node_child(domain, A_cpu);
    if (node_attr(cpu, A_deprecated_features) && is_s390(r->canon.arch) &&
        !host_has(r->canon.host, HOST_CAP_CPU_DEPRECATED_PROPS))
        unstartable_at(r, cpu, A_deprecated_features, S_cpu_toggle_host, qemu_text(r, r->canon.host));
}

/* libvirt compares the names as they are, but those of POWER, which QEMU spells in lower case. */
static bool offers(const struct host_accelerator *a, const char *name, bool any_case)
{
    struct host_cpu cpu = {0};
    while (host_cpu_next(a, &cpu))
        if ((any_case ? strcasecmp(cpu.name, name) : strcmp(cpu.name, name)) == 0)
            return true;
    return false;
}

void start_cpu_absent(struct review *r, struct node *domain)
{
    struct node *cpu = node_child(domain, A_cpu), *model = node_child(cpu, A_model);
    const enum host_accel accel = host_accel_of(atom_text[r->canon.virt]);
    const char *name = node_text(r->meant, model);
    const bool x86 = is_x86(r->canon.arch);
    if (!attr_is(cpu, A_mode, A_custom) || !*name || accel == HOST_ACCEL_COUNT ||
        !r->canon.host->accel[accel].cpus.count || (x86 && !attr_is(model, A_fallback, A_forbid)) ||
        (x86 && x86_model_find(name) == X86_NONE))
        return;
    if (!offers(&r->canon.host->accel[accel], name, is_ppc64(r->canon.arch)))
        unstartable(r, model, NULL, S_cpu_absent, qemu_text(r, r->canon.host), name, atom_text[r->canon.virt]);
}

static bool is_arm(enum atom arch)
{
    return arch == A_aarch64 || arch == A_armv7l || arch == A_armv6l;
}

static bool arm_knows(const char *name)
{
    size_t i = 0;
    while (arm_feature_at(i) && strcmp(arm_feature_at(i), name) != 0)
        i++;
    return arm_feature_at(i);
}

/* What libvirt has instead of a feature that it does not know; NULL when it knows the feature. */
static const char *instead_of_feature(struct review *r, const char *name)
{
    struct arena *a = r->written->arena;
    if (is_arm(r->canon.arch))
        return arm_knows(name) ? NULL : cpu_near_word(a, name, arm_feature_at);
    const int row = is_x86(r->canon.arch) ? x86_feature_find(name) : 0;
    if (row == X86_NONE)
        return cpu_near_feature(a, name);
    return row < x86_cpu_feature_count ? NULL : "; it is one of hypervisors, for <features>";
}

void start_cpu_feature(struct review *r, struct node *domain)
{
    FOR_CHILDREN(feature, node_child(domain, A_cpu), A_feature) {
        const char *name = attr_get(feature, A_name);
        const char *instead = name ? instead_of_feature(r, name) : NULL;
        if (instead)
            unstartable_at(r, feature, A_name, S_cpu_feature, name, instead);
    }
}

/* Levels between a socket and a core, and the boards that have them. */
static const struct {
    uint16_t attribute;
    const char *name;
    uint32_t families; /* a bit each */
} levels[] = {
    {A_dies, "dies", 1u << FAMILY_I440FX | 1u << FAMILY_Q35 | 1u << FAMILY_ISAPC | 1u << FAMILY_MICROVM |
                         1u << FAMILY_XENFV},
    {A_clusters, "clusters", 1u << FAMILY_VIRT},
};

void start_cpu_topology(struct review *r, struct node *domain)
{
    struct node *topology = node_path(domain, A_cpu, A_topology, 0);
    const uint32_t family = r->canon.machine->family;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (family != FAMILY_OTHER && !(levels[i].families >> family & 1) &&
            attr_uint_or(topology, levels[i].attribute, 1) > 1)
            unstartable_at(r, topology, levels[i].attribute, S_cpu_topology, r->canon.machine_name, levels[i].name,
                           levels[i].name);
}

void start_cpu_threads(struct review *r, struct node *domain)
{
    struct node *topology = node_path(domain, A_cpu, A_topology, 0);
    uint64_t threads;
    if (r->canon.machine->family == FAMILY_S390_CCW && attr_uint(topology, A_threads, &threads) && threads > 1)
        unstartable_at(r, topology, A_threads, S_cpu_threads, number_text(r, threads));
}

void start_gic_vcpus(struct review *r, struct node *domain)
{
    struct node *vcpu = node_child(domain, A_vcpu), *gic = node_path(domain, A_features, A_gic, 0);
    uint64_t version, vcpus;
    if (r->canon.machine->family == FAMILY_VIRT && attr_uint(gic, A_version, &version) && version == 2 &&
        node_text_uint(r->meant, vcpu, &vcpus) && vcpus > GIC2_VCPUS)
        unstartable(r, vcpu, NULL, S_gic_vcpus, number_text(r, vcpus), number_text(r, GIC2_VCPUS));
}

void start_gic_host(struct review *r, struct node *domain)
{
    struct node *gic = node_path(domain, A_features, A_gic, 0);
    if (is_emulated(r) && attr_is(gic, A_version, A_host))
        unstartable_at(r, gic, A_version, S_gic_host);
}

/* Some distributions have machines that take over the address bits of the host. */
static bool takes_host_bits(const char *machine)
{
    return strstr(machine, "rhel") || strstr(machine, "-hpb");
}

/* A named model has as many address bits as an emulated CPU, unless the document says otherwise. */
void start_address_bits(struct review *r, struct node *domain)
{
    struct node *cpu = node_child(domain, A_cpu), *most = node_child(domain, A_maxMemory);
    struct node *memory = most ? most : node_child(domain, A_memory);
    uint64_t kib;
    if (is_x86(r->canon.arch) && !node_child(cpu, A_maxphysaddr) && !takes_host_bits(r->canon.machine_name) &&
        (is_emulated(r) || attr_is(cpu, A_mode, A_custom)) && node_text_uint(r->meant, memory, &kib) && kib >= TIB)
        unstartable(r, memory, NULL, S_address_bits, number_text(r, kib / GIB));
}

void start_tcg_feature(struct review *r, struct node *domain)
{
    struct node *htm = node_path(domain, A_features, A_htm, 0);
    if (is_emulated(r) && attr_is(htm, A_state, A_on))
        unstartable(r, htm, NULL, S_tcg_feature, htm->text);
}

void start_pvspinlock(struct review *r, struct node *domain)
{
    struct node *spinlock = node_path(domain, A_features, A_pvspinlock, 0);
    if (is_emulated(r) && attr_is(spinlock, A_state, A_on))
        unstartable(r, spinlock, NULL, S_pvspinlock, atom_text[r->canon.virt]);
}
