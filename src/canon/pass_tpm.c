/* Trusted platform modules: model and version by architecture, backends, and how many a guest may have. */
#include "device.h"

static bool is_proxy(const struct node *tpm)
{
    return attr_is(tpm, A_model, A_spapr_tpm_proxy);
}

/* tpm-tis on x86 is the one case in which the older standard is what guests expect. */
static enum atom default_version(const struct canon *c, const struct node *tpm)
{
    return attr_is(tpm, A_model, A_tpm_tis) && is_x86(c->arch) ? A_1_2 : A_2_0;
}

void pass_tpm_backend(struct canon *c)
{
    FOR_DEVICES(tpm, c, A_tpm) {
        struct node *backend = node_child(tpm, A_backend);
        if (!attr_get(backend, A_type)) {
            refuse(c, tpm, NULL, D_tpm_backend);
            continue;
        }
        struct node *encryption = node_child(backend, A_encryption);
        if (encryption && !attr_get(encryption, A_secret))
            node_drop(encryption);
        struct node *profile = node_child(backend, A_profile);
        if (profile && !attr_get(profile, A_source) && !attr_get(profile, A_name))
            node_drop(profile);
        if (attr_is(backend, A_type, A_external) && !attr_get(node_child(backend, A_source), A_type))
            refuse(c, backend, NULL, D_attribute_missing, "source", "type");
        if (!attr_is(backend, A_type, A_passthrough))
            continue;
        struct node *device = fill_child(c, backend, A_device, R_tpm_device);
        fill_attr(c, device, A_path, R_tpm_device, "/dev/tpm0");
    }
}

void pass_tpm(struct canon *c)
{
    FOR_DEVICES(tpm, c, A_tpm) {
        struct node *backend = node_child(tpm, A_backend);
        fill_atom(c, tpm, A_model, R_tpm_model, default_model(c, MODEL_OF_TPM));
        if (attr_is(backend, A_type, A_emulator))
            fill_atom(c, backend, A_version, R_tpm_version, default_version(c, tpm));
    }
}

static void check_version(struct canon *c, struct node *tpm)
{
    struct node *backend = node_child(tpm, A_backend);
    struct attr *version = node_attr(backend, A_version);
    if (!attr_is(backend, A_version, A_1_2))
        return;
    if (attr_is(tpm, A_model, A_tpm_crb) || attr_is(tpm, A_model, A_tpm_spapr))
        refuse(c, backend, version, D_tpm_version, "1.2", attr_get(tpm, A_model));
    else if (!is_x86(c->arch))
        refuse(c, backend, version, D_tpm_version, "1.2", atom_text[c->arch]);
    struct node *banks = node_child(backend, A_active_pcr_banks);
    if (node_first_element(banks))
        refuse(c, banks, NULL, D_tpm_banks);
}

void pass_tpm_check(struct canon *c)
{
    struct node *seen[2] = {NULL, NULL};
    FOR_DEVICES(tpm, c, A_tpm) {
        const bool proxy = is_proxy(tpm);
        if (seen[proxy])
            refuse(c, tpm, NULL, D_tpm_twice, proxy ? "proxy" : "device", line_of(c, seen[proxy]));
        seen[proxy] = tpm;
        check_version(c, tpm);
        if (proxy && !attr_is(node_child(tpm, A_backend), A_type, A_passthrough))
            refuse(c, tpm, NULL, D_tpm_proxy);
    }
}
