/* The name that was meant: nearest models and features, also by the names that others give them. */
#include <string.h>

#include "../base/nearest.h"
#include "rules.h"

static bool called_so(const struct x86_feature *f, const char *name)
{
    return names_have(f->also, name) || (f->qemu && strcmp(f->qemu, name) == 0) || strcmp(f->xen, name) == 0;
}

const char *cpu_near_word(struct arena *a, const char *word, const char *(*next)(size_t index))
{
    const char *best = NULL;
    unsigned distance = nearest_limit(word) + 1;
    for (size_t i = 0; next(i) && distance; i++) {
        const unsigned d = same_letters(word, next(i)) ? 0 : edit_distance(word, next(i), distance);
        if (d < distance) {
            distance = d;
            best = next(i);
        }
    }
    return best ? arena_printf(a, "; did you mean '%s'?", best) : "";
}

static const char *feature_at(size_t i)
{
    return i < (size_t)x86_cpu_feature_count ? x86_features[i].name : NULL;
}

static const char *model_at(size_t i)
{
    return i < (size_t)x86_model_count ? x86_models[i].name : NULL;
}

const char *cpu_near_feature(struct arena *a, const char *name)
{
    for (int i = 0; i < x86_cpu_feature_count; i++)
        if (called_so(&x86_features[i], name))
            return arena_printf(a, "; libvirt calls it '%s'", x86_features[i].name);
    return cpu_near_word(a, name, feature_at);
}

const char *cpu_near_model(struct arena *a, const char *name)
{
    return cpu_near_word(a, name, model_at);
}
