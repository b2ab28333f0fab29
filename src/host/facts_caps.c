/* Capabilities out of QEMU's answers: one function a kind of caps.def. Knows no single capability. */
#include <json-c/json.h>
#include <string.h>

#include "facts.h"
#include "internal.h"
#include "qmp_schema.h"

/* The answers that capabilities are looked up in. */
struct answers {
    const struct qmp_replies *replies;
    struct json_object *types; /* names of QOM types as keys */
    struct json_object *schema;
};

typedef bool cap_fn(const struct answers *in, const char *subject, const char *detail);

static bool has_device(const struct answers *in, const char *subject, const char *detail)
{
    (void)detail;
    return json_object_object_get_ex(in->types, subject, NULL);
}

static bool names(struct json_object *list, const char *key, const char *name)
{
    for (size_t i = 0; i < json_count(list); i++) {
        const char *have = json_text(json_at(list, i), key);
        if (have && strcmp(have, name) == 0)
            return true;
    }
    return false;
}

/* The type whose properties an exchange lists, or NULL. */
static const char *type_listed(const struct qmp_exchange *e)
{
    const char *command = qmp_name(e);
    if (e->session != 1 ||
        (strcmp(command, "device-list-properties") != 0 && strcmp(command, "qom-list-properties") != 0))
        return NULL;
    return json_text(qmp_arguments(e), "typename");
}

static bool has_property(const struct answers *in, const char *subject, const char *detail)
{
    for (size_t i = 0; i < in->replies->count; i++) {
        const char *type = type_listed(&in->replies->list[i]);
        if (type && strcmp(type, subject) == 0 && names(qmp_value(&in->replies->list[i]), "name", detail))
            return true;
    }
    return false;
}

/* Any machine class that begins like this; the class of `none` says nothing about real machines. */
static bool has_machine(const struct answers *in, const char *subject, const char *detail)
{
    for (size_t i = 0; i < in->replies->count; i++) {
        const char *type = type_listed(&in->replies->list[i]);
        const size_t n = type ? strlen(type) : 0;
        if (n < 8 || strcmp(type + n - 8, "-machine") != 0 || strcmp(type, "none-machine") == 0)
            continue;
        if (strncmp(type, subject, strlen(subject)) == 0 &&
            names(qmp_value(&in->replies->list[i]), "name", detail))
            return true;
    }
    return false;
}

static bool has_schema(const struct answers *in, const char *subject, const char *detail)
{
    return qmp_schema_has(in->schema, subject, detail);
}

static bool has_option(const struct answers *in, const char *subject, const char *detail)
{
    struct json_object *options = qmp_find(in->replies, 1, "query-command-line-options");
    for (size_t i = 0; i < json_count(options); i++) {
        const char *name = json_text(json_at(options, i), "option");
        if (name && strcmp(name, subject) == 0)
            return !detail || names(json_member(json_at(options, i), "parameters"), "name", detail);
    }
    return false;
}

static bool contains(struct json_object *list, const char *s)
{
    for (size_t i = 0; i < json_count(list); i++)
        if (strcmp(json_text_at(list, i), s) == 0)
            return true;
    return false;
}

static bool has_tpm(const struct answers *in, const char *subject, const char *detail)
{
    (void)detail;
    return contains(qmp_find(in->replies, 1, "query-tpm-models"), subject) ||
           contains(qmp_find(in->replies, 1, "query-tpm-types"), subject);
}

static bool has_migration(const struct answers *in, const char *subject, const char *detail)
{
    (void)detail;
    return names(qmp_find(in->replies, 1, "query-migrate-capabilities"), "capability", subject);
}

static bool has_answer(const struct answers *in, const char *subject, const char *detail)
{
    (void)detail;
    return qmp_find(in->replies, 1, subject) != NULL;
}

static bool has_accel(const struct answers *in, const char *subject, const char *detail)
{
    (void)detail;
    return strcmp(subject, "kvm") == 0 && json_flag(qmp_find(in->replies, 1, "query-kvm"), "enabled");
}

static const struct {
    cap_fn *has;
    const char *subject, *detail;
} caps[] = {
#define CAP(id, kind, subject, detail) {has_##kind, subject, detail},
#include "caps.def"
#undef CAP
};

/* The n-th alternative of a list separated by bars; false behind the last. An empty list has one, empty,
 * alternative. */
static bool alternative(const char *list, unsigned n, char *out, size_t size)
{
    for (; n; n--) {
        list = strchr(list, '|');
        if (!list++)
            return false;
    }
    const size_t len = strcspn(list, "|");
    if (len >= size)
        return false;
    memcpy(out, list, len);
    out[len] = '\0';
    return true;
}

static bool holds(const struct answers *in, enum host_cap cap)
{
    char subject[64], detail[64];
    for (unsigned i = 0; alternative(caps[cap].subject, i, subject, sizeof subject); i++) {
        if (!caps[cap].detail && caps[cap].has(in, subject, NULL))
            return true;
        for (unsigned j = 0; caps[cap].detail && alternative(caps[cap].detail, j, detail, sizeof detail); j++)
            if (caps[cap].has(in, subject, detail))
                return true;
    }
    return false;
}

void facts_caps(struct host_profile *p, const struct qmp_replies *r)
{
    struct answers in = {r, json_object_new_object(), qmp_schema_index(qmp_find(r, 1, "query-qmp-schema"))};
    struct json_object *types = qmp_find(r, 1, "qom-list-types");
    for (size_t i = 0; in.types && i < json_count(types); i++) {
        const char *name = json_text(json_at(types, i), "name");
        if (name)
            json_object_object_add(in.types, name, NULL);
    }
    for (int cap = 0; cap < HOST_CAP_COUNT; cap++)
        if (holds(&in, (enum host_cap)cap))
            host_cap_set(p, (enum host_cap)cap);
    json_object_put(in.types);
    json_object_put(in.schema);
}
