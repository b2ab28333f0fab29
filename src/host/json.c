/* Small helpers over json-c; knows nothing of what the JSON means. */
#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "text_file.h"

struct json_object *json_parse(const char *text, size_t len, struct buf *error)
{
    struct json_tokener *t = json_tokener_new();
    struct json_object *o = t ? json_tokener_parse_ex(t, text, (int)len) : NULL;
    if (!o)
        buf_printf(error, "not JSON: %s",
                   t ? json_tokener_error_desc(json_tokener_get_error(t)) : "out of memory");
    if (t)
        json_tokener_free(t);
    return o;
}

struct json_object *json_read_file(const char *path, struct buf *error)
{
    struct buf text = {0};
    if (!text_file_read(path, &text, error))
        return NULL;
    struct json_object *o = json_parse(text.text ? text.text : "", text.len, error);
    buf_free(&text);
    return o;
}

struct json_object *json_member(struct json_object *o, const char *key)
{
    struct json_object *value = NULL;
    if (!json_object_is_type(o, json_type_object) || !json_object_object_get_ex(o, key, &value))
        return NULL;
    return value;
}

const char *json_text(struct json_object *o, const char *key)
{
    struct json_object *v = json_member(o, key);
    return json_object_is_type(v, json_type_string) ? json_object_get_string(v) : NULL;
}

int64_t json_number(struct json_object *o, const char *key)
{
    struct json_object *v = json_member(o, key);
    return json_object_is_type(v, json_type_int) ? json_object_get_int64(v) : 0;
}

bool json_flag(struct json_object *o, const char *key)
{
    struct json_object *v = json_member(o, key);
    return json_object_is_type(v, json_type_boolean) && json_object_get_boolean(v);
}

size_t json_count(struct json_object *array)
{
    return json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

struct json_object *json_at(struct json_object *array, size_t i)
{
    return i < json_count(array) ? json_object_array_get_idx(array, i) : NULL;
}

const char *json_text_at(struct json_object *array, size_t i)
{
    struct json_object *v = json_at(array, i);
    return json_object_is_type(v, json_type_string) ? json_object_get_string(v) : "";
}
