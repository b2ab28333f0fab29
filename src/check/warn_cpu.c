/* What a guest says about CPU models and features that libvirt accepts when it is defined and refuses when it starts. */
#include <string.h>

#include "../cpu/rules.h"
#include "review.h"

/* On x86 libvirt looks every model and feature up; elsewhere the hypervisor knows more than libvirt. */
static struct node *written_cpu(struct review *r)
{
    struct node *cpu = node_child(r->written->root, A_cpu);
    const bool x86 = r->canon.arch == A_x86_64 || r->canon.arch == A_i686;
    return r->all_passes && x86 ? cpu : NULL;
}

/* The row of the model that a custom CPU names, or X86_NONE; *name is NULL when it names none. */
static int model_row(struct review *r, struct node *cpu, const char **name)
{
    const enum atom mode = attr_atom(cpu, A_mode);
    *name = cpu && (!mode || mode == A_custom) ? node_text(r->written, node_child(cpu, A_model)) : "";
    if (**name)
        return x86_model_find(*name);
    *name = NULL;
    return X86_NONE;
}

void warn_cpu_redundant(struct review *r)
{
    struct node *cpu = written_cpu(r);
    const char *model;
    const int row = model_row(r, cpu, &model);
    if (row == X86_NONE)
        return;
    FOR_CHILDREN(feature, cpu, A_feature) {
        const enum atom policy = attr_atom(feature, A_policy);
        const int f = attr_get(feature, A_name) ? x86_feature_find(attr_get(feature, A_name)) : X86_NONE;
        if ((!policy || policy == A_require) && f != X86_NONE && bits_has(&x86_models[row].set, f))
            warn(r, feature, NULL, W_cpu_redundant, model, x86_features[f].name);
    }
}

/* The CPU that the accelerator offers on this host; NULL when the profile does not tell. */
static const struct host_cpu_model *offered(const struct review *r)
{
    const enum host_accel accel = host_accel_of(r->canon.virt ? atom_text[r->canon.virt] : "");
    const struct host_cpu_model *m = accel != HOST_ACCEL_COUNT ? &r->canon.host->accel[accel].model : NULL;
    return r->host_given && m && m->name && m->on.count ? m : NULL;
}

void warn_cpu_lacking(struct review *r)
{
    const struct host_cpu_model *host = offered(r);
    FOR_CHILDREN(feature, host ? written_cpu(r) : NULL, A_feature) {
        const enum atom policy = attr_atom(feature, A_policy);
        const int f = attr_get(feature, A_name) ? x86_feature_find(attr_get(feature, A_name)) : X86_NONE;
        if (f == X86_NONE || f >= x86_cpu_feature_count || !x86_features[f].qemu || (policy && policy != A_require))
            continue;
        if (!host_names_has(&host->on, x86_features[f].qemu))
            warn(r, feature, NULL, W_cpu_lacking, x86_features[f].name);
    }
}
