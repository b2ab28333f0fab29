/* Memory modules: their slots, the node they belong to, and what a guest needs to have any. */
#include "../addr/slots.h"
#include "device.h"

static bool has_slot(const struct node *memory)
{
    return attr_is(memory, A_model, A_dimm) || attr_is(memory, A_model, A_nvdimm);
}

/* A guest with one node puts every module there. */
void pass_memory_node(struct canon *c)
{
    static const uint16_t with_node[] = {A_dimm, A_nvdimm, A_virtio_mem, A_sgx_epc, 0};
    const struct node *numa = node_path(c->domain, A_cpu, A_numa, 0);
    if (node_count(numa, A_cell) != 1)
        return;
    FOR_DEVICES(memory, c, A_memory) {
        struct node *target = node_child(memory, A_target);
        if (target && atom_in(attr_atom(memory, A_model), with_node))
            fill_text_child(c, target, A_node, R_memory_node, "0");
    }
}

enum { PSERIES_BLOCK_KIB = 262144 };

static uint64_t text_kib(struct canon *c, const struct node *n)
{
    uint64_t kib = 0;
    node_text_uint(c->doc, n, &kib);
    return kib;
}

/* pseries plugs memory in blocks of 256 MiB: modules grow to whole blocks, what a file holds besides its label
 * shrinks to them. */
void pass_memory_blocks(struct canon *c)
{
    if (!is_pseries(c) || c->opt.reload)
        return;
    FOR_DEVICES(memory, c, A_memory) {
        struct node *target = node_child(memory, A_target), *size = node_child(target, A_size);
        if (!size)
            continue;
        const uint64_t kib = text_kib(c, size);
        const uint64_t label = text_kib(c, node_path(target, A_label, A_size, 0));
        uint64_t fit = (kib + PSERIES_BLOCK_KIB - 1) / PSERIES_BLOCK_KIB * PSERIES_BLOCK_KIB;
        if (attr_is(memory, A_model, A_nvdimm))
            fit = (kib > label ? kib - label : 0) / PSERIES_BLOCK_KIB * PSERIES_BLOCK_KIB + label;
        if (fit != kib)
            decide_text(c, size, R_memory_blocks, text_of(c, fit));
    }
}

static void reserve_slot(struct canon *c, struct idset *slots, struct node *memory)
{
    struct node *address = node_child(memory, A_address);
    struct addr_refusal why;
    uint64_t slot;
    if (!attr_uint(address, A_slot, &slot) || idset_reserve(slots, slot, memory, &why))
        return;
    if (why.verdict == ADDR_TAKEN)
        refuse(c, address, node_attr(address, A_slot), D_memory_slot_taken, text_of(c, slot));
    else
        refuse(c, address, node_attr(address, A_slot), D_memory_slot_high, text_of(c, slot));
}

void pass_memory_slot(struct canon *c)
{
    const struct node *max = node_child(c->domain, A_maxMemory);
    const uint64_t count = attr_uint_or(max, A_slots, 0);
    if (!count)
        return;
    struct idset *slots = memory_slots_new(c->scratch, (uint32_t)count);
    FOR_DEVICES(memory, c, A_memory)
        if (has_slot(memory) && address_type(memory) == A_dimm)
            reserve_slot(c, slots, memory);
    FOR_DEVICES(memory, c, A_memory) {
        if (!has_slot(memory) || attr_get(node_child(memory, A_address), A_slot))
            continue;
        uint32_t slot;
        struct addr_refusal why;
        if (!slot_next(slots, memory, &slot, &why)) {
            refuse(c, memory, NULL, D_memory_no_slot, text_of(c, count));
            continue;
        }
        fill_uint(c, need_address(c, memory, A_dimm, R_memory_slot), A_slot, R_memory_slot, slot);
    }
}

void pass_memory_device_check(struct canon *c)
{
    const bool numa = node_path(c->domain, A_cpu, A_numa, A_cell, 0);
    const bool max = node_child(c->domain, A_maxMemory);
    FOR_DEVICES(memory, c, A_memory) {
        if (attr_is(memory, A_model, A_sgx_epc))
            continue;
        if (!max)
            refuse(c, memory, NULL, D_memory_no_max);
        else if (!numa && is_x86(c->arch))
            refuse(c, memory, NULL, D_memory_no_numa);
    }
}
