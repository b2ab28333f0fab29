/* CPU time and placement of the guest's threads: limits, pins, schedulers. Knows no cache allocation. */
#include <string.h>

#include "../base/cpuset.h"
#include "arrange.h"
#include "iothread.h"

static struct node *tune_of(const struct canon *c)
{
    return node_child(c->domain, A_cputune);
}

static uint64_t vcpus_of(const struct canon *c)
{
    uint64_t max = 0;
    node_text_uint(c->doc, node_child(c->domain, A_vcpu), &max);
    return max < LIMIT_VCPUS ? max : LIMIT_VCPUS;
}

/* --- limits ---------------------------------------------------------------- */

static const struct limit {
    enum atom name;
    int64_t low, high;
} limits[] = {
    {A_period, 1000, 1000000},          {A_quota, 1000, INT64_C(17592186044415)},
    {A_global_period, 1000, 1000000},   {A_global_quota, 1000, INT64_C(17592186044415)},
    {A_emulator_period, 1000, 1000000}, {A_emulator_quota, 1000, INT64_C(17592186044415)},
    {A_iothread_period, 1000, 1000000}, {A_iothread_quota, 1000, INT64_C(17592186044415)},
};

/* A negative quota is an explicit "none". */
static void check_limit(struct canon *c, struct node *n, const struct limit *row)
{
    const char *text = node_text(c->doc, n);
    uint64_t value;
    const bool negative = *text == '-' && row->high > 1000000;
    const bool number = text_uint(text, &value);
    if (!negative && (!number || value < (uint64_t)row->low || value > (uint64_t)row->high))
        refuse(c, n, NULL, D_cputune_range, n->text, text_of(c, (uint64_t)row->low),
               text_of(c, (uint64_t)row->high), text);
}

void pass_cputune_limits(struct canon *c)
{
    for (size_t i = 0; i < countof(limits); i++) {
        struct node *n = node_child(tune_of(c), limits[i].name);
        if (n)
            check_limit(c, n, &limits[i]);
    }
}

/* --- pins ------------------------------------------------------------------ */

static void check_pin(struct canon *c, struct node *pin)
{
    struct attr *a = node_attr(pin, A_cpuset);
    struct cpuset set;
    if (!cpuset_parse(&set, a->value) || cpuset_empty(&set))
        refuse(c, pin, a, D_cpuset_empty, a->value);
}

static bool is_off(const struct canon *c, uint64_t vcpu)
{
    FOR_CHILDREN(entry, node_child(c->domain, A_vcpus), A_vcpu)
        if (attr_uint_or(entry, A_id, UINT64_MAX) == vcpu)
            return attr_is(entry, A_enabled, A_no);
    return vcpu >= attr_uint_or(node_child(c->domain, A_vcpu), A_current, UINT64_MAX);
}

static void pin_vcpus(struct canon *c, struct node *tune)
{
    const uint64_t max = vcpus_of(c);
    for (struct node *pin = node_child(tune, A_vcpupin), *next; pin; pin = next) {
        next = node_next_same(pin);
        if (attr_uint_or(pin, A_vcpu, UINT64_MAX) >= max ||
            (!canon_able(c, ABLE_PINS_AHEAD) && is_off(c, attr_uint_or(pin, A_vcpu, 0))))
            node_drop(pin);
        else
            check_pin(c, pin);
    }
    arrange_by_number(c, tune, A_vcpupin, A_vcpu, D_vcpupin_twice);
}

static void pin_iothreads(struct canon *c, struct node *tune)
{
    FOR_CHILDREN(pin, tune, A_iothreadpin) {
        const uint64_t id = attr_uint_or(pin, A_iothread, 0);
        if (!iothread_exists(c, id))
            refuse_at(c, pin, A_iothread, D_iothread_none, text_of(c, id));
        else
            check_pin(c, pin);
    }
    arrange_by_number(c, tune, A_iothreadpin, A_iothread, D_iothreadpin_twice);
}

/* A guest whose placement is left to the host has no pins of its own beside it. */
void pass_cputune_pins(struct canon *c)
{
    struct node *tune = tune_of(c);
    if (!tune)
        return;
    pin_vcpus(c, tune);
    pin_iothreads(c, tune);
    if (node_child(tune, A_emulatorpin))
        check_pin(c, node_child(tune, A_emulatorpin));
}

/* --- schedulers ------------------------------------------------------------ */

static const struct schedulers {
    enum atom element, list;
    bool vcpus;
} schedulers[] = {{A_vcpusched, A_vcpus, true}, {A_iothreadsched, A_iothreads, false}};

static bool thread_exists(const struct canon *c, const struct schedulers *row, uint32_t id)
{
    return row->vcpus ? id < vcpus_of(c) : iothread_exists(c, id);
}

/* One element for every thread, taken from the one that covers several. */
static void spread(struct canon *c, struct node *tune, const struct schedulers *row, struct node *sched,
                   struct node **of)
{
    struct attr *a = node_attr(sched, row->list);
    struct cpuset set;
    if (!a || !cpuset_parse(&set, a->value) || cpuset_empty(&set)) {
        refuse(c, sched, a, D_sched_list, sched->text, atom_text[row->list]);
        return;
    }
    const bool single = cpuset_count(&set) == 1;
    for (int32_t id = cpuset_next(&set, 0); id >= 0; id = cpuset_next(&set, (uint32_t)id + 1)) {
        const char *number = text_of(c, (uint64_t)id);
        if (!thread_exists(c, row, (uint32_t)id))
            refuse(c, sched, a, row->vcpus ? D_sched_vcpu : D_iothread_none, number);
        else if (of[id])
            refuse(c, sched, a, D_sched_overlap, sched->text, atom_text[row->list], number);
        else
            of[id] = single ? sched : node_copy(c->doc, sched);
        if (c->doc->diags.errors)
            return;
        attr_set(c->doc, of[id], row->list, number);
        if (of[id] != sched)
            node_append(tune, of[id]);
    }
    if (!single)
        node_drop(sched);
}

static void settle_schedulers(struct canon *c, struct node *tune, const struct schedulers *row)
{
    struct node *last = NULL;
    FOR_CHILDREN(sched, tune, row->element)
        last = sched;
    if (!last)
        return;
    struct node **of = arena_new_array(c->scratch, struct node *, LIMIT_CPUSET);
    for (struct node *sched = node_child(tune, row->element), *next; sched; sched = next) {
        next = sched != last ? node_next_same(sched) : NULL;
        spread(c, tune, row, sched, of);
    }
    arrange_by_number(c, tune, row->element, row->list, D_sched_twice);
}

void pass_cputune_schedulers(struct canon *c)
{
    struct node *tune = tune_of(c);
    if (!tune)
        return;
    for (size_t i = 0; i < countof(schedulers); i++)
        settle_schedulers(c, tune, &schedulers[i]);
}
