/* Memory modules: their slots, the node they belong to, and what a guest needs to have any. */
#include "../addr/slots.h"
#include "amount.h"
#include "device.h"

enum { HUGE_PAGE_KIB = 2048 };

static bool has_slot(const struct node *memory)
{
    return attr_is(memory, A_model, A_dimm) || attr_is(memory, A_model, A_nvdimm);
}

void pass_memory_device(struct canon *c)
{
    FOR_DEVICES(memory, c, A_memory) {
        struct node *source = node_child(memory, A_source), *target = node_child(memory, A_target);
        struct node *amounts[] = {
            node_child(source, A_pagesize), node_child(source, A_alignsize), node_child(target, A_size),
            node_path(target, A_label, A_size, 0), node_child(target, A_block),
            node_child(target, A_requested),
        };
        uint64_t kib;
        for (size_t i = 0; i < countof(amounts); i++)
            amount_text_to_kib(c, amounts[i], &kib);
        if (attr_is(memory, A_model, A_virtio_pmem))
            fill_atom(c, memory, A_access, R_memory_pmem, A_shared);
    }
}

static void fill_kib(struct canon *c, struct node *target, enum atom name, uint64_t kib)
{
    if (fill_text_child(c, target, name, R_memory_virtio, text_of(c, kib)))
        fill_attr(c, node_child(target, name), A_unit, R_memory_virtio, "KiB");
}

/* Memory is plugged in units of the huge pages of the host, and none of it at first. */
void pass_memory_virtio(struct canon *c)
{
    FOR_DEVICES(memory, c, A_memory) {
        struct node *target = node_child(memory, A_target);
        if (!target || !attr_is(memory, A_model, A_virtio_mem))
            continue;
        fill_kib(c, target, A_block, HUGE_PAGE_KIB);
        fill_kib(c, target, A_requested, 0);
    }
}

/* The cell that a guest without cells was given holds every module. */
void pass_memory_node(struct canon *c)
{
    static const uint16_t with_node[] = {A_dimm, A_nvdimm, A_virtio_mem, A_sgx_epc, 0};
    const struct node *cell = node_child(numa_of(c), A_cell);
    if (!cell || cell->ordinal)
        return;
    FOR_DEVICES(memory, c, A_memory) {
        struct node *target = node_child(memory, A_target);
        if (target && atom_in(attr_atom(memory, A_model), with_node))
            fill_text_child(c, target, A_node, R_memory_node, "0");
    }
}

enum { POWER_BLOCK_KIB = 262144 };

static uint64_t text_kib(struct canon *c, const struct node *n)
{
    uint64_t kib = 0;
    node_text_uint(c->doc, n, &kib);
    return kib;
}

static void limit_in_use(struct canon *c)
{
    const struct node *total = node_child(c->domain, A_memory);
    struct node *in_use = node_child(c->domain, A_currentMemory);
    if (total && in_use && (in_use->rule == R_memory_current || text_kib(c, in_use) > text_kib(c, total)))
        decide_text(c, in_use, R_memory_blocks, node_text(c->doc, total));
}

/* Firmware of POWER tells NVDIMMs apart by these. */
void pass_memory_uuid(struct canon *c)
{
    uint32_t index = 0;
    FOR_DEVICES(memory, c, A_memory) {
        if (is_ppc64(c->arch) && attr_is(memory, A_model, A_nvdimm) && !node_child(memory, A_uuid))
            fill_text_child(c, memory, A_uuid, R_memory_uuid, identity_uuid(c, "nvdimm", index));
        index++;
    }
}

/* POWER plugs memory in blocks of 256 MiB: modules grow to whole blocks, what a file holds besides its
 * label shrinks to them. */
