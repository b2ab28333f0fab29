/* Warnings about machine, CPU and kind of guest. Facts come from the host profile. */
#include <stdlib.h>
#include <string.h>

#include "review.h"

static struct node *os_type(const struct doc *d)
{
    return node_path(d->root, A_os, A_type, 0);
}

/* The version at the end of a name, and the length of what stands before it: pc-i440fx-2.12 -> 2.12, pc-i440fx. */
static size_t family_length(const char *machine, uint32_t *version)
{
    const char *hyphen = strrchr(machine, '-');
    *version = 0;
    if (!hyphen || !strspn(hyphen + 1, "0123456789."))
        return strlen(machine);
    char *end;
    const unsigned long major = strtoul(hyphen + 1, &end, 10);
    *version = (uint32_t)(major << 16 | (*end == '.' ? strtoul(end + 1, NULL, 10) & 0xffff : 0));
    return (size_t)(hyphen - machine);
}

static const char *newest_of_family(const struct host_profile *host, const char *machine)
{
    uint32_t version, newest;
    const size_t len = family_length(machine, &newest);
    const char *best = machine;
    for (uint32_t i = 0; i < host->machine_count; i++) {
        const char *name = host->machines[i].name;
        if (strncmp(name, machine, len) == 0 && family_length(name, &version) == len && version > newest) {
            best = name;
            newest = version;
        }
    }
    return best;
}

void warn_machine_deprecated(struct review *r)
{
    struct node *type = os_type(r->meant);
    const char *name = attr_get(type, A_machine);
    const struct host_machine *m = r->all_passes && name ? host_machine_find(r->canon.host, name) : NULL;
    if (m && m->deprecated)
        warn(r, type, node_attr(type, A_machine), W_machine_deprecated, name, qemu_text(r, r->canon.host),
             newest_of_family(r->canon.host, name));
}

void warn_machine_alias(struct review *r)
{
    struct node *type = os_type(r->written);
    const char *name = attr_get(type, A_machine);
    const char *real = attr_get(os_type(r->meant), A_machine);
    if (r->all_passes && name && real && strcmp(name, real) != 0)
        warn(r, type, node_attr(type, A_machine), W_machine_alias, name, real);
}

/* The record of the CPU model that the user names; false without one. */
static bool written_model(struct review *r, struct node **model, struct host_cpu *found)
{
    const enum host_accel accel = host_accel_of(r->canon.virt ? atom_text[r->canon.virt] : "");
    *model = node_path(r->written->root, A_cpu, A_model, 0);
    return r->all_passes && *model && accel != HOST_ACCEL_COUNT &&
           host_cpu_find(&r->canon.host->accel[accel], node_text(r->written, *model), found);
}

void warn_cpu_deprecated(struct review *r)
{
    struct node *model;
    struct host_cpu cpu = {0};
    if (written_model(r, &model, &cpu) && cpu.deprecated)
        warn(r, model, NULL, W_cpu_deprecated, cpu.name, qemu_text(r, r->canon.host));
}

void warn_cpu_unusable(struct review *r)
{
    struct node *model;
    struct host_cpu cpu = {0};
    if (r->host_given && written_model(r, &model, &cpu) && cpu.blockers)
        warn(r, model, NULL, W_cpu_unusable, cpu.name, cpu.blockers);
}

void warn_cpu_passthrough(struct review *r)
{
    struct node *cpu = node_child(r->written->root, A_cpu);
    const enum atom mode = attr_atom(cpu, A_mode), arch = r->canon.arch;
    const bool has_other_modes = is_x86(arch) || arch == A_s390x || arch == A_ppc64 || arch == A_ppc64le;
    if (r->all_passes && has_other_modes && (mode == A_host_passthrough || mode == A_maximum))
        warn(r, cpu, node_attr(cpu, A_mode), W_cpu_passthrough, atom_text[mode]);
}

void warn_cpu_none(struct review *r)
{
    struct node *cpu = node_child(r->meant->root, A_cpu), *written = node_child(r->written->root, A_cpu);
    if (r->all_passes && is_x86(r->canon.arch) && node_child(cpu, A_model) && !node_child(written, A_model) &&
        !attr_get(written, A_mode))
        warn(r, written ? written : r->written->root, NULL, W_cpu_none, node_text(r->meant, node_child(cpu, A_model)));
}

void warn_emulated(struct review *r)
{
    struct node *domain = r->written->root;
    const bool can = r->canon.host && strcmp(r->canon.arch ? atom_text[r->canon.arch] : "", r->canon.host->arch) == 0;
    if (r->host_given && can && attr_is(domain, A_type, A_qemu) && host_can(r->canon.host, HOST_KVM))
        warn(r, domain, node_attr(domain, A_type), W_emulated);
}
