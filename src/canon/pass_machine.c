/* Which guest this is: type of hypervisor, architecture, machine, emulator; resolves aliases through the host
 * profile and leaves what it found in the context. */
#include <string.h>

#include "canon.h"

static bool check_type(struct canon *c)
{
    const struct attr *type = node_attr(c->domain, A_type);
    if (!type) {
        refuse(c, c->domain, NULL, D_domain_type_missing);
        return false;
    }
    c->virt = type->atom;
    return true;
}

/* <os><type>, made for a paravirtual Xen guest with a <bootloader>; NULL when there is none. */
static struct node *os_type(struct canon *c)
{
    const char *paravirtual = c->virt == A_xen ? "linux" : "xen";
    struct node *type = node_path(c->domain, A_os, A_type, 0);
    if (type && *node_text_trimmed(c->doc, type)) {
        if (c->virt == A_xen && node_text_atom(c->doc, type) == A_xen)
            decide_text(c, type, R_os_type_linux, paravirtual);
        return type;
    }
    if (node_child(c->domain, A_bootloader)) {
        type = fill_child(c, fill_child(c, c->domain, A_os, R_constant), A_type, R_os_type_bootloader);
        decide_text(c, type, R_os_type_bootloader, paravirtual);
        return type;
    }
    refuse(c, node_child(c->domain, A_os) ? node_child(c->domain, A_os) : c->domain, NULL, D_os_type_missing);
    return NULL;
}

static void find_arch(struct canon *c, struct node *type)
{
    fill_attr(c, type, A_arch, R_arch_host, c->driver->arch ? atom_text[c->driver->arch] : c->host->arch);
    c->arch = attr_atom(type, A_arch);
}

static enum host_accel accel_of(const struct canon *c)
{
    return c->virt ? host_accel_of(atom_text[c->virt]) : HOST_ACCEL_COUNT;
}

static void fill_emulator(struct canon *c)
{
    const char *path = host_default_emulator(c->host, atom_text[c->arch]);
    struct node *n = node_child(c->devices, A_emulator);
    if (path && !*node_text_trimmed(c->doc, n))
        decide_text(c, fill_child(c, c->devices, A_emulator, R_emulator_default), R_emulator_default, path);
}

/* Other names under which distributions install the binary of the profile. */
static bool is_other_name(const struct host_profile *host, const char *path)
{
    static const struct {
        const char *path, *package, *emulator;
    } names[] = {
        {"/usr/bin/kvm", "Debian", "/usr/bin/qemu-system-x86_64"},
        {"/usr/bin/qemu-system-amd64", "Debian", "/usr/bin/qemu-system-x86_64"},
    };
    for (size_t i = 0; i < countof(names); i++)
        if (strcmp(path, names[i].path) == 0 && strcmp(host->emulator, names[i].emulator) == 0)
            return host->package && strstr(host->package, names[i].package);
    return false;
}

/* The emulator of the document is one that the profile describes. */
static bool check_emulator(struct canon *c)
{
    struct node *n = node_child(c->devices, A_emulator);
    if (!*node_text_trimmed(c->doc, n))
        return true;
    const char *path = node_text_trimmed(c->doc, n), *usual = host_default_emulator(c->host, atom_text[c->arch]);
    const bool known = strcmp(path, c->host->emulator) == 0 || (usual && strcmp(path, usual) == 0);
    if (known || is_other_name(c->host, path))
        return true;
    refuse(c, n, NULL, c->opt.libvirt ? D_emulator_unknown : D_emulator_assumed, path, c->host->name,
           c->host->emulator);
    return !c->opt.libvirt;
}

static bool check_guest(struct canon *c, struct node *type)
{
    const char *arch = attr_get(type, A_arch), *binary = c->host->emulator;
    const char *os = node_text_trimmed(c->doc, type), *virt = attr_get(c->domain, A_type);
    const enum host_accel accel = accel_of(c);
    if (strcmp(os, "hvm") != 0)
        refuse(c, type, NULL, D_os_type_unsupported, binary, os);
    else if (!c->arch || !host_runs_arch(c->host, arch))
        refuse_at(c, type, A_arch, D_arch_unsupported, binary, arch);
    else if (accel == HOST_ACCEL_COUNT || !host_can(c->host, accel))
        refuse_at(c, c->domain, A_type, D_virt_type_unsupported, binary, virt);
    else
        return true;
    return false;
}

/* Guests that are not QEMU's, and need no profile. */
static void check_other_guest(struct canon *c, struct node *type)
{
    const struct driver_facts *driver = c->driver;
    const char *os = node_text_trimmed(c->doc, type), *arch = attr_get(type, A_arch);
    if ((driver->guests && !text_has_word(driver->guests, os)) || (driver->arches && !text_has_word(driver->arches, arch)))
        refuse(c, type, NULL, D_guest_unsupported, os, arch, attr_get(c->domain, A_type));
}

static void find_machine(struct canon *c, struct node *type)
{
    const char *usual = host_machine_default(c->host, attr_get(type, A_arch));
    if (usual)
        fill_attr(c, type, A_machine, R_machine_default, usual);
    const char *name = attr_get(type, A_machine);
    if (!name)
        return;
    if (!host_machine_find(c->host, name)) {
        refuse_at(c, type, A_machine, D_machine_unsupported, c->host->emulator, name);
        return;
    }
    decide_attr(c, type, A_machine, R_machine_alias, host_machine_resolve(c->host, name));
}

void pass_machine(struct canon *c)
{
    if (!check_type(c))
        return;
    struct node *type = os_type(c);
    if (!type)
        return;
    find_arch(c, type);
    if (!canon_is_for(c, DRIVER_QEMU)) {
        check_other_guest(c, type);
    } else {
        if (!check_emulator(c) || !check_guest(c, type))
            return;
        fill_emulator(c);
        find_machine(c, type);
    }
    c->machine_name = attr_get(type, A_machine) ? attr_get(type, A_machine) : "";
    c->machine = machine_facts(c->arch, c->machine_name);
}