void pass_memory_blocks(struct canon *c)
{
    if (!is_ppc64(c->arch) || c->opt.reload)
        return;
    FOR_DEVICES(memory, c, A_memory) {
        struct node *target = node_child(memory, A_target), *size = node_child(target, A_size);
        if (!size)
            continue;
        const uint64_t kib = text_kib(c, size);
        const uint64_t label = text_kib(c, node_path(target, A_label, A_size, 0));
        uint64_t fit = (kib + POWER_BLOCK_KIB - 1) / POWER_BLOCK_KIB * POWER_BLOCK_KIB;
        if (attr_is(memory, A_model, A_nvdimm))
            fit = (kib > label ? kib - label : 0) / POWER_BLOCK_KIB * POWER_BLOCK_KIB + label;
        if (fit == kib)
            continue;
        decide_text(c, size, R_memory_blocks, text_of(c, fit));
        struct node *total = node_child(c->domain, A_memory);
        if (total)
            decide_text(c, total, R_memory_blocks, text_of(c, text_kib(c, total) - kib + fit));
    }
    limit_in_use(c);
}

static void reserve_slot(struct canon *c, struct idset *slots, struct node *memory)
{
    struct node *address = node_child(memory, A_address);
    struct addr_refusal why;
    uint64_t slot;
    if (!attr_uint(address, A_slot, &slot) || idset_reserve(slots, slot, memory, &why))
        return;
    if (why.verdict == ADDR_TAKEN)
        refuse_at(c, address, A_slot, D_memory_slot_taken, text_of(c, slot));
    else
        refuse_at(c, address, A_slot, D_memory_slot_high, text_of(c, slot));
}

void pass_memory_slot(struct canon *c)
{
    const struct node *max = node_child(c->domain, A_maxMemory);
    if (!max)
        return;
    const uint64_t count = attr_uint_or(max, A_slots, 0);
    struct idset *slots = memory_slots_new(c->scratch, (uint32_t)count);
    FOR_DEVICES(memory, c, A_memory)
        if (has_slot(memory) && address_type(memory) == A_dimm)
            reserve_slot(c, slots, memory);
    FOR_DEVICES(memory, c, A_memory) {
        struct node *address = node_child(memory, A_address);
        if (!has_slot(memory) || (address_type(memory) == A_dimm && attr_get(address, A_slot)))
            continue;
        if (address_type(memory) != A_dimm) /* which it cannot have: libvirt writes over it */
            attrs_drop(address);
        uint32_t slot;
        struct addr_refusal why;
        if (!slot_next(slots, memory, &slot, &why)) {
            refuse(c, memory, NULL, D_memory_no_slot, text_of(c, count));
            continue;
        }
        fill_uint(c, need_address(c, memory, A_dimm, R_memory_slot), A_slot, R_memory_slot, slot);
    }
}

/* Where the place of a module in the guest's memory is written. */
static struct node *place_of(const struct node *memory)
{
    return has_slot(memory) ? node_child(memory, A_address) : node_path(memory, A_target, A_address, 0);
}

/* What of a module the guest finds in its memory: the labels of an NVDIMM, in whole pages, are not there. */
static uint64_t mapped_bytes(struct canon *c, const struct node *memory)
{
    const uint64_t kib = text_kib(c, node_path(memory, A_target, A_size, 0));
    const uint64_t page = text_kib(c, node_path(memory, A_source, A_alignsize, 0));
    uint64_t labels = text_kib(c, node_path(memory, A_target, A_label, A_size, 0));
    if (!attr_is(memory, A_model, A_nvdimm))
        return kib * 1024;
    if (page && labels % page)
        labels += page - labels % page;
    return labels < kib ? (kib - labels) * 1024 : 0;
}

/* Two modules whose places in the guest's memory are given and meet. */
static void check_overlap(struct canon *c, struct node *memory)
{
    struct node *at = place_of(memory);
    const uint64_t size = mapped_bytes(c, memory);
    uint64_t base, other_base;
    if (!attr_uint(at, A_base, &base) || !base)
        return;
    for (struct node *other = node_next_same(memory); other; other = node_next_same(other)) {
        struct node *other_at = place_of(other);
        if (attr_uint(other_at, A_base, &other_base) && other_base && base < other_base + mapped_bytes(c, other) &&
            other_base < base + size)
            refuse_at(c, other_at, A_base, D_memory_overlap, line_of(c, memory));
    }
}

