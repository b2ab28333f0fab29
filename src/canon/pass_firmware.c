/* The guest's firmware: which of the host's descriptors it gets, its image and its variables. Knows no format of
 * descriptors. */
#include <string.h>

#include "canon.h"

enum { SEV_ES = 4 };

static const char nvram_folder[] = "/var/lib/libvirt/qemu/nvram";

/* Images from before descriptors existed, with their variables. */
static const struct {
    const char *code, *variables;
} legacy[] = {
    {"/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"},
    {"/usr/share/OVMF/OVMF_CODE.secboot.fd", "/usr/share/OVMF/OVMF_VARS.fd"},
    {"/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"},
    {"/usr/share/AAVMF/AAVMF32_CODE.fd", "/usr/share/AAVMF/AAVMF32_VARS.fd"},
};

/* What the document asks for; texts are NULL where it does not say. */
struct wish {
    struct node *os, *loader, *nvram;
    bool automatic;
    enum atom type, readonly, secure, stateless;
    const char *path, *format, *nvram_format, *template;
};

static const char *text_or_null(struct canon *c, const struct node *n)
{
    const char *text = node_text(c->doc, n);
    return *text ? text : NULL;
}

static struct wish read_wish(struct canon *c)
{
    struct wish w = {.os = node_child(c->domain, A_os)};
    w.loader = node_child(w.os, A_loader);
    w.nvram = node_child(w.os, A_nvram);
    w.automatic = node_attr(w.os, A_firmware);
    w.type = attr_atom(w.loader, A_type);
    w.readonly = attr_atom(w.loader, A_readonly);
    w.secure = attr_atom(w.loader, A_secure);
    w.stateless = attr_atom(w.loader, A_stateless);
    w.path = text_or_null(c, w.loader);
    w.format = attr_get(w.loader, A_format);
    w.nvram_format = attr_get(w.nvram, A_format);
    w.template = attr_get(w.nvram, A_template);
    return w;
}

static bool same(const char *x, const char *y)
{
    return x && y && strcmp(x, y) == 0;
}

static bool nvram_is_local(const struct wish *w)
{
    const enum atom type = attr_atom(w->nvram, A_type);
    return !type || type == A_file || type == A_block;
}

/* --- choosing ---------------------------------------------------------- */

static uint8_t interface_of(const struct wish *w)
{
    if (w->automatic)
        return attr_is(w->os, A_firmware, A_bios) ? FIRMWARE_BIOS : FIRMWARE_UEFI;
    return w->type == A_pflash ? FIRMWARE_UEFI : 0;
}

/* A feature that the document asks for by name. */
static bool feature_fits(const struct wish *w, const struct host_firmware *f, const char *name,
                         enum firmware_feature bit)
{
    bool fits = true;
    FOR_CHILDREN(feature, node_child(w->os, A_firmware), A_feature) {
        const char *asked = attr_get(feature, A_name);
        if (asked && strcmp(asked, name) == 0)
            fits = attr_is(feature, A_enabled, A_yes) == host_firmware_has(f, bit);
    }
    return fits;
}

static bool suspend_fits(const struct canon *c, const struct host_firmware *f)
{
    const struct node *pm = node_child(c->domain, A_pm);
    const bool s3 = attr_is(node_child(pm, A_suspend_to_mem), A_enabled, A_yes);
    const bool s4 = attr_is(node_child(pm, A_suspend_to_disk), A_enabled, A_yes);
    return (!s3 || host_firmware_has(f, FIRMWARE_ACPI_S3)) && (!s4 || host_firmware_has(f, FIRMWARE_ACPI_S4));
}

static bool protection_fits(const struct canon *c, const struct host_firmware *f)
{
    const struct node *sec = node_child(c->domain, A_launchSecurity);
    uint64_t policy = 0;
    switch (attr_atom(sec, A_type)) {
    case A_sev:
        text_uint(node_text(c->doc, node_child(sec, A_policy)), &policy);
        return host_firmware_has(f, FIRMWARE_AMD_SEV) &&
               (!(policy & SEV_ES) || host_firmware_has(f, FIRMWARE_AMD_SEV_ES));
    case A_sev_snp:
        return host_firmware_has(f, FIRMWARE_AMD_SEV_SNP);
    default:
        return true;
    }
}

