/* Asks a QEMU binary for its CPU models and properties, and tells what the tables do not have, as rows for them. Knows no
 * model. */
#include <inttypes.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "cpugen.h"
#include "host/json.h"
#include "host/qmp_process.h"

struct inquiry {
    const struct tables *t;
    struct qmp_process process;
    struct qmp_replies replies;
    struct buf error;
    int models, agreeing, unknown;
};

static struct json_object *ask(struct inquiry *q, const char *command, struct json_object *arguments)
{
    if (!qmp_ask(&q->process, command, arguments))
        return NULL;
    return qmp_value(&q->replies.list[q->replies.count - 1]);
}

/* The properties of a model; those of `switches` (ends with NULL) are switched on before. */
static struct json_object *expand(struct inquiry *q, const char *model, const char *const *switches)
{
    struct json_object *arguments = json_object_new_object(), *named = json_object_new_object();
    struct json_object *given = json_object_new_object();
    for (; *switches; switches++)
        json_object_object_add(given, *switches, json_object_new_boolean(true));
    json_object_object_add(named, "name", json_object_new_string(model));
    json_object_object_add(named, "props", given);
    json_object_object_add(arguments, "type", json_object_new_string("full"));
    json_object_object_add(arguments, "model", named);
    return json_member(json_member(ask(q, "query-cpu-model-expansion", arguments), "model"), "props");
}

static int feature_of_property(const struct tables *t, const char *name)
{
    for (int i = 0; i < t->features_count; i++) {
        const struct x86_feature *f = &t->features[i];
        if ((f->qemu && strcmp(f->qemu, name) == 0) || strcmp(f->name, name) == 0 || strcmp(f->xen, name) == 0 ||
            names_have(f->also, name))
            return i;
    }
    return X86_NONE;
}

static bool is_ignored(const struct tables *t, const char *name)
{
    for (int i = 0; i < t->ignored_count; i++)
        if (strcmp(t->ignored[i], name) == 0)
            return true;
    return false;
}

static struct x86_bits features_of(const struct tables *t, struct json_object *props)
{
    struct x86_bits set = {{0}};
    json_object_object_foreach(props, key, value) {
        const int f = json_object_is_type(value, json_type_boolean) && json_object_get_boolean(value)
                          ? feature_of_property(t, key) : X86_NONE;
        if (f != X86_NONE && f < t->cpu_feature_count)
            bits_add(&set, f);
    }
    return set;
}

static void tell_properties(struct inquiry *q, struct json_object *props)
{
    json_object_object_foreach(props, key, value) {
        if (!json_object_is_type(value, json_type_boolean) || is_ignored(q->t, key))
            continue;
        if (feature_of_property(q->t, key) == X86_NONE) {
            printf("# new property: %s\n", key);
            q->unknown++;
        }
    }
}

/* The row of a model that the tables do not have, next to the most similar one. */
static void tell_model(const struct tables *t, const char *name, struct json_object *props)
{
    const struct x86_bits set = features_of(t, props);
    int nearest = 0, distance = MAX_FEATURES;
    for (int i = 0; i < t->model_count; i++) {
        const struct x86_bits more = bits_without(set, &t->models[i].set), less = bits_without(t->models[i].set, &set);
        if (bits_count(&more) + bits_count(&less) < distance) {
            distance = bits_count(&more) + bits_count(&less);
            nearest = i;
        }
    }
    const struct x86_model *like = &t->models[nearest];
    const struct x86_bits more = bits_without(set, &like->set), less = bits_without(like->set, &set);
    const char *vendor = json_text(props, "vendor");
    printf("%s", name);
    for (int i = 0; vendor && i < t->vendor_count; i++)
        if (strcmp(t->vendors[i].id, vendor) == 0)
            printf(" vendor=%s", t->vendors[i].name);
    printf(" signature=%" PRId64 "/%" PRId64 " like=%s", json_number(props, "family"), json_number(props, "model"),
           like->name);
    FOR_BITS(f, &more)
        printf(" +%s", t->features[f].name);
    FOR_BITS(f, &less)
        printf(" -%s", t->features[f].name);
    putchar('\n');
}

/* TCG clears vme by itself, and what vmx consists of shows only where there is vmx. */
static struct json_object *expand_known(struct inquiry *q, const struct x86_model *m)
{
    static const char *const all[] = {"vme", "vmx", NULL};
    const char *switches[3] = {0};
    int n = 0;
    for (int i = 0; all[i]; i++) {
        bool wanted = bits_has(&m->set, find_feature(q->t, all[i]));
        FOR_BITS(f, &m->set)
            wanted |= strcmp(all[i], "vmx") == 0 && strncmp(q->t->features[f].name, "vmx-", 4) == 0;
        if (wanted)
            switches[n++] = all[i];
    }
    return expand(q, m->name, switches);
}

/* What the tables say of a model must be so in QEMU; QEMU may enable more. */
static void check_model(struct inquiry *q, const struct x86_model *m)
{
    struct json_object *props = expand_known(q, m);
    if (!props)
        return;
    const struct x86_bits set = features_of(q->t, props), missing = bits_without(m->set, &set);
    bool agrees = true;
    FOR_BITS(f, &missing) {
        if (!q->t->features[f].qemu)
            continue;
        printf("%s%s", agrees ? "# QEMU's " : " ", agrees ? m->name : "");
        if (agrees)
            printf(" lacks: ");
        fputs(q->t->features[f].name, stdout);
        agrees = false;
    }
    fputs(agrees ? "" : "\n", stdout);
    q->models++;
    q->agreeing += agrees;
}

static bool is_special(const char *name)
{
    return strcmp(name, "host") == 0 || strcmp(name, "max") == 0 || strcmp(name, "base") == 0;
}

static bool inquire(struct inquiry *q)
{
    if (!ask(q, "qmp_capabilities", NULL))
        return false;
    struct json_object *list = ask(q, "query-cpu-definitions", NULL);
    for (size_t i = 0; i < json_count(list); i++) {
        const char *name = json_text(json_at(list, i), "name");
        const int row = name ? find_model(q->t, name) : X86_NONE;
        struct json_object *props = name && row == X86_NONE ? expand(q, name, (const char *[]){NULL}) : NULL;
        if (row != X86_NONE)
            check_model(q, &q->t->models[row]);
        if (!props)
            continue;
        if (!is_special(name))
            tell_model(q->t, name, props);
        if (strcmp(name, "max") == 0)
            tell_properties(q, props);
    }
    return json_count(list);
}

int news(const struct tables *t, const char *emulator)
{
    struct inquiry q = {.t = t};
    const bool done = qmp_start(&q.process, emulator, "tcg", &q.replies, &q.error) && inquire(&q);
    qmp_stop(&q.process);
    if (done)
        printf("# %d models are known, %d have all features of the tables in QEMU; %d new properties\n", q.models,
               q.agreeing, q.unknown);
    else
        fprintf(stderr, "cpugen: %s\n", q.error.text ? q.error.text : "QEMU lists no CPU models");
    qmp_free(&q.replies);
    buf_free(&q.error);
    return done ? 0 : 1;
}
