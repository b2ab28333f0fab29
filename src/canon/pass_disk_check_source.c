/* What the sources of disks may not say, for each kind of storage. Changes nothing. */
#include <string.h>

#include "device.h"
#include "disk.h"

static void check_nvme(struct canon *c, const struct node *disk)
{
    const struct node *source = node_child(disk, A_source);
    if (attr_is(disk, A_type, A_nvme) && source && !node_child(source, A_address))
        refuse(c, source, NULL, D_element_missing, "source", "address");
}

/* --- secrets --------------------------------------------------------------------------------------------- */

static void check_secret(struct canon *c, const struct node *secret)
{
    if (!attr_get(secret, A_uuid) && !attr_get(secret, A_usage))
        refuse_missing(c, secret, A_usage);
    if (attr_get(secret, A_uuid) && attr_get(secret, A_usage))
        refuse_at(c, secret, A_usage, D_secret_twice);
}

void check_auth(struct canon *c, const struct node *auth, enum atom protocol)
{
    static const uint16_t with_users[] = {A_rbd, A_iscsi, A_ssh, A_http, A_https, A_ftp, A_ftps, 0};
    const struct node *secret = node_child(auth, A_secret);
    const enum atom usual = protocol == A_rbd ? A_ceph : protocol == A_iscsi ? A_iscsi : A_NONE;
    if (!auth)
        return;
    if (!attr_get(auth, A_username))
        refuse_missing(c, auth, A_username);
    if (secret)
        check_secret(c, secret);
    else
        refuse(c, auth, NULL, D_element_missing, "auth", "secret");
    if (!atom_in(protocol, with_users))
        refuse(c, auth, NULL, D_disk_auth_protocol);
    else if (usual && secret && !attr_is(secret, A_type, usual))
        refuse(c, secret, NULL, D_disk_auth_secret, atom_text[usual]);
}

static void check_secrets(struct canon *c, const struct node *disk)
{
    const struct node *source = node_child(disk, A_source), *encryption = node_child(source, A_encryption);
    FOR_CHILDREN(secret, encryption ? encryption : node_child(disk, A_encryption), A_secret)
        check_secret(c, secret);
    for (const struct node *n = disk; n; n = node_child(n, A_backingStore)) {
        source = attr_is(n, A_type, A_network) ? node_child(n, A_source) : NULL;
        check_auth(c, node_child(source, A_auth), attr_atom(source, A_protocol));
        check_auth(c, source ? node_child(n, A_auth) : NULL, attr_atom(source, A_protocol));
    }
}

static void check_hosts(struct canon *c, const struct node *disk)
{
    FOR_CHILDREN(host, node_child(disk, A_source), A_host)
        if (attr_get(host, A_socket) && !attr_is(host, A_transport, A_unix))
            refuse_at(c, host, A_socket, D_disk_host_socket);
}

/* --- cookies: characters as RFC 6265 has them ------------------------------------------------------------ */

static bool has_any(const char *text, size_t len, const char *unwanted)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7f || strchr(unwanted, text[i]))
            return true;
    return false;
}

static bool is_cookie_value(const char *text)
{
    size_t len = strlen(text);
    if (len > 1 && text[0] == '"' && text[len - 1] == '"') {
        text++;
        len -= 2;
    }
    return !has_any(text, len, " \",;\\");
}

static void check_cookie(struct canon *c, struct node *cookie)
{
    const char *name = attr_get(cookie, A_name), *value = node_text(c->doc, cookie);
    if (!name) {
        refuse_missing(c, cookie, A_name);
        return;
    }
    if (!*name || has_any(name, strlen(name), " ()<>@,;:\\\"/[]?={}"))
        refuse_at(c, cookie, A_name, D_disk_cookie_name, name);
    if (!*value || !is_cookie_value(value))
        refuse(c, cookie, NULL, D_disk_cookie_value, name);
}