static bool security_fits(const struct canon *c, const struct wish *w, const struct host_firmware *f)
{
    const bool secure = host_firmware_has(f, FIRMWARE_SECURE_BOOT);
    if (!feature_fits(w, f, "secure-boot", FIRMWARE_SECURE_BOOT) ||
        !feature_fits(w, f, "enrolled-keys", FIRMWARE_ENROLLED_KEYS))
        return false;
    if ((w->secure == A_yes && !secure) || (w->secure == A_no && secure))
        return false;
    const struct node *smm = node_path(c->domain, A_features, A_smm, 0);
    return !host_firmware_has(f, FIRMWARE_REQUIRES_SMM) || !attr_is(smm, A_state, A_off);
}

static bool is_raw(const struct wish *w)
{
    return !w->format || same(w->format, "raw");
}

/* Images that the guest may write to are never chosen. */
static bool flash_fits(const struct wish *w, const struct host_firmware *f)
{
    const char *format = w->format ? w->format : w->automatic ? w->nvram_format : NULL;
    const enum firmware_mode mode = w->stateless == A_yes ? FIRMWARE_STATELESS : FIRMWARE_SPLIT;
    if (w->type == A_rom || w->readonly == A_no || f->mode != mode)
        return false;
    if (format && !same(format, f->executable.format))
        return false;
    if (w->path && !same(w->path, f->executable.path))
        return false;
    return f->mode != FIRMWARE_SPLIT || !w->template || same(w->template, f->nvram.path);
}

static bool memory_fits(const struct wish *w, const struct host_firmware *f)
{
    if (w->type == A_pflash || w->stateless == A_no || w->readonly == A_no || !is_raw(w))
        return false;
    return !w->path || same(w->path, f->executable.path);
}

static bool fits(const struct canon *c, const struct wish *w, const struct host_firmware *f)
{
    if (!(f->interfaces & interface_of(w)) || !host_firmware_fits(f, atom_text[c->arch], c->machine_name))
        return false;
    if (!suspend_fits(c, f) || !protection_fits(c, f) || !security_fits(c, w, f))
        return false;
    return f->device == FIRMWARE_FLASH ? flash_fits(w, f) : f->device == FIRMWARE_MEMORY && memory_fits(w, f);
}

static const struct host_firmware *choose(const struct canon *c, const struct wish *w)
{
    for (uint32_t i = 0; i < c->host->firmware_count; i++)
        if (fits(c, w, &c->host->firmware[i]))
            return &c->host->firmware[i];
    return NULL;
}

/* --- writing down ------------------------------------------------------ */

static void write_feature(struct canon *c, struct node *firmware, const char *name, bool enabled)
{
    struct node *feature = NULL;
    for (struct node *it = node_child(firmware, A_feature), *next; it; it = next) {
        next = node_next_same(it);
        if (!same(attr_get(it, A_name), name))
            continue;
        if (feature)
            node_drop(feature);
        feature = it;
    }
    if (!feature)
        feature = decide_child(c, firmware, A_feature, R_firmware);
    decide_attr(c, feature, A_name, R_firmware, name);
    decide_atom(c, feature, A_enabled, R_firmware, enabled ? A_yes : A_no);
    node_move_last(firmware, feature);
}

static void write_features(struct canon *c, struct wish *w, const struct host_firmware *f)
{
    struct node *firmware = fill_child(c, w->os, A_firmware, R_firmware);
    if (nvram_is_local(w))
        write_feature(c, firmware, "enrolled-keys", host_firmware_has(f, FIRMWARE_ENROLLED_KEYS));
    write_feature(c, firmware, "secure-boot", host_firmware_has(f, FIRMWARE_SECURE_BOOT));
    fill_atom(c, w->os, A_firmware, R_firmware, f->interfaces & FIRMWARE_BIOS ? A_bios : A_efi);
    if (!host_firmware_has(f, FIRMWARE_REQUIRES_SMM))
        return;
    struct node *features = fill_child(c, c->domain, A_features, R_firmware_smm);
    decide_atom(c, fill_child(c, features, A_smm, R_firmware_smm), A_state, R_firmware_smm, A_on);
    decide_atom(c, w->loader, A_secure, R_firmware, A_yes);
}

static void write_template(struct canon *c, struct wish *w, const char *path, const char *format)
{
    if (w->nvram && !nvram_is_local(w))
        return;
    w->nvram = fill_child(c, w->os, A_nvram, R_firmware);
    fill_attr(c, w->nvram, A_template, R_firmware, path);
    decide_attr(c, w->nvram, A_templateFormat, R_firmware, format);
}