static void check_virtio_mem(struct canon *c, struct node *memory)
{
    const struct node *target = node_child(memory, A_target);
    struct node *block = node_child(target, A_block), *requested = node_child(target, A_requested);
    const uint64_t block_kib = text_kib(c, block), kib = text_kib(c, requested);
    if (!block_kib || next_power_of_two(block_kib) != block_kib)
        refuse(c, block, NULL, D_memory_block);
    else if (kib % block_kib || kib > text_kib(c, node_child(target, A_size)))
        refuse(c, requested, NULL, D_memory_requested);
    const struct node *at = place_of(memory);
    if (is_x86(c->arch) && block_kib && block_kib < HUGE_PAGE_KIB)
        refuse(c, block, NULL, D_memory_block_small, text_of(c, block_kib), text_of(c, HUGE_PAGE_KIB));
    if (block_kib && attr_uint_or(at, A_base, 0) % (block_kib * 1024))
        refuse_at(c, at, A_base, D_memory_unaligned, text_of(c, block_kib));
}

/* The modules that are devices on a bus. */
static void check_address(struct canon *c, const struct node *memory)
{
    const enum atom type = address_type(memory), model = attr_atom(memory, A_model);
    const bool fits = has_slot(memory) || (type == A_pci && model != A_sgx_epc) ||
                      (type == A_ccw && model == A_virtio_mem);
    if (type && !fits)
        refuse_at(c, node_child(memory, A_address), A_type, D_memory_address, atom_text[model],
                  atom_text[type]);
}

enum { LABEL_KIB = 128 };

static void check_nvdimm(struct canon *c, struct node *memory)
{
    struct node *label = node_path(memory, A_target, A_label, A_size, 0);
    if (label && text_kib(c, label) < LABEL_KIB)
        refuse(c, label, NULL, D_memory_label);
    if (!label && is_ppc64(c->arch))
        refuse(c, memory, NULL, D_memory_no_label, atom_text[c->arch]);
    const uint64_t label_kib = text_kib(c, label), kib = text_kib(c, node_path(memory, A_target, A_size, 0));
    if (label && label_kib >= kib)
        refuse(c, label, NULL, D_memory_label_large, text_of(c, label_kib), text_of(c, kib));
    if (attr_is(memory, A_discard, A_yes))
        refuse_at(c, memory, A_discard, D_memory_discard);
}

static void check_module(struct canon *c, struct node *memory, size_t cells)
{
    static const uint16_t needs_node[] = {A_dimm, A_nvdimm, A_virtio_mem, 0};
    struct node *node = node_path(memory, A_target, A_node, 0);
    uint64_t n;
    if (cells && node_text_uint(c->doc, node, &n) && n >= cells)
        refuse(c, node, NULL, D_memory_node, text_of(c, n), text_of(c, cells));
    if (cells && !node && atom_in(attr_atom(memory, A_model), needs_node))
        refuse(c, memory, NULL, D_memory_no_node);
    if (attr_is(memory, A_model, A_virtio_pmem) && !attr_is(memory, A_access, A_shared))
        refuse_at(c, memory, A_access, D_memory_pmem);
    if (attr_is(memory, A_model, A_virtio_mem))
        check_virtio_mem(c, memory);
    if (attr_is(memory, A_model, A_nvdimm))
        check_nvdimm(c, memory);
    check_address(c, memory);
    check_overlap(c, memory);
}

void pass_memory_device_check(struct canon *c)
{
    const size_t cells = node_count(numa_of(c), A_cell);
    const bool has_room = node_child(c->domain, A_maxMemory);
    FOR_DEVICES(memory, c, A_memory) {
        check_module(c, memory, cells);
        if (!has_room)
            refuse(c, memory, NULL, D_memory_no_max);
    }
}