static void check_cookies(struct canon *c, const struct node *disk)
{
    const struct node *cookies = node_path(disk, A_source, A_cookies, 0);
    FOR_CHILDREN(cookie, cookies, A_cookie)
        check_cookie(c, cookie);
    refuse_repeats(c, cookies, A_cookie, A_name, D_disk_cookie_twice);
}

/* --- data of a qcow2 image in a file of its own ---------------------------------------------------------- */

static void check_store(struct canon *c, const struct node *holder, enum atom format)
{
    const struct node *store = node_path(holder, A_source, A_dataStore, 0);
    const struct node *source = node_child(store, A_source), *its = node_child(store, A_format);
    if (!store)
        return;
    if (format != A_qcow2)
        refuse(c, store, NULL, D_disk_qcow2_only, "dataStore");
    if (!attr_get(store, A_type))
        refuse_missing(c, store, A_type);
    if (!source)
        refuse(c, store, NULL, D_element_missing, "dataStore", "source");
    if (!attr_get(its, A_type))
        refuse(c, store, NULL, D_element_missing, "dataStore", "format");
    else if (!attr_is(its, A_type, A_raw))
        refuse_at(c, its, A_type, D_disk_store_format);
    if (node_child(source, A_dataStore) || node_child(store, A_backingStore))
        refuse(c, source, NULL, D_disk_store_nested);
}

static void check_stores(struct canon *c, const struct node *disk)
{
    check_store(c, disk, attr_atom(node_child(disk, A_driver), A_type));
    for (const struct node *n = node_child(disk, A_backingStore); n; n = node_child(n, A_backingStore))
        check_store(c, n, attr_atom(node_child(n, A_format), A_type));
}

/* --- encryption ------------------------------------------------------------------------------------------ */

static void check_ivgen(struct canon *c, const struct node *holder)
{
    const struct node *encryption = node_child(holder, A_encryption), *ivgen = node_child(encryption, A_ivgen);
    if (ivgen && !node_child(encryption, A_cipher))
        refuse(c, ivgen, NULL, D_element_missing, "encryption", "cipher", "");
}

static void check_encryption(struct canon *c, const struct node *disk)
{
    check_ivgen(c, disk);
    check_ivgen(c, node_child(disk, A_source));
    for (const struct node *n = node_child(disk, A_backingStore); n; n = node_child(n, A_backingStore))
        check_ivgen(c, node_child(n, A_source));
}

/* --- disks another process serves: it alone decides what is done with the image -------------------------- */

static void check_vhostuser(struct canon *c, const struct node *disk)
{
    static const uint16_t elements[] = {A_shareable, A_readonly, A_serial, A_blockio, A_geometry, A_iotune};
    static const uint16_t settings[] = {A_cache,   A_error_policy,  A_rerror_policy, A_io, A_copy_on_read,
                                        A_discard, A_detect_zeroes, A_iothread};
    const struct node *driver = node_child(disk, A_driver);
    if (!attr_is(disk, A_type, A_vhostuser))
        return;
    if (disk_bus(disk) != A_virtio)
        refuse(c, disk, NULL, D_disk_virtio_only, "vhostuser");
    for (size_t i = 0; i < countof(elements); i++)
        if (node_child(disk, elements[i]))
            refuse(c, node_child(disk, elements[i]), NULL, D_disk_vhostuser, atom_text[elements[i]]);
    for (size_t i = 0; i < countof(settings); i++)
        if (attr_get(driver, settings[i]))
            refuse_at(c, driver, settings[i], D_disk_vhostuser, atom_text[settings[i]]);
}

/* What the branch of a kind does not know is refused before it is dropped as unknown. */
void pass_disk_raw(struct canon *c)
{
    FOR_DEVICES(disk, c, A_disk)
        check_hosts(c, disk);
}

void pass_disk_check_source(struct canon *c)
{
    static void (*const checks[])(struct canon *c, const struct node *disk) = {
        check_nvme, check_secrets, check_cookies, check_stores, check_encryption, check_vhostuser,
    };
    FOR_DEVICES(disk, c, A_disk)
        for (size_t i = 0; i < countof(checks); i++)
            checks[i](c, disk);
}
