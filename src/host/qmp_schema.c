/* Walks QEMU's description of its own protocol. Knows the form of that description only. */
#include "qmp_schema.h"

#include <json-c/json.h>
#include <string.h>

#include "internal.h"

struct json_object *qmp_schema_index(struct json_object *entries)
{
    struct json_object *index = json_object_new_object();
    for (size_t i = 0; index && i < json_count(entries); i++) {
        struct json_object *e = json_at(entries, i);
        const char *name = json_text(e, "name");
        if (name)
            json_object_object_add(index, name, json_object_get(e));
    }
    return index;
}

/* The element of a list whose key has this value. */
static struct json_object *pick(struct json_object *list, const char *key, const char *value, size_t len)
{
    for (size_t i = 0; i < json_count(list); i++) {
        struct json_object *e = json_at(list, i);
        const char *have = json_text(e, key);
        if (have && strlen(have) == len && memcmp(have, value, len) == 0)
            return e;
    }
    return NULL;
}

static bool listed(struct json_object *list, const char *value, size_t len)
{
    for (size_t i = 0; i < json_count(list); i++) {
        const char *have = json_text_at(list, i);
        if (strlen(have) == len && memcmp(have, value, len) == 0)
            return true;
    }
    return false;
}

/* The type with this name; lists stand for their elements. */
static struct json_object *type(struct json_object *index, const char *name)
{
    struct json_object *t = name ? json_member(index, name) : NULL;
    for (int depth = 0; t && depth < 8; depth++) {
        const char *element = json_text(t, "element-type");
        if (!element)
            return t;
        t = json_member(index, element);
    }
    return t;
}

/* A member of an object type, or of one of the types an alternate stands for. */
static struct json_object *member_type(struct json_object *index, struct json_object *t, const char *name,
                                       size_t len)
{
    struct json_object *members = json_member(t, "members");
    struct json_object *m = pick(members, "name", name, len);
    if (m)
        return type(index, json_text(m, "type"));
    const char *meta = json_text(t, "meta-type");
    for (size_t i = 0; meta && strcmp(meta, "alternate") == 0 && i < json_count(members); i++) {
        m = pick(json_member(type(index, json_text(json_at(members, i), "type")), "members"), "name", name,
                 len);
        if (m)
            return type(index, json_text(m, "type"));
    }
    return NULL;
}

/* From one type to the next. */
static struct json_object *step(struct json_object *index, struct json_object *at, const char *word,
                                size_t len)
{
    switch (word[0]) {
    case '+':
        return type(index, json_text(pick(json_member(at, "variants"), "case", word + 1, len - 1), "type"));
    case '^':
        return listed(json_member(at, "values"), word + 1, len - 1) ? at : NULL;
    case '$':
        return listed(json_member(at, "features"), word + 1, len - 1) ? at : NULL;
    default:
        return member_type(index, at, word, len);
    }
}

bool qmp_schema_has(struct json_object *index, const char *command, const char *path)
{
    struct json_object *entry = json_member(index, command);
    const char *meta = json_text(entry, "meta-type");
    if (!meta || strcmp(meta, "command") != 0 || !path)
        return meta && strcmp(meta, "command") == 0;
    const char *slash = strchr(path, '/');
    struct json_object *at =
        type(index, json_text(entry, strncmp(path, "arg", 3) == 0 ? "arg-type" : "ret-type"));
    while (at && slash) {
        const char *word = slash + 1;
        const size_t len = strcspn(word, "/");
        slash = word[len] ? word + len : NULL;
        at = step(index, at, word, len);
    }
    return at != NULL;
}
