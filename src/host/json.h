/* Small helpers over json-c. */
#ifndef VC_HOST_JSON_H
#define VC_HOST_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/buf.h"

struct json_object;

/* Reads a JSON file; NULL with a message in error. json_object_put the result. */
struct json_object *json_read_file(const char *path, struct buf *error);

/* The same from a text that is at hand. */
struct json_object *json_parse(const char *text, size_t len, struct buf *error);

/* Members of an object; NULL, 0, false when the member is absent or of another type. */
struct json_object *json_member(struct json_object *o, const char *key);
const char *json_text(struct json_object *o, const char *key);
int64_t json_number(struct json_object *o, const char *key);
bool json_flag(struct json_object *o, const char *key);
/* Elements of an array; 0 and NULL for anything else. */
size_t json_count(struct json_object *array);
struct json_object *json_at(struct json_object *array, size_t i);
/* The text of an element or "" when it is not a string. */
const char *json_text_at(struct json_object *array, size_t i);

#endif
