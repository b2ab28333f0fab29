/* Profiles as text for people. Knows no format that a program reads. */
#include <string.h>

#include "import.h"
#include "internal.h"

enum { WIDTH = 100, INDENT = 2 };

/* A paragraph of words that breaks lines. */
struct paragraph {
    struct buf *out;
    size_t column;
};

static void put_word(struct paragraph *p, const char *word, const char *suffix)
{
    const size_t len = strlen(word) + strlen(suffix);
    if (p->column && p->column + 1 + len > WIDTH) {
        buf_putc(p->out, '\n');
        p->column = 0;
    }
    if (!p->column)
        buf_spaces(p->out, INDENT);
    else
        buf_putc(p->out, ' ');
    p->column += (p->column ? 1 : INDENT) + len;
    buf_printf(p->out, "%s%s", word, suffix);
}

static void put_end(struct paragraph *p)
{
    if (p->column)
        buf_putc(p->out, '\n');
    p->column = 0;
}

static void put_domain_types(struct buf *b, const struct host_profile *p)
{
    const char *separator = "";
    for (int i = HOST_ACCEL_COUNT - 1; i >= 0; i--)
        if (host_can(p, (enum host_accel)i)) {
            buf_printf(b, "%s%s", separator, host_accel_domain_type((enum host_accel)i));
            separator = ", ";
        }
}

static void put_version(struct buf *b, const struct host_profile *p)
{
    buf_printf(b, "%u.%u.%u", p->version / 1000000, p->version / 1000 % 1000, p->version % 1000);
}

void host_list(struct buf *out)
{
    const struct host_profile *p;
    for (size_t i = 0; (p = host_profile_at(i)); i++) {
        buf_printf(out, "%-24s QEMU ", p->name);
        put_version(out, p);
        buf_puts(out, ", domain types ");
        put_domain_types(out, p);
        buf_puts(out, host_profile_default(p->arch) == p ? " (default for its architecture)\n" : "\n");
    }
}

static void show_machine(struct buf *b, const struct host_machine *m)
{
    static const char *const acpi[] = {"", ", no ACPI", ", ACPI"};
    buf_printf(b, "  %s: up to %u vCPUs", m->name, m->cpu_max);
    if (m->alias)
        buf_printf(b, ", alias %s", m->alias);
    if (m->is_default)
        buf_puts(b, ", QEMU's default");
    for (int i = HOST_ACCEL_COUNT - 1; i >= 0; i--)
        if (m->cpu[i]) {
            buf_printf(b, ", CPU %s", m->cpu[i]);
            break;
        }
    buf_printf(b, "%s%s%s\n", acpi[m->acpi], m->hotpluggable_cpus ? ", CPU hotplug" : "",
               m->deprecated ? ", deprecated" : "");
}

static void show_names(struct buf *b, const char *title, const struct host_names *names)
{
    struct paragraph text = {b, 0};
    if (!names->count)
        return;
    buf_printf(b, "%s (%u):\n", title, names->count);
    for (const char *s = NULL; (s = host_names_next(names, s));)
        put_word(&text, s, "");
    put_end(&text);
}

static void show_accelerator(struct buf *b, const char *type, const struct host_accelerator *a)
{
    struct paragraph text = {b, 0};
    struct host_cpu cpu = {0};
    if (!a->present)
        return;
    buf_printf(b, "\nCPU models with domain type %s (%u; * cannot run on this host):\n", type, a->cpus.count);
    while (host_cpu_next(a, &cpu))
        put_word(&text, cpu.name, cpu.blockers ? "*" : "");
    put_end(&text);
    if (!a->model.name)
        return;
    buf_printf(b, "The host's CPU with domain type %s: %s", type, a->model.name);
    for (uint32_t i = 0; i < a->model.value_count; i++)
        buf_printf(b, "%s%s %s", i ? ", " : " with ", a->model.values[i].name, a->model.values[i].value);
    buf_putc(b, '\n');
    show_names(b, "Features", &a->model.on);
    show_names(b, "Features of guests that do not migrate", &a->model.unmigratable);
    show_names(b, "Features to do without", &a->model.deprecated);
    show_names(b, "Hyper-V enlightenments", &a->hyperv);
}

static void show_firmware(struct buf *b, const struct host_profile *p)
{
    if (p->firmware_count)
        buf_printf(b, "\nFirmware, in the order it is searched (%u):\n", p->firmware_count);
    for (uint32_t i = 0; i < p->firmware_count; i++) {
        const struct host_firmware *f = &p->firmware[i];
        buf_printf(b, "  %s: %s\n", f->file, f->executable.path);
    }
}

static void show_caps(struct buf *b, const struct host_profile *p)
{
    struct paragraph text = {b, 0};
    unsigned count = 0;
    for (int cap = 0; cap < HOST_CAP_COUNT; cap++)
        count += host_has(p, (enum host_cap)cap);
    buf_printf(b, "\nCapabilities (%u of %d):\n", count, HOST_CAP_COUNT);
    for (int cap = 0; cap < HOST_CAP_COUNT; cap++)
        if (host_has(p, (enum host_cap)cap))
            put_word(&text, host_cap_name((enum host_cap)cap), "");
    put_end(&text);
}

static void show_small_facts(struct buf *b, const struct host_profile *p)
{
    for (uint32_t i = 0; i < p->gic_count; i++)
        buf_printf(b, "GIC version %u: %s%s%s\n", p->gic[i].version, p->gic[i].kernel ? "in the kernel" : "",
                   p->gic[i].kernel && p->gic[i].emulated ? ", " : "", p->gic[i].emulated ? "emulated" : "");
    if (p->sev.present)
        buf_printf(b, "AMD SEV: C-bit %u, %u physical address bits less\n", p->sev.cbitpos,
                   p->sev.reduced_phys_bits);
    for (uint32_t i = 0; i < p->pci_count; i++)
        buf_printf(b, "PCI device %04x:%02x:%02x.%x: %s, IOMMU group %d\n", p->pci[i].domain, p->pci[i].bus,
                   p->pci[i].slot, p->pci[i].function, p->pci[i].express ? "express" : "conventional",
                   p->pci[i].iommu_group);
    for (uint32_t i = 0; i < p->node_count; i++)
        buf_printf(b, "NUMA node %u: CPUs %s, %llu KiB\n", p->nodes[i].number,
                   *p->nodes[i].cpus ? p->nodes[i].cpus : "none", (unsigned long long)p->nodes[i].memory);
}

void host_show(const struct host_profile *p, struct buf *out)
{
    const char *machine = host_machine_default(p, p->arch);
    buf_printf(out, "%s\nArchitecture: %s\nEmulator: %s, QEMU ", p->name, p->arch, p->emulator);
    put_version(out, p);
    buf_printf(out, "%s%s%s\nDomain types: ", *p->package ? " (" : "", p->package, *p->package ? ")" : "");
    put_domain_types(out, p);
    buf_puts(out, "\nMachine of a document that names none: ");
    buf_puts(out, machine ? host_machine_resolve(p, machine) : "(none)");
    buf_putc(out, '\n');
    show_small_facts(out, p);
    buf_printf(out, "\nMachines (%u):\n", p->machine_count);
    for (uint32_t i = 0; i < p->machine_count; i++)
        show_machine(out, &p->machines[i]);
    for (int i = HOST_ACCEL_COUNT - 1; i >= 0; i--)
        show_accelerator(out, host_accel_domain_type((enum host_accel)i), &p->accel[i]);
    show_firmware(out, p);
    show_caps(out, p);
}
