/* CPU models out of QEMU's answers: definitions, what `host` or `max` expands to, Hyper-V. Knows no
 * CPU model. */
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "internal.h"

static const char *keep(struct arena *a, const char *s)
{
    return arena_strdup(a, s);
}

/* Growing list of names. */
struct list {
    const char **name;
    uint32_t count;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct host_names sorted(struct arena *a, struct list *l)
{
    if (l->count)
        qsort(l->name, l->count, sizeof *l->name, by_text);
    return names_of_list(a, l->name, l->count);
}

static struct list list_for(struct arena *a, struct json_object *o)
{
    const size_t n =
        json_object_is_type(o, json_type_object) ? (size_t)json_object_object_length(o) : json_count(o);
    return (struct list){arena_new_array(a, const char *, n + 1), 0};
}

static void list_add(struct list *l, const char *name)
{
    l->name[l->count++] = name;
}

/* The first CPU model with the same blockers, so that they are kept once. */
static size_t first_alike(struct json_object *list, size_t i)
{
    struct json_object *blockers = json_member(json_at(list, i), "unavailable-features");
    size_t j = 0;
    while (j < i && !json_object_equal(json_member(json_at(list, j), "unavailable-features"), blockers))
        j++;
    return j;
}

static void put(char **end, const char *s)
{
    const size_t n = strlen(s);
    memcpy(*end, s, n);
    *end += n;
}

/* The most that a record can take. */
static size_t record_size(struct json_object *cpu)
{
    struct json_object *blockers = json_member(cpu, "unavailable-features");
    size_t size = strlen(json_text(cpu, "name")) + sizeof CPU_DEPRECATED + 64;
    for (size_t i = 0; i < json_count(blockers); i++)
        size += strlen(json_text_at(blockers, i)) + 1;
    return size;
}

static void put_record(char **end, struct json_object *list, size_t i)
{
    struct json_object *cpu = json_at(list, i), *blockers = json_member(cpu, "unavailable-features");
    const size_t alike = json_count(blockers) ? first_alike(list, i) : i;
    put(end, json_text(cpu, "name"));
    *(*end)++ = '\0';
    if (json_flag(cpu, "deprecated"))
        put(end, json_count(blockers) ? CPU_DEPRECATED " " : CPU_DEPRECATED);
    for (size_t j = 0; alike == i && j < json_count(blockers); j++) {
        *(*end)++ = j ? ' ' : CPU_BLOCKED;
        put(end, json_text_at(blockers, j));
    }
    if (alike < i) {
        *(*end)++ = CPU_LIKE;
        put(end, json_text(json_at(list, alike), "name"));
    }
    *(*end)++ = '\0';
}

static bool usable_entry(struct json_object *cpu)
{
    const char *name = json_text(cpu, "name");
    return name && *name && strlen(name) < 64;
}

static void read_definitions(struct arena *a, struct host_accelerator *out, struct json_object *list)
{
    size_t size = 1;
    uint32_t n = 0;
    for (size_t i = 0; i < json_count(list); i++)
        if (usable_entry(json_at(list, i)))
            size += record_size(json_at(list, i));
    char *text = arena_new_array(a, char, size), *end = text;
    for (size_t i = 0; i < json_count(list); i++)
        if (usable_entry(json_at(list, i))) {
            put_record(&end, list, i);
            n++;
        }
    out->cpus = (struct host_names){text, n, (uint32_t)(end - text)};
}

/* What the prober asked about a model besides the model itself. */
enum question { AS_IT_IS, NOT_MIGRATABLE, WITH_HYPERV };

static enum question question_of(const struct qmp_exchange *e)
{
    struct json_object *props = json_member(json_member(qmp_arguments(e), "model"), "props");
    if (json_member(props, "hv-passthrough"))
        return WITH_HYPERV;
    return json_member(props, "migratable") ? NOT_MIGRATABLE : AS_IT_IS;
}

static struct json_object *expansion(const struct qmp_replies *r, unsigned session, const char *type,
                                     enum question question)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct qmp_exchange *e = &r->list[i];
        if (e->session != session || strcmp(qmp_name(e), "query-cpu-model-expansion") != 0 || !qmp_value(e))
            continue;
        const char *have = json_text(qmp_arguments(e), "type");
        if (have && strcmp(have, type) == 0 && question_of(e) == question)
            return qmp_value(e);
    }
    return NULL;
}

