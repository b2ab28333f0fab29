/* Diagnostics as SARIF. */
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "sarif.h"

void format_sarif_begin(struct report *r)
{
    sarif_begin(r->out);
}

/* A rule that the library does not know is one of the policy. */
static bool is_first_own(struct report *r, const char *id)
{
    char *longer;
    if (rule_is_listed(r->own_rules, id))
        return false;
    if (asprintf(&longer, "%s%s%s", r->own_rules ? r->own_rules : "", r->own_rules ? "," : "", id) < 0)
        return false;
    free(r->own_rules);
    r->own_rules = longer;
    return true;
}

static void note_rule(struct report *r, const vc_diagnostic *d)
{
    vc_rule rule;
    size_t i = 0;
    while (vc_rule_at(i, &rule) && strcmp(rule.id, d->rule) != 0)
        i++;
    const bool own = !vc_rule_at(i, &rule);
    if (own ? !is_first_own(r, d->rule) : r->rules_seen[i])
        return;
    if (own)
        rule = (vc_rule){.id = d->rule, .severity = d->severity, .message = "a rule of the policy"};
    else
        r->rules_seen[i] = 1;
    fflush(r->body); /* body_len says that something was printed */
    sarif_rule(r->body, &rule, r->body_len == 0);
}

static void print_result(struct report *r, const char *file, const vc_diagnostic *d)
{
    const struct sarif_result x = {.rule = d->rule,
                                   .message = d->message,
                                   .severity = d->severity,
                                   .file = file,
                                   .line = d->line,
                                   .column = d->column};
    note_rule(r, d);
    sarif_result(r->out, &x, r->results++ == 0);
}

void format_sarif_document(struct report *r, const struct input *in, vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; report_next(r, doc, &i, &d);)
        print_result(r, in->name, &d);
}

void format_sarif_unread(struct report *r, const struct input *in)
{
    char text[UNREAD_SIZE];
    const vc_diagnostic d = unread_diagnostic(in, text);
    print_result(r, in->name, &d);
}

void format_sarif_end(struct report *r)
{
    sarif_end(r->out, r->body_text, r->body_len, !r->unread);
}
