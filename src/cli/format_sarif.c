/* SARIF 2.1.0, which code hosts and editors read: one run, a result for each diagnostic, the rules that occurred. */
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "report.h"

void format_sarif_begin(struct report *r)
{
    fputs("{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",\n"
          "  \"runs\": [{\n    \"columnKind\": \"unicodeCodePoints\",\n    \"results\": [",
          r->out);
}

static void print_text(FILE *out, const char *name, const char *text)
{
    fprintf(out, ", \"%s\": {\"text\": ", name);
    put_json(out, text);
    fputc('}', out);
}

/* GitHub wants both descriptions and a help. */
static void describe(FILE *out, const vc_rule *rule)
{
    const char *help = rule->help ? rule->help : rule->message;
    fputs("\n        {\"id\": ", out);
    put_json(out, rule->id);
    print_text(out, "shortDescription", rule->message);
    print_text(out, "fullDescription", help);
    print_text(out, "help", help);
    fprintf(out, ", \"defaultConfiguration\": {\"level\": \"%s\"}}", severity_names[rule->severity]);
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
        rule = (vc_rule){d->rule, d->severity, "a rule of the policy", NULL};
    else
        r->rules_seen[i] = 1;
    fflush(r->body); /* body_len says that something was printed */
    fputs(r->body_len ? "," : "", r->body);
    describe(r->body, &rule);
}

static void print_result(struct report *r, const char *file, const vc_diagnostic *d)
{
    fputs("{\n      \"ruleId\": ", r->out);
    put_json(r->out, d->rule);
    fprintf(r->out, ",\n      \"level\": \"%s\",\n      \"message\": {\"text\": ", severity_names[d->severity]);
    put_json(r->out, d->message);
    fputs("},\n      \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"", r->out);
    put_uri(r->out, plain_path(file));
    fprintf(r->out, "\"}, \"region\": {\"startLine\": %u, \"startColumn\": %u}}}]\n    }", d->line ? d->line : 1,
            d->column ? d->column : 1);
}

void format_sarif_document(struct report *r, const struct input *in, vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; report_next(r, doc, &i, &d); r->results++) {
        fputs(r->results ? ", " : "", r->out);
        note_rule(r, &d);
        print_result(r, in->name, &d);
    }
}

void format_sarif_unread(struct report *r, const struct input *in)
{
    vc_diagnostic d = {VC_ERROR, 0, 0, "unreadable", in->trouble};
    fputs(r->results++ ? ", " : "", r->out);
    note_rule(r, &d);
    print_result(r, in->name, &d);
}

void format_sarif_end(struct report *r)
{
    fprintf(r->out, "],\n    \"invocations\": [{\"executionSuccessful\": %s}],\n", r->unread ? "false" : "true");
    fputs("    \"tool\": {\"driver\": {\n      \"name\": \"virtcanon\",\n      \"semanticVersion\": ", r->out);
    put_json(r->out, vc_version());
    fputs(",\n      \"rules\": [", r->out);
    fwrite(r->body_text, 1, r->body_len, r->out);
    fputs("]\n    }}\n  }]\n}\n", r->out);
}
