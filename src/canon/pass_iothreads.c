/* The guest's I/O threads: how many and under which numbers. Knows no device that uses one. */
#include <stdio.h>

#include "../base/limits.h"
#include "iothread.h"

static void check_ids(struct canon *c, struct node *ids, struct seen *taken)
{
    FOR_CHILDREN(thread, ids, A_iothread) {
        const struct attr *a = node_attr(thread, A_id);
        const uint64_t id = attr_uint_or(thread, A_id, 0);
        if (!id)
            refuse(c, thread, a, D_iothread_zero);
        const struct node *first = id ? seen_before(taken, text_of(c, id), thread) : NULL;
        if (first)
            refuse(c, thread, a, D_iothread_twice, a->value, line_of(c, first));
    }
}

/* Threads that have no entry get the lowest free numbers. */
static void complete_ids(struct canon *c, struct node *ids, struct seen *taken, uint64_t missing)
{
    for (uint64_t id = 1; missing; id++) {
        if (seen_before(taken, text_of(c, id), ids))
            continue;
        attr_set_uint(c->doc, decide_child(c, ids, A_iothread, R_iothread_id), A_id, id);
        missing--;
    }
}

static void check_pool(struct canon *c, const struct node *n)
{
    const uint64_t low = attr_uint_or(n, A_thread_pool_min, 0);
    const uint64_t high = attr_uint_or(n, A_thread_pool_max, UINT64_MAX);
    if (!n)
        return;
    if (!high)
        refuse_at(c, n, A_thread_pool_max, D_thread_pool_none);
    else if (node_attr(n, A_thread_pool_min) && !node_attr(n, A_thread_pool_max))
        refuse_at(c, n, A_thread_pool_min, D_thread_pool_open, text_of(c, low));
    else if (low > high)
        refuse_at(c, n, A_thread_pool_min, D_thread_pool, text_of(c, low), text_of(c, high));
}

void pass_iothreads(struct canon *c)
{
    struct node *count = node_child(c->domain, A_iothreads), *ids = node_child(c->domain, A_iothreadids);
    const uint64_t entries = node_count(ids, A_iothread);
    uint64_t threads = 0;
    c->iothreads = seen_new(c->scratch);
    check_ids(c, ids, c->iothreads);
    node_text_uint(c->doc, count, &threads);
    if (threads > LIMIT_VCPUS) {
        refuse(c, count, NULL, D_iothreads_many, text_of(c, threads), text_of(c, LIMIT_VCPUS));
        return;
    }
    FOR_CHILDREN(thread, ids, A_iothread)
        check_pool(c, thread);
    check_pool(c, node_child(c->domain, A_defaultiothread));
    if (!entries && ids)
        node_drop(ids);
    if (threads < entries) {
        count = fill_child(c, c->domain, A_iothreads, R_iothreads_ids);
        decide_text(c, count, R_iothreads_ids, text_of(c, entries));
    } else if (entries)
        complete_ids(c, ids, c->iothreads, threads - entries);
    else if (count && !threads)
        node_drop(count);
}

bool iothread_exists(const struct canon *c, uint64_t id)
{
    uint64_t threads = 0;
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)id);
    if (seen_owner(c->iothreads, number))
        return true;
    if (node_child(c->domain, A_iothreadids))
        return false;
    node_text_uint(c->doc, node_child(c->domain, A_iothreads), &threads);
    return id && id <= threads;
}
