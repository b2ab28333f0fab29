/* Warnings about disks and their controllers. */
#include <string.h>

#include "review.h"

const char *disk_identity(struct review *r, const struct node *disk)
{
    static const uint16_t single[] = {A_file, A_dev, A_dir, 0};
    const struct node *source = node_child(disk, A_source);
    for (const uint16_t *name = single; *name; name++)
        if (attr_get(source, *name))
            return strcmp(attr_get(source, *name), "/dev/null") != 0 ? attr_get(source, *name) : NULL;
    const char *volume = attr_get(source, A_volume), *pool = attr_get(source, A_pool);
    if (volume && pool)
        return arena_printf(r->written->arena, "%s/%s", pool, volume);
    const char *protocol = attr_get(source, A_protocol), *name = attr_get(source, A_name);
    const struct node *server = node_child(source, A_host);
    const char *host = attr_get(server, A_name), *port = attr_get(server, A_port);
    if (!protocol || !name)
        return NULL;
    return arena_printf(r->written->arena, "%s://%s%s%s/%s", protocol, host ? host : "", port ? ":" : "",
                        port ? port : "", name);
}

bool disk_is_exclusive(const struct node *disk)
{
    const enum atom device = attr_atom(disk, A_device);
    return !node_child(disk, A_readonly) && !node_child(disk, A_shareable) && !node_child(disk, A_transient) &&
           device != A_cdrom && device != A_floppy;
}

static struct node *driver_of(const struct node *disk)
{
    return node_child(disk, A_driver);
}

void warn_cache_unsafe(struct review *r)
{
    FOR_MEANT(disk, r, A_disk)
        if (attr_is(driver_of(disk), A_cache, A_unsafe))
            warn(r, driver_of(disk), node_attr(driver_of(disk), A_cache), W_cache_unsafe);
}

/* The cache mode, when the user chose one that keeps data in the host's memory. */
static const char *cached(const struct node *disk)
{
    const enum atom cache = attr_atom(driver_of(disk), A_cache);
    return cache && cache != A_none && cache != A_directsync ? atom_text[cache] : NULL;
}

void warn_disk_shared_cache(struct review *r)
{
    FOR_MEANT(disk, r, A_disk)
        if (node_child(disk, A_shareable) && cached(disk))
            warn(r, driver_of(disk), node_attr(driver_of(disk), A_cache), W_disk_shared_cache, cached(disk));
}

void warn_disk_format(struct review *r)
{
    FOR_MEANT(disk, r, A_disk) {
        const struct attr *type = node_attr(driver_of(disk), A_type);
        if (type && type->rule == R_disk_format && attr_is(disk, A_type, A_file) && disk_identity(r, disk) &&
            attr_is(disk, A_device, A_disk))
            warn(r, disk, NULL, W_disk_format);
    }
}

/* The first disk before this one with the same content, of which one of the two expects to be the only user. */
static struct node *disk_before(struct review *r, struct seen *seen, struct node *disk, const char *identity)
{
    const char *own = arena_printf(r->written->arena, "%s alone", identity);
    struct node *first = seen_before(seen, identity, disk);
    if (!disk_is_exclusive(disk))
        return seen_owner(seen, own);
    seen_before(seen, own, disk);
    return first;
}

void warn_disk_twice(struct review *r)
{
    struct seen *seen = seen_new(r->written->arena);
    FOR_MEANT(disk, r, A_disk) {
        const char *identity = disk_identity(r, disk);
        struct node *other = identity ? disk_before(r, seen, disk, identity) : NULL;
        if (!other)
            continue;
        const bool later = other->ordinal > disk->ordinal; /* canonical order is not the written one */
        warn(r, node_child(later ? other : disk, A_source), NULL, W_disk_twice, identity,
             line_text(r, later ? disk : other));
    }
}

void warn_disk_emulated(struct review *r)
{
    FOR_MEANT(disk, r, A_disk) {
        struct node *target = node_child(disk, A_target);
        const enum atom bus = attr_atom(target, A_bus);
        if (r->all_passes && (bus == A_ide || bus == A_sata) && attr_is(disk, A_device, A_disk))
            warn(r, target, node_attr(target, A_bus), W_disk_emulated, atom_text[bus]);
    }
}

void warn_scsi_lsilogic(struct review *r)
{
    FOR_MEANT(controller, r, A_controller)
        if (attr_is(controller, A_type, A_scsi) && attr_is(controller, A_model, A_lsilogic)) {
            warn(r, controller, node_attr(controller, A_model), W_scsi_lsilogic, "lsilogic");
            return;
        }
}

void warn_zeroes_kept(struct review *r)
{
    FOR_MEANT(disk, r, A_disk) {
        struct node *driver = driver_of(disk);
        if (attr_is(driver, A_detect_zeroes, A_unmap) && !attr_is(driver, A_discard, A_unmap))
            warn(r, driver, node_attr(driver, A_detect_zeroes), W_zeroes_kept);
    }
}

static void judge_queues(struct review *r, struct node *driver, uint64_t vcpus)
{
    uint64_t queues;
    if (attr_uint(driver, A_queues, &queues) && vcpus && queues > vcpus)
        warn(r, driver, node_attr(driver, A_queues), W_queues_many, number_text(r, queues), number_text(r, vcpus));
}

void warn_queues_many(struct review *r)
{
    static const uint16_t kinds[] = {A_disk, A_controller, A_interface, 0};
    uint64_t vcpus = 0;
    node_text_uint(r->meant, node_child(r->meant->root, A_vcpu), &vcpus);
    for (const uint16_t *kind = kinds; *kind; kind++)
        FOR_MEANT(device, r, (enum atom)*kind)
            judge_queues(r, driver_of(device), vcpus);
}
