/* The guest's vCPUs: how many, which are on at the start, in which order they are plugged in. Knows no host. */
#include <string.h>

#include "../base/cpuset.h"
#include "canon.h"

/* The form of 2010, <vcpus cpuset='4-7'>4</vcpus>: a <vcpu> of today under another name. */
void pass_vcpus_count(struct canon *c)
{
    struct node *vcpus = node_child(c->domain, A_vcpus);
    uint64_t count;
    if (!vcpus || node_first_element(vcpus) || !node_text_uint(c->doc, vcpus, &count))
        return;
    const struct node *vcpu = node_child(c->domain, A_vcpu);
    if (vcpu && c->opt.libvirt)
        node_drop(vcpus);
    else if (vcpu)
        refuse(c, vcpus, NULL, D_vcpus_count_twice, line_of(c, vcpu));
    else
        node_rename(vcpus, A_vcpu);
}

/* What is said of each vCPU elsewhere; NULL where nothing is. */
struct vcpu_settings {
    const char **cell, **pin, **scheduler; /* number of its NUMA cell, CPUs, name */
};

/* The first one that speaks of a vCPU counts. */
static void note_all(const char **of, const char *vcpus, const char *value)
{
    struct cpuset set;
    if (!vcpus || !cpuset_parse(&set, vcpus))
        return;
    for (int32_t i = cpuset_next(&set, 0); i >= 0; i = cpuset_next(&set, (uint32_t)i + 1))
        of[i] = of[i] ? of[i] : value;
}

static struct vcpu_settings settings_of(struct canon *c)
{
    const struct vcpu_settings s = {arena_new_array(c->scratch, const char *, LIMIT_CPUSET),
                                    arena_new_array(c->scratch, const char *, LIMIT_CPUSET),
                                    arena_new_array(c->scratch, const char *, LIMIT_CPUSET)};
    const struct node *tune = node_child(c->domain, A_cputune);
    uint64_t index = 0, id;
    FOR_CHILDREN(cell, numa_of(c), A_cell)
        note_all(s.cell, attr_get(cell, A_cpus), text_of(c, attr_uint_or(cell, A_id, index++)));
    FOR_CHILDREN(pin, tune, A_vcpupin)
        if (attr_uint(pin, A_vcpu, &id) && id < LIMIT_CPUSET) /* here the last one */
            s.pin[id] = attr_get(pin, A_cpuset);
    FOR_CHILDREN(sched, tune, A_vcpusched)
        note_all(s.scheduler, attr_get(sched, A_vcpus), attr_get(sched, A_scheduler));
    return s;
}

static bool same_set(struct canon *c, const char *x, const char *y)
{
    struct cpuset a, b;
    if (!cpuset_parse(&a, x) || !cpuset_parse(&b, y))
        return false;
    return strcmp(cpuset_text(c->scratch, &a), cpuset_text(c->scratch, &b)) == 0;
}

static void refuse_copy(struct canon *c, const struct node *vcpu, const struct attr *copy, const char *real)
{
    refuse(c, vcpu, copy, D_vcpu_copy, copy->text, copy->value, attr_get(vcpu, A_id), real);
}

/* cell, pin and scheduler of a <vcpu> repeat what stands elsewhere: they are compared and not stored. */
static void check_copies(struct canon *c, const struct vcpu_settings *real, struct node *vcpu, uint32_t id)
{
    static const char none[] = "none";
    struct attr *cell = node_attr_named(vcpu, "cell"), *pin = node_attr_named(vcpu, "pin");
    struct attr *sched = node_attr_named(vcpu, "scheduler");
    const char *all = attr_get(node_child(c->domain, A_vcpu), A_cpuset);
    const char *real_cell = real->cell[id] ? real->cell[id] : none;
    const char *real_pin = real->pin[id] ? real->pin[id] : all ? all : none;
    const char *real_sched = real->scheduler[id] ? real->scheduler[id] : none;
    if (cell && strcmp(cell->value, real_cell) != 0)
        refuse_copy(c, vcpu, cell, real_cell);
    if (pin && !same_set(c, pin->value, real_pin))
        refuse_copy(c, vcpu, pin, real_pin);
    if (sched && strncmp(sched->value, real_sched, strlen(real_sched)) != 0)
        refuse_copy(c, vcpu, sched, real_sched);
    struct attr *const copies[] = {cell, pin, sched};
    for (size_t i = 0; i < 3; i++)
        if (copies[i])
            attr_unlink(vcpu, copies[i]);
}

