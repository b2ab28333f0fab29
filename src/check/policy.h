/* Rules of a site, read from a file (docs/policies.md). */
#ifndef VC_CHECK_POLICY_H
#define VC_CHECK_POLICY_H

#include "review.h"

struct policy;

/* Reads a policy; its mistakes are diagnostics of policy_doc. NULL without memory. */
struct policy *policy_parse(const char *text, size_t len, const char *name);
void policy_free(struct policy *p);
struct doc *policy_doc(const struct policy *p);
bool policy_ok(const struct policy *p);

/* Applies all rules to a document; `meant` is its canonical form, or NULL where there is none: rules about it are passed
 * over then. False without memory. */
bool policy_apply(struct policy *p, struct doc *written, struct doc *meant);

/* --- between reading (policy.c) and applying (policy_apply.c) --------------------------------------------------------- */

enum policy_test { TEST_NOTHING, TEST_MATCH, TEST_FORBID, TEST_REQUIRE };

struct policy_rule {
    struct policy_rule *next;
    const char *id, *message;
    enum diag_severity severity;
    bool canonical;        /* of the canonical form, not what is written */
    enum policy_test test; /* TEST_NOTHING: what is selected should not be there */
    struct xpath *select, *require;
    struct pcre2_real_code_8 *pattern;
    uint32_t captures;
};

struct policy {
    struct doc *doc;
    char *source;
    struct policy_rule *first, **end;
    const char **names; /* prefix, uri ..., NULL */
    bool ok;
};

#endif
