/* The guest's CPU: model, mode, how it is checked, features, topology. Knows no CPU model's features. */
#include <ctype.h>
#include <string.h>

#include "canon.h"

enum { VENDOR_ID_LENGTH = 12 };

static struct node *cpu_of(const struct canon *c)
{
    return node_child(c->domain, A_cpu);
}

static bool has_model(const struct canon *c, const struct node *cpu)
{
    return !text_is_blank(node_text(c->doc, node_child(cpu, A_model)));
}

static enum atom mode_of(const struct node *cpu)
{
    const enum atom mode = attr_atom(cpu, A_mode);
    return mode ? mode : A_custom;
}

static void check_features(struct canon *c, struct node *cpu, bool named)
{
    FOR_CHILDREN(feature, cpu, A_feature) {
        const char *name = attr_get(feature, A_name);
        if (!named) {
            refuse(c, feature, NULL, D_cpu_feature_model);
            return;
        }
        if (!name || !*name)
            refuse_missing(c, feature, A_name);
    }
    refuse_repeats(c, cpu, A_feature, A_name, D_cpu_feature_twice);
}

/* A custom CPU without a model is the hypervisor's default one: only topology and cells count. */
static void settle_unnamed(struct canon *c, struct node *cpu)
{
    attr_drop(cpu, A_mode);
    attr_drop(cpu, A_match);
    if (!canon_is_for(c, DRIVER_QEMU)) /* QEMU may have one */
        attr_drop(cpu, A_check);
    if (!node_attr(node_child(cpu, A_model), A_vendor_id))
        node_drop_children(cpu, A_model);
}

static void settle_custom(struct canon *c, struct node *cpu)
{
    fill_atom(c, cpu, A_mode, R_constant, A_custom);
    fill_atom(c, cpu, A_match, R_constant, A_exact);
    fill_atom(c, node_child(cpu, A_model), A_fallback, R_constant, A_allow);
}

/* The other modes say themselves which model it is; host-model may name one that it had. */
static void settle_host(struct canon *c, struct node *cpu, bool named)
{
    const enum atom mode = mode_of(cpu);
    attr_drop(cpu, A_match);
    struct node *model = node_child(cpu, A_model);
    if (mode == A_host_model && named)
        fill_atom(c, model, A_fallback, R_constant, A_allow);
    else if (mode == A_host_model && node_attr(model, A_vendor_id))
        attr_drop(model, A_fallback);
    else
        node_drop_children(cpu, A_model);
    if ((!c->opt.libvirt || c->opt.settled) && !node_child(cpu, A_model))
        node_drop_children(cpu, A_vendor); /* no reader would take it without a model */
}

static bool is_host(enum atom mode)
{
    return mode == A_host_passthrough || mode == A_maximum;
}

static void check_vendor_id(struct canon *c, const struct node *cpu)
{
    const struct node *model = node_child(cpu, A_model);
    const struct attr *id = node_attr(model, A_vendor_id);
    if (id && (strlen(id->value) != VENDOR_ID_LENGTH || strchr(id->value, ',')))
        refuse(c, model, id, D_cpu_vendor_id, id->value);
}

void pass_cpu(struct canon *c)
{
    struct node *cpu = cpu_of(c);
    if (!cpu)
        return;
    const bool named = has_model(c, cpu), custom = mode_of(cpu) == A_custom;
    const struct attr *migratable = node_attr(cpu, A_migratable);
    struct node *vendor = node_child(cpu, A_vendor);
    check_vendor_id(c, cpu);
    if (migratable && !is_host(mode_of(cpu)))
        refuse(c, cpu, migratable, D_cpu_migratable_mode);
    if (vendor && !named && node_first_element(cpu))
        refuse(c, vendor, NULL, D_cpu_vendor_model);
    check_features(c, cpu, named || !custom);
    if (!custom)
        settle_host(c, cpu, named);
    else if (named)
        settle_custom(c, cpu);
    else
        settle_unnamed(c, cpu);
}

/* --- QEMU ------------------------------------------------------------------ */

/* Architectures whose CPU models libvirt knows; the default of a machine is trusted for KVM on some only. */
static bool takes_default(const struct canon *c)
{
    static const struct {
        enum atom arch;
        bool accelerated;
    } known[] = {
        {A_x86_64, true},  {A_i686, true},   {A_s390x, true},    {A_s390, true},     {A_ppc64, true},
        {A_ppc64le, true}, {A_aarch64, false}, {A_armv7l, false}, {A_armv6l, false}, {A_riscv64, false},
        {A_loongarch64, false},
    };
    for (size_t i = 0; i < countof(known); i++)
        if (known[i].arch == c->arch)
            return known[i].accelerated || c->virt == A_qemu;
    return false;
}

