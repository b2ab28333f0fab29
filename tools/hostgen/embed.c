/* Writes profiles as constant C tables that need no work at start-up. Knows the structures of profile.h and
 * nothing of what they mean. */
#include "embed.h"

#include <inttypes.h>
#include <string.h>

static void put_text(struct buf *b, const char *s)
{
    if (!s) {
        buf_puts(b, "0");
        return;
    }
    buf_putc(b, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            buf_putc(b, '\\');
        buf_putc(b, *s);
    }
    buf_putc(b, '"');
}

/* Each name is a literal of its own, so that a digit behind the zero is no part of its escape. */
static void put_names(struct buf *b, const char *field, const struct host_names *names)
{
    if (!names->count)
        return;
    buf_printf(b, ".%s = {", field);
    for (const char *s = NULL; (s = host_names_next(names, s));) {
        if (s != names->text)
            buf_puts(b, "\n    ");
        put_text(b, s);
        if (s + strlen(s) + 1 < names->text + names->size)
            buf_puts(b, "\"\\0\"");
    }
    buf_printf(b, ", %u, %u}, ", names->count, names->size);
}

static void put_machines(struct buf *b, const struct host_profile *p, size_t n)
{
    buf_printf(b, "static const struct host_machine machines_%zu[] = {\n", n);
    for (uint32_t i = 0; i < p->machine_count; i++) {
        const struct host_machine *m = &p->machines[i];
        buf_puts(b, "  {.name = ");
        put_text(b, m->name);
        buf_puts(b, ", .alias = ");
        put_text(b, m->alias);
        buf_puts(b, ", .cpu = {");
        for (int j = 0; j < HOST_ACCEL_COUNT; j++) {
            put_text(b, m->cpu[j]);
            buf_puts(b, ", ");
        }
        buf_puts(b, "}, .ram_id = ");
        put_text(b, m->ram_id);
        buf_printf(b,
                   ", .cpu_max = %u, .acpi = %u, .is_default = %d, .hotpluggable_cpus = %d, .numa_mem = %d, "
                   ".deprecated = %d},\n",
                   m->cpu_max, m->acpi, m->is_default, m->hotpluggable_cpus, m->numa_mem, m->deprecated);
    }
    buf_puts(b, "  {0},\n};\n");
}

static void put_values(struct buf *b, const struct host_profile *p, size_t n)
{
    for (int i = 0; i < HOST_ACCEL_COUNT; i++) {
        const struct host_cpu_model *m = &p->accel[i].model;
        if (!m->value_count)
            continue;
        buf_printf(b, "static const struct host_value values_%zu_%d[] = {", n, i);
        for (uint32_t j = 0; j < m->value_count; j++) {
            buf_puts(b, "{");
            put_text(b, m->values[j].name);
            buf_puts(b, ", ");
            put_text(b, m->values[j].value);
            buf_puts(b, "}, ");
        }
        buf_puts(b, "};\n");
    }
}

static void put_targets(struct buf *b, const struct host_firmware *f, size_t n, uint32_t i)
{
    buf_printf(b, "static const struct firmware_target targets_%zu_%u[] = {\n", n, i);
    for (uint32_t j = 0; j < f->target_count; j++) {
        buf_puts(b, "  {.arch = ");
        put_text(b, f->targets[j].arch);
        buf_puts(b, ", ");
        put_names(b, "machines", &f->targets[j].machines);
        buf_puts(b, "},\n");
    }
    buf_puts(b, "};\n");
}

static void put_file(struct buf *b, const char *field, const struct firmware_file *f)
{
    buf_printf(b, ", .%s = {", field);
    put_text(b, f->path);
    buf_puts(b, ", ");
    put_text(b, f->format);
    buf_puts(b, "}");
}

static void put_firmware(struct buf *b, const struct host_profile *p, size_t n)
{
    for (uint32_t i = 0; i < p->firmware_count; i++)
        put_targets(b, &p->firmware[i], n, i);
    if (!p->firmware_count)
        return;
    buf_printf(b, "static const struct host_firmware firmware_%zu[] = {\n", n);
    for (uint32_t i = 0; i < p->firmware_count; i++) {
        const struct host_firmware *f = &p->firmware[i];
        buf_puts(b, "  {.file = ");
        put_text(b, f->file);
        buf_printf(b, ", .interfaces = %u, .device = %u, .mode = %u, .features = %u", f->interfaces,
                   f->device, f->mode, f->features);
        put_file(b, "executable", &f->executable);
        put_file(b, "nvram", &f->nvram);
        buf_printf(b, ", .targets = targets_%zu_%u, .target_count = %u},\n", n, i, f->target_count);
    }
    buf_puts(b, "};\n");
}

