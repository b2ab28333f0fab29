/* Lookup by name in the generated tables. */
#include "tables.h"

#include <stddef.h>
#include <string.h>

static const char *feature_name(int row)
{
    return x86_features[row].name;
}

static const char *model_name(int row)
{
    return x86_models[row].name;
}

static int find(const char *name, const int16_t *order, int count, const char *(*name_of)(int row))
{
    int low = 0, high = count;
    while (low < high) {
        const int middle = (low + high) / 2, cmp = strcmp(name, name_of(order[middle]));
        if (cmp == 0)
            return order[middle];
        if (cmp < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return X86_NONE;
}

int x86_feature_find(const char *name)
{
    return find(name, x86_features_by_name, x86_feature_count, feature_name);
}

int x86_model_find(const char *name)
{
    return find(name, x86_models_by_name, x86_model_count, model_name);
}

int x86_vendor_find(const char *name)
{
    for (int i = 0; i < x86_vendor_count; i++)
        if (strcmp(x86_vendors[i].name, name) == 0)
            return i;
    return X86_NONE;
}
