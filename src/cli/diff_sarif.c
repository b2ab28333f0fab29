/* Differences between guests as SARIF: at their places in the new document. */
#include <stdlib.h>
#include <string.h>

#include "sarif.h"

static enum vc_severity severity_of(enum vc_class type)
{
    if (type == VC_CLASS_GUEST || type == VC_CLASS_IDENTITY || type == VC_CLASS_UNWRITTEN)
        return VC_ERROR;
    return type == VC_CLASS_ACCEPTED ? VC_WARNING : VC_NOTE;
}

/* "/domain/vcpu changed from '2' to '3' (guest): ..."; NULL without memory. */
static char *message_of(const vc_difference *x)
{
    const char *path = x->new_path ? x->new_path : x->old_path, *class = vc_class_name(x->type);
    const char *value = x->new_value ? x->new_value : x->old_value;
    char *text = NULL;
    int len;
    if (x->old_value && x->new_value)
        len = asprintf(&text, "%s %s from '%s' to '%s' (%s): %s", path, x->change, x->old_value, x->new_value, class,
                       x->reason);
    else
        len = asprintf(&text, "%s %s%s%s%s (%s): %s", path, x->change, *value ? " '" : "", value, *value ? "'" : "",
                       class, x->reason);
    return len < 0 ? NULL : text;
}

static bool is_first(const vc_diff *diff, size_t index, const char *rule)
{
    vc_difference x;
    for (size_t i = 0; i < index && vc_diff_get(diff, i, &x); i++)
        if (strcmp(x.rule, rule) == 0)
            return false;
    return true;
}

static bool print_difference(FILE *out, const vc_difference *x, const char *old_file, const char *new_file, bool first)
{
    char *message = message_of(x);
    if (!message)
        return false;
    sarif_result(out,
                 &(struct sarif_result){
                     .rule = x->rule,
                     .message = message,
                     .severity = severity_of(x->type),
                     .file = new_file,
                     .line = x->new_line,
                     .column = x->new_column,
                     .other_file = x->old_line ? old_file : NULL,
                     .other_message = "the old document",
                     .other_line = x->old_line,
                     .other_column = x->old_column,
                 },
                 first);
    free(message);
    return true;
}

bool sarif_diff(FILE *out, const vc_diff *diff, const char *old_file, const char *new_file)
{
    vc_difference x;
    char *rules = NULL;
    size_t len = 0;
    bool done = true, first_rule = true;
    FILE *body = open_memstream(&rules, &len);
    if (!body)
        return false;
    sarif_begin(out);
    for (size_t i = 0; done && vc_diff_get(diff, i, &x); i++) {
        done = print_difference(out, &x, old_file, new_file, i == 0);
        if (is_first(diff, i, x.rule)) {
            sarif_rule(body, &(vc_rule){.id = x.rule, .severity = severity_of(x.type), .message = x.reason}, first_rule);
            first_rule = false;
        }
    }
    done = fclose(body) == 0 && done;
    if (done)
        sarif_end(out, rules, len, true);
    free(rules);
    return done;
}
