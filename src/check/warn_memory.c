/* Warnings about memory, NUMA cells, pins and I/O threads. */
#include <string.h>

#include "../base/cpuset.h"
#include "../base/scale.h"
#include "review.h"

enum { MEMORY_TINY = 16 * 1024 }; /* KiB */

static uint64_t meant_kib(struct review *r, enum atom name)
{
    uint64_t kib = 0;
    node_text_uint(r->meant, node_child(r->meant->root, name), &kib);
    return kib;
}

/* A size as written, in KiB; 0 when there is none. */
static uint64_t written_kib(struct review *r, struct node *n)
{
    uint64_t value, bytes;
    if (!n || !node_text_uint(r->written, n, &value) || !scale_bytes(value, attr_get(n, A_unit), 1024, &bytes))
        return 0;
    return (bytes + 1023) / 1024;
}

void warn_memory_tiny(struct review *r)
{
    const uint64_t kib = meant_kib(r, A_memory);
    struct node *memory = node_child(r->written->root, A_memory);
    if (r->all_passes && memory && kib && kib < MEMORY_TINY && !node_attr(memory, A_unit))
        warn(r, memory, NULL, W_memory_tiny, number_text(r, kib));
}

/* Of the cells and memory devices as written, before they are rounded. */
static uint64_t written_sum(struct review *r)
{
    uint64_t sum = 0, value, bytes;
    FOR_CHILDREN(cell, node_path(r->written->root, A_cpu, A_numa, 0), A_cell)
        if (attr_uint(cell, A_memory, &value) && scale_bytes(value, attr_get(cell, A_unit), 1024, &bytes))
            sum += (bytes + 1023) / 1024;
    FOR_CHILDREN(memory, node_child(r->written->root, A_devices), A_memory)
        sum += written_kib(r, node_path(memory, A_target, A_size, 0));
    return sum;
}

void warn_memory_sum(struct review *r)
{
    struct node *memory = node_child(r->written->root, A_memory);
    const uint64_t said = written_kib(r, memory), meant = meant_kib(r, A_memory);
    if (node_path(r->written->root, A_cpu, A_numa, 0) && said && said != meant && said != written_sum(r))
        warn(r, memory, NULL, W_memory_sum, number_text(r, said), number_text(r, meant));
}

void warn_memory_current(struct review *r)
{
    struct node *current = node_child(r->written->root, A_currentMemory);
    const uint64_t said = written_kib(r, current), all = meant_kib(r, A_memory);
    if (said > all && all)
        warn(r, current, NULL, W_memory_current, number_text(r, said), number_text(r, all));
}

/* The size of the huge pages of all memory, in KiB; 0 when there are none or the host chooses it. */
static uint64_t hugepage_kib(struct review *r)
{
    struct node *page = node_path(r->meant->root, A_memoryBacking, A_hugepages, A_page, 0);
    uint64_t size, bytes;
    if (!page || node_attr(page, A_nodeset) || !attr_uint(page, A_size, &size) ||
        !scale_bytes(size, attr_get(page, A_unit), 1024, &bytes))
        return 0;
    return bytes / 1024;
}

void warn_hugepages_part(struct review *r)
{
    const uint64_t page = hugepage_kib(r), all = meant_kib(r, A_memory);
    struct node *cells = node_path(r->meant->root, A_cpu, A_numa, 0);
    uint64_t own;
    if (!page)
        return;
    if (!cells && all % page)
        warn(r, node_child(r->meant->root, A_memory), NULL, W_hugepages_part, number_text(r, all), "the guest",
             number_text(r, page));
    FOR_CHILDREN(cell, cells, A_cell)
        if (attr_uint(cell, A_memory, &own) && own % page)
            warn(r, cell, node_attr(cell, A_memory), W_hugepages_part, number_text(r, own), "the cell",
                 number_text(r, page));
}

void warn_memory_locked(struct review *r)
{
    struct node *locked = node_path(r->written->root, A_memoryBacking, A_locked, 0);
    if (locked && !node_path(r->written->root, A_memtune, A_hard_limit, 0))
        warn(r, locked, NULL, W_memory_locked);
}

void warn_balloon_needed(struct review *r)
{
    struct node *wish = node_child(r->written->root, A_currentMemory);
    const uint64_t current = written_kib(r, wish), all = written_kib(r, node_child(r->written->root, A_memory));
    if (!current || current >= all || node_child(r->canon.devices, A_memory))
        return;
    FOR_MEANT(balloon, r, A_memballoon)
        if (attr_is(balloon, A_model, A_none))
            warn(r, wish, NULL, W_balloon_needed, number_text(r, current), number_text(r, meant_kib(r, A_memory)));
}

