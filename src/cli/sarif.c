/* Prints pieces of SARIF 2.1.0, which code hosts and editors read. */
#include "sarif.h"

#include "escape.h"

void sarif_begin(FILE *out)
{
    fputs("{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",\n"
          "  \"runs\": [{\n    \"columnKind\": \"unicodeCodePoints\",\n    \"results\": [",
          out);
}

static void print_location(FILE *out, const char *file, unsigned line, unsigned column)
{
    fputs("\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"", out);
    put_uri(out, plain_path(file));
    fprintf(out, "\"}, \"region\": {\"startLine\": %u, \"startColumn\": %u}}", line ? line : 1, column ? column : 1);
}

void sarif_result(FILE *out, const struct sarif_result *x, bool first)
{
    fputs(first ? "{\n      \"ruleId\": " : ", {\n      \"ruleId\": ", out);
    put_json(out, x->rule);
    fprintf(out, ",\n      \"level\": \"%s\",\n      \"message\": {\"text\": ", severity_names[x->severity]);
    put_json(out, x->message);
    fputs("},\n      \"locations\": [{", out);
    print_location(out, x->file, x->line, x->column);
    fputs("}]", out);
    if (x->other_file) {
        fputs(",\n      \"relatedLocations\": [{", out);
        print_location(out, x->other_file, x->other_line, x->other_column);
        fputs(", \"message\": {\"text\": ", out);
        put_json(out, x->other_message);
        fputs("}}]", out);
    }
    fputs("\n    }", out);
}

static void print_text(FILE *out, const char *name, const char *text)
{
    fprintf(out, ", \"%s\": {\"text\": ", name);
    put_json(out, text);
    fputc('}', out);
}

/* GitHub wants both descriptions and a help. */
void sarif_rule(FILE *out, const vc_rule *rule, bool first)
{
    const char *help = rule->help ? rule->help : rule->message;
    fputs(first ? "\n        {\"id\": " : ",\n        {\"id\": ", out);
    put_json(out, rule->id);
    print_text(out, "shortDescription", rule->message);
    print_text(out, "fullDescription", help);
    print_text(out, "help", help);
    fprintf(out, ", \"defaultConfiguration\": {\"level\": \"%s\"}}", severity_names[rule->severity]);
}

void sarif_end(FILE *out, const char *rules, size_t rules_len, bool successful)
{
    fprintf(out, "],\n    \"invocations\": [{\"executionSuccessful\": %s}],\n", successful ? "true" : "false");
    fputs("    \"tool\": {\"driver\": {\n      \"name\": \"virtcanon\",\n      \"semanticVersion\": ", out);
    put_json(out, vc_version());
    fputs(",\n      \"rules\": [", out);
    fwrite(rules, 1, rules_len, out);
    fputs("]\n    }}\n  }]\n}\n", out);
}
