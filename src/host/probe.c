/* Asks a QEMU binary what a profile needs to know, in libvirt's order. Knows which questions there are,
 * neither how they travel (qmp_process.c) nor what the answers mean. */
#include "probe.h"

#include <json-c/json.h>
#include <string.h>

#include "../base/array.h"
#include "internal.h"
#include "qmp_process.h"

/* Types whose properties capabilities ask for. */
static const char *const property_subjects[] = {
#define CAP(id, kind, subject, detail) CAP_##kind(subject)
#define CAP_property(subject) subject,
#define CAP_device(subject)
#define CAP_machine(subject)
#define CAP_schema(subject)
#define CAP_option(subject)
#define CAP_tpm(subject)
#define CAP_migration(subject)
#define CAP_accel(subject)
#define CAP_answer(subject)
#include "caps.def"
#undef CAP
};

/* Questions that only the QEMU of one architecture can answer. */
static const struct {
    const char *arch, *question;
} questions_of[] = {
    {"x86_64", "query-sev-capabilities"},
    {"x86_64", "query-sgx-capabilities"},
    {"aarch64", "query-gic-capabilities"},
    {"arm", "query-gic-capabilities"},
};

static const char *const first_questions[] = {
    "query-machines",  "query-cpu-definitions",      "query-tpm-models",
    "query-tpm-types", "query-command-line-options", "query-migrate-capabilities",
};

static struct json_object *typename(const char *name, size_t len)
{
    struct json_object *o = json_object_new_object();
    if (o)
        json_object_object_add(o, "typename", json_object_new_string_len(name, (int)len));
    return o;
}

static bool asked_already(const struct qmp_replies *r, const char *type, size_t len)
{
    for (size_t i = 0; i < r->count; i++) {
        const char *have = json_text(qmp_arguments(&r->list[i]), "typename");
        if (have && strlen(have) == len && strncmp(have, type, len) == 0)
            return true;
    }
    return false;
}

/* Properties of a device, or else of another object. */
static bool ask_type(struct qmp_process *q, const char *type, size_t len)
{
    if (asked_already(q->replies, type, len))
        return true;
    if (!qmp_ask(q, "device-list-properties", typename(type, len)))
        return false;
    return qmp_value(&q->replies->list[q->replies->count - 1]) ||
           qmp_ask(q, "qom-list-properties", typename(type, len));
}

static bool ask_types(struct qmp_process *q)
{
    for (size_t i = 0; i < countof(property_subjects); i++)
        for (const char *s = property_subjects[i]; *s; s += s[strcspn(s, "|")] == '|') {
            const size_t len = strcspn(s, "|");
            if (!ask_type(q, s, len))
                return false;
            s += len;
        }
    return true;
}

/* The class that the machines of a PC share, elsewhere that of the newest machine: the one an alias stands
 * for. */
static bool ask_machine_class(struct qmp_process *q)
{
    struct json_object *machines = qmp_find(q->replies, 1, "query-machines");
    const char *common = "generic-pc-machine";
    if (!ask_type(q, common, strlen(common)) || qmp_value(&q->replies->list[q->replies->count - 1]))
        return q->error->len == 0;
    for (size_t i = 0; i < json_count(machines); i++) {
        struct json_object *m = json_at(machines, i);
        const char *name = json_text(m, "name");
        if (!name || (!json_text(m, "alias") && !json_flag(m, "is-default") && strcmp(name, "virt") != 0))
            continue;
        char type[128];
        const size_t len = strlen(name);
        if (len + sizeof "-machine" > sizeof type)
            continue;
        memcpy(type, name, len);
        memcpy(type + len, "-machine", sizeof "-machine");
        if (!ask_type(q, type, strlen(type)))
            return false;
    }
    return true;
}

