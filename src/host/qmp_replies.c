/* A conversation with QEMU as a list; reads recorded ones. Knows the form of QMP, not what answers mean. */
#include "qmp_replies.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "text_file.h"

const char *qmp_name(const struct qmp_exchange *e)
{
    const char *name = json_text(e->command, "execute");
    return name ? name : "";
}

struct json_object *qmp_arguments(const struct qmp_exchange *e)
{
    return json_member(e->command, "arguments");
}

struct json_object *qmp_value(const struct qmp_exchange *e)
{
    return json_member(e->reply, "return");
}

static bool belong_together(struct json_object *command, struct json_object *reply)
{
    const char *asked = json_text(command, "id"), *answered = json_text(reply, "id");
    const bool answer = json_member(reply, "return") || json_member(reply, "error");
    return json_text(command, "execute") && answer && (!asked || !answered || strcmp(asked, answered) == 0);
}

bool qmp_add(struct qmp_replies *r, struct json_object *command, struct json_object *reply, struct buf *error)
{
    struct qmp_exchange e = {r->sessions, command, reply};
    if (r->count == r->size) {
        const size_t size = r->size ? r->size * 2 : 64;
        struct qmp_exchange *list = realloc(r->list, size * sizeof *list);
        if (list) {
            r->list = list;
            r->size = size;
        }
    }
    if (r->count == r->size || !belong_together(command, reply)) {
        buf_printf(error, "exchange %zu: %s", r->count + 1,
                   r->count == r->size ? "out of memory" : "not a command and its answer");
        json_object_put(command);
        json_object_put(reply);
        return false;
    }
    if (strcmp(qmp_name(&e), "qmp_capabilities") == 0)
        e.session = ++r->sessions;
    r->list[r->count++] = e;
    return true;
}

/* The next document of the text from *at on; NULL at its end or, with a message, when it is not JSON. */
static struct json_object *next_document(struct json_tokener *t, const struct buf *text, size_t *at,
                                         struct buf *error)
{
    *at += strspn(text->text + *at, " \t\r\n");
    if (*at >= text->len)
        return NULL;
    json_tokener_reset(t);
    struct json_object *o = json_tokener_parse_ex(t, text->text + *at, (int)(text->len - *at));
    if (!o)
        buf_printf(error, "byte %zu: not JSON: %s", *at + json_tokener_get_parse_end(t),
                   json_tokener_error_desc(json_tokener_get_error(t)));
    *at += json_tokener_get_parse_end(t);
    return o;
}

static bool read_exchanges(struct qmp_replies *r, struct json_tokener *t, const struct buf *text,
                           struct buf *error)
{
    size_t at = 0;
    struct json_object *command;
    while ((command = next_document(t, text, &at, error))) {
        struct json_object *reply = next_document(t, text, &at, error);
        if (!reply && !error->len)
            buf_puts(error, "the last command has no answer");
        if (!reply) {
            json_object_put(command);
            return false;
        }
        if (!qmp_add(r, command, reply, error))
            return false;
    }
    if (!error->len && !r->sessions)
        buf_puts(error, "not a recorded QMP conversation: it has no qmp_capabilities");
    return !error->len;
}

bool qmp_read_transcript(struct qmp_replies *r, const char *path, struct buf *error)
{
    struct buf text = {0};
    if (!text_file_read(path, &text, error))
        return false;
    buf_puts(&text, "");
    struct json_tokener *t = json_tokener_new();
    const bool done = t && !text.failed && read_exchanges(r, t, &text, error);
    if (!done && !error->len)
        buf_puts(error, "out of memory");
    if (t)
        json_tokener_free(t);
    buf_free(&text);
    return done;
}

void qmp_free(struct qmp_replies *r)
{
    for (size_t i = 0; i < r->count; i++) {
        json_object_put(r->list[i].command);
        json_object_put(r->list[i].reply);
    }
    free(r->list);
    *r = (struct qmp_replies){0};
}

struct json_object *qmp_find(const struct qmp_replies *r, unsigned session, const char *command)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->list[i].session == session && strcmp(qmp_name(&r->list[i]), command) == 0)
            return qmp_value(&r->list[i]);
    return NULL;
}
