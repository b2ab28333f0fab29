/* virtcanon validate */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "explain.h"
#include "report.h"

struct settings {
    bool quiet, summary, schema_only, no_warnings, strict, skip_others;
    const char *format, *max_errors, *host, *policy, *engine, *schema, *explain, *disable;
};

struct run {
    struct visitor visitor;
    const struct settings *set;
    struct report report;
    vc_host *host;   /* NULL: the newest embedded one for each document's architecture */
    vc_policy *policy;
    vc_schema *schema; /* NULL: the compiled one */
    vc_group *group; /* what the documents of this run claim */
};

static void judge_meaning(struct run *r, vc_document *doc)
{
    const bool valid = r->schema ? vc_document_validate_by(doc, r->schema) : vc_document_validate(doc);
    if (r->set->schema_only || (!valid && r->schema))
        return;
    if (vc_document_check(doc, r->host, r->set->no_warnings ? VC_NO_WARNINGS : 0) && !r->set->no_warnings)
        vc_group_add(r->group, doc);
}

static void judge(struct run *r, vc_document *doc)
{
    const bool readable = vc_document_ok(doc);
    judge_meaning(r, doc);
    if (readable && r->policy)
        vc_policy_apply(r->policy, doc);
}

static bool is_other_xml(vc_document *doc)
{
    vc_diagnostic d;
    return vc_document_diagnostic(doc, 0, &d) && strcmp(d.rule, "not-a-domain") == 0;
}

static int validate(struct visitor *v, const struct input *in)
{
    struct run *r = (struct run *)v;
    vc_document *doc = vc_document_parse(in->text, in->len, in->name);
    if (!doc) {
        complain("%s: out of memory", in->name);
        report_unread(&r->report, &(struct input){.name = in->name, .trouble = "out of memory"});
        return EXIT_TROUBLE;
    }
    const unsigned long warnings = r->report.warnings;
    judge(r, doc);
    if (r->set->skip_others && is_other_xml(doc)) {
        vc_document_free(doc);
        return EXIT_YES;
    }
    report_document(&r->report, in, doc);
    const bool accepted = vc_document_ok(doc) && !(r->set->strict && r->report.warnings > warnings);
    vc_document_free(doc);
    return accepted ? EXIT_YES : EXIT_NO;
}

static void unread(struct visitor *v, const struct input *in)
{
    report_unread(&((struct run *)v)->report, in);
}

/* --- settings --------------------------------------------------------------------------------------------------------- */

static const char *format_name(const void *data, size_t index)
{
    (void)data;
    return formats[index].name;
}

static int choose_format(const struct command *self, struct run *r)
{
    const char *name = r->set->format;
    r->report.format = format_find(name);
    if (r->report.format && r->set->quiet)
        r->report.format = format_find("text");
    if (r->report.format)
        return EXIT_YES;
    return unknown_word(self, "format", name, format_name, NULL);
}

static int check_settings(const struct command *self, struct run *r, int count)
{
    char *end;
    const char *limit = r->set->max_errors;
    r->report.max_errors = strtoul(limit, &end, 10);
    if (*end || end == limit || *limit == '-')
        return usage_error(self, "'%s' is not a number of errors", limit);
    if (strcmp(r->set->engine, "native") != 0 && strcmp(r->set->engine, "libxml2") != 0)
        return usage_error(self, "there is no engine '%s'; use native or libxml2", r->set->engine);
    if (!count)
        return usage_error(self, "no file is given");
    if (r->set->disable && !r->set->policy && !rules_exist(self, r->set->disable)) /* a policy has rules of its own */
        return EXIT_TROUBLE;
    return choose_format(self, r);
}

