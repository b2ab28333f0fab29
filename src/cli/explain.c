/* validate --explain: what a rule means. */
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "explain.h"

static const char *rule_id(const void *data, size_t index)
{
    vc_rule rule;
    (void)data;
    return vc_rule_at(index, &rule) ? rule.id : NULL;
}

static bool rule_exists(const char *id)
{
    vc_rule rule;
    for (size_t i = 0; vc_rule_at(i, &rule); i++)
        if (strcmp(rule.id, id) == 0)
            return true;
    return false;
}

static int no_such_rule(const struct command *self, const char *id)
{
    const char *near = nearest(id, rule_id, NULL);
    return near ? usage_error(self, "there is no rule '%s'; did you mean '%s'?", id, near)
                : usage_error(self, "there is no rule '%s'; '--explain list' lists them", id);
}

bool rules_exist(const struct command *self, const char *list)
{
    char *ids = strdup(list);
    bool all = ids;
    for (char *id = ids ? strtok(ids, ",") : NULL; all && id; id = strtok(NULL, ","))
        if (!(all = rule_exists(id)))
            no_such_rule(self, id);
    free(ids);
    return all;
}

/* "error", or "error with --host, else warning". */
static void print_severity(const vc_rule *rule)
{
    printf("%s", severity_names[rule->severity]);
    if (rule->anywhere != rule->severity)
        printf(" with --host, else %s", severity_names[rule->anywhere]);
}

static void print_rule(const vc_rule *rule, bool with_name)
{
    if (with_name) {
        printf("%s (", rule->id);
        print_severity(rule);
        printf(")\n");
    }
    printf("    %s\n", rule->message);
    if (rule->help)
        printf("\n    %s\n", rule->help);
}

static bool stood_before(size_t index, const char *id)
{
    vc_rule rule;
    for (size_t i = 0; i < index && vc_rule_at(i, &rule); i++)
        if (strcmp(rule.id, id) == 0)
            return true;
    return false;
}

static int list_rules(void)
{
    vc_rule rule;
    for (size_t i = 0; vc_rule_at(i, &rule); i++) {
        if (stood_before(i, rule.id))
            continue;
        printf("%-28s ", rule.id);
        print_severity(&rule);
        printf("\n");
    }
    return EXIT_YES;
}

static int explain_all(void)
{
    vc_rule rule, other;
    for (size_t i = 0; vc_rule_at(i, &rule); i++) {
        if (stood_before(i, rule.id))
            continue;
        printf("%s", i ? "\n" : "");
        print_rule(&rule, true);
        for (size_t k = i + 1; vc_rule_at(k, &other); k++)
            if (strcmp(other.id, rule.id) == 0)
                print_rule(&other, false);
    }
    return EXIT_YES;
}

int explain_rule(const struct command *self, const char *id)
{
    vc_rule rule;
    bool found = false;
    if (strcmp(id, "list") == 0)
        return list_rules();
    if (strcmp(id, "all") == 0)
        return explain_all();
    for (size_t i = 0; vc_rule_at(i, &rule); i++) {
        if (strcmp(rule.id, id) != 0)
            continue;
        print_rule(&rule, !found);
        found = true;
    }
    return found ? EXIT_YES : no_such_rule(self, id);
}
