/* Reads what CPUID and MSRs of a processor say. */
#include "data.h"

#include <stdlib.h>
#include <string.h>

struct item {
    uint32_t leaf, subleaf; /* or the index of an MSR */
    bool msr;
    uint32_t reg[4]; /* an MSR has two */
};

struct dump {
    struct item *list;
    size_t count;
};

static bool read_register(struct cpu_work *w, struct doc *d, const struct node *n, const char *name, bool needed,
                          uint32_t *out)
{
    const struct attr *a = node_attr_named(n, name);
    const struct cpu_name place = {.doc = d, .node = n, .attr = a};
    uint64_t value = 0;
    if (!a && needed)
        return cpu_bad(w, &place, D_attribute_missing, n->text, name, "", NULL);
    if (a && (!text_uint(a->value, &value) || value > UINT32_MAX))
        return cpu_bad(w, &place, D_cpu_data_register, a->value, NULL);
    *out = (uint32_t)value;
    return true;
}

static bool read_item(struct cpu_work *w, struct doc *d, const struct node *n, struct item *out)
{
    static const char *const registers[] = {"eax", "ebx", "ecx", "edx"};
    if (strcmp(n->text, "msr") == 0) {
        out->msr = true;
        return read_register(w, d, n, "index", true, &out->leaf) && read_register(w, d, n, "eax", true, &out->reg[0]) &&
               read_register(w, d, n, "edx", true, &out->reg[1]);
    }
    if (strcmp(n->text, "cpuid") != 0) {
        const struct cpu_name place = {.doc = d, .node = n};
        return cpu_bad(w, &place, D_cpu_data_item, n->text, NULL);
    }
    if (!read_register(w, d, n, "eax_in", true, &out->leaf) || !read_register(w, d, n, "ecx_in", false, &out->subleaf))
        return false;
    for (int k = 0; k < 4; k++)
        if (!read_register(w, d, n, registers[k], true, &out->reg[k]))
            return false;
    return true;
}

static struct item *find(const struct dump *dump, uint32_t leaf, uint32_t subleaf, bool msr)
{
    for (size_t i = 0; i < dump->count; i++) {
        struct item *item = &dump->list[i];
        if (item->leaf == leaf && item->subleaf == subleaf && item->msr == msr)
            return item;
    }
    return NULL;
}

/* Items with the same key stand for one. */
static void add(struct dump *dump, const struct item *item)
{
    struct item *same = find(dump, item->leaf, item->subleaf, item->msr);
    if (!same) {
        dump->list[dump->count++] = *item;
        return;
    }
    for (int k = 0; k < 4; k++)
        same->reg[k] |= item->reg[k];
}

static bool take_feature(const struct dump *dump, const struct x86_feature *f, struct dump *rest)
{
    const struct item *item = find(dump, f->leaf, f->subleaf, f->reg == X86_MSR);
    if (!item)
        return false;
    const uint64_t value = f->reg == X86_MSR ? (uint64_t)item->reg[1] << 32 | item->reg[0] : item->reg[f->reg];
    if ((value & f->mask) != f->mask)
        return false;
    struct item *left = &rest->list[item - dump->list];
    if (f->reg == X86_MSR) {
        left->reg[0] &= ~(uint32_t)f->mask;
        left->reg[1] &= ~(uint32_t)(f->mask >> 32);
    } else {
        left->reg[f->reg] &= ~(uint32_t)f->mask;
    }
    return true;
}

static uint32_t word(const char *id)
{
    return (uint32_t)(unsigned char)id[0] | (uint32_t)(unsigned char)id[1] << 8 | (uint32_t)(unsigned char)id[2] << 16 |
           (uint32_t)(unsigned char)id[3] << 24;
}

static int find_vendor(const struct dump *dump, struct dump *rest)
{
    const struct item *item = find(dump, 0, 0, false);
    for (int i = 0; item && i < x86_vendor_count; i++) {
        const char *id = x86_vendors[i].id;
        const uint32_t b = word(id), d = word(id + 4), c = word(id + 8);
        if ((item->reg[1] & b) != b || (item->reg[3] & d) != d || (item->reg[2] & c) != c)
            continue;
        uint32_t *left = rest->list[item - dump->list].reg;
        left[1] &= ~b;
        left[2] &= ~c;
        left[3] &= ~d;
        return i;
    }
    return X86_NONE;
}

static void name_bits(struct arena *a, const struct dump *dump, struct x86_data *out)
{
    enum { SIGNATURE_BITS = 0x0fff3fff };
    struct dump rest = {arena_new_array(a, struct item, dump->count), dump->count};
    memcpy(rest.list, dump->list, dump->count * sizeof *rest.list);
    const struct item *first = find(dump, 1, 0, false);
    *out = (struct x86_data){.vendor = find_vendor(dump, &rest)};
    out->signature = first ? first->reg[0] & SIGNATURE_BITS : 0;
    for (int f = 0; f < x86_cpu_feature_count; f++)
        if (take_feature(dump, &x86_features[f], &rest))
            bits_add(&out->have, f);
    for (size_t i = 0; i < rest.count; i++)
        for (int k = 0; k < 4; k++)
            out->more |= rest.list[i].reg[k] != 0;
}

bool cpu_data_read(struct cpu_work *w, struct doc *d, struct x86_data *out)
{
    const struct cpu_name root = {.doc = d, .node = d->root};
    size_t count = 0;
    if (strcmp(d->root->text, "cpudata") != 0)
        return cpu_bad(w, &root, D_cpu_data_expected, d->root->text, NULL);
    FOR_ELEMENTS(n, d->root)
        count++;
    struct dump dump = {arena_new_array(w->arena, struct item, count + 1), 0};
    FOR_ELEMENTS(n, d->root) {
        struct item item = {0};
        if (!read_item(w, d, n, &item))
            return false;
        add(&dump, &item);
    }
    name_bits(w->arena, &dump, out);
    return true;
}
