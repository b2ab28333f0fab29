/* vCPUs and memory of a report: the NUMA cells that the guest sees, and where their vCPUs may run on the host. Knows
 * the elements of processors, cells and pins only. */
#include <stdlib.h>
#include <string.h>

#include "../base/cpuset.h"
#include "../base/limits.h"
#include "../schema/bind.h"
#include "model.h"

struct cell {
    const struct node *node; /* NULL: what stands in no cell */
    const char *id, *memory, *nodes, *mode;
    struct cpuset cpus;
};

struct guest {
    const struct doc *doc;
    struct cell *cells; /* at least one */
    size_t cell_count, vcpu_count;
    const char **pins; /* by vCPU; NULL: anywhere */
    struct cpuset online;
};

/* --- reading ---------------------------------------------------------------------------------------------------- */

static void read_pins(const struct report *r, struct guest *g)
{
    const struct node *vcpu = node_child(g->doc->root, A_vcpu), *tune = node_child(g->doc->root, A_cputune);
    uint64_t n;
    g->pins = arena_new_array(r->arena, const char *, g->vcpu_count + 1);
    for (size_t i = 0; i < g->vcpu_count; i++)
        g->pins[i] = attr_get(vcpu, A_cpuset);
    for (const struct node *p = tune ? node_child(tune, A_vcpupin) : NULL; p; p = node_next_same(p))
        if (attr_uint(p, A_vcpu, &n) && n < g->vcpu_count)
            g->pins[n] = attr_get(p, A_cpuset);
}

static void read_vcpus(const struct report *r, struct guest *g)
{
    const struct node *vcpu = node_child(g->doc->root, A_vcpu), *list = node_child(g->doc->root, A_vcpus);
    uint64_t count = 1, id;
    node_text_uint(g->doc, vcpu, &count);
    g->vcpu_count = count < LIMIT_VCPUS ? (size_t)count : LIMIT_VCPUS;
    const uint64_t current = attr_uint_or(vcpu, A_current, count);
    for (uint32_t i = 0; i < g->vcpu_count && i < current && !list; i++)
        cpuset_add(&g->online, i);
    for (const struct node *v = list ? node_child(list, A_vcpu) : NULL; v; v = node_next_same(v))
        if (attr_is(v, A_enabled, A_yes) && attr_uint(v, A_id, &id) && id < g->vcpu_count)
            cpuset_add(&g->online, (uint32_t)id);
    read_pins(r, g);
}

/* The host's nodes that a cell's memory comes from. */
static void read_nodes(const struct guest *g, struct cell *c)
{
    const struct node *tune = node_child(g->doc->root, A_numatune);
    const struct node *memory = tune ? node_child(tune, A_memory) : NULL;
    c->nodes = attr_get(memory, A_nodeset);
    c->mode = attr_get(memory, A_mode);
    for (const struct node *m = tune ? node_child(tune, A_memnode) : NULL; m; m = node_next_same(m))
        if (c->node && attr_get(m, A_cellid) && strcmp(attr_get(m, A_cellid), c->id) == 0) {
            c->nodes = attr_get(m, A_nodeset);
            c->mode = attr_get(m, A_mode);
        }
}

static void read_cells(const struct report *r, struct guest *g)
{
    const struct node *numa = node_path(g->doc->root, A_cpu, A_numa, 0);
    struct cpuset inside = {{0}};
    g->cells = arena_new_array(r->arena, struct cell, (numa ? node_count(numa, A_cell) : 0) + 1);
    for (const struct node *n = numa ? node_child(numa, A_cell) : NULL; n; n = node_next_same(n)) {
        struct cell *c = &g->cells[g->cell_count++];
        *c = (struct cell){.node = n, .id = attr_get(n, A_id), .memory = attr_get(n, A_memory)};
        c->id = c->id ? c->id : "";
        if (attr_get(n, A_cpus))
            cpuset_parse(&c->cpus, attr_get(n, A_cpus));
        cpuset_unite(&inside, &c->cpus);
        read_nodes(g, c);
    }
    struct cell *rest = &g->cells[g->cell_count];
    for (uint32_t i = 0; i < g->vcpu_count; i++)
        if (!cpuset_has(&inside, i))
            cpuset_add(&rest->cpus, i);
    if (g->cell_count && cpuset_empty(&rest->cpus))
        return;
    if (!g->cell_count && node_child(g->doc->root, A_memory))
        rest->memory = node_text(g->doc, node_child(g->doc->root, A_memory));
    read_nodes(g, rest);
    g->cell_count++;
}

static struct guest *read_guest(const struct report *r, const struct doc *d)
{
    struct guest *g = d ? arena_new_of(r->arena, struct guest) : NULL;
    if (!g)
        return NULL;
    g->doc = d;
    read_vcpus(r, g);
    read_cells(r, g);
    return g;
}

/* --- writing ---------------------------------------------------------------------------------------------------- */

