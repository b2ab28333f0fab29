/* Corrects the description of an x86 guest by what QEMU really gave it. */
#include "x86.h"

struct live {
    struct cpu_work *w;
    struct cpu *guest;
    const struct x86_data *enabled;
    struct x86_data disabled; /* what nobody has accounted for yet */
    struct x86_bits expected, refused, later;
    bool silent; /* nothing is expected of a feature that is not named */
    const char *extra, *missing;
};

static void note(struct live *l, const char **list, const char *name)
{
    *list = arena_printf(l->w->arena, "%s%s%s", *list ? *list : "", *list ? ", " : "", name);
}

static bool settle(struct live *l, int f)
{
    const struct cpu_name name = x86_feature_name(f);
    const bool named = bits_has(&l->expected, f) || bits_has(&l->refused, f);
    const bool on = bits_has(&l->expected, f), off = !on && (named || !l->silent);
    const bool tolerated = !named && bits_has(&l->later, f), strict = l->guest->check == CPU_CHECK_FULL && !tolerated;
    const bool enabled = bits_has(&l->enabled->have, f), disabled = bits_has(&l->disabled.have, f);
    if (enabled && disabled)
        return cpu_no(l->w, "the feature '%s' is both enabled and disabled", name.text);
    if (off && enabled) {
        if (strict)
            note(l, &l->extra, name.text);
        else
            cpu_feature_set(l->w->arena, l->guest, &name, CPU_REQUIRE);
    }
    if (disabled || (on && !enabled)) {
        if (strict) {
            note(l, &l->missing, name.text);
        } else {
            cpu_feature_set(l->w->arena, l->guest, &name, CPU_DISABLE);
            bits_remove(&l->disabled.have, f);
        }
    }
    return true;
}

static bool judge(const struct live *l)
{
    if (l->extra || l->missing)
        return cpu_no(l->w, "the guest's CPU is not what was asked for:%s%s%s%s", l->extra ? " extra features: " : "",
                      l->extra ? l->extra : "", l->missing ? " missing features: " : "", l->missing ? l->missing : "");
    if (l->guest->check == CPU_CHECK_FULL && (l->disabled.more || !bits_empty(&l->disabled.have)))
        return cpu_no(l->w, "features were disabled that have no name");
    return true;
}

bool x86_live(struct cpu_work *w, struct cpu *guest, const struct x86_data *enabled, const struct x86_data *disabled)
{
    const struct x86_model *m = NULL;
    struct live l = {.w = w, .guest = guest, .enabled = enabled, .disabled = *disabled,
                     .silent = cpu_passed_through(guest)};
    if (guest->mode != CPU_CUSTOM && guest->check != CPU_CHECK_FULL)
        return true;
    if (guest->model.text && !(m = x86_find_model(w, &guest->model)))
        return false;
    if (!x86_full_set(w, guest, &l.expected) || !x86_policy_set(w, guest, CPU_DISABLE, &l.refused))
        return false;
    if (m)
        l.later = m->later;
    for (int f = 0; f < x86_cpu_feature_count; f++)
        if (!settle(&l, f))
            return false;
    if (m)
        x86_add_once(w->arena, guest, m, CPU_DISABLE);
    return judge(&l);
}
