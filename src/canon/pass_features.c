/* Features of the guest: what each needs, where each exists. Knows no CPU feature. */
#include <string.h>

#include "amount.h"

enum { MIB = 1024 * 1024, SPINLOCK_RETRIES = 4095, RING_MIN = 1024, RING_MAX = 65536, VENDOR_MAX = 12 };

static struct node *features_of(const struct canon *c)
{
    return node_child(c->domain, A_features);
}

static bool is_on(const struct node *n)
{
    return attr_is(n, A_state, A_on);
}

/* What a feature is set to counts, and is needed, while the feature is on. */
static const char *setting(struct canon *c, struct node *n, enum atom name)
{
    if (!is_on(n))
        attr_drop(n, name);
    else if (!node_attr(n, name))
        refuse_missing(c, n, name);
    return attr_get(n, name);
}

/* --- of any hypervisor ----------------------------------------------------- */

static void check_spinlocks(struct canon *c, struct node *n)
{
    const char *retries = setting(c, n, A_retries);
    if (attr_uint_or(n, A_retries, SPINLOCK_RETRIES) < SPINLOCK_RETRIES)
        refuse_at(c, n, A_retries, D_spinlocks, retries);
}

static void check_vendor(struct canon *c, struct node *n)
{
    const char *value = setting(c, n, A_value);
    if (value && (strlen(value) > VENDOR_MAX || strchr(value, ',')))
        refuse_at(c, n, A_value, D_hyperv_vendor, value);
}

/* What goes with a feature is there when both are on. */
static void drop_off_parts(struct node *n)
{
    static const uint16_t parts[] = {A_direct, A_extended, 0};
    for (const uint16_t *name = parts; *name; name++) {
        struct node *part = node_child(n, *name);
        if (part && (!is_on(n) || attr_is(part, A_state, A_off)))
            node_drop(part);
    }
}

void pass_hyperv(struct canon *c)
{
    FOR_ELEMENTS(n, node_child(features_of(c), A_hyperv)) {
        if (n->name == A_spinlocks)
            check_spinlocks(c, n);
        else if (n->name == A_vendor_id)
            check_vendor(c, n);
        else
            drop_off_parts(n);
    }
}

void pass_dirty_ring(struct canon *c)
{
    struct node *ring = node_path(c->domain, A_features, A_kvm, A_dirty_ring, 0);
    const char *text = ring ? setting(c, ring, A_size) : NULL;
    const uint64_t size = attr_uint_or(ring, A_size, RING_MIN);
    if (size < RING_MIN || size > RING_MAX || size & (size - 1))
        refuse_at(c, ring, A_size, D_dirty_ring, text);
}

void pass_xen_features(struct canon *c)
{
    struct node *passthrough = node_path(features_of(c), A_xen, A_passthrough, 0);
    if (passthrough && !is_on(passthrough))
        attr_drop(passthrough, A_mode);
}

/* The part of the memory that SMM has for itself, the largest page of pSeries, and the cache of translated code. */
void pass_features_sizes(struct canon *c)
{
    struct node *smm = node_child(features_of(c), A_smm), *tcg = node_child(features_of(c), A_tcg);
    struct node *tseg = node_child(smm, A_tseg), *hpt = node_child(features_of(c), A_hpt);
    uint64_t kib;
    if (tseg && !is_on(smm))
        node_drop(tseg);
    else if (tseg)
        amount_text_pretty(c, tseg, MIB);
    amount_text_to_kib(c, node_child(tcg, A_tb_cache), &kib);
    amount_text_to_kib(c, node_child(hpt, A_maxpagesize), &kib);
}

/* Features that say nothing are as good as absent. */
void pass_features_empty(struct canon *c)
{
    static const uint16_t names[] = {A_hpt, A_cfpc, A_sbbc, A_ibs, A_aia};
    for (size_t i = 0; i < countof(names); i++) {
        struct node *n = node_child(features_of(c), (enum atom)names[i]);
        if (n && !node_attr(n, A_resizing) && !node_attr(n, A_value) && !node_first_element(n))
            node_drop(n);
    }
}

