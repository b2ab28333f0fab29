/* What a report says of a guest as a whole. */
#include <string.h>

#include "../abi/fingerprint.h"
#include "../abi/migration.h"
#include "../abi/path.h"
#include "../schema/bind.h"
#include "model.h"

static const char *child_text(const struct doc *d, enum atom name)
{
    const struct node *n = node_child(d->root, name);
    return n ? node_text(d, n) : NULL;
}

/* "efi", "bios", or what is started without either. */
static const char *firmware_kind(const struct doc *d, const struct node *os)
{
    const struct node *loader = os ? node_child(os, A_loader) : NULL;
    if (attr_get(os, A_firmware))
        return attr_get(os, A_firmware);
    if (attr_is(loader, A_type, A_pflash))
        return "efi";
    if (loader && *node_text(d, loader))
        return "loader";
    return os && node_child(os, A_kernel) ? "kernel" : NULL;
}

static void write_firmware(struct out *o, const struct doc *d)
{
    const struct node *os = node_child(d->root, A_os), *loader = os ? node_child(os, A_loader) : NULL;
    const char *kind = firmware_kind(d, os);
    if (!kind)
        return;
    out_begin(o, "firmware");
    out_attr(o, "kind", kind);
    out_attr(o, "secure", attr_get(loader, A_secure));
    out_text(o, "path", loader && *node_text(d, loader) ? node_text(d, loader)
                        : os && node_child(os, A_kernel) ? node_text(d, node_child(os, A_kernel)) : NULL);
    out_end(o, "firmware");
}

static const char *cpu_text(const struct report *r, const struct doc *d)
{
    const struct node *cpu = node_child(d->root, A_cpu), *model = cpu ? node_child(cpu, A_model) : NULL;
    const char *mode = attr_get(cpu, A_mode), *name = model ? node_text(d, model) : "";
    if (!mode || strcmp(mode, "custom") == 0)
        return *name ? name : NULL;
    return *name ? arena_printf(r->arena, "%s %s", mode, name) : mode;
}

static void write_guest(struct out *o, const struct report *r, struct doc *d, const char *side, const char *host)
{
    const struct node *type = node_path(d->root, A_os, A_type, 0), *vcpu = node_child(d->root, A_vcpu);
    char fingerprint[FINGERPRINT_SIZE];
    abi_fingerprint(d, fingerprint);
    out_begin(o, "guest");
    out_attr(o, "side", side);
    out_attr(o, "host", host);
    out_attr(o, "virt", attr_get(d->root, A_type));
    out_attr(o, "os", type ? node_text(d, type) : NULL);
    out_attr(o, "arch", attr_get(type, A_arch));
    out_attr(o, "machine", attr_get(type, A_machine));
    out_attr(o, "vcpus", child_text(d, A_vcpu));
    out_attr(o, "current-vcpus", attr_get(vcpu, A_current));
    out_attr(o, "memory", child_text(d, A_memory));
    out_attr(o, "current-memory", child_text(d, A_currentMemory));
    out_attr(o, "maximum-memory", child_text(d, A_maxMemory));
    out_attr(o, "cpu", cpu_text(r, d));
    out_attr(o, "uuid", child_text(d, A_uuid));
    out_attr(o, "fingerprint", fingerprint);
    out_text(o, "file", d->file);
    out_text(o, "name", child_text(d, A_name));
    out_text(o, "title", child_text(d, A_title));
    out_text(o, "description", child_text(d, A_description));
    write_firmware(o, d);
    out_end(o, "guest");
}

void write_guests(struct out *o, const struct report *r)
{
    if (r->old)
        write_guest(o, r, r->old, "old", r->old_host);
    write_guest(o, r, r->new, "new", r->new_host);
}

void write_needs(struct out *o, const struct report *r)
{
    out_begin(o, "needs");
    for (const struct need *x = migration_needs(r->new); x; x = x->next) {
        out_begin(o, "need");
        out_attr(o, "rule", x->rule);
        out_text(o, "path", path_of(r->arena, x->node, NULL));
        out_text(o, "text", x->text);
        out_end(o, "need");
    }
    out_end(o, "needs");
}
