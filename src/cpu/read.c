/* Reads <cpu> elements, refusing what libvirt refuses. Whether models and features exist is not asked here. */
#include <string.h>

#include "../base/seen.h"
#include "cpu.h"
#include "words.h"

const char *const cpu_mode_words[] = {"custom", "host-model", "host-passthrough", "maximum", NULL};
const char *const cpu_match_words[] = {"minimum", "exact", "strict", NULL};
const char *const cpu_check_words[] = {"default", "none", "partial", "full", NULL};
const char *const cpu_policy_words[] = {"force", "require", "optional", "disable", "forbid", NULL};
const char *const cpu_switch_words[] = {"", "on", "off", NULL};
static const char *const yes_words[] = {"yes", "no", NULL};
static const char *const fallback_words[] = {"allow", "forbid", NULL};
static const char *const cache_words[] = {"passthrough", "emulate", "disable", NULL};
static const char *const address_words[] = {"emulate", "passthrough", NULL};

enum { VENDOR_ID_LENGTH = 12 };

struct reader {
    struct arena *arena;
    struct doc *doc;
    const struct node *root;
    struct cpu *cpu;
};

/* The index of the value of an attribute among words, `absent` without the attribute, -1 after a diagnostic. */
static int read_word(struct reader *r, const struct node *n, const char *attribute, const char *const *words,
                     int absent)
{
    const struct attr *a = node_attr_named(n, attribute);
    if (!a)
        return absent;
    const char *expected = "";
    for (int i = 0; words[i]; i++) {
        if (*words[i] && strcmp(words[i], a->value) == 0)
            return i;
        if (*words[i])
            expected = arena_printf(r->arena, "%s%s'%s'", expected,
                                    !*expected ? "" : words[i + 1] ? ", " : " or ", words[i]);
    }
    doc_diag(r->doc, n, a, D_value_bad, a->value, attribute, expected);
    return -1;
}

/* A positive number; 0 after a diagnostic, or `absent` without the attribute. */
static unsigned read_count(struct reader *r, const struct node *n, const char *attribute, unsigned absent)
{
    const struct attr *a = node_attr_named(n, attribute);
    uint64_t value;
    if (!a && absent)
        return absent;
    if (!a) {
        doc_diag(r->doc, n, NULL, D_attribute_missing, n->text, attribute, "");
        return 0;
    }
    if (text_uint(a->value, &value) && value && value <= INT32_MAX)
        return (unsigned)value;
    doc_diag(r->doc, n, a, D_value_bad, a->value, attribute, "a positive number");
    return 0;
}

/* A number that may be left out: then -1. False after a diagnostic. */
static bool read_optional(struct reader *r, const struct node *n, const char *attribute, int *out)
{
    const struct attr *a = node_attr_named(n, attribute);
    uint64_t value;
    *out = -1;
    if (!a)
        return true;
    if (!text_uint(a->value, &value) || value > INT32_MAX) {
        doc_diag(r->doc, n, a, D_value_bad, a->value, attribute, "a number");
        return false;
    }
    *out = (int)value;
    return true;
}

static struct cpu_name name_of(struct reader *r, const struct node *n)
{
    const char *text = n ? node_text(r->doc, n) : "";
    return (struct cpu_name){*text ? text : NULL, r->doc, n ? n : r->root, NULL};
}

static bool read_type(struct reader *r)
{
    const struct node *arch = node_child_named(r->root, "arch");
    const struct attr *match = node_attr_named(r->root, "match"), *mode = node_attr_named(r->root, "mode");
    if (!arch)
        return true;
    r->cpu->type = CPU_HOST;
    if (match || mode) {
        const struct attr *a = match ? match : mode;
        doc_diag(r->doc, r->root, a, D_cpu_host_attribute, a->text);
        return false;
    }
    bool known;
    r->cpu->arch = node_text(r->doc, arch);
    cpu_family_of(r->cpu->arch, &known);
    if (!known)
        doc_diag(r->doc, arch, NULL, D_cpu_arch, r->cpu->arch);
    return known;
}

