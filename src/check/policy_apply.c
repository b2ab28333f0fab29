/* Applies the rules of a policy to a document. What takes too long is reported, not waited for. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "policy.h"

#include <pcre2.h>
#include <string.h>

#include "../base/limits.h"
#include "../xml/write.h"
#include "../xml/xpath.h"

/* One form of the document: its text for XPath, its elements for places. */
struct form {
    struct xpath_text *text;
    struct node **elements;
    uint32_t count;
};

struct application {
    struct policy *policy;
    struct doc *written, *meant;
    struct form forms[2];
    pcre2_match_context *limits;
    pcre2_match_data *captured;
    const struct policy_rule *rule; /* at work */
    const char *reason;             /* why it cannot go on */
};

/* --- messages ---------------------------------------------------------------------------------------------------------- */

static void put_capture(struct buf *b, const struct application *a, uint32_t group, const char *value)
{
    const PCRE2_SIZE *at = a->captured ? pcre2_get_ovector_pointer(a->captured) : NULL;
    if (group == 0)
        buf_puts(b, value);
    else if (at && group < pcre2_get_ovector_count(a->captured) && at[2 * group] != PCRE2_UNSET)
        buf_put(b, value + at[2 * group], at[2 * group + 1] - at[2 * group]);
}

static const char *message(const struct application *a, const char *value)
{
    struct buf b = {0};
    for (const char *s = a->rule->message; *s; s++) {
        if (s[0] == '{' && s[1] >= '0' && s[1] <= '9' && s[2] == '}') {
            put_capture(&b, a, (uint32_t)(s[1] - '0'), value);
            s += 2;
        } else {
            buf_putc(&b, strchr("\r\n\t", *s) ? ' ' : *s);
        }
    }
    const char *copy = arena_strndup(a->written->arena, b.text ? b.text : "", b.len);
    buf_free(&b);
    return copy;
}

static void report(struct application *a, const struct xpath_match *m)
{
    const struct form *form = &a->forms[a->rule->canonical];
    const struct node *n = m->element < form->count ? form->elements[m->element] : a->written->root;
    const struct attr *attr = NULL;
    for (const struct attr *t = n->attrs; t && m->attribute && !attr; t = t->next)
        if (strcmp(t->text, m->attribute) == 0)
            attr = t;
    diag_add_own(&a->written->diags, a->rule->severity, a->rule->id, doc_place(a->written, n, attr),
                 message(a, m->value));
}

/* --- rules -------------------------------------------------------------------------------------------------------------- */

/* True when the value matches; a->reason is set when that cannot be said. */
static bool matches(struct application *a, const char *value)
{
    const int found = pcre2_match(a->rule->pattern, (PCRE2_SPTR)value, strlen(value), 0, 0, a->captured, a->limits);
    if (found < 0 && found != PCRE2_ERROR_NOMATCH)
        a->reason = "the pattern needs too many steps";
    return found >= 0;
}

static bool visit(void *data, const struct xpath_match *m)
{
    struct application *a = data;
    const struct policy_rule *rule = a->rule;
    bool wrong = true;
    if (rule->test == TEST_MATCH)
        wrong = !matches(a, m->value);
    else if (rule->test == TEST_FORBID)
        wrong = matches(a, m->value);
    else if (rule->test == TEST_REQUIRE)
        wrong = !xpath_holds(a->forms[rule->canonical].text, rule->require, &a->reason);
    if (wrong && !a->reason)
        report(a, m);
    return !a->reason;
}

static void apply_rule(struct application *a)
{
    struct xpath_text *text = a->forms[a->rule->canonical].text;
    const char *failure = NULL;
    a->reason = NULL;
    if (a->rule->pattern)
        a->captured = pcre2_match_data_create_from_pattern(a->rule->pattern, NULL);
    xpath_text_rewind(text);
    if (!xpath_select(text, a->rule->select, visit, a, &failure))
        a->reason = failure;
    if (a->reason)
        doc_diag(a->written, a->written->root, NULL, D_policy_limit, a->rule->id,
                 arena_strdup(a->written->arena, a->reason));
    pcre2_match_data_free(a->captured);
    a->captured = NULL;
}

static void apply(void *data)
{
    struct application *a = data;
    for (a->rule = a->policy->first; a->rule; a->rule = a->rule->next)
        if (a->forms[a->rule->canonical].text)
            apply_rule(a);
}

/* --- forms -------------------------------------------------------------------------------------------------------------- */

static void list_elements(struct form *f, struct node *n, bool store)
{
    if (store)
        f->elements[f->count] = n;
    f->count++;
    FOR_ELEMENTS(child, n)
        list_elements(f, child, store);
}

struct listing {
    struct form *form;
    struct doc *doc;
};

static void list(void *data)
{
    const struct listing *l = data;
    list_elements(l->form, l->doc->root, false);
    l->form->elements = arena_new_array(l->doc->arena, struct node *, l->form->count);
    l->form->count = 0;
    list_elements(l->form, l->doc->root, true);
}

static bool open_form(struct form *f, struct doc *d, const char *text, size_t len, const char *const *names)
{
    struct listing l = {f, d};
    f->text = xpath_text_open(text, len, names);
    return f->text && arena_guard(d->arena, list, &l);
}

static bool open_forms(struct application *a)
{
    const char *const *names = a->policy->names;
    struct buf b = {0};
    bool done = open_form(&a->forms[0], a->written, a->written->source, a->written->source_len, names);
    if (!done || !a->meant)
        return done;
    doc_write(&b, a->meant);
    done = !b.failed && open_form(&a->forms[1], a->meant, b.text, b.len, names);
    buf_free(&b);
    return done;
}

bool policy_apply(struct policy *p, struct doc *written, struct doc *meant)
{
    struct application a = {.policy = p, .written = written, .meant = meant};
    a.limits = pcre2_match_context_create(NULL);
    bool done = a.limits && open_forms(&a);
    if (done) {
        pcre2_set_match_limit(a.limits, LIMIT_PATTERN_STEPS);
        pcre2_set_depth_limit(a.limits, LIMIT_PATTERN_STEPS);
        done = arena_guard(written->arena, apply, &a);
    }
    pcre2_match_data_free(a.captured);
    pcre2_match_context_free(a.limits);
    for (size_t i = 0; i < 2; i++)
        xpath_text_close(a.forms[i].text);
    return done;
}