static void write_firmware(struct canon *c, struct wish *w, const struct host_firmware *f)
{
    const bool flash = f->device == FIRMWARE_FLASH;
    w->loader = fill_child(c, w->os, A_loader, R_firmware);
    decide_atom(c, w->loader, A_type, R_firmware, flash ? A_pflash : A_rom);
    decide_attr(c, w->loader, A_format, R_firmware, flash ? f->executable.format : "raw");
    decide_text(c, w->loader, R_firmware, f->executable.path);
    if (flash)
        decide_atom(c, w->loader, A_readonly, R_firmware, A_yes);
    if (flash && f->mode == FIRMWARE_SPLIT)
        write_template(c, w, f->nvram.path, f->nvram.format);
    write_features(c, w, f);
    if (flash && w->nvram && !nvram_is_local(w))
        fill_attr(c, w->nvram, A_format, R_nvram,
                  f->mode == FIRMWARE_SPLIT ? f->nvram.format : f->executable.format);
}

static bool use_legacy(struct canon *c, struct wish *w)
{
    if (w->type != A_pflash || w->readonly == A_no || w->stateless == A_yes || !is_raw(w))
        return false;
    for (size_t i = 0; i < countof(legacy); i++) {
        if (!same(w->path, legacy[i].code))
            continue;
        decide_atom(c, w->loader, A_readonly, R_firmware_legacy, A_yes);
        decide_attr(c, w->loader, A_format, R_firmware_legacy, "raw");
        write_template(c, w, legacy[i].variables, "raw");
        return true;
    }
    return false;
}

static bool ends_with(const char *s, const char *end)
{
    const size_t len = strlen(s), n = strlen(end);
    return len >= n && strcmp(s + len - n, end) == 0;
}

/* The extension follows the format, and for new guests that of a raw template. */
static const char *extension(const struct canon *c, const struct wish *w, const char *format)
{
    const char *template = attr_get(w->nvram, A_template);
    if (!same(format, "raw"))
        return same(format, "qcow2") ? ".qcow2" : "";
    return !c->opt.reload && template && ends_with(template, ".raw") ? ".raw" : ".fd";
}

static bool has_store(struct canon *c, const struct node *nvram)
{
    const enum atom type = attr_atom(nvram, A_type);
    const struct node *source = node_child(nvram, A_source);
    const char *path = attr_get(source, type == A_block ? A_dev : A_file);
    if (!source)
        return text_or_null(c, nvram);
    return (type && type != A_file && type != A_block) || (path && *path);
}

/* Flash that the guest cannot write to has its variables in a file of the guest. */
static void ensure_nvram(struct canon *c, struct wish *w)
{
    const bool fixed = attr_is(w->loader, A_type, A_pflash) && attr_is(w->loader, A_readonly, A_yes);
    if (!fixed || w->stateless == A_yes)
        return;
    w->nvram = fill_child(c, w->os, A_nvram, R_nvram);
    const char *own = attr_get(w->loader, A_format), *copied = attr_get(w->nvram, A_templateFormat);
    const char *format = copied ? copied : own;
    if (has_store(c, w->nvram)) {
        fill_attr(c, w->nvram, A_format, R_nvram, own);
        return;
    }
    decide_attr(c, w->nvram, A_format, R_nvram, format);
    const char *name = node_text(c->doc, node_child(c->domain, A_name));
    const char *path = arena_printf(c->scratch, "%s/%s_VARS%s", nvram_folder, name, extension(c, w, format));
    struct node *source = node_child(w->nvram, A_source);
    if (!source) {
        decide_text(c, w->nvram, R_nvram, path);
        return;
    }
    decide_atom(c, w->nvram, A_type, R_nvram, A_file);
    attrs_drop(source);
    decide_attr(c, source, A_file, R_nvram, path);
}

/* Raw images were once the only ones to be chosen; for guests of that time they still are. */
static void keep_raw(struct canon *c, struct wish *w)
{
    if (!c->opt.reload || !w->automatic || w->format || w->nvram_format)
        return;
    w->loader = fill_child(c, w->os, A_loader, R_firmware_raw);
    decide_attr(c, w->loader, A_format, R_firmware_raw, "raw");
    w->format = "raw";
}

/* A daemon that reads its own file has these features from the descriptor of an image named by hand. */
static bool may_have_features(const struct canon *c, const struct wish *w)
{
    return c->opt.reload && !c->opt.generic && w->path && w->type == A_pflash;
}

static void refuse_features(struct canon *c, const struct wish *w)
{
    const struct node *firmware = node_child(w->os, A_firmware);
    if (node_child(firmware, A_feature))
        refuse(c, firmware, NULL, D_firmware_features);
}

static void settle_unknown(struct canon *c, struct wish *w)
{
    if (w->automatic) {
        if (!c->opt.reload)
            refuse_at(c, w->os, A_firmware, D_firmware_none, attr_get(w->os, A_firmware), c->host->name);
        return;
    }
    refuse_features(c, w);
    use_legacy(c, w);
    fill_atom(c, w->loader, A_type, R_firmware_rom, A_rom);
    fill_attr(c, w->loader, A_format, R_firmware_raw, "raw");
    ensure_nvram(c, w);
}