/* {"type": TYPE, "model": {"name": MODEL, "props": {NAME: VALUE, ...}}} */
static struct json_object *expansion(const char *type, const char *model, struct json_object *props)
{
    struct json_object *o = json_object_new_object(), *m = json_object_new_object();
    json_object_object_add(m, "name", json_object_new_string(model));
    if (props)
        json_object_object_add(m, "props", props);
    json_object_object_add(o, "type", json_object_new_string(type));
    json_object_object_add(o, "model", m);
    return o;
}

static struct json_object *flags(bool hyperv)
{
    struct json_object *o = json_object_new_object();
    json_object_object_add(o, "migratable", json_object_new_boolean(false));
    if (hyperv)
        json_object_object_add(o, "hv-passthrough", json_object_new_boolean(true));
    return o;
}

/* The enlightenments are the host's: only its own accelerator is asked for them. */
static bool ask_cpu(struct qmp_process *q, const char *arch, const char *model, bool hyperv)
{
    const bool x86 = strcmp(arch, "x86_64") == 0 || strcmp(arch, "i386") == 0;
    const bool arm = strcmp(arch, "aarch64") == 0 || strcmp(arch, "arm") == 0;
    const bool s390 = strcmp(arch, "s390x") == 0;
    if (!qmp_ask(q, "query-cpu-model-expansion", expansion(arm ? "full" : "static", model, NULL)))
        return false;
    if (s390 && !qmp_ask(q, "query-cpu-model-expansion", expansion("full", model, NULL)))
        return false;
    if (x86 && !qmp_ask(q, "query-cpu-model-expansion", expansion("static", model, flags(false))))
        return false;
    return !x86 || !hyperv || qmp_ask(q, "query-cpu-model-expansion", expansion("full", model, flags(true)));
}

static const char *target(const struct qmp_replies *r)
{
    const char *arch = json_text(qmp_find(r, 1, "query-target"), "arch");
    return arch ? arch : "";
}

static bool ask_identity(struct qmp_process *q)
{
    return qmp_ask(q, "qmp_capabilities", NULL) && qmp_ask(q, "query-version", NULL) &&
           qmp_ask(q, "query-target", NULL) && qmp_ask(q, "query-qmp-schema", NULL) &&
           qmp_ask(q, "query-kvm", NULL) && qmp_ask(q, "qom-list-types", NULL);
}

static bool ask_of_arch(struct qmp_process *q, const char *arch)
{
    for (size_t i = 0; i < countof(questions_of); i++)
        if (strcmp(questions_of[i].arch, arch) == 0 && !qmp_ask(q, questions_of[i].question, NULL))
            return false;
    return true;
}

static bool ask_all(struct qmp_process *q)
{
    if (!ask_identity(q) || !ask_types(q))
        return false;
    for (size_t i = 0; i < countof(first_questions); i++)
        if (!qmp_ask(q, first_questions[i], NULL))
            return false;
    const char *arch = target(q->replies);
    return ask_machine_class(q) && ask_of_arch(q, arch) && ask_cpu(q, arch, "host", true);
}

static bool ask_tcg(struct qmp_process *q)
{
    return qmp_ask(q, "qmp_capabilities", NULL) && qmp_ask(q, "query-cpu-definitions", NULL) &&
           ask_cpu(q, target(q->replies), "max", false) && qmp_ask(q, "query-machines", NULL);
}

static bool session(struct qmp_replies *replies, const char *emulator, const char *accel,
                    bool (*questions)(struct qmp_process *), struct buf *error)
{
    struct qmp_process q;
    if (!qmp_start(&q, emulator, accel, replies, error))
        return false;
    const bool done = questions(&q);
    qmp_stop(&q);
    return done;
}

bool probe_run(struct qmp_replies *replies, const char *emulator, struct buf *error)
{
    if (!session(replies, emulator, "kvm:tcg", ask_all, error))
        return false;
    return !json_flag(qmp_find(replies, 1, "query-kvm"), "enabled") ||
           session(replies, emulator, "tcg", ask_tcg, error);
}
