/* The richest x86 CPU that all of a pool can run. */
#include <string.h>

#include "x86.h"

/* The vendor that all agree on. */
struct vendors {
    int row;  /* X86_NONE: nobody has said one */
    bool show; /* everybody has stated it */
};

static bool add_vendor(struct cpu_work *w, struct vendors *v, const struct cpu *cpu, bool first)
{
    const struct x86_model *m = x86_find_model(w, &cpu->model);
    if (!m)
        return false;
    const int own = first ? X86_NONE : m->vendor;
    const int stated = cpu->vendor.text ? x86_vendor_find(cpu->vendor.text) : X86_NONE;
    v->show = v->show && cpu->vendor.text;
    if (cpu->vendor.text && own != X86_NONE && strcmp(cpu->vendor.text, x86_vendors[own].name) != 0)
        return cpu_no(w, "%s: its vendor is %s, that of its model %s is %s", cpu->self.text, cpu->vendor.text, m->name,
                      x86_vendors[own].name);
    if (cpu->vendor.text && stated == X86_NONE)
        return cpu_bad(w, &cpu->vendor, D_cpu_vendor_unknown, cpu->vendor.text, "", NULL);
    const int said = stated != X86_NONE ? stated : own;
    if (said == X86_NONE)
        return true;
    if (v->row != X86_NONE && v->row != said)
        return cpu_no(w, "%s: its vendor is %s, that of others is %s", cpu->self.text, x86_vendors[said].name,
                      x86_vendors[v->row].name);
    v->row = said;
    return true;
}

static size_t list_models(const char **names, struct cpu *const *list, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < n && strcmp(names[k], list[i]->model.text) != 0)
            k++;
        if (k == n)
            names[n++] = list[i]->model.text;
    }
    return n;
}

static bool intersect(struct cpu_work *w, struct cpu *const *list, size_t count, struct x86_data *out, bool *show)
{
    struct vendors v = {X86_NONE, true};
    struct x86_bits have;
    for (size_t i = 0; i < count; i++) {
        if (!add_vendor(w, &v, list[i], i == 0) || !x86_full_set(w, list[i], &have))
            return false;
        out->have = i ? bits_and(out->have, &have) : have;
    }
    out->vendor = v.row;
    *show = v.show;
    return !bits_empty(&out->have) || cpu_no(w, "these CPUs have nothing in common");
}

struct cpu *x86_baseline(struct cpu_work *w, struct cpu *const *list, size_t count, const struct cpu_wish *wish)
{
    struct x86_data data = {0};
    const char **names = arena_new_array(w->arena, const char *, count);
    bool show;
    if (!intersect(w, list, count, &data, &show))
        return NULL;
    const struct x86_question q = {.models = wish->models, .preferred = names, .migratable = wish->migratable,
                                   .preferred_count = list_models(names, list, count)};
    struct cpu *out = x86_decode(w, data, &q);
    if (!out)
        return NULL;
    if (!show)
        out->vendor.text = NULL;
    out->fallback_forbidden = q.preferred_count == 1 && strcmp(names[0], out->model.text) == 0;
    return out;
}