static void read_values(struct arena *a, struct host_cpu_model *m, struct json_object *props)
{
    struct host_value *values =
        arena_new_array(a, struct host_value, (size_t)json_object_object_length(props) + 1);
    uint32_t n = 0;
    json_object_object_foreach(props, key, v) {
        if (!json_object_is_type(v, json_type_boolean) && strcmp(key, "model-id") != 0)
            values[n++] = (struct host_value){keep(a, key), keep(a, json_object_get_string(v))};
    }
    m->values = values;
    m->value_count = n;
}

static void read_model(struct arena *a, struct host_cpu_model *m, struct json_object *answer, bool with_off)
{
    struct json_object *model = json_member(answer, "model"), *props = json_member(model, "props");
    struct list on = list_for(a, props), off = list_for(a, props);
    if (!json_object_is_type(props, json_type_object))
        return;
    json_object_object_foreach(props, key, v) {
        if (!json_object_is_type(v, json_type_boolean))
            continue;
        if (json_object_get_boolean(v))
            list_add(&on, key);
        else if (with_off)
            list_add(&off, key);
    }
    m->name = arena_strdup(a, json_text(model, "name") ? json_text(model, "name") : "");
    m->on = sorted(a, &on);
    m->off = sorted(a, &off);
    read_values(a, m, props);
}

static void read_deprecated(struct arena *a, struct host_cpu_model *m, struct json_object *list)
{
    struct list names = list_for(a, list);
    for (size_t i = 0; i < json_count(list); i++)
        list_add(&names, json_text_at(list, i));
    m->deprecated = sorted(a, &names);
}

/* Features that are on only as long as the guest need not migrate. */
static void read_unmigratable(struct arena *a, struct host_cpu_model *m, struct json_object *migratable,
                              struct json_object *free)
{
    struct json_object *props = json_member(json_member(free, "model"), "props");
    struct json_object *safe = json_member(json_member(migratable, "model"), "props");
    struct list names = list_for(a, props);
    if (!json_object_is_type(props, json_type_object))
        return;
    json_object_object_foreach(props, key, v) {
        if (json_object_is_type(v, json_type_boolean) && json_object_get_boolean(v) && !json_flag(safe, key))
            list_add(&names, key);
    }
    m->unmigratable = sorted(a, &names);
}

static void read_hyperv(struct arena *a, struct host_accelerator *out, struct json_object *answer)
{
    struct json_object *props = json_member(json_member(answer, "model"), "props");
    struct list names = list_for(a, props);
    if (!json_object_is_type(props, json_type_object))
        return;
    json_object_object_foreach(props, key, v) {
        const bool valued = strcmp(key, "hv-spinlocks") == 0 || strcmp(key, "hv-vendor-id") == 0;
        if (strncmp(key, "hv-", 3) == 0 && strcmp(key, "hv-passthrough") != 0 &&
            (valued || (json_object_is_type(v, json_type_boolean) && json_object_get_boolean(v))))
            list_add(&names, key);
    }
    out->hyperv = sorted(a, &names);
}

void facts_accelerator(struct arena *a, struct host_profile *p, enum host_accel accel,
                       const struct qmp_replies *r, unsigned session)
{
    struct host_accelerator *out = &p->accel[accel];
    const bool x86 = strcmp(p->arch, "x86_64") == 0 || strcmp(p->arch, "i686") == 0;
    struct json_object *model = expansion(r, session, "static", AS_IT_IS);
    struct json_object *full = expansion(r, session, "full", AS_IT_IS);
    struct json_object *free = expansion(r, session, "static", NOT_MIGRATABLE);
    out->present = true;
    read_definitions(a, out, qmp_find(r, session, "query-cpu-definitions"));
    read_model(a, &out->model, model ? model : full, !x86);
    read_deprecated(a, &out->model, json_member(full ? full : model, "deprecated-props"));
    if (model && free)
        read_unmigratable(a, &out->model, model, free);
    read_hyperv(a, out, expansion(r, session, "full", WITH_HYPERV));
}