static void put_small_tables(struct buf *b, const struct host_profile *p, size_t n)
{
    for (uint32_t i = 0; i < p->gic_count; i++) {
        if (i == 0)
            buf_printf(b, "static const struct host_gic gic_%zu[] = {", n);
        buf_printf(b, "{%u, %d, %d}, ", p->gic[i].version, p->gic[i].kernel, p->gic[i].emulated);
    }
    buf_puts(b, p->gic_count ? "};\n" : "");
    for (uint32_t i = 0; i < p->pci_count; i++) {
        const struct host_pci_device *d = &p->pci[i];
        if (i == 0)
            buf_printf(b, "static const struct host_pci_device pci_%zu[] = {", n);
        buf_printf(b, "{%u, %u, %u, %u, %d, %d}, ", d->domain, d->bus, d->slot, d->function, d->express,
                   d->iommu_group);
    }
    buf_puts(b, p->pci_count ? "};\n" : "");
}

static void put_accelerator(struct buf *b, const struct host_accelerator *a, size_t n, int accel)
{
    if (!a->present)
        return;
    buf_printf(b, "    [%d] = {.present = true, ", accel);
    put_names(b, "cpus", &a->cpus);
    buf_puts(b, ".model = {.name = ");
    put_text(b, a->model.name);
    buf_puts(b, ", ");
    put_names(b, "on", &a->model.on);
    put_names(b, "off", &a->model.off);
    put_names(b, "unmigratable", &a->model.unmigratable);
    put_names(b, "deprecated", &a->model.deprecated);
    if (a->model.value_count)
        buf_printf(b, ".values = values_%zu_%d, .value_count = %u", n, accel, a->model.value_count);
    buf_puts(b, "}, ");
    put_names(b, "hyperv", &a->hyperv);
    buf_puts(b, "},\n");
}

static void put_reference(struct buf *b, const char *field, size_t n, uint32_t count)
{
    if (count)
        buf_printf(b, ".%s = %s_%zu, .%s_count = %u,\n", field, field, n, field, count);
}

static void put_profile(struct buf *b, const struct host_profile *p, size_t n)
{
    put_machines(b, p, n);
    put_values(b, p, n);
    put_firmware(b, p, n);
    put_small_tables(b, p, n);
    buf_printf(b, "static const struct host_profile profile_%zu = {\n.name = ", n);
    put_text(b, p->name);
    buf_puts(b, ",\n.arch = ");
    put_text(b, p->arch);
    buf_puts(b, ",\n.emulator = ");
    put_text(b, p->emulator);
    buf_puts(b, ",\n.package = ");
    put_text(b, p->package);
    buf_printf(b, ",\n.version = %u,\n.accel = {\n", p->version);
    for (int i = 0; i < HOST_ACCEL_COUNT; i++)
        put_accelerator(b, &p->accel[i], n, i);
    buf_printf(b, "},\n.machines = machines_%zu, .machine_count = %u,\n.caps = {", n, p->machine_count);
    for (int i = 0; i < HOST_CAP_WORDS; i++)
        buf_printf(b, "UINT64_C(0x%" PRIx64 "), ", p->caps[i]);
    buf_printf(b, "},\n.sev = {%d, %u, %u},\n", p->sev.present, p->sev.cbitpos, p->sev.reduced_phys_bits);
    put_reference(b, "gic", n, p->gic_count);
    put_reference(b, "pci", n, p->pci_count);
    put_reference(b, "firmware", n, p->firmware_count);
    buf_puts(b, "};\n\n");
}

void embed_profiles(struct buf *b, const struct host_profile *const *profiles, size_t count)
{
    buf_puts(b, "/* Made by tools/hostgen from hosts/; do not edit. */\n#include \"host/embedded.h\"\n\n");
    for (size_t i = 0; i < count; i++)
        put_profile(b, profiles[i], i);
    buf_puts(b, "const struct host_profile *const host_embedded[] = {");
    for (size_t i = 0; i < count; i++)
        buf_printf(b, "&profile_%zu, ", i);
    buf_printf(b, "0};\nconst size_t host_embedded_count = %zu;\n", count);
}