static bool has_copies(const struct node *vcpus)
{
    FOR_CHILDREN(vcpu, vcpus, A_vcpu)
        if (node_attr_named(vcpu, "cell") || node_attr_named(vcpu, "pin") || node_attr_named(vcpu, "scheduler"))
            return true;
    return false;
}

/* A vCPU after one that can be plugged must be pluggable too; the proposal had no word for that. */
static void fill_pluggable(struct canon *c, struct node *vcpus)
{
    uint64_t first = UINT64_MAX, id;
    FOR_CHILDREN(vcpu, vcpus, A_vcpu)
        if (attr_uint(vcpu, A_id, &id) && id < first &&
            (attr_is(vcpu, A_enabled, A_no) || attr_is(vcpu, A_hotpluggable, A_yes)))
            first = id;
    FOR_CHILDREN(vcpu, vcpus, A_vcpu)
        if (attr_uint(vcpu, A_id, &id) && id > first && node_attr(vcpu, A_enabled) &&
            node_attr(vcpu, A_enabled)->rule == R_vcpu_state)
            fill_atom(c, vcpu, A_hotpluggable, R_vcpu_pluggable, A_yes);
}

/* The form of the first proposal: state='disabled' for enabled='no', and copies of other settings. */
void pass_vcpus_state(struct canon *c)
{
    const struct node *vcpus = node_child(c->domain, A_vcpus);
    const bool copies = has_copies(vcpus);
    const struct vcpu_settings real = copies ? settings_of(c) : (struct vcpu_settings){0};
    FOR_CHILDREN(vcpu, vcpus, A_vcpu) {
        struct attr *state = node_attr_named(vcpu, "state");
        uint64_t id;
        if (copies && attr_uint(vcpu, A_id, &id) && id < LIMIT_VCPUS)
            check_copies(c, &real, vcpu, (uint32_t)id);
        if (!state)
            continue;
        if (strcmp(state->value, "enabled") != 0 && strcmp(state->value, "disabled") != 0)
            refuse(c, vcpu, state, D_vcpu_state, state->value);
        else
            fill_attr(c, vcpu, A_enabled, R_vcpu_state, state->value[0] == 'e' ? "yes" : "no");
        attr_unlink(vcpu, state);
    }
    fill_pluggable(c, node_child(c->domain, A_vcpus));
}

static bool vcpu_max(struct canon *c, struct node *vcpu, uint64_t *max)
{
    if (!node_text_uint(c->doc, vcpu, max)) {
        refuse(c, vcpu, NULL, D_vcpu_count, node_text(c->doc, vcpu));
        return false;
    }
    if (!*max)
        refuse(c, vcpu, NULL, D_vcpu_count, "0");
    if (*max <= LIMIT_VCPUS)
        return *max != 0;
    refuse(c, vcpu, NULL, D_vcpu_count_large, text_of(c, *max), text_of(c, LIMIT_VCPUS));
    return false;
}

static void check_cpuset(struct canon *c, struct node *vcpu)
{
    struct attr *a = node_attr(vcpu, A_cpuset);
    struct cpuset set;
    if (!a)
        return;
    if (attr_is(vcpu, A_placement, A_auto))
        attr_unlink(vcpu, a);
    else if (!cpuset_parse(&set, a->value) || cpuset_empty(&set))
        refuse(c, vcpu, a, D_cpuset_empty, a->value);
}

void pass_vcpu(struct canon *c)
{
    struct node *vcpu = node_child(c->domain, A_vcpu);
    uint64_t max = 0, current;
    if (!vcpu_max(c, vcpu, &max))
        return;
    check_cpuset(c, vcpu);
    if (!attr_uint(vcpu, A_current, &current))
        return;
    if (current > max)
        refuse_at(c, vcpu, A_current, D_vcpu_current_large, text_of(c, current), text_of(c, max));
    else if (current == max)
        attr_drop(vcpu, A_current);
}

/* --- <vcpus>: each vCPU by itself ------------------------------------------ */

static void complete_entry(struct canon *c, struct node *entry)
{
    const bool on = attr_is(entry, A_enabled, A_yes);
    if (!fill_atom(c, entry, A_hotpluggable, R_vcpu_hotpluggable, on ? A_no : A_yes) && !on &&
        attr_is(entry, A_hotpluggable, A_no))
        refuse(c, entry, NULL, D_vcpu_off_fixed, attr_get(entry, A_id));
}

