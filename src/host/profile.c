/* Questions to a profile. Knows nothing of where profiles come from. */
#include "profile.h"

#include <fnmatch.h>
#include <string.h>

#include "internal.h"

static const char *const cap_names[] = {
#define CAP(id, kind, subject, detail) #id,
#include "caps.def"
#undef CAP
};

const char *host_cap_name(enum host_cap cap)
{
    return cap_names[cap];
}

enum host_cap host_cap_find(const char *name, size_t len, size_t *hint)
{
    for (size_t i = 0; i < HOST_CAP_COUNT; i++) {
        const size_t at = (*hint + i) % HOST_CAP_COUNT;
        if (strncmp(cap_names[at], name, len) == 0 && !cap_names[at][len]) {
            *hint = at + 1;
            return (enum host_cap)at;
        }
    }
    return HOST_CAP_COUNT;
}

bool host_version(const struct host_profile *p, uint32_t major, uint32_t minor)
{
    return p->version >= major * 1000000 + minor * 1000;
}

static const char *const domain_types[HOST_ACCEL_COUNT] = {"qemu", "kvm", "hvf"};

enum host_accel host_accel_of(const char *domain_type)
{
    for (int i = 0; i < HOST_ACCEL_COUNT; i++)
        if (strcmp(domain_types[i], domain_type) == 0)
            return (enum host_accel)i;
    return HOST_ACCEL_COUNT;
}

const char *host_accel_domain_type(enum host_accel accel)
{
    return accel < HOST_ACCEL_COUNT ? domain_types[accel] : NULL;
}

bool host_can(const struct host_profile *p, enum host_accel accel)
{
    return accel < HOST_ACCEL_COUNT && p->accel[accel].present;
}

static const struct host_machine *by_alias(const struct host_profile *p, const char *alias)
{
    for (uint32_t i = 0; i < p->machine_count; i++)
        if (p->machines[i].alias && strcmp(p->machines[i].alias, alias) == 0)
            return &p->machines[i];
    return NULL;
}

const struct host_machine *host_machine_find(const struct host_profile *p, const char *name)
{
    for (uint32_t i = 0; i < p->machine_count; i++)
        if (strcmp(p->machines[i].name, name) == 0)
            return &p->machines[i];
    return by_alias(p, name);
}

const char *host_machine_resolve(const struct host_profile *p, const char *name)
{
    const struct host_machine *m = by_alias(p, name);
    return m ? m->name : name;
}

const char *host_machine_default(const struct host_profile *p, const char *guest_arch)
{
    const char *preferred = host_arch_machine(guest_arch);
    if (preferred && host_machine_find(p, preferred))
        return preferred;
    for (uint32_t i = 0; i < p->machine_count; i++)
        if (p->machines[i].is_default)
            return p->machines[i].name;
    return p->machine_count ? p->machines[0].name : NULL;
}

bool host_has_gic(const struct host_profile *p, enum host_accel accel, unsigned version)
{
    for (uint32_t i = 0; i < p->gic_count; i++)
        if (p->gic[i].version == version)
            return accel == HOST_KVM ? p->gic[i].kernel : accel == HOST_TCG && p->gic[i].emulated;
    return false;
}

const struct host_pci_device *host_pci_find(const struct host_profile *p, unsigned domain, unsigned bus,
                                            unsigned slot, unsigned function)
{
    for (uint32_t i = 0; i < p->pci_count; i++) {
        const struct host_pci_device *d = &p->pci[i];
        if (d->domain == domain && d->bus == bus && d->slot == slot && d->function == function)
            return d;
    }
    return NULL;
}

static bool target_fits(const struct firmware_target *t, const char *arch, const char *machine)
{
    if (strcmp(t->arch, arch) != 0)
        return false;
    for (const char *glob = NULL; (glob = host_names_next(&t->machines, glob));)
        if (fnmatch(glob, machine, 0) == 0)
            return true;
    return false;
}

bool host_firmware_fits(const struct host_firmware *f, const char *arch, const char *machine)
{
    for (uint32_t i = 0; i < f->target_count; i++)
        if (target_fits(&f->targets[i], arch, machine))
            return true;
    return false;
}

bool host_firmware_has(const struct host_firmware *f, enum firmware_feature feature)
{
    return f->features >> feature & 1;
}
