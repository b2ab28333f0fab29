/* Rows of features: places in CPUID and MSRs, names elsewhere. */
#include <stdlib.h>
#include <string.h>

#include "cpugen.h"

int find_feature(const struct tables *t, const char *name)
{
    for (int i = 0; i < t->features_count; i++)
        if (strcmp(t->features[i].name, name) == 0)
            return i;
    return X86_NONE;
}

static uint64_t read_bits(const struct row *r, const char *list, unsigned width)
{
    uint64_t mask = 0;
    for (char *end; ; list = end + 1) {
        const unsigned long bit = strtoul(list, &end, 10);
        if (end == list || bit >= width || (*end && *end != ','))
            row_error(r, "'%s' is not a list of bits below %u", list, width);
        mask |= UINT64_C(1) << bit;
        if (!*end)
            return mask;
    }
}

static void read_place(const struct row *r, struct x86_feature *f, const char *place)
{
    static const char *const registers[] = {"eax.", "ebx.", "ecx.", "edx."};
    const char *index = word_value(place, "msr/");
    char *end;
    f->leaf = (uint32_t)strtoul(index ? index : place, &end, 16);
    if (index) {
        if (*end != '.')
            row_error(r, "'%s' is not msr/INDEX.BIT", place);
        f->reg = X86_MSR;
        f->mask = read_bits(r, end + 1, 64);
        return;
    }
    if (*end == '/')
        f->subleaf = (uint32_t)strtoul(end + 1, &end, 16);
    for (uint8_t k = 0; *end == '/' && k < 4; k++) {
        const char *bits = word_value(end + 1, registers[k]);
        if (bits) {
            f->reg = k;
            f->mask = read_bits(r, bits, 32);
            return;
        }
    }
    row_error(r, "'%s' is not LEAF/SUBLEAF/REGISTER.BIT", place);
}

static void read_option(const struct row *r, struct x86_feature *f, const char *word)
{
    const char *value;
    if (strcmp(word, "stays") == 0) {
        f->stays = true;
    } else if ((value = word_value(word, "qemu="))) {
        f->never_sent = strcmp(value, "never") == 0;
        f->qemu = f->never_sent || strcmp(value, "none") == 0 ? NULL : value;
    } else if ((value = word_value(word, "xen="))) {
        f->xen = value;
    } else if ((value = word_value(word, "also="))) {
        f->also = value;
    } else {
        row_error(r, "'%s' is not known here", word);
    }
}

static bool same_place(const struct x86_feature *a, const struct x86_feature *b)
{
    return a->reg == b->reg && a->leaf == b->leaf && a->subleaf == b->subleaf && (a->mask & b->mask);
}

void take_feature(struct tables *t, const struct row *r)
{
    struct x86_feature *f = &t->features[t->features_count];
    const bool of_hypervisor = strcmp(r->section, "[hypervisor]") == 0;
    if (t->features_count == MAX_FEATURES)
        row_error(r, "more than %d features: raise X86_WORDS", MAX_FEATURES);
    if (r->count < 2)
        row_error(r, "a feature needs a name and a place");
    *f = (struct x86_feature){.name = r->words[0], .qemu = r->words[0], .xen = r->words[0]};
    read_place(r, f, r->words[1]);
    for (int i = 2; i < r->count; i++)
        read_option(r, f, r->words[i]);
    if (find_feature(t, f->name) != X86_NONE)
        row_error(r, "the feature '%s' was there already", f->name);
    for (int i = 0; i < t->features_count && !of_hypervisor; i++)
        if (same_place(&t->features[i], f))
            row_error(r, "'%s' is the same bit as '%s'", f->name, t->features[i].name);
    t->features_count++;
    if (!of_hypervisor)
        t->cpu_feature_count = t->features_count;
}
