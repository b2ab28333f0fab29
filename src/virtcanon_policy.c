/* The public functions about policies: thin covers over check. Knows no rule. */
#include "check/policy.h"
#include "virtcanon_document.h"

struct vc_policy; /* is a struct policy */

static struct policy *real(vc_policy *p)
{
    return (struct policy *)p;
}

vc_policy *vc_policy_parse(const char *text, size_t len, const char *name)
{
    return (vc_policy *)policy_parse(text, len, name);
}

void vc_policy_free(vc_policy *p)
{
    policy_free(real(p));
}

bool vc_policy_ok(const vc_policy *p)
{
    return policy_ok((const struct policy *)p);
}

bool vc_policy_diagnostic(vc_policy *p, size_t index, vc_diagnostic *out)
{
    const struct diag *d = policy_doc(real(p))->diags.first;
    for (; d && index; index--)
        d = d->next;
    if (!d)
        return false;
    *out = (vc_diagnostic){(enum vc_severity)d->severity, d->place.line, d->place.column, d->rule, d->message};
    return true;
}

bool vc_policy_apply(vc_policy *p, vc_document *d)
{
    if (!d->doc->root || !policy_ok(real(p)))
        return false;
    d->sorted = false;
    d->ok = policy_apply(real(p), d->doc, d->review ? d->review->meant : NULL) && d->doc->diags.errors == 0;
    return d->ok;
}