void pass_firmware(struct canon *c)
{
    struct wish w = read_wish(c);
    if (!w.os || c->doc->diags.errors || (!w.automatic && (!w.loader || w.type == A_rom)))
        return;
    keep_raw(c, &w);
    const struct host_firmware *f = choose(c, &w);
    if (!f) {
        settle_unknown(c, &w);
        return;
    }
    write_firmware(c, &w, f);
    ensure_nvram(c, &w);
}

/* --- what contradicts itself ------------------------------------------- */

static bool asks(const struct node *firmware, const char *name, enum atom enabled)
{
    bool result = false;
    FOR_CHILDREN(feature, firmware, A_feature)
        if (same(attr_get(feature, A_name), name))
            result = attr_is(feature, A_enabled, enabled);
    return result;
}

static void check_automatic(struct canon *c, const struct wish *w)
{
    const struct node *firmware = node_child(w->os, A_firmware);
    const bool efi = attr_is(w->os, A_firmware, A_efi);
    if (asks(firmware, "enrolled-keys", A_yes) && asks(firmware, "secure-boot", A_no))
        refuse(c, firmware, NULL, D_firmware_keys);
    else if (w->nvram && !efi)
        refuse(c, w->nvram, NULL, D_firmware_nvram, attr_get(w->os, A_firmware));
    else if (w->stateless == A_no && !efi)
        refuse_at(c, w->loader, A_stateless, D_firmware_nvram, attr_get(w->os, A_firmware));
}

static void check_manual(struct canon *c, const struct wish *w)
{
    if (!may_have_features(c, w))
        refuse_features(c, w);
    if ((w->loader || w->nvram) && !w->path)
        refuse(c, w->loader ? w->loader : w->nvram, NULL, D_loader_path);
    else if (w->stateless == A_no && w->type != A_pflash)
        refuse_at(c, w->loader, A_stateless, D_loader_nvram);
}

/* By their names, as libvirt counts them. */
static void order_features(struct node *firmware)
{
    struct node *first = node_child(firmware, A_feature), *second = first ? node_next_same(first) : NULL;
    if (second && attr_is(first, A_name, A_secure_boot) && attr_is(second, A_name, A_enrolled_keys))
        node_move_before(first, second);
}

void pass_firmware_check(struct canon *c)
{
    const struct wish w = read_wish(c);
    order_features(node_child(w.os, A_firmware));
    if (node_attr(w.nvram, A_type) && !node_child(w.nvram, A_source))
        refuse(c, w.nvram, NULL, D_element_missing, "nvram", "source", "");
    if (w.automatic && !canon_able(c, ABLE_FIRMWARE))
        refuse_at(c, w.os, A_firmware, D_firmware_generic);
    else if (w.automatic)
        check_automatic(c, &w);
    else if (w.os)
        check_manual(c, &w);
    if (w.stateless == A_yes && w.nvram)
        refuse(c, w.nvram, NULL, D_firmware_stateless);
}

void pass_loader_type(struct canon *c)
{
    const struct wish w = read_wish(c);
    if (w.path)
        fill_atom(c, w.loader, A_type, R_firmware_rom, A_rom);
}

static void check_secure(struct canon *c, const struct wish *w)
{
    const struct attr *a = node_attr(w->loader, A_secure);
    if (c->machine->family != FAMILY_Q35)
        refuse(c, w->loader, a, D_secure_machine, c->machine_name);
    else if (c->arch != A_x86_64)
        refuse(c, w->loader, a, D_secure_arch, atom_text[c->arch]);
    else if (!attr_is(node_path(c->domain, A_features, A_smm, 0), A_state, A_on))
        refuse(c, w->loader, a, D_secure_smm);
}

/* UEFI finds the machine's parts through ACPI on x86; on ARM ACPI comes from UEFI. */
void pass_firmware_qemu(struct canon *c)
{
    const struct wish w = read_wish(c);
    const bool uefi = w.type == A_pflash || attr_is(w.os, A_firmware, A_efi);
    const struct node *acpi = node_path(c->domain, A_features, A_acpi, 0);
    if (w.secure == A_yes)
        check_secure(c, &w);
    if (uefi && is_x86(c->arch) && !acpi)
        refuse(c, w.loader ? w.loader : w.os, NULL, D_uefi_acpi);
    if (!uefi && c->arch == A_aarch64 && acpi)
        refuse(c, acpi, NULL, D_acpi_uefi);
}