static bool read_attributes(struct reader *r)
{
    struct cpu *c = r->cpu;
    const int mode = read_word(r, r->root, "mode", cpu_mode_words, CPU_CUSTOM);
    const int migratable = read_word(r, r->root, "migratable", cpu_switch_words, CPU_UNSET);
    const int match = read_word(r, r->root, "match", cpu_match_words, CPU_EXACT);
    const bool guest = c->type == CPU_GUEST; /* only there are the others looked at */
    const int check = guest ? read_word(r, r->root, "check", cpu_check_words, CPU_CHECK_DEFAULT) : CPU_CHECK_DEFAULT;
    const int deprecated =
        guest ? read_word(r, r->root, "deprecated_features", cpu_switch_words, CPU_UNSET) : CPU_UNSET;
    if (mode < 0 || migratable < 0 || match < 0 || check < 0 || deprecated < 0)
        return false;
    c->mode = (enum cpu_mode)mode;
    c->match = mode == CPU_CUSTOM ? (enum cpu_match)match : CPU_EXACT;
    c->check = (enum cpu_check)check;
    c->migratable = (enum cpu_switch)migratable;
    c->deprecated = (enum cpu_switch)deprecated;
    if (migratable && !cpu_passed_through(c)) {
        doc_diag(r->doc, r->root, node_attr_named(r->root, "migratable"), D_cpu_migratable_mode);
        return false;
    }
    return true;
}

static bool read_model_attributes(struct reader *r, const struct node *model)
{
    const int fallback = read_word(r, model, "fallback", fallback_words, 0);
    const struct attr *id = node_attr_named(model, "vendor_id");
    if (fallback < 0)
        return false;
    r->cpu->fallback_forbidden = fallback;
    if (id && (strlen(id->value) != VENDOR_ID_LENGTH || strchr(id->value, ','))) {
        doc_diag(r->doc, model, id, D_cpu_vendor_id, id->value);
        return false;
    }
    r->cpu->vendor_id = id ? id->value : NULL;
    return true;
}

static bool read_model(struct reader *r)
{
    struct cpu *c = r->cpu;
    const struct node *model = node_child_named(r->root, "model"), *vendor = node_child_named(r->root, "vendor");
    c->model = name_of(r, model);
    c->vendor = name_of(r, vendor);
    if (c->type == CPU_HOST && !c->model.text) {
        doc_diag(r->doc, r->root, NULL, D_element_missing, "cpu", "model", "");
        return false;
    }
    if (c->type == CPU_GUEST && model && !cpu_passed_through(c) && !read_model_attributes(r, model))
        return false;
    if (c->vendor.text && !c->model.text) {
        doc_diag(r->doc, vendor, NULL, D_cpu_vendor_model);
        return false;
    }
    return true;
}

static bool read_signature(struct reader *r)
{
    static const char *const names[] = {"family", "model", "stepping"};
    struct cpu *c = r->cpu;
    unsigned *const targets[] = {&c->family, &c->signature_model, &c->stepping};
    const struct node *n = node_child_named(r->root, "signature");
    for (int i = 0; n && i < 3; i++) {
        int value;
        if (!read_optional(r, n, names[i], &value))
            return false;
        if (value < (i == 0 ? 1 : 0)) {
            doc_diag(r->doc, n, NULL, D_attribute_missing, "signature", names[i], "");
            return false;
        }
        *targets[i] = (unsigned)value;
    }
    return true;
}

static bool read_microcode(struct reader *r)
{
    const struct node *n = node_child_named(r->root, "microcode");
    const struct attr *a = node_attr_named(n, "version");
    uint64_t version = 0;
    if (a && (!text_uint(a->value, &version) || version > UINT32_MAX)) {
        doc_diag(r->doc, n, a, D_value_bad, a->value, "version", "a number");
        return false;
    }
    r->cpu->microcode = (unsigned)version;
    return true;
}

