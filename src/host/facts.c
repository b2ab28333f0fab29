/* A profile out of a conversation with QEMU: which session speaks for which accelerator, machines, small
 * facts. Knows no file and no running QEMU. */
#include "facts.h"

#include <json-c/json.h>
#include <string.h>

#include "internal.h"

static const char *keep(struct arena *a, const char *s)
{
    return s ? arena_strdup(a, s) : NULL;
}

/* The first session speaks for the accelerator of the host. One that has a second session although KVM is off
 * ran with the only other accelerator libvirt knows. */
static void sessions_of(const struct qmp_replies *r, unsigned session[HOST_ACCEL_COUNT])
{
    const bool kvm = json_flag(qmp_find(r, 1, "query-kvm"), "enabled");
    session[HOST_KVM] = kvm ? 1 : 0;
    session[HOST_HVF] = !kvm && r->sessions > 1 ? 1 : 0;
    session[HOST_TCG] = r->sessions > 1 ? 2 : kvm ? 0 : 1;
}

/* The name of a CPU model by the name of its QOM type. */
static const char *cpu_of_type(struct json_object *definitions, const char *type)
{
    for (size_t i = 0; type && i < json_count(definitions); i++) {
        const char *have = json_text(json_at(definitions, i), "typename");
        if (have && strcmp(have, type) == 0)
            return json_text(json_at(definitions, i), "name");
    }
    return NULL;
}

static struct json_object *machine_named(struct json_object *machines, const char *name)
{
    for (size_t i = 0; i < json_count(machines); i++) {
        const char *have = json_text(json_at(machines, i), "name");
        if (have && strcmp(have, name) == 0)
            return json_at(machines, i);
    }
    return NULL;
}

static void read_machine(struct arena *a, struct json_object *o, struct host_machine *m)
{
    m->name = keep(a, json_text(o, "name"));
    m->alias = keep(a, json_text(o, "alias"));
    m->ram_id = keep(a, json_text(o, "default-ram-id"));
    m->cpu_max = (uint32_t)json_number(o, "cpu-max");
    m->acpi = !json_member(o, "acpi") ? HOST_UNKNOWN : json_flag(o, "acpi") ? HOST_YES : HOST_NO;
    m->is_default = json_flag(o, "is-default");
    m->hotpluggable_cpus = json_flag(o, "hotpluggable-cpus");
    m->numa_mem = json_flag(o, "numa-mem-supported");
    m->deprecated = json_flag(o, "deprecated");
}

static void read_default_cpu(struct arena *a, struct host_machine *m, enum host_accel accel,
                             const struct qmp_replies *r, unsigned session)
{
    struct json_object *own = machine_named(qmp_find(r, session, "query-machines"), m->name);
    struct json_object *definitions = qmp_find(r, session, "query-cpu-definitions");
    m->cpu[accel] = keep(a, cpu_of_type(definitions, json_text(own, "default-cpu-type")));
}

void facts_machines(struct arena *a, struct host_profile *p, const struct qmp_replies *r,
                    const unsigned session[HOST_ACCEL_COUNT])
{
    struct json_object *list = qmp_find(r, 1, "query-machines");
    struct host_machine *machines = arena_new_array(a, struct host_machine, json_count(list) + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < json_count(list); i++) {
        const char *name = json_text(json_at(list, i), "name");
        if (!name || strcmp(name, "none") == 0)
            continue;
        read_machine(a, json_at(list, i), &machines[n]);
        for (int accel = 0; accel < HOST_ACCEL_COUNT; accel++)
            if (session[accel])
                read_default_cpu(a, &machines[n], (enum host_accel)accel, r, session[accel]);
        n++;
    }
    p->machines = machines;
    p->machine_count = n;
}

void facts_drop_aliases(struct arena *a, struct host_profile *p)
{
    struct host_machine *machines = arena_new_array(a, struct host_machine, 2 * (size_t)p->machine_count + 1);
    uint32_t n = p->machine_count;
    for (uint32_t i = 0; i < p->machine_count; i++) {
        machines[i] = p->machines[i];
        if (!machines[i].alias)
            continue;
        machines[n] = machines[i];
        machines[n].alias = NULL;
        machines[n++].is_default = false;
        machines[i].name = machines[i].alias;
        machines[i].alias = NULL;
    }
    p->machines = machines;
    p->machine_count = n;
}

static void read_gic(struct arena *a, struct host_profile *p, struct json_object *list)
{
    struct host_gic *gic = arena_new_array(a, struct host_gic, json_count(list) + 1);
    for (size_t i = 0; i < json_count(list); i++) {
        struct json_object *o = json_at(list, i);
        gic[i].version = (uint8_t)json_number(o, "version");
        gic[i].kernel = json_flag(o, "kernel");
        gic[i].emulated = json_flag(o, "emulated");
    }
    p->gic = gic;
    p->gic_count = (uint32_t)json_count(list);
}

static void read_sev(struct host_profile *p, struct json_object *o)
{
    p->sev.present = o != NULL;
    p->sev.cbitpos = (uint32_t)json_number(o, "cbitpos");
    p->sev.reduced_phys_bits = (uint32_t)json_number(o, "reduced-phys-bits");
}

static bool read_identity(struct arena *a, struct host_profile *p, const struct qmp_replies *r,
                          const struct host_import_options *options)
{
    struct json_object *version = qmp_find(r, 1, "query-version"), *number = json_member(version, "qemu");
    const char *target = json_text(qmp_find(r, 1, "query-target"), "arch");
    if (!number || !target)
        return false;
    const unsigned major = (unsigned)json_number(number, "major");
    const unsigned minor = (unsigned)json_number(number, "minor");
    const char *package = json_text(version, "package");
    p->version = major * 1000000 + minor * 1000 + (unsigned)json_number(number, "micro");
    p->package = arena_strdup(a, package ? package : "");
    p->arch = arena_strdup(a, host_arch_of_qemu(target));
    p->emulator = options->emulator ? arena_strdup(a, options->emulator)
                                    : arena_printf(a, "/usr/bin/qemu-system-%s", p->arch);
    p->name = options->name ? arena_strdup(a, options->name)
                            : arena_printf(a, "qemu-%u.%u-%s", major, minor, p->arch);
    return true;
}

struct host_profile *facts_profile(struct arena *a, const struct qmp_replies *r,
                                   const struct host_import_options *options, struct buf *error)
{
    struct host_profile *p = arena_new_of(a, struct host_profile);
    unsigned session[HOST_ACCEL_COUNT];
    sessions_of(r, session);
    if (!read_identity(a, p, r, options)) {
        buf_puts(error,
                 "the conversation does not tell QEMU's version and target (query-version, query-target)");
        return NULL;
    }
    facts_machines(a, p, r, session);
    for (int accel = 0; accel < HOST_ACCEL_COUNT; accel++)
        if (session[accel])
            facts_accelerator(a, p, (enum host_accel)accel, r, session[accel]);
    facts_caps(p, r);
    read_gic(a, p, qmp_find(r, 1, "query-gic-capabilities"));
    read_sev(p, qmp_find(r, 1, "query-sev-capabilities"));
    if (options->no_machine_aliases)
        facts_drop_aliases(a, p);
    return p;
}
