/* Runs the table of what does not start (start.def) over the canonical copy of a document. Knows no rule itself. */
#include "start.h"

enum { BY_LIBVIRT, BY_QEMU };
enum { FROM_DOCUMENT, FROM_HOST };

static const struct start_rule {
    void (*run)(struct review *r, struct node *n);
    uint16_t element;
    bool by_qemu, from_host;
} rules[] = {
#define START(id, severity, who, from, element, rule, text, help) {start_##id, A_##element, BY_##who, FROM_##from},
#include "../base/start.def"
#undef START
};

/* Options of the user's own come after those of libvirt and may mend what is wrong with them. */
static bool has_own_options(const struct review *r)
{
    FOR_ELEMENTS(n, r->meant->root)
        if (n->ns == NS_QEMU && (n->name == A_commandline || n->name == A_override))
            return true;
    return false;
}

/* On a host that nobody named, another QEMU than the newest one may do what this one refuses. */
static bool is_doubtful(const struct review *r, const struct start_rule *rule, bool own_options)
{
    return r->host_given ? rule->by_qemu && own_options : rule->by_qemu || rule->from_host;
}

static void run(struct review *r, const struct start_rule *rule)
{
    if (rule->element == A_domain) {
        rule->run(r, r->meant->root);
        return;
    }
    FOR_MEANT(n, r, rule->element)
        rule->run(r, n);
}

/* Takes over what a rule has said about the copy. */
static void take(struct review *r, bool softened, bool warnings)
{
    struct diags *found = &r->meant->diags;
    for (const struct diag *d = found->first; d; d = d->next) {
        const enum diag_severity severity = softened ? SEVERITY_WARNING : d->severity;
        if (severity == SEVERITY_ERROR || warnings)
            diag_add_copy(&r->written->diags, d, severity);
    }
    *found = (struct diags){.arena = found->arena};
}

struct node *start_claim(struct review *r, enum start_claim what, const char *text, struct node *n)
{
    struct arena *arena = r->meant->arena;
    if (!text)
        return NULL;
    if (!r->owners)
        r->owners = arena_new_array(arena, struct seen *, CLAIMS);
    if (!r->owners[what])
        r->owners[what] = seen_new(arena);
    return seen_before(r->owners[what], text, n);
}

bool review_start(struct review *r, bool warnings)
{
    if (!r->all_passes)
        return true;
    const uint32_t before = r->written->diags.errors;
    const bool own_options = has_own_options(r);
    r->meant->diags = (struct diags){.arena = r->meant->diags.arena};
    r->owners = NULL;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        run(r, &rules[i]);
        take(r, is_doubtful(r, &rules[i], own_options), warnings);
    }
    return r->written->diags.errors == before;
}
