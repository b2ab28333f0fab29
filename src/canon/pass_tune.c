/* Small tuning sections: weights of block devices, performance events, ciphers. */
#include "canon.h"

/* A device with nothing but a path says nothing. */
void pass_blkiotune(struct canon *c)
{
    struct node *tune = node_child(c->domain, A_blkiotune);
    struct seen *seen = seen_new(c->scratch);
    for (struct node *device = node_child(tune, A_device), *next; device; device = next) {
        next = node_next_same(device);
        const char *path = node_text(c->doc, node_child(device, A_path));
        if (!*path) {
            refuse(c, device, NULL, D_element_missing, "device", "path");
            continue;
        }
        const struct node *first = seen_before(seen, path, device);
        if (first)
            refuse(c, device, NULL, D_blkio_twice, path, line_of(c, first));
        bool says = false;
        FOR_ELEMENTS(child, device)
            says = says || child->name != A_path;
        if (!says)
            node_drop(device);
    }
}

void pass_keywrap(struct canon *c)
{
    refuse_repeats(c, node_child(c->domain, A_keywrap), A_cipher, A_name, D_cipher_twice);
}

/* Events are listed in one order whatever the document's. */
void pass_perf(struct canon *c)
{
    static const enum atom order[] = {
        A_cmt, A_mbmt, A_mbml, A_cpu_cycles, A_instructions, A_cache_references, A_cache_misses,
        A_branch_instructions, A_branch_misses, A_bus_cycles, A_stalled_cycles_frontend,
        A_stalled_cycles_backend, A_ref_cpu_cycles,
        A_cpu_clock, A_task_clock, A_page_faults, A_context_switches, A_cpu_migrations, A_page_faults_min,
        A_page_faults_maj, A_alignment_faults, A_emulation_faults,
    };
    struct node *perf = node_child(c->domain, A_perf);
    refuse_repeats(c, perf, A_event, A_name, D_perf_twice);
    for (size_t i = 0; perf && i < countof(order); i++)
        FOR_CHILDREN(event, perf, A_event)
            if (attr_is(event, A_name, order[i])) {
                node_move_last(perf, event);
                break;
            }
}
