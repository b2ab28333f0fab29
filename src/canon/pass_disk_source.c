/* Sources of disks, of the images below them and of SCSI host devices: default ports of network storage,
 * names of iSCSI units, sizes of caches. Common to all hypervisors. */
#include <string.h>

#include "../base/scale.h"
#include "disk.h"

static const struct {
    uint16_t protocol;
    const char *port;
} ports[] = {
    {A_http, "80"},   {A_https, "443"},  {A_ftp, "21"},        {A_ftps, "990"},  {A_tftp, "69"},
    {A_ssh, "22"},    {A_nbd, "10809"},  {A_iscsi, "3260"},    {A_vxhs, "9999"}, {A_sheepdog, "7000"},
    {A_gluster, "24007"},
};

static const char *usual_port(enum atom protocol)
{
    for (size_t i = 0; i < countof(ports); i++)
        if (ports[i].protocol == protocol)
            return ports[i].port;
    return NULL;
}

static void fill_port(struct canon *c, struct node *host, enum atom protocol)
{
    const enum atom transport = attr_atom(host, A_transport);
    uint64_t port;
    if (transport == A_unix) {
        if (!attr_get(host, A_socket))
            refuse_missing(c, host, A_socket);
        return;
    }
    if (!attr_get(host, A_name))
        refuse_missing(c, host, A_name);
    if (attr_get(host, A_port) && !attr_uint(host, A_port, &port))
        refuse_at(c, host, A_port, D_value_bad, attr_get(host, A_port), "the port of a <host>", "a number");
    else if (attr_uint_or(host, A_port, 1) == 0)
        attr_drop(host, A_port);
    if (usual_port(protocol) && transport != A_rdma)
        fill_attr(c, host, A_port, R_network_port, usual_port(protocol));
}

/* A target without a unit means unit 0. */
static void fill_iscsi_unit(struct canon *c, struct node *source)
{
    const char *name = attr_get(source, A_name);
    if (name && attr_is(source, A_protocol, A_iscsi) && !strchr(name, '/'))
        decide_attr(c, source, A_name, R_iscsi_unit, arena_printf(c->scratch, "%s/0", name));
}

/* Only connections that can be encrypted have a certificate to verify. */
static void drop_unheeded(struct node *source, enum atom protocol)
{
    struct node *readahead = node_child(source, A_readahead), *timeout = node_child(source, A_timeout);
    if (protocol != A_https && protocol != A_ftps)
        node_drop_children(source, A_ssl);
    if (readahead && attr_uint_or(readahead, A_size, 0) == 0)
        node_drop(readahead);
    if (timeout && attr_uint_or(timeout, A_seconds, 0) == 0)
        node_drop(timeout);
}

void settle_network_source(struct canon *c, struct node *source)
{
    const enum atom protocol = attr_atom(source, A_protocol);
    const char *name = attr_get(source, A_name);
    if (!attr_get(source, A_protocol))
        refuse_missing(c, source, A_protocol);
    else if (!name && protocol != A_nbd)
        refuse_missing(c, source, A_name);
    else if ((protocol == A_rbd || protocol == A_gluster) && (!strchr(name, '/') || *name == '/'))
        refuse_at(c, source, A_name, D_disk_pool_name, name);
    if (name && !*name && (c->opt.libvirt || protocol == A_nbd)) /* which no reader but that of nbd would take */
        attr_drop(source, A_name);
    drop_unheeded(source, protocol);
    FOR_CHILDREN(host, source, A_host)
        fill_port(c, host, protocol);
}

static void scale_cache(struct canon *c, struct node *holder)
{
    struct node *size = node_path(holder, A_metadata_cache, A_max_size, 0);
    const char *unit = attr_get(size, A_unit);
    uint64_t amount;
    if (!size || !node_text_uint(c->doc, size, &amount))
        return;
    if (scale_bytes(amount, unit, 1, &amount))
        decide_text(c, size, R_constant, text_of(c, amount));
    decide_attr(c, size, A_unit, R_constant, "bytes");
}

static void fill_source(struct canon *c, struct node *holder, enum atom type)
{
    struct node *source = node_child(holder, A_source);
    static const uint16_t paths[] = {A_file, A_dev, A_dir};
    for (size_t i = 0; i < countof(paths); i++)
        if (attr_get(source, paths[i]) && !*attr_get(source, paths[i]))
            attr_drop(source, paths[i]);
    if (source && type == A_network)
        settle_network_source(c, source);
}

/* Without a type it says that there is no image below, whatever it holds. */
static void end_chain(struct node *store)
{
    for (struct node *n = node_first_element(store), *next; n; n = next) {
        next = node_next_element(n);
        node_drop(n);
    }
}

static void fill_chain(struct canon *c, struct node *disk)
{
    struct node *store = node_child(disk, A_backingStore);
    for (; store; store = node_child(store, A_backingStore)) {
        if (!attr_get(store, A_type)) {
            end_chain(store);
            return;
        }
        const struct node *source = node_child(store, A_source);
        if (!source || (!c->opt.libvirt && node_is_bare(source))) /* which libvirt takes, but does not write */
            refuse(c, store, NULL, D_element_missing, "backingStore", "source");
        if (!attr_get(node_child(store, A_format), A_type))
            refuse(c, store, NULL, D_element_missing, "backingStore", "format");
        scale_cache(c, node_child(store, A_format));
        fill_source(c, store, attr_atom(store, A_type));
    }
}

static void fill_disk(struct canon *c, struct node *disk)
{
    struct node *source = node_child(disk, A_source), *geometry = node_child(disk, A_geometry);
    if (source)
        fill_source(c, disk, attr_atom(disk, A_type));
    if (!source || (node_is_bare(source) && !(c->opt.libvirt && !c->opt.settled))) /* which would not be written */
        decide_atom(c, disk, A_type, R_disk_type_empty, A_file);
    fill_iscsi_unit(c, source);
    fill_chain(c, disk);
    scale_cache(c, node_child(disk, A_driver));
    if (attr_is(disk, A_device, A_cdrom))
        fill_child(c, disk, A_readonly, R_disk_readonly);
    if (node_child(disk, A_readonly) && attr_is(disk, A_snapshot, A_no))
        attr_drop(disk, A_snapshot);
    if (attr_is(disk, A_type, A_vhostuser))
        fill_atom(c, disk, A_snapshot, R_disk_snapshot_vhostuser, A_no);
    if (geometry && !(attr_uint_or(geometry, A_cyls, 0) && attr_uint_or(geometry, A_heads, 0) &&
                      attr_uint_or(geometry, A_secs, 0)))
        node_drop(geometry);
}

void pass_disk_source(struct canon *c)
{
    FOR_DEVICES(disk, c, A_disk)
        fill_disk(c, disk);
    FOR_DEVICES(hostdev, c, A_hostdev) {
        struct node *source = node_child(hostdev, A_source);
        if (!attr_is(hostdev, A_type, A_scsi) || !attr_is(source, A_protocol, A_iscsi))
            continue;
        fill_iscsi_unit(c, source);
    }
}