static bool open_policy(struct run *r)
{
    struct input in;
    vc_diagnostic d;
    if (!r->set->policy)
        return true;
    if (!input_read(&in, r->set->policy))
        return false;
    r->policy = vc_policy_parse(in.text, in.len, in.name);
    for (size_t i = 0; r->policy && vc_policy_diagnostic(r->policy, i, &d); i++)
        print_diagnostic(stderr, in.name, &d);
    input_free(&in);
    return r->policy && vc_policy_ok(r->policy);
}

static bool open_schema(struct run *r)
{
    char own[4096], *error = NULL;
    const char *path = r->set->schema;
    if (!path && strcmp(r->set->engine, "libxml2") == 0) {
        if (!schema_path(own, sizeof own)) {
            complain("the schema that came with virtcanon is not there; name one with --schema");
            return false;
        }
        path = own;
    }
    r->schema = path ? vc_schema_load(path, &error) : NULL;
    if (path && !r->schema)
        complain("%s: %s", path, error ? error : "not a schema");
    vc_free(error);
    return !path || r->schema;
}

static int run(struct run *r, int count, char **paths)
{
    int status = EXIT_TROUBLE;
    r->report.quiet = r->set->quiet;
    r->report.disabled = r->set->disable;
    r->report.source = isatty(STDERR_FILENO);
    r->report.color = color_wanted(STDERR_FILENO);
    r->group = vc_group_new();
    if (host_open(r->set->host, &r->host) && open_policy(r) && open_schema(r) && r->group && report_begin(&r->report)) {
        status = walk(count, paths, &r->visitor);
        report_end(&r->report);
        if (r->report.hidden && !r->set->quiet)
            complain("%lu more error%s", r->report.hidden, r->report.hidden == 1 ? "" : "s");
        if (r->set->summary)
            report_summary(&r->report, stderr);
    }
    vc_group_free(r->group);
    vc_schema_free(r->schema);
    vc_policy_free(r->policy);
    vc_host_free(r->host);
    return status;
}

int cmd_validate(const struct command *self, int argc, char **argv)
{
    struct settings set = {.format = "text", .engine = "native", .max_errors = "0"};
    const struct option options[] = {
        OPT_TEXT("format", 'f', "FORMAT", &set.format, "text, json, sarif, junit, github or gitlab"),
        OPT_HOST(&set.host),
        OPT_TEXT("policy", 'p', "FILE", &set.policy, "also judge by the rules of this policy (docs/policies.md)"),
        OPT_TEXT("engine", 0, "ENGINE", &set.engine, "native, or libxml2 for its opinion on the same schema"),
        OPT_TEXT("schema", 0, "RNG", &set.schema, "a RELAX NG schema of your own, through libxml2"),
        OPT_TEXT("explain", 'e', "RULE", &set.explain, "say what the rule of a message means; 'list' names all, 'all' explains all"),
        OPT_TEXT("disable", 'd', "RULE[,RULE]", &set.disable, "leave out warnings and notes of these rules"),
        OPT_FLAG("no-warnings", 'w', &set.no_warnings, "look for errors only"),
        OPT_FLAG("strict", 0, &set.strict, "a document with warnings is not accepted either"),
        OPT_FLAG("skip-others", 0, &set.skip_others, "pass over XML files that are no domain documents"),
        OPT_FLAG("schema-only", 0, &set.schema_only, "judge by the schema only, not by what libvirt refuses besides"),
        OPT_TEXT("max-errors", 'm', "N", &set.max_errors, "print the first N errors only (0: all)"),
        OPT_FLAG("quiet", 'q', &set.quiet, "print no messages; the exit status tells"),
        OPT_FLAG("summary", 's', &set.summary, "print at the end how many documents are valid"),
        OPT_END,
    };
    int status;
    const int count = options_read(self, options, argc, argv, &status);
    if (count < 0)
        return status;
    if (set.explain)
        return explain_rule(self, set.explain);
    struct run r = {.visitor = {.file = validate, .unread = unread}, .set = &set};
    status = check_settings(self, &r, count);
    return status == EXIT_YES ? run(&r, count, argv) : status;
}