static bool equal(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool is_same_cell(const struct cell *a, const struct cell *b)
{
    return !a->node == !b->node && equal(a->id, b->id);
}

static const struct cell *same_cell(const struct guest *g, const struct cell *like)
{
    for (size_t i = 0; g && i < g->cell_count; i++)
        if (is_same_cell(&g->cells[i], like))
            return &g->cells[i];
    return NULL;
}

static const struct cell *cell_with(const struct guest *g, uint32_t vcpu)
{
    for (size_t i = 0; g && i < g->cell_count; i++)
        if (cpuset_has(&g->cells[i].cpus, vcpu))
            return &g->cells[i];
    return NULL;
}

static const char *pin_of(const struct guest *g, uint32_t vcpu)
{
    return g && vcpu < g->vcpu_count ? g->pins[vcpu] : NULL;
}

/* A value and what it was before, where there was a guest before. */
static void write_pair(struct out *o, const char *name, const char *was_name, const char *value, const char *was,
                       bool compared)
{
    out_attr(o, name, value);
    if (compared && !equal(value, was))
        out_attr(o, was_name, was ? was : "");
}

static bool is_online(const struct guest *g, uint32_t vcpu)
{
    return cpuset_has(&g->online, vcpu);
}

/* What became of a vCPU of `here`; `there` is the other guest, `is_new` says which of the two is the later one. */
static enum state vcpu_state(const struct guest *here, const struct guest *there, bool is_new, uint32_t id)
{
    if (!there)
        return STATE_SAME;
    if (id >= there->vcpu_count)
        return is_new ? STATE_ADDED : STATE_REMOVED;
    if (!is_same_cell(cell_with(here, id), cell_with(there, id)))
        return STATE_MOVED;
    return equal(pin_of(here, id), pin_of(there, id)) && is_online(here, id) == is_online(there, id) ? STATE_SAME
                                                                                                      : STATE_CHANGED;
}

/* Of the old guest only what is not in the same cell any more. */
static void write_vcpu(struct out *o, const struct guest *here, const struct guest *there, bool is_new, uint32_t id)
{
    const enum state state = vcpu_state(here, there, is_new, id);
    const bool compared = is_new && there && id < there->vcpu_count;
    if (!is_new && state != STATE_REMOVED && state != STATE_MOVED)
        return;
    out_begin(o, "vcpu");
    out_number(o, "id", id);
    out_attr(o, "online", is_online(here, id) ? "yes" : "no");
    write_pair(o, "pin", "was-pin", pin_of(here, id), pin_of(there, id), compared);
    if (compared && is_online(here, id) != is_online(there, id))
        out_attr(o, "was-online", is_online(there, id) ? "yes" : "no");
    out_mark(o, state, NULL);
    if (!is_new && state == STATE_MOVED)
        out_attr(o, "left", "yes");
    out_end(o, "vcpu");
}

static void write_vcpus(struct out *o, const struct guest *here, const struct guest *there, const struct cell *c,
                        bool is_new)
{
    for (uint32_t i = 0; c && i < here->vcpu_count; i++)
        if (cpuset_has(&c->cpus, i))
            write_vcpu(o, here, there, is_new, i);
}

static void write_distances(struct out *o, const struct cell *c)
{
    const struct node *all = c->node ? node_child(c->node, A_distances) : NULL;
    for (const struct node *s = all ? node_child(all, A_sibling) : NULL; s; s = node_next_same(s)) {
        out_begin(o, "distance");
        out_attr(o, "to", attr_get(s, A_id));
        out_attr(o, "value", attr_get(s, A_value));
        out_end(o, "distance");
    }
}

static bool is_changed(const struct cell *a, const struct cell *b)
{
    return !equal(a->memory, b->memory) || !equal(a->nodes, b->nodes) || !equal(a->mode, b->mode) ||
           memcmp(&a->cpus, &b->cpus, sizeof a->cpus) != 0;
}

static enum state cell_state(const struct guest *old, const struct cell *c, const struct cell *was, bool is_new)
{
    if (!is_new)
        return STATE_REMOVED;
    if (!was)
        return old ? STATE_ADDED : STATE_SAME;
    return is_changed(c, was) ? STATE_CHANGED : STATE_SAME;
}

/* A cell of the new guest (with what the old one had there), or one that only the old one has. */
static void write_cell(struct out *o, const struct guest *old, const struct guest *new, const struct cell *c,
                       bool is_new)
{
    const struct cell *was = is_new ? same_cell(old, c) : NULL;
    out_begin(o, "cell");
    out_attr(o, "id", c->node ? c->id : NULL);
    write_pair(o, "memory", "was-memory", c->memory, was ? was->memory : NULL, was);
    write_pair(o, "nodes", "was-nodes", c->nodes, was ? was->nodes : NULL, was);
    write_pair(o, "mode", "was-mode", c->mode, was ? was->mode : NULL, was);
    out_mark(o, cell_state(old, c, was, is_new), NULL);
    write_vcpus(o, is_new ? new : old, is_new ? old : new, c, is_new);
    if (is_new && old)
        write_vcpus(o, old, new, was, false);
    write_distances(o, c);
    out_end(o, "cell");
}

/* Pins of what is no vCPU: the emulator and the I/O threads. */
static void write_threads(struct out *o, const struct doc *d)
{
    const struct node *tune = node_child(d->root, A_cputune);
    for (const struct node *n = tune ? node_first_element(tune) : NULL; n; n = node_next_element(n)) {
        if (n->name != A_emulatorpin && n->name != A_iothreadpin)
            continue;
        out_begin(o, "thread");
        out_attr(o, "kind", n->name == A_emulatorpin ? "emulator" : "iothread");
        out_attr(o, "id", attr_get(n, A_iothread));
        out_attr(o, "pin", attr_get(n, A_cpuset));
        out_end(o, "thread");
    }
}

void write_numa(struct out *o, const struct report *r)
{
    const struct guest *old = read_guest(r, r->old), *new = read_guest(r, r->new);
    out_begin(o, "numa");
    for (size_t i = 0; i < new->cell_count; i++)
        write_cell(o, old, new, &new->cells[i], true);
    for (size_t i = 0; old && i < old->cell_count; i++)
        if (!same_cell(new, &old->cells[i]))
            write_cell(o, old, new, &old->cells[i], false);
    write_threads(o, r->new);
    out_end(o, "numa");
}