/* Without a rule of its own and without any capability there is nothing to say. */
void pass_capabilities(struct canon *c)
{
    struct node *n = node_child(features_of(c), A_capabilities);
    if (!n)
        return;
    fill_atom(c, n, A_policy, R_constant, A_default);
    if (attr_is(n, A_policy, A_default) && !node_first_element(n))
        node_drop(n);
}

/* --- QEMU ------------------------------------------------------------------ */

/* Every version that the host offers is better than an older one; emulated GICv3 lacks MSI. */
static unsigned best_gic(const struct canon *c)
{
    const enum host_accel accel = host_accel_of(atom_text[c->virt]);
    if (c->virt != A_qemu && host_has_gic(c->host, accel, 3))
        return 3;
    return 2;
}

void pass_features_gic(struct canon *c)
{
    struct node *gic = node_child(features_of(c), A_gic);
    if (c->machine->family != FAMILY_VIRT && (!gic || node_attr(gic, A_version)))
        return;
    if (!gic)
        gic = decide_child(c, fill_child(c, c->domain, A_features, R_gic), A_gic, R_gic);
    if (!node_attr(gic, A_version) || attr_is(gic, A_version, A_host))
        fill_uint(c, gic, A_version, R_gic, best_gic(c));
}

/* Remapped interrupts need the I/O APIC outside the kernel. */
void pass_features_ioapic(struct canon *c)
{
    struct node *features = features_of(c);
    FOR_DEVICES(iommu, c, A_iommu) {
        const struct node *driver = node_child(iommu, A_driver);
        if (!attr_is(driver, A_intremap, A_on) || node_child(features, A_ioapic))
            continue;
        features = fill_child(c, c->domain, A_features, R_ioapic);
        struct node *ioapic = decide_child(c, features, A_ioapic, R_ioapic);
        attr_set_atom(c->doc, ioapic, A_driver, A_qemu)->rule = R_ioapic;
    }
}

void pass_acpi(struct canon *c)
{
    struct node *acpi = node_child(features_of(c), A_acpi);
    const struct host_machine *m = host_machine_find(c->host, c->machine_name);
    if (!acpi || !m || m->acpi != HOST_NO)
        return;
    if (is_s390(c->arch) && c->opt.reload)
        node_drop(acpi);
    else
        refuse(c, acpi, NULL, D_acpi_machine, c->machine_name);
}

static void check_smm(struct canon *c, struct node *features)
{
    struct node *tseg = node_path(features, A_smm, A_tseg, 0);
    uint64_t kib;
    if (!tseg)
        return;
    if (c->machine->family != FAMILY_Q35)
        refuse(c, tseg, NULL, D_tseg_machine);
    else if (amount_text_kib(c, tseg, &kib) && kib % 1024)
        refuse(c, tseg, NULL, D_tseg_size);
}

static void check_tcg(struct canon *c, struct node *features)
{
    struct node *tcg = node_child(features, A_tcg);
    if (tcg && node_first_element(tcg) && c->virt != A_qemu)
        refuse(c, tcg, NULL, D_tcg_features, atom_text[c->virt]);
}

/* Without the keyboard controller there is neither a PS/2 device nor the port that it shares. */
static void check_ps2(struct canon *c, struct node *features)
{
    if (!attr_is(node_child(features, A_ps2), A_state, A_off))
        return;
    FOR_DEVICES(input, c, A_input)
        if (attr_is(input, A_bus, A_ps2))
            refuse(c, input, NULL, D_ps2_input);
    struct node *vmport = node_child(features, A_vmport);
    if (vmport && is_on(vmport))
        refuse(c, vmport, NULL, D_ps2_vmport);
}

void pass_features_qemu(struct canon *c)
{
    struct node *features = features_of(c);
    check_smm(c, features);
    check_tcg(c, features);
    check_ps2(c, features);
}
