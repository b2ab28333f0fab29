/* SARIF 2.1.0, which code hosts and editors read: one run, a result for each diagnostic, the rules that occurred. */
#include <string.h>

#include "escape.h"
#include "report.h"

void format_sarif_begin(struct report *r)
{
    fputs("{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",\n"
          "  \"runs\": [{\n    \"columnKind\": \"unicodeCodePoints\",\n    \"results\": [",
          r->out);
}

static void note_rule(struct report *r, const char *id)
{
    vc_rule rule;
    for (size_t i = 0; vc_rule_at(i, &rule); i++)
        if (strcmp(rule.id, id) == 0) {
            r->rules_seen[i] = 1;
            return;
        }
}

static void print_result(struct report *r, const char *file, const vc_diagnostic *d)
{
    fputs("{\n      \"ruleId\": ", r->out);
    put_json(r->out, d->rule);
    fprintf(r->out, ",\n      \"level\": \"%s\",\n      \"message\": {\"text\": ", severity_names[d->severity]);
    put_json(r->out, d->message);
    fputs("},\n      \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"", r->out);
    put_uri(r->out, file);
    fputs("\"}", r->out);
    if (d->line)
        fprintf(r->out, ", \"region\": {\"startLine\": %u, \"startColumn\": %u}", d->line, d->column ? d->column : 1);
    fputs("}}]\n    }", r->out);
}

void format_sarif_document(struct report *r, const struct input *in, vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; report_next(r, doc, &i, &d);) {
        fputs(r->body_len ? ", " : "", r->out);
        fputc(',', r->body);
        fflush(r->body); /* body_len says that something was printed */
        note_rule(r, d.rule);
        print_result(r, in->name, &d);
    }
}

static void print_rule(FILE *out, const vc_rule *rule)
{
    fputs("\n        {\"id\": ", out);
    put_json(out, rule->id);
    fputs(", \"shortDescription\": {\"text\": ", out);
    put_json(out, rule->message);
    fputs("}, ", out);
    if (rule->help) {
        fputs("\"help\": {\"text\": ", out);
        put_json(out, rule->help);
        fputs("}, ", out);
    }
    fprintf(out, "\"defaultConfiguration\": {\"level\": \"%s\"}}", severity_names[rule->severity]);
}

void format_sarif_end(struct report *r)
{
    vc_rule rule;
    bool first = true;
    fprintf(r->out, "],\n    \"invocations\": [{\"executionSuccessful\": %s}],\n",
            r->incomplete ? "false" : "true");
    fputs("    \"tool\": {\"driver\": {\n      \"name\": \"virtcanon\",\n      \"semanticVersion\": ", r->out);
    put_json(r->out, vc_version());
    fputs(",\n      \"rules\": [", r->out);
    for (size_t i = 0; vc_rule_at(i, &rule); i++) {
        if (!r->rules_seen[i])
            continue;
        fputs(first ? "" : ",", r->out);
        first = false;
        print_rule(r->out, &rule);
    }
    fputs("]\n    }}\n  }]\n}\n", r->out);
}