static bool is_32_bit(const struct canon *c)
{
    const char *path = node_text(c->doc, node_child(c->devices, A_emulator)), *name = strrchr(path, '/');
    return name && strcmp(path, c->host->emulator) != 0 && strcmp(name, "/qemu-system-i386") == 0;
}

/* QEMU says power9, libvirt POWER9. */
static const char *upper(const struct canon *c, const char *text)
{
    char *copy = arena_strdup(c->scratch, text);
    for (char *s = copy; *s; s++)
        *s = (char)toupper((unsigned char)*s);
    return copy;
}

static const char *machine_cpu(const struct canon *c)
{
    const struct host_machine *m = host_machine_find(c->host, c->machine_name);
    const enum host_accel accel = host_accel_of(atom_text[c->virt]);
    const char *model = m && accel != HOST_ACCEL_COUNT ? m->cpu[accel] : NULL;
    if (!model)
        return NULL;
    /* The 32-bit binary of a machine differs in nothing else. */
    if (strcmp(model, "qemu64") == 0 && is_32_bit(c))
        return "qemu32";
    return strncmp(model, "power", 5) == 0 ? upper(c, model) : model;
}

static void use_host_cpu(struct canon *c, struct node *cpu)
{
    const bool modelled = c->arch == A_s390x && c->host->accel[HOST_KVM].model.name;
    decide_atom(c, cpu, A_mode, R_cpu_machine, modelled ? A_host_model : A_host_passthrough);
}

/* A guest without a CPU model has the one of its machine, which must not change with QEMU. */
void pass_cpu_default(struct canon *c)
{
    struct node *cpu = cpu_of(c);
    if ((cpu && (mode_of(cpu) != A_custom || has_model(c, cpu))) || !takes_default(c))
        return;
    const char *model = machine_cpu(c);
    if (!model)
        return;
    if (!cpu)
        cpu = decide_child(c, c->domain, A_cpu, R_cpu_machine);
    if (strcmp(model, "host") == 0) {
        use_host_cpu(c, cpu);
        return;
    }
    decide_atom(c, cpu, A_mode, R_cpu_machine, A_custom);
    decide_atom(c, cpu, A_match, R_cpu_machine, A_exact);
    decide_atom(c, cpu, A_check, R_cpu_machine, A_none);
    struct node *name = fill_child(c, cpu, A_model, R_cpu_machine);
    decide_text(c, name, R_cpu_machine, model);
    decide_atom(c, name, A_fallback, R_cpu_machine, A_forbid);
}

static void fill_check(struct canon *c, struct node *cpu)
{
    const enum atom mode = mode_of(cpu);
    if (mode == A_custom && !has_model(c, cpu))
        return;
    const bool partial = mode == A_host_model || (mode == A_custom && c->virt != A_qemu);
    fill_atom(c, cpu, A_check, R_cpu_check, partial ? A_partial : A_none);
}

/* The binary has a model that is all it can do. */
static void check_maximum(struct canon *c, struct node *cpu)
{
    const enum host_accel accel = host_accel_of(atom_text[c->virt]);
    struct host_cpu max;
    if (accel != HOST_ACCEL_COUNT && !host_cpu_find(&c->host->accel[accel], "max", &max))
        refuse_at(c, cpu, A_mode, D_cpu_maximum);
}

static void check_cache(struct canon *c, struct node *cpu)
{
    struct node *cache = node_child(cpu, A_cache);
    if (!cache)
        return;
    const enum atom mode = attr_atom(cache, A_mode);
    const struct attr *level = node_attr(cache, A_level);
    if (!is_x86(c->arch))
        refuse(c, cache, NULL, D_cpu_cache_arch, atom_text[c->arch]);
    else if (mode == A_emulate && (!level || strcmp(level->value, "3") != 0))
        refuse(c, cache, level, D_cpu_cache_emulate);
    else if (mode == A_passthrough && !is_host(mode_of(cpu)))
        refuse_at(c, cache, A_mode, D_cpu_cache_passthrough);
    else if (mode != A_emulate && level)
        refuse(c, cache, level, D_cpu_cache_level, atom_text[mode]);
}

