/* What the target of a migration must offer: one small function a topic, in document order. Judges no host. */
#include "migration.h"

#include "../base/array.h"
#include "path.h"

struct list {
    struct doc *doc;
    struct need *first, **end;
};

static void need(struct list *l, const struct node *n, const char *rule, const char *text)
{
    struct need *x = arena_new_of(l->doc->arena, struct need);
    *x = (struct need){NULL, n, rule, text};
    *l->end = x;
    l->end = &x->next;
}

static const char *join(struct list *l, const char *format, const char *value)
{
    const char *at = format;
    while (*at != '*')
        at++;
    return arena_printf(l->doc->arena, "%.*s%s%s", (int)(at - format), format, value, at + 1);
}

static void machine(struct list *l, const struct node *domain)
{
    const struct node *type = node_path(domain, A_os, A_type, 0);
    if (attr_get(type, A_machine))
        need(l, type, "machine", join(l, "a QEMU with the machine type *", attr_get(type, A_machine)));
}

/* A processor is online behind one that is offline. */
static void vcpus(struct list *l, const struct node *domain)
{
    const struct node *all = node_child(domain, A_vcpus);
    bool gap = false;
    FOR_CHILDREN(vcpu, all, A_vcpu) {
        const bool on = attr_is(vcpu, A_enabled, A_yes);
        if (on && gap) {
            need(l, all, "vcpus_sparse",
                 "a libvirt that takes part in the migration feature cpu-hotplug: the processors online have gaps");
            return;
        }
        gap = gap || !on;
    }
}

static const char *mode_need(enum atom mode)
{
    switch ((int)mode) {
    case A_host_passthrough:
        return "the same processor, microcode and kernel: host-passthrough shows the guest whatever the host has";
    case A_host_model:
        return "a processor with all that the first host had when the guest started: host-model is replaced by that list";
    case A_maximum:
        return "the same QEMU and processor: maximum shows the guest whatever they can do";
    default:
        return NULL;
    }
}

static void cpu(struct list *l, const struct node *domain)
{
    const struct node *n = node_child(domain, A_cpu);
    const char *mode = n ? mode_need(attr_atom(n, A_mode)) : NULL;
    if (mode)
        need(l, n, "cpu_mode", mode);
    else if (n && *node_text(l->doc, node_child(n, A_model)))
        need(l, n, "cpu_model", join(l, "a host that can show the processor *", node_text(l->doc, node_child(n, A_model))));
    if (attr_is(n, A_match, A_minimum))
        need(l, n, "cpu_minimum", "all features of the first host's processor: match='minimum' gives them to the guest");
    FOR_CHILDREN(feature, n, A_feature) {
        const enum atom policy = attr_atom(feature, A_policy);
        if (policy == A_optional)
            need(l, feature, "cpu_optional",
                 join(l, "the feature * if the first host has it: optional turns into require once the guest runs",
                      attr_get(feature, A_name)));
        else if (policy == A_require)
            need(l, feature, "cpu_feature", join(l, "the processor feature *", attr_get(feature, A_name)));
    }
}

static void memory(struct list *l, const struct node *domain)
{
    FOR_CHILDREN(page, node_path(domain, A_memoryBacking, A_hugepages, 0), A_page)
        if (attr_get(page, A_size))
            need(l, page, "hugepages", join(l, "free huge pages of * KiB", attr_get(page, A_size)));
}

static void devices(struct list *l, const struct node *domain)
{
    FOR_ELEMENTS(n, node_child(domain, A_devices)) {
        if (n->name == A_hostdev || (n->name == A_interface && attr_is(n, A_type, A_hostdev)))
            need(l, n, "hostdev",
                 "nothing that helps: a device of the host stops migration unless its driver can move its state");
        else if (n->name == A_disk && attr_get(node_child(n, A_source), A_file) && !node_child(n, A_transient))
            need(l, n, "disk_file", join(l, "the file * on storage that both hosts share, or a copy of the disk",
                                         attr_get(node_child(n, A_source), A_file)));
        else if (n->name == A_tpm && attr_is(node_child(n, A_backend), A_type, A_passthrough))
            need(l, n, "tpm", "nothing that helps: a TPM of the host cannot be migrated");
    }
}

struct need *migration_needs(struct doc *d)
{
    static void (*const topics[])(struct list *, const struct node *) = {memory, vcpus, machine, cpu, devices};
    struct list l = {.doc = d, .end = &l.first};
    paths_number(d->arena, d->root);
    for (size_t i = 0; i < countof(topics); i++)
        topics[i](&l, d->root);
    return l.first;
}
