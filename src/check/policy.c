/* Reads policies and says what is wrong with them. Applies nothing. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "policy.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "../base/array.h"
#include "../base/limits.h"
#include "../xml/load.h"
#include "../xml/xpath.h"

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";

static const char *attribute(const struct node *n, const char *name, struct attr **found)
{
    for (struct attr *a = n->attrs; a; a = a->next)
        if (strcmp(a->text, name) == 0) {
            if (found)
                *found = a;
            return a->value;
        }
    return NULL;
}

/* Reports attributes that are not among `known` (NULL-terminated); xmlns declarations may stand anywhere. */
static void check_attributes(struct policy *p, struct node *n, const char *const *known, const char *expected)
{
    for (struct attr *a = n->attrs; a; a = a->next) {
        bool is_known = attr_declares(a);
        for (const char *const *k = known; *k; k++)
            is_known |= strcmp(*k, a->text) == 0;
        if (!is_known)
            doc_diag(p->doc, n, a, D_policy_attribute, a->text, n->text, expected);
    }
}

static const char *number(struct policy *p, unsigned long n)
{
    return arena_printf(p->doc->arena, "%lu", n);
}

static struct xpath *expression(struct policy *p, struct node *n)
{
    char reason[256] = "";
    const char *text = node_text_trimmed(p->doc, n);
    struct xpath *x = xpath_compile(text, p->names, reason, sizeof reason);
    if (!x)
        doc_diag(p->doc, n, NULL, D_policy_xpath, text, reason);
    return x;
}

static void read_pattern(struct policy *p, struct policy_rule *rule, struct node *n)
{
    int code;
    PCRE2_SIZE offset;
    const char *text = node_text_trimmed(p->doc, n);
    rule->pattern = pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &code,
                                  &offset, NULL);
    if (rule->pattern) {
        pcre2_pattern_info(rule->pattern, PCRE2_INFO_CAPTURECOUNT, &rule->captures);
        return;
    }
    unsigned char reason[256] = "";
    pcre2_get_error_message(code, reason, sizeof reason);
    doc_diag(p->doc, n, NULL, D_policy_pattern, text, (const char *)reason, number(p, offset + 1));
}

static void read_test(struct policy *p, struct policy_rule *rule, struct node *n, enum policy_test test)
{
    rule->test = test;
    if (test == TEST_REQUIRE)
        rule->require = expression(p, n);
    else
        read_pattern(p, rule, n);
}

/* {1} is what the first group of a forbidden pattern captured; where nothing matched nothing was captured. */
static void check_message(struct policy *p, const struct policy_rule *rule, struct node *n)
{
    const uint32_t last = rule->test == TEST_FORBID ? rule->captures : 0;
    for (const char *s = rule->message; *s; s++) {
        if (s[0] != '{' || s[1] < '1' || s[1] > '9' || s[2] != '}' || (uint32_t)(s[1] - '0') <= last)
            continue;
        doc_diag(p->doc, n, NULL, D_policy_capture, arena_strndup(p->doc->arena, s, 3),
                 last ? arena_printf(p->doc->arena, "%u", last) : "nothing");
        return;
    }
}

/* --- rules ------------------------------------------------------------------------------------------------------------ */

/* The children of a rule; those that stand for the same thing share a place. */
enum part { PART_SELECT, PART_TEST, PART_MESSAGE, PART_COUNT };

static const struct {
    const char *name;
    enum part part;
    enum policy_test test;
} parts[] = {
    {"select", PART_SELECT, TEST_NOTHING},
    {"match", PART_TEST, TEST_MATCH},
    {"forbid", PART_TEST, TEST_FORBID},
    {"require", PART_TEST, TEST_REQUIRE},
    {"message", PART_MESSAGE, TEST_NOTHING},
};

static void read_part(struct policy *p, struct policy_rule *rule, struct node *n, struct node *found[PART_COUNT])
{
    static const char *const none[] = {NULL};
    static const char *const names[] = {"<select>", "<match>, <forbid> or <require>", "<message>"};
    size_t i = 0;
    while (i < countof(parts) && strcmp(parts[i].name, n->text) != 0)
        i++;
    if (i == countof(parts)) {
        doc_diag(p->doc, n, NULL, D_policy_element, n->text, n->parent->text);
        return;
    }
    const enum part part = parts[i].part;
    check_attributes(p, n, none, "none");
    if (found[part]) {
        doc_diag(p->doc, n, NULL, D_policy_twice, names[part],
                 number(p, doc_place(p->doc, found[part], NULL).line));
        return;
    }
    found[part] = n;
    if (part == PART_SELECT)
        rule->select = expression(p, n);
    else if (part == PART_TEST)
        read_test(p, rule, n, parts[i].test);
    else
        rule->message = node_text_trimmed(p->doc, n);
}

static void read_choice(struct policy *p, struct node *n, const char *name, const char *const *values,
                        const char *expected, unsigned *choice)
{
    struct attr *a = NULL;
    const char *value = attribute(n, name, &a);
    for (unsigned i = 0; value && values[i]; i++)
        if (strcmp(values[i], value) == 0) {
            *choice = i;
            return;
        }
    if (value)
        doc_diag(p->doc, n, a, D_policy_value, value, name, expected);
}