/* Only the time stamp counter is read. */
static bool read_counter(struct reader *r)
{
    const struct node *n = node_child_named(r->root, "counter");
    const char *name;
    while (n && !((name = attr_get_named(n, "name")) && strcmp(name, "tsc") == 0))
        n = node_next_named(n, "counter");
    if (!n)
        return true;
    const struct attr *frequency = node_attr_named(n, "frequency");
    const int scaling = read_word(r, n, "scaling", yes_words, 2);
    uint64_t value;
    if (!frequency)
        doc_diag(r->doc, n, NULL, D_attribute_missing, "counter", "frequency", "");
    else if (!text_uint(frequency->value, &value))
        doc_diag(r->doc, n, frequency, D_value_bad, frequency->value, "frequency", "a number");
    else if (scaling >= 0)
        r->cpu->counter = (struct cpu_counter){"tsc", frequency->value, yes_words[scaling]};
    return r->cpu->counter.name;
}

/* What only the description of a host has. */
static bool read_host(struct reader *r)
{
    return r->cpu->type != CPU_HOST || (read_microcode(r) && read_counter(r) && read_signature(r));
}

static bool read_topology(struct reader *r)
{
    struct cpu_topology *t = &r->cpu->topology;
    const struct node *n = node_child_named(r->root, "topology");
    if (!n)
        return true;
    return (t->sockets = read_count(r, n, "sockets", 0)) && (t->dies = read_count(r, n, "dies", 1)) &&
           (t->clusters = read_count(r, n, "clusters", 1)) && (t->cores = read_count(r, n, "cores", 0)) &&
           (t->threads = read_count(r, n, "threads", 0));
}

static bool read_cache(struct reader *r)
{
    struct cpu_cache *c = &r->cpu->cache;
    const struct node *n = node_child_named(r->root, "cache"), *second = n ? node_next_named(n, "cache") : NULL;
    if (!n)
        return true;
    if (second) {
        doc_diag(r->doc, second, NULL, D_cpu_cache_twice);
        return false;
    }
    const int mode = read_word(r, n, "mode", cache_words, 3);
    if (mode == 3)
        doc_diag(r->doc, n, NULL, D_attribute_missing, "cache", "mode", "");
    if (mode < 0 || mode == 3 || !read_optional(r, n, "level", &c->level))
        return false;
    if (c->level == 0 || c->level > 3) {
        const struct attr *level = node_attr_named(n, "level");
        doc_diag(r->doc, n, level, D_value_bad, level->value, "level", "1, 2 or 3");
        return false;
    }
    c->mode = cache_words[mode];
    return true;
}

static bool read_address(struct reader *r)
{
    struct cpu_address *c = &r->cpu->address;
    const struct node *n = node_child_named(r->root, "maxphysaddr");
    if (!n)
        return true;
    const int mode = read_word(r, n, "mode", address_words, 2);
    if (mode == 2)
        doc_diag(r->doc, n, NULL, D_attribute_missing, "maxphysaddr", "mode", "");
    if (mode < 0 || mode == 2 || !read_optional(r, n, "bits", &c->bits) || !read_optional(r, n, "limit", &c->limit))
        return false;
    c->mode = address_words[mode];
    if (c->limit >= 0 && mode == 0) {
        doc_diag(r->doc, n, node_attr_named(n, "limit"), D_cpu_address_limit);
        return false;
    }
    return true;
}

static bool read_feature(struct reader *r, const struct node *n, struct seen *names)
{
    struct cpu *c = r->cpu;
    const struct attr *name = node_attr_named(n, "name");
    const int policy = c->type == CPU_HOST ? CPU_REQUIRE : read_word(r, n, "policy", cpu_policy_words, CPU_REQUIRE);
    if (policy < 0)
        return false;
    if (!name || !*name->value) {
        doc_diag(r->doc, n, name, D_attribute_missing, "feature", "name", "");
        return false;
    }
    const struct node *first = seen_before(names, name->value, (void *)n);
    if (first) {
        doc_diag(r->doc, n, name, D_cpu_feature_twice, name->value,
                 arena_printf(r->arena, "%u", doc_place(r->doc, first, NULL).line));
        return false;
    }
    const struct cpu_name place = {name->value, r->doc, n, name};
    cpu_feature_add(r->arena, c, &place, (enum cpu_policy)policy);
    return true;
}

