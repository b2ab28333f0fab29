/* What diff found, as JSON. */
#include "escape.h"
#include "json.h"

static void print_end(FILE *out, const char *name, const char *path, const char *value, unsigned line, unsigned column)
{
    fprintf(out, ", \"%s\": ", name);
    if (!path) {
        fputs("null", out);
        return;
    }
    fputs("{\"path\": ", out);
    put_json(out, path);
    json_member(out, "value", value);
    json_place(out, line, column);
    fputc('}', out);
}

static void print_difference(FILE *out, const vc_difference *x)
{
    fputs("{\"class\": ", out);
    put_json(out, vc_class_name(x->type));
    json_member(out, "change", x->change);
    json_member(out, "group", x->group);
    print_end(out, "old", x->old_path, x->old_value, x->old_line, x->old_column);
    print_end(out, "new", x->new_path, x->new_value, x->new_line, x->new_column);
    json_member(out, "rule", x->rule);
    json_member(out, "reason", x->reason);
    fputc('}', out);
}

static void print_needs(FILE *out, vc_document *target)
{
    vc_need x;
    fputs(",\n  \"migration\": [", out);
    for (size_t i = 0; vc_document_need(target, i, &x); i++) {
        fprintf(out, "%s\n    {\"path\": ", i ? "," : "");
        put_json(out, x.path);
        json_member(out, "rule", x.rule);
        json_member(out, "text", x.text);
        fputc('}', out);
    }
    fputs(vc_document_need(target, 0, &x) ? "\n  ]" : "]", out);
}

void json_diff(FILE *out, const vc_diff *diff, vc_document *target)
{
    vc_difference x;
    fprintf(out, "{\n  \"version\": 1,\n  \"same\": %s,\n  \"differences\": [", vc_diff_same(diff) ? "true" : "false");
    for (size_t i = 0; vc_diff_get(diff, i, &x); i++) {
        fputs(i ? ",\n    " : "\n    ", out);
        print_difference(out, &x);
    }
    fputs(vc_diff_get(diff, 0, &x) ? "\n  ]" : "]", out);
    if (target)
        print_needs(out, target);
    fputs("\n}\n", out);
}