static void read_id(struct policy *p, struct policy_rule *rule, struct node *n)
{
    struct attr *a = NULL;
    rule->id = attribute(n, "id", &a);
    if (!rule->id)
        doc_diag(p->doc, n, NULL, D_policy_missing, "rule", "the attribute 'id'");
    else if (!*rule->id || rule->id[strspn(rule->id, letters)])
        doc_diag(p->doc, n, a, D_policy_id, rule->id);
    for (struct node *o = n->prev; o && rule->id; o = o->prev) {
        const char *other = o->type == NODE_ELEMENT && strcmp(o->text, "rule") == 0 ? attribute(o, "id", NULL) : NULL;
        if (other && strcmp(other, rule->id) == 0)
            doc_diag(p->doc, n, a, D_policy_twice, arena_printf(p->doc->arena, "rule '%s'", rule->id),
                     number(p, doc_place(p->doc, o, NULL).line));
    }
}

static void read_rule(struct policy *p, struct node *n)
{
    static const char *const known[] = {"id", "severity", "form", NULL};
    static const char *const severities[] = {"note", "warning", "error", NULL}, *const forms[] = {"written", "canonical",
                                                                                                  NULL};
    struct policy_rule *rule = arena_new_of(p->doc->arena, struct policy_rule);
    struct node *found[PART_COUNT] = {NULL};
    unsigned severity = SEVERITY_ERROR, form = 0;
    *p->end = rule;
    p->end = &rule->next;
    check_attributes(p, n, known, "id, severity or form");
    read_id(p, rule, n);
    read_choice(p, n, "severity", severities, "error, warning or note", &severity);
    read_choice(p, n, "form", forms, "written or canonical", &form);
    rule->severity = (enum diag_severity)severity;
    rule->canonical = form;
    FOR_ELEMENTS(child, n)
        read_part(p, rule, child, found);
    if (!found[PART_SELECT])
        doc_diag(p->doc, n, NULL, D_policy_missing, "rule", "<select>");
    if (!found[PART_MESSAGE])
        doc_diag(p->doc, n, NULL, D_policy_missing, "rule", "<message>");
    else
        check_message(p, rule, found[PART_MESSAGE]);
}

/* --- the file ---------------------------------------------------------------------------------------------------------- */

static const char *const usual_names[] = {
    "qemu", "http://libvirt.org/schemas/domain/qemu/1.0", "xen",   "http://libvirt.org/schemas/domain/xen/1.0",
    "lxc",  "http://libvirt.org/schemas/domain/lxc/1.0",  "bhyve", "http://libvirt.org/schemas/domain/bhyve/1.0",
    "vmware", "http://libvirt.org/schemas/domain/vmware/1.0",
};

/* The prefixes that expressions may use: libvirt's own, and those of <namespace>. */
static void read_namespaces(struct policy *p)
{
    static const char *const known[] = {"prefix", "uri", NULL};
    size_t count = countof(usual_names), room = count + 1;
    FOR_ELEMENTS(n, p->doc->root)
        room += 2;
    p->names = arena_new_array(p->doc->arena, const char *, room);
    memcpy(p->names, usual_names, sizeof usual_names);
    FOR_ELEMENTS(n, p->doc->root) {
        if (strcmp(n->text, "namespace") != 0)
            continue;
        const char *prefix = attribute(n, "prefix", NULL), *uri = attribute(n, "uri", NULL);
        check_attributes(p, n, known, "prefix and uri");
        if (!prefix || !uri) {
            doc_diag(p->doc, n, NULL, D_policy_missing, "namespace", prefix ? "the attribute 'uri'" : "the attribute 'prefix'");
            continue;
        }
        p->names[count++] = prefix;
        p->names[count++] = uri;
    }
}

static void read_policy(void *data)
{
    static const char *const none[] = {NULL};
    struct policy *p = data;
    unsigned rules = 0;
    if (!doc_parse(p->doc, p->source, strlen(p->source)))
        return;
    struct node *root = p->doc->root;
    if (strcmp(root->text, "policy") != 0) {
        doc_diag(p->doc, root, NULL, D_policy_root, root->text);
        return;
    }
    check_attributes(p, root, none, "none");
    read_namespaces(p);
    FOR_ELEMENTS(n, root) {
        if (strcmp(n->text, "rule") == 0 && rules++ < LIMIT_POLICY_RULES)
            read_rule(p, n);
        else if (strcmp(n->text, "namespace") != 0)
            doc_diag(p->doc, n, NULL, D_policy_element, n->text, root->text);
    }
    p->ok = p->doc->diags.errors == 0;
}

struct policy *policy_parse(const char *text, size_t len, const char *name)
{
    struct policy *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->doc = doc_new(name);
    p->source = malloc(len + 1);
    p->end = &p->first;
    if (p->doc && p->source) {
        memcpy(p->source, text, len);
        p->source[len] = '\0';
        if (arena_guard(p->doc->arena, read_policy, p))
            return p;
    }
    policy_free(p);
    return NULL;
}

void policy_free(struct policy *p)
{
    if (!p)
        return;
    for (struct policy_rule *r = p->first; r; r = r->next) {
        xpath_free(r->select);
        xpath_free(r->require);
        pcre2_code_free(r->pattern);
    }
    doc_free(p->doc);
    free(p->source);
    free(p);
}

struct doc *policy_doc(const struct policy *p)
{
    return p->doc;
}

bool policy_ok(const struct policy *p)
{
    return p->ok;
}