void warn_numa_uncovered(struct review *r)
{
    struct node *written = node_path(r->written->root, A_cpu, A_numa, A_cell, 0);
    struct node *meant = node_path(r->meant->root, A_cpu, A_numa, A_cell, 0);
    for (; written && meant && meant->ordinal != written->ordinal;)
        written = node_next_same(written);
    const char *said = attr_get(written, A_cpus), *got = attr_get(meant, A_cpus);
    struct cpuset a, b;
    if (said && got && cpuset_parse(&a, said) && cpuset_parse(&b, got) && memcmp(&a, &b, sizeof a) != 0)
        warn(r, written, node_attr(written, A_cpus), W_numa_uncovered, attr_get(meant, A_id), got, said);
}

/* --- pins ------------------------------------------------------------------------------------------------------------ */

static uint64_t vcpu_count(struct review *r)
{
    uint64_t count = 0;
    node_text_uint(r->meant, node_child(r->meant->root, A_vcpu), &count);
    return count;
}

static struct node *cputune(struct review *r)
{
    return node_child(r->written->root, A_cputune);
}

void warn_vcpupin_none(struct review *r)
{
    const uint64_t count = vcpu_count(r);
    uint64_t vcpu;
    FOR_CHILDREN(pin, cputune(r), A_vcpupin)
        if (attr_uint(pin, A_vcpu, &vcpu) && vcpu >= count && count)
            warn(r, pin, node_attr(pin, A_vcpu), W_vcpupin_none, number_text(r, vcpu), number_text(r, count));
}

void warn_vcpupin_some(struct review *r)
{
    const uint64_t count = vcpu_count(r);
    uint64_t pinned = 0, vcpu;
    FOR_CHILDREN(pin, cputune(r), A_vcpupin)
        pinned += attr_uint(pin, A_vcpu, &vcpu) && vcpu < count;
    if (pinned && pinned < count && !node_attr(node_child(r->written->root, A_vcpu), A_cpuset))
        warn(r, cputune(r), NULL, W_vcpupin_some, number_text(r, pinned), number_text(r, count));
}

/* The one CPU of a pin, or -1. */
static int32_t single_cpu(const struct node *pin)
{
    struct cpuset set;
    const char *text = attr_get(pin, A_cpuset);
    return text && cpuset_parse(&set, text) && cpuset_count(&set) == 1 ? cpuset_last(&set) : -1;
}

void warn_vcpupin_shared(struct review *r)
{
    int32_t last = -1;
    FOR_CHILDREN(pin, cputune(r), A_vcpupin)
        last = single_cpu(pin) > last ? single_cpu(pin) : last;
    const char **owner = arena_new_array(r->written->arena, const char *, (size_t)(last + 1));
    FOR_CHILDREN(pin, cputune(r), A_vcpupin) {
        const int32_t cpu = single_cpu(pin);
        const char *vcpu = attr_get(pin, A_vcpu);
        if (cpu < 0 || !vcpu)
            continue;
        if (owner[cpu] && strcmp(owner[cpu], vcpu) != 0)
            warn(r, pin, node_attr(pin, A_cpuset), W_vcpupin_shared, owner[cpu], vcpu, number_text(r, (uint64_t)cpu));
        owner[cpu] = vcpu;
    }
}

/* --- I/O threads ------------------------------------------------------------------------------------------------------ */

/* Notes the threads that an element and what is in it use. */
static void note_threads(struct review *r, struct seen *used, struct node *n)
{
    uint64_t id;
    if (attr_uint(n, A_iothread, &id))
        seen_before(used, number_text(r, id), n);
    if (n->name == A_iothread && attr_uint(n, A_id, &id))
        seen_before(used, number_text(r, id), n);
    FOR_ELEMENTS(child, n)
        note_threads(r, used, child);
}

static void judge_thread(struct review *r, const struct seen *used, struct node *place, uint64_t id)
{
    const char *number = number_text(r, id);
    if (!seen_owner(used, number))
        warn(r, place, NULL, W_iothread_unused, number);
}

void warn_iothread_unused(struct review *r)
{
    struct node *count = node_child(r->written->root, A_iothreads), *ids = node_child(r->meant->root, A_iothreadids);
    uint64_t id, last = 0;
    struct seen *used = seen_new(r->written->arena);
    if (ids || count)
        note_threads(r, used, r->canon.devices);
    FOR_CHILDREN(thread, ids, A_iothread)
        if (attr_uint(thread, A_id, &id))
            judge_thread(r, used, thread->ordinal || !count ? thread : count, id);
    if (ids || !count || !node_text_uint(r->written, count, &last) || last > LIMIT_VCPUS)
        return;
    for (id = 1; id <= last; id++)
        judge_thread(r, used, count, id);
}