static void check_address(struct canon *c, struct node *cpu)
{
    struct node *addr = node_child(cpu, A_maxphysaddr);
    if (!addr)
        return;
    const bool through = attr_is(addr, A_mode, A_passthrough);
    if (!is_x86(c->arch))
        refuse(c, addr, NULL, D_cpu_address_arch, atom_text[c->arch]);
    else if (through && node_attr(addr, A_bits))
        refuse_at(c, addr, A_bits, D_cpu_address_bits);
    else if (!through && node_attr(addr, A_limit))
        refuse_at(c, addr, A_limit, D_cpu_address_limit);
}

/* sve128, sve256 ... */
static bool is_sve_length(const char *name)
{
    return strncmp(name, "sve", 3) == 0 && name[3] && name[3 + strspn(name + 3, "0123456789")] == '\0';
}

/* SVE vector lengths need SVE. */
static void settle_sve(struct canon *c, struct node *cpu)
{
    const struct node *length = NULL;
    bool off = false, named = false;
    FOR_CHILDREN(feature, cpu, A_feature) {
        const char *name = attr_get(feature, A_name);
        const bool disabled = attr_is(feature, A_policy, A_disable);
        if (!name)
            continue;
        named = named || strcmp(name, "sve") == 0;
        off = off || (strcmp(name, "sve") == 0 && disabled);
        if (is_sve_length(name) && !disabled)
            length = feature;
    }
    if (off && length)
        refuse_at(c, length, A_name, D_cpu_sve);
    if (off || named || !length)
        return;
    struct node *sve = decide_child(c, cpu, A_feature, R_cpu_sve);
    attr_set(c->doc, sve, A_name, "sve");
    attr_set_atom(c->doc, sve, A_policy, A_require);
}

/* The 32-bit binary cannot say what is migratable. */
static bool knows_migratable(const struct canon *c)
{
    return host_has(c->host, HOST_CAP_CPU_MIGRATABLE) && !is_32_bit(c);
}

static void check_migratable(struct canon *c, struct node *cpu)
{
    const struct attr *a = node_attr(cpu, A_migratable);
    if (a && a->atom == A_on && mode_of(cpu) == A_host_passthrough && !knows_migratable(c))
        refuse(c, cpu, a, D_cpu_migratable);
}

void pass_cpu_qemu(struct canon *c)
{
    struct node *cpu = cpu_of(c);
    if (!cpu)
        return;
    fill_check(c, cpu);
    if (mode_of(cpu) == A_host_passthrough && is_x86(c->arch))
        fill_atom(c, cpu, A_migratable, R_cpu_migratable, knows_migratable(c) ? A_on : A_off);
    check_migratable(c, cpu);
    if (mode_of(cpu) == A_maximum)
        check_maximum(c, cpu);
    if (mode_of(cpu) == A_custom && !has_model(c, cpu) && node_attr(cpu, A_check))
        refuse_at(c, cpu, A_check, D_cpu_check);
    check_cache(c, cpu);
    check_address(c, cpu);
    if (c->arch == A_aarch64)
        settle_sve(c, cpu);
}

/* --- topology -------------------------------------------------------------- */

static void check_topology(struct canon *c, struct node *topology, uint64_t max)
{
    static const enum atom levels[] = {A_sockets, A_dies, A_clusters, A_cores, A_threads};
    uint64_t product = 1;
    for (size_t i = 0; i < countof(levels); i++)
        product *= attr_uint_or(topology, levels[i], 1);
    if (product != max)
        refuse(c, topology, NULL, D_cpu_topology, text_of(c, product), text_of(c, max));
}

/* Where whole cores are plugged, their threads come together. */
static uint64_t plug_step(const struct canon *c, const struct node *topology)
{
    return c->machine->family == FAMILY_PSERIES ? attr_uint_or(topology, A_threads, 1) : 1;
}

void pass_cpu_topology(struct canon *c)
{
    struct node *topology = node_child(cpu_of(c), A_topology), *vcpu = node_child(c->domain, A_vcpu);
    uint64_t max;
    if (!topology || !node_text_uint(c->doc, vcpu, &max))
        return;
    check_topology(c, topology, max);
    const uint64_t current = attr_uint_or(vcpu, A_current, max), step = plug_step(c, topology);
    if (step && current % step)
        refuse_at(c, vcpu, A_current, D_vcpu_step, text_of(c, current), text_of(c, step));
}