static bool read_features(struct reader *r)
{
    const struct node *n = node_child_named(r->root, "feature");
    if (!n)
        return true;
    if (r->cpu->type == CPU_GUEST && r->cpu->mode == CPU_CUSTOM && !r->cpu->model.text) {
        doc_diag(r->doc, n, NULL, D_cpu_feature_model);
        return false;
    }
    struct seen *names = seen_new(r->arena);
    for (; n; n = node_next_named(n, "feature"))
        if (!read_feature(r, n, names))
            return false;
    return true;
}

struct cpu *cpu_read(struct doc *d, const struct node *n)
{
    struct cpu *c = cpu_new(d->arena, CPU_GUEST);
    struct reader r = {d->arena, d, n, c};
    const bool good = read_type(&r) && read_attributes(&r) && read_model(&r) && read_host(&r) && read_topology(&r) &&
                      read_cache(&r) && read_address(&r) && read_features(&r);
    return good ? c : NULL;
}

/* --- documents with CPUs in them ----------------------------------------------------------------------------------- */

struct found {
    const struct node **list; /* NULL: only counted */
    size_t count;
};

static void add_found(struct found *f, const struct node *n)
{
    if (!n)
        return;
    if (f->list)
        f->list[f->count] = n;
    f->count++;
}

static const struct node *host_model_of(const struct node *capabilities)
{
    const struct node *cpu = node_child_named(capabilities, "cpu");
    FOR_NAMED(mode, cpu, "mode") {
        const char *name = attr_get_named(mode, "name");
        if (name && strcmp(name, "host-model") == 0 && node_first_element(mode))
            return mode;
    }
    return NULL;
}

/* A domain without <cpu> stands for itself: its CPU asks for nothing. */
static void find_in(struct found *f, const struct node *n)
{
    const struct node *cpu = node_child_named(n, "cpu");
    if (strcmp(n->text, "cpu") == 0)
        add_found(f, n);
    else if (strcmp(n->text, "domain") == 0)
        add_found(f, cpu ? cpu : n);
    else if (strcmp(n->text, "domainCapabilities") == 0)
        add_found(f, host_model_of(n));
    else if (strcmp(n->text, "capabilities") == 0)
        add_found(f, node_child_named(node_child_named(n, "host"), "cpu"));
}

/* The elements that describe a CPU: the root, or what is right below it. */
static void find_all(struct found *f, const struct doc *d)
{
    find_in(f, d->root);
    if (f->count)
        return;
    FOR_ELEMENTS(n, d->root)
        find_in(f, n);
}

bool cpu_read_all(struct doc *d, struct cpu ***list, size_t *count)
{
    struct found f = {0};
    bool good = true;
    find_all(&f, d);
    *count = f.count;
    if (!f.count) {
        doc_diag(d, d->root, NULL, D_cpu_none_found, d->root->text);
        return false;
    }
    f = (struct found){.list = arena_new_array(d->arena, const struct node *, *count)};
    find_all(&f, d);
    *list = arena_new_array(d->arena, struct cpu *, *count);
    for (size_t i = 0; i < *count; i++) {
        const bool none = strcmp(f.list[i]->text, "domain") == 0;
        struct cpu *cpu = (*list)[i] = none ? cpu_new(d->arena, CPU_GUEST) : cpu_read(d, f.list[i]);
        good = good && cpu;
        if (cpu)
            cpu->self = (struct cpu_name){d->file, d, f.list[i], NULL};
        if (cpu && *count > 1)
            cpu->self.text = arena_printf(d->arena, "%s:%u", d->file, f.list[i]->line);
    }
    return good;
}
