/* Documents that diff, report and id read. */
#include <string.h>

#include "cli.h"

static vc_document *read_as(const struct input *in, const vc_host *host, unsigned flags)
{
    vc_document *doc = vc_document_parse(in->text, in->len, in->name);
    if (doc)
        vc_document_canonicalize(doc, host, flags);
    else
        complain("%s: out of memory", in->name);
    return doc;
}

/* That the host has no firmware of this description stops a new definition, not a guest that has its files. */
static bool only_firmware_is_missing(vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; vc_document_diagnostic(doc, i, &d); i++)
        if (d.severity == VC_ERROR && strcmp(d.rule, "firmware-none") != 0)
            return false;
    return true;
}

vc_document *document_for_comparison(const struct input *in, const vc_host *host, unsigned flags)
{
    vc_document *doc = read_as(in, host, flags | VC_LIBVIRT | VC_SETTLED);
    if (doc && !vc_document_ok(doc) && only_firmware_is_missing(doc)) {
        vc_document_free(doc);
        doc = read_as(in, host, flags | VC_LIBVIRT | VC_SETTLED | VC_RELOAD);
    }
    if (!doc)
        return NULL;
    print_diagnostics(in->name, doc);
    if (vc_document_ok(doc))
        return doc;
    vc_document_free(doc);
    return NULL;
}

bool side_open(struct side *s, const char *path, const char *host, unsigned flags)
{
    if (!host_open(host, &s->host) || !input_read(&s->in, path))
        return false;
    if (s->name)
        s->in.name = s->name;
    s->doc = document_for_comparison(&s->in, s->host, flags);
    return s->doc;
}

void side_close(struct side *s)
{
    vc_document_free(s->doc);
    vc_host_free(s->host);
    input_free(&s->in);
}
