/* What QEMU says about CPUs, in replies to its monitor's queries. */
#include <json-c/json.h>
#include <string.h>

#include "../host/json.h"
#include "data.h"

int x86_feature_of_qemu(const char *name)
{
    for (int i = 0; i < x86_feature_count; i++)
        if (x86_features[i].qemu && strcmp(x86_features[i].qemu, name) == 0)
            return i;
    return x86_feature_find(name);
}

bool cpu_data_expansion(struct cpu_work *w, const char *name, struct json_object *reply, struct x86_data *out)
{
    struct json_object *answer = json_member(reply, "return") ? json_member(reply, "return") : reply;
    struct json_object *props = json_member(json_member(answer, "model"), "props");
    if (!json_object_is_type(props, json_type_object))
        return cpu_no(w, "%s: not a reply to query-cpu-model-expansion: it has no model with props", name);
    *out = (struct x86_data){.vendor = X86_NONE};
    json_object_object_foreach(props, key, value) {
        const int f = json_object_is_type(value, json_type_boolean) && json_object_get_boolean(value)
                          ? x86_feature_of_qemu(key) : X86_NONE;
        if (f != X86_NONE && f < x86_cpu_feature_count)
            bits_add(&out->have, f);
    }
    const char *vendor = json_text(props, "vendor");
    for (int i = 0; vendor && i < x86_vendor_count; i++)
        if (strcmp(x86_vendors[i].id, vendor) == 0)
            out->vendor = i;
    out->signature = x86_signature_of((struct x86_family_model){(unsigned)json_number(props, "family"),
                                                                (unsigned)json_number(props, "model"),
                                                                (unsigned)json_number(props, "stepping")});
    return true;
}

static const char *const *read_blockers(struct arena *a, struct json_object *list)
{
    const char **names = arena_new_array(a, const char *, json_count(list) + 1);
    for (size_t i = 0; i < json_count(list); i++) {
        const int f = x86_feature_of_qemu(json_text_at(list, i));
        names[i] = f != X86_NONE ? x86_features[f].name : arena_strdup(a, json_text_at(list, i));
    }
    return names;
}

bool cpu_models_definitions(struct cpu_work *w, const char *name, struct json_object *reply, struct cpu_models *out)
{
    struct json_object *answer = json_member(reply, "return") ? json_member(reply, "return") : reply;
    const size_t count = json_count(answer);
    struct cpu_usable *list = arena_new_array(w->arena, struct cpu_usable, count + 1);
    if (!json_object_is_type(answer, json_type_array))
        return cpu_no(w, "%s: not a reply to query-cpu-definitions: it is no list", name);
    for (size_t i = 0; i < count; i++) {
        struct json_object *model = json_at(answer, i);
        const char *text = json_text(model, "name");
        list[i] = (struct cpu_usable){arena_strdup(w->arena, text ? text : ""),
                                      read_blockers(w->arena, json_member(model, "unavailable-features"))};
    }
    bool known;
    *out = (struct cpu_models){list, count, cpu_family_of(w->arch, &known) == CPU_FAMILY_PPC64};
    return true;
}