/* The entries by number; those that are missing are off. */
static bool sort_entries(struct canon *c, struct node *vcpus, struct node **entries, uint64_t max)
{
    FOR_CHILDREN(entry, vcpus, A_vcpu) {
        uint64_t id;
        if (!attr_uint(entry, A_id, &id))
            return false;
        if (id >= max) {
            refuse_at(c, entry, A_id, D_vcpu_id_large, text_of(c, id), text_of(c, max));
            return false;
        }
        if (!node_attr(entry, A_enabled)) {
            refuse_missing(c, entry, A_enabled);
            return false;
        }
        if (entries[id])
            node_drop(entries[id]);
        entries[id] = entry;
    }
    for (uint64_t id = 0; id < max; id++) {
        if (!entries[id]) {
            entries[id] = decide_child(c, vcpus, A_vcpu, R_vcpu_off);
            attr_set_uint(c->doc, entries[id], A_id, id);
            attr_set_atom(c->doc, entries[id], A_enabled, A_no);
        }
        node_move_last(vcpus, entries[id]);
    }
    return true;
}

void pass_vcpus(struct canon *c)
{
    struct node *vcpus = node_child(c->domain, A_vcpus), *vcpu = node_child(c->domain, A_vcpu);
    uint64_t max = 0, on = 0;
    if (vcpus && !node_child(vcpus, A_vcpu))
        node_drop(vcpus);
    if (!node_child(vcpus, A_vcpu) || !node_text_uint(c->doc, vcpu, &max) || max > LIMIT_VCPUS)
        return;
    struct node **entries = arena_new_array(c->scratch, struct node *, max + 1);
    if (!sort_entries(c, vcpus, entries, max))
        return;
    for (uint64_t id = 0; id < max; id++) {
        complete_entry(c, entries[id]);
        on += attr_is(entries[id], A_enabled, A_yes);
    }
    if (on < max)
        decide_attr(c, vcpu, A_current, R_vcpu_current, text_of(c, on));
    else
        attr_drop(vcpu, A_current);
}

static uint64_t order_of(const struct node *entry)
{
    return attr_uint_or(entry, A_order, 0);
}

static void check_first(struct canon *c, const struct node *entry)
{
    if (!attr_is(entry, A_enabled, A_yes))
        refuse(c, entry, NULL, D_vcpu0_off);
    else if (attr_is(entry, A_hotpluggable, A_yes))
        refuse(c, entry, NULL, D_vcpu0_hotpluggable);
    else if (order_of(entry) > 1)
        refuse(c, entry, NULL, D_vcpu0_order);
}

/* QEMU starts with the fixed vCPUs in order; the others are plugged in later. */
static void check_next(struct canon *c, const struct node *before, const struct node *entry, bool ordered)
{
    if (attr_is(entry, A_enabled, A_yes) && (order_of(entry) != 0) != ordered)
        refuse(c, entry, NULL, D_vcpu_order_some);
    if (!attr_is(entry, A_hotpluggable, A_no))
        return;
    if (attr_is(before, A_hotpluggable, A_yes) && attr_is(before, A_enabled, A_yes))
        refuse(c, entry, NULL, D_vcpu_order_fixed, attr_get(entry, A_id));
    else if (order_of(before) > order_of(entry))
        refuse(c, entry, NULL, D_vcpu_order_ascending, attr_get(entry, A_id));
}

void pass_vcpus_qemu(struct canon *c)
{
    const struct node *vcpu = node_child(c->domain, A_vcpu);
    const struct node *before = node_path(c->domain, A_vcpus, A_vcpu, 0);
    if (attr_uint_or(vcpu, A_current, 1) == 0)
        refuse_at(c, vcpu, A_current, D_vcpu0_off);
    if (!before)
        return;
    check_first(c, before);
    const bool ordered = order_of(before) != 0;
    for (const struct node *entry; (entry = node_next_same(before)); before = entry)
        check_next(c, before, entry, ordered);
}

/* How many a machine can have at most. */
void pass_vcpu_limit(struct canon *c)
{
    const struct host_machine *m = host_machine_find(c->host, c->machine_name);
    struct node *vcpu = node_child(c->domain, A_vcpu);
    uint64_t max;
    if (m && m->cpu_max && node_text_uint(c->doc, vcpu, &max) && max > m->cpu_max)
        refuse(c, vcpu, NULL, D_vcpu_machine, text_of(c, max), c->machine_name, text_of(c, m->cpu_max));
}
