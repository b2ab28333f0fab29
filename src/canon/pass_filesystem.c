/* File systems of the host, and leases. */
#include "device.h"

/* What only the daemon of virtiofs heeds; and what a driver without a type has not. */
static void drop_unheeded(struct node *fs)
{
    struct node *driver = node_child(fs, A_driver);
    const enum atom type = attr_atom(driver, A_type);
    if (type != A_virtiofs) {
        node_drop_children(fs, A_binary);
        node_drop_children(fs, A_idmap);
    }
    if (!driver)
        return;
    if (type != A_virtiofs)
        attr_drop(driver, A_queue);
    if (!type) {
        attr_drop(driver, A_format);
        attr_drop(driver, A_wrpolicy);
    }
}

/* Where a file system comes from, by its type. */
static bool has_source(const struct node *fs)
{
    static const struct {
        uint16_t type, attribute[2];
    } sources[] = {
        {A_mount, {A_dir, A_socket}}, {A_bind, {A_dir}},  {A_template, {A_name}},
        {A_file, {A_file}},           {A_block, {A_dev}},
    };
    const struct node *source = node_child(fs, A_source);
    if (attr_is(fs, A_type, A_volume))
        return !attr_get(source, A_pool) == !attr_get(source, A_volume);
    for (size_t i = 0; i < countof(sources); i++)
        if (attr_is(fs, A_type, sources[i].type))
            return attr_get(source, sources[i].attribute[0]) || attr_get(source, sources[i].attribute[1]);
    return true;
}

static void check_ends(struct canon *c, struct node *fs)
{
    struct node *source = node_child(fs, A_source), *target = node_child(fs, A_target);
    const char *dir = attr_get(target, A_dir);
    if (!source && !attr_is(fs, A_type, A_ram))
        refuse(c, fs, NULL, D_element_missing, "filesystem", "source");
    else if (!has_source(fs))
        refuse(c, source, NULL, D_filesystem_source);
    if (dir && !*dir)
        refuse_at(c, target, A_dir, D_filesystem_target);
}

void pass_filesystem(struct canon *c)
{
    FOR_DEVICES(fs, c, A_filesystem) {
        drop_unheeded(fs);
        struct node *source = node_child(fs, A_source);
        if (attr_get(source, A_socket)) /* whose server has decided */
            attr_drop(source, A_dir);
        else
            fill_atom(c, fs, A_accessmode, R_filesystem_access, A_passthrough);
        check_ends(c, fs);
        if (!attr_is(fs, A_type, A_mount) && canon_is_for(c, DRIVER_QEMU))
            refuse_at(c, fs, A_type, D_filesystem_type);
    }
    FOR_DEVICES(lease, c, A_lease)
        if (!node_child(lease, A_lockspace))
            refuse(c, lease, NULL, D_element_missing, "lease", "lockspace");
}

static bool is_served(enum atom driver)
{
    return !driver || driver == A_path || driver == A_handle || driver == A_virtiofs || driver == A_mtp;
}

/* Some drivers leave the guest's permissions alone, and have few settings. */
static void check_driver(struct canon *c, struct node *fs, struct node *driver, enum atom type)
{
    static const uint16_t plain[] = {A_handle, A_mtp, A_virtiofs, 0};
    const bool served = type == A_virtiofs && attr_get(node_child(fs, A_source), A_socket);
    if (atom_in(type, plain) && !attr_is(fs, A_accessmode, A_passthrough) && !served)
        refuse_at(c, fs, A_accessmode, D_filesystem_access, atom_text[type]);
    if (type != A_virtiofs)
        return;
    const struct {
        struct node *at;
        enum atom name;
    } unknown[] = {{fs, A_model}, {fs, A_multidevs}, {driver, A_format}, {driver, A_wrpolicy}};
    for (size_t i = 0; i < countof(unknown); i++)
        if (node_attr(unknown[i].at, unknown[i].name) && !(served && unknown[i].name == A_wrpolicy))
            refuse_at(c, unknown[i].at, unknown[i].name, D_filesystem_virtiofs, atom_text[unknown[i].name]);
}

void pass_filesystem_check(struct canon *c)
{
    static const enum atom limits[] = {A_space_hard_limit, A_space_soft_limit};
    FOR_DEVICES(fs, c, A_filesystem) {
        struct node *driver = node_child(fs, A_driver);
        const enum atom type = attr_atom(driver, A_type), access = attr_atom(fs, A_accessmode);
        if (type == A_virtiofs && !memory_is_shared(c))
            refuse(c, fs, NULL, D_needs_shared_memory, "filesystem");
        check_driver(c, fs, driver, type);
        for (size_t i = 0; i < countof(limits); i++)
            if (node_child(fs, limits[i]))
                refuse(c, node_child(fs, limits[i]), NULL, D_filesystem_limit);
        if (node_child(fs, A_boot) && (type != A_virtiofs || address_type(fs) != A_pci))
            refuse(c, node_child(fs, A_boot), NULL, D_filesystem_boot);
        if ((attr_get(fs, A_fmode) || attr_get(fs, A_dmode)) && access != A_mapped)
            refuse(c, fs, NULL, D_filesystem_modes);
        if (!is_served(type))
            refuse_at(c, driver, A_type, D_filesystem_driver, attr_get(driver, A_type));
    }
}
