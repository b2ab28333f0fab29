/* The guest's clock and timers. Knows no host time. */
#include <string.h>

#include "canon.h"

static struct node *clock_of(const struct canon *c)
{
    return node_child(c->domain, A_clock);
}

/* An offset of some seconds makes any clock a variable one. */
static void settle_adjustment(struct canon *c, struct node *clock, enum atom offset)
{
    struct attr *a = node_attr(clock, A_adjustment);
    if (!a || a->atom == A_reset)
        return;
    decide_atom(c, clock, A_basis, R_clock_variable, offset);
    decide_atom(c, clock, A_offset, R_clock_variable, A_variable);
}

static void keep_only(struct node *clock, enum atom offset)
{
    static const struct {
        enum atom attr, offset;
    } rows[] = {{A_basis, A_variable}, {A_timezone, A_timezone}, {A_start, A_absolute}};
    for (size_t i = 0; i < countof(rows); i++)
        if (rows[i].offset != offset)
            attr_drop(clock, rows[i].attr);
    if (offset == A_timezone || offset == A_absolute)
        attr_drop(clock, A_adjustment);
}

void pass_clock(struct canon *c)
{
    struct node *clock = fill_child(c, c->domain, A_clock, R_constant);
    fill_atom(c, clock, A_offset, R_constant, A_utc);
    const enum atom offset = attr_atom(clock, A_offset);
    if (offset == A_utc || offset == A_localtime)
        settle_adjustment(c, clock, offset);
    keep_only(clock, attr_atom(clock, A_offset));
}

/* --- QEMU ------------------------------------------------------------------ */

/* Elsewhere a timer of x86 can only be told that it is not there. */
enum guests { X86_ONLY = 1, ARM_VIRT_KVM, ANY, NEVER };

static bool offered(const struct canon *c, const struct node *timer, enum guests which)
{
    switch (which) {
    case X86_ONLY:
        return is_x86(c->arch) || !attr_is(timer, A_present, A_yes);
    case ARM_VIRT_KVM:
        return c->machine->family == FAMILY_VIRT && c->virt == A_kvm;
    case ANY:
        return true;
    default:
        return false;
    }
}

static const struct timer_row {
    enum atom name;
    enum guests guests;
    enum atom policies[2]; /* accepted tick policies */
    bool any_policy;
} timers[] = {
    {A_rtc, ANY, {A_delay, A_catchup}, false},
    {A_pit, ANY, {A_delay, A_discard}, true},
    {A_hpet, X86_ONLY, {A_NONE, A_NONE}, true},
    {A_tsc, X86_ONLY, {A_NONE, A_NONE}, true},
    {A_kvmclock, X86_ONLY, {A_NONE, A_NONE}, true},
    {A_hypervclock, X86_ONLY, {A_NONE, A_NONE}, true},
    {A_armvtimer, ARM_VIRT_KVM, {A_delay, A_discard}, false},
    {A_platform, NEVER, {A_NONE, A_NONE}, true},
    {A_xen, NEVER, {A_NONE, A_NONE}, true},
};

/* Only the PIT of KVM can catch up, and none merges ticks. */
static bool pit_keeps(const struct canon *c, const struct timer_row *row, enum atom policy)
{
    return row->name != A_pit || (policy == A_catchup && is_x86(c->arch));
}

static void check_timer(struct canon *c, struct node *timer, const struct timer_row *row)
{
    const struct attr *policy = node_attr(timer, A_tickpolicy);
    const char *name = attr_get(timer, A_name);
    const bool listed = policy && (policy->atom == row->policies[0] || policy->atom == row->policies[1]);
    if (row->guests == NEVER)
        refuse_at(c, timer, A_name, D_timer_unknown, name);
    else if (!offered(c, timer, row->guests))
        refuse_at(c, timer, A_name, D_timer_guest, name, atom_text[c->virt],
               atom_text[c->arch], c->machine_name);
    else if (policy && !listed && (!row->any_policy || !pit_keeps(c, row, policy->atom)))
        refuse(c, timer, policy, D_timer_policy, name, policy->value);
    else if (row->name == A_rtc && attr_is(timer, A_track, A_boot))
        refuse_at(c, timer, A_track, D_timer_track, "boot");
}

void pass_timers_qemu(struct canon *c)
{
    FOR_CHILDREN(timer, clock_of(c), A_timer)
        for (size_t i = 0; i < countof(timers); i++)
            if (attr_is(timer, A_name, timers[i].name))
                check_timer(c, timer, &timers[i]);
}
