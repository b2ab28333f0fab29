/* Writes a profile as a profile file (docs/host-profiles.md). Knows no other form of a profile. */
#include <string.h>

#include "import.h"
#include "internal.h"
#include "profile_file.h"

enum { WIDTH = 110 };

static void write_machine(struct buf *b, const struct host_machine *m)
{
    static const char *const acpi[] = {"", " no-acpi", " acpi"};
    const char *shared = m->cpu[HOST_TCG];
    buf_printf(b, "machine %s max=%u", m->name, m->cpu_max);
    if (m->alias)
        buf_printf(b, " alias=%s", m->alias);
    if (m->ram_id)
        buf_printf(b, " ram=%s", m->ram_id);
    if (shared)
        buf_printf(b, " cpu=%s", shared);
    for (int i = 0; i < HOST_ACCEL_COUNT; i++)
        if (m->cpu[i] && (!shared || strcmp(m->cpu[i], shared) != 0))
            buf_printf(b, " %s=%s", host_accel_domain_type((enum host_accel)i), m->cpu[i]);
    buf_printf(b, "%s%s%s%s%s\n", acpi[m->acpi], m->is_default ? " default" : "",
               m->hotpluggable_cpus ? " hotplug" : "", m->numa_mem ? " numa-mem" : "",
               m->deprecated ? " deprecated" : "");
}

static void write_caps(struct buf *b, const struct host_profile *p)
{
    size_t line = b->len;
    for (int cap = 0; cap < HOST_CAP_COUNT; cap++) {
        if (!host_has(p, (enum host_cap)cap))
            continue;
        const char *name = host_cap_name((enum host_cap)cap);
        if (b->len == line || b->len - line + strlen(name) >= WIDTH) {
            buf_puts(b, b->len == line ? "caps" : "\ncaps");
            line = b->len - 4;
        }
        buf_printf(b, " %s", name);
    }
    buf_puts(b, b->len > line ? "\n" : "");
}

static void write_names(struct buf *b, const char *key, const struct host_names *names)
{
    if (!names->count)
        return;
    buf_puts(b, key);
    for (const char *s = NULL; (s = host_names_next(names, s));)
        buf_printf(b, " %s", s);
    buf_putc(b, '\n');
}

static void write_accelerator(struct buf *b, const char *type, const struct host_accelerator *a)
{
    const struct host_cpu_model *m = &a->model;
    if (!a->present)
        return;
    buf_printf(b, "accelerator %s\n", type);
    for (const char *name = NULL, *rest = NULL; (name = host_names_next(&a->cpus, rest));) {
        rest = name + strlen(name) + 1;
        buf_printf(b, "cpu %s%s%s\n", name, *rest ? " " : "", rest);
    }
    if (m->name)
        buf_printf(b, "model %s\n", m->name);
    write_names(b, "on", &m->on);
    write_names(b, "off", &m->off);
    write_names(b, "unmigratable", &m->unmigratable);
    write_names(b, "deprecated", &m->deprecated);
    for (uint32_t i = 0; i < m->value_count; i++)
        buf_printf(b, "value %s %s\n", m->values[i].name, m->values[i].value);
    write_names(b, "hyperv", &a->hyperv);
}

static void write_small_facts(struct buf *b, const struct host_profile *p)
{
    for (uint32_t i = 0; i < p->gic_count; i++)
        buf_printf(b, "gic %u%s%s\n", p->gic[i].version, p->gic[i].kernel ? " kernel" : "",
                   p->gic[i].emulated ? " emulated" : "");
    if (p->sev.present)
        buf_printf(b, "sev cbitpos=%u reduced-phys-bits=%u\n", p->sev.cbitpos, p->sev.reduced_phys_bits);
    for (uint32_t i = 0; i < p->pci_count; i++) {
        const struct host_pci_device *d = &p->pci[i];
        buf_printf(b, "pci %04x:%02x:%02x.%x %s group=%d\n", d->domain, d->bus, d->slot, d->function,
                   d->express ? "express" : "conventional", d->iommu_group);
    }
    for (uint32_t i = 0; i < p->node_count; i++)
        buf_printf(b, "node %u cpus=%s memory=%llu\n", p->nodes[i].number, p->nodes[i].cpus,
                   (unsigned long long)p->nodes[i].memory);
}

static void write_firmware(struct buf *b, const struct host_firmware *f)
{
    buf_printf(b, "firmware %s\n", f->file);
    firmware_write(b, f);
    for (uint32_t i = 0; i < f->target_count; i++) {
        buf_printf(b, "target %s", f->targets[i].arch);
        write_names(b, "", &f->targets[i].machines);
    }
}

void host_write(const struct host_profile *p, struct buf *out)
{
    buf_printf(out, PROFILE_MAGIC " %d\n", PROFILE_VERSION);
    buf_printf(out, "name %s\narch %s\nemulator %s\n", p->name, p->arch, p->emulator);
    buf_printf(out, "version %u.%u.%u %s\n", p->version / 1000000, p->version / 1000 % 1000,
               p->version % 1000, p->package);
    for (uint32_t i = 0; i < p->machine_count; i++)
        write_machine(out, &p->machines[i]);
    write_caps(out, p);
    for (int i = 0; i < HOST_ACCEL_COUNT; i++)
        write_accelerator(out, host_accel_domain_type((enum host_accel)i), &p->accel[i]);
    write_small_facts(out, p);
    for (uint32_t i = 0; i < p->firmware_count; i++)
        write_firmware(out, &p->firmware[i]);
}
