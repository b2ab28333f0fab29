/* libFuzzer target: load, canonicalize, write; what was accepted must come out the same a second time (not asked with
 * NO_FIXED_POINT in the environment). The first byte picks the flags. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/virtcanon.h"

/* Validation says something exactly when it rejects. */
static void validate(const char *text, size_t len)
{
    vc_diagnostic d;
    vc_document *doc = vc_document_parse(text, len, "fuzz");
    if (doc && vc_document_validate(doc) == vc_document_diagnostic(doc, 0, &d))
        __builtin_trap();
    vc_document_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *canonical(const char *text, size_t len, unsigned flags)
{
    vc_document *doc = vc_document_parse(text, len, "fuzz");
    char *out = NULL;
    if (doc && vc_document_canonicalize(doc, NULL, flags))
        out = vc_document_text(doc, NULL);
    vc_diagnostic diagnostic;
    vc_decision decision;
    for (size_t i = 0; doc && vc_document_diagnostic(doc, i, &diagnostic); i++)
        ;
    for (size_t i = 0; doc && out && vc_document_decision(doc, i, &decision); i++)
        ;
    vc_document_free(doc);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const unsigned flags = data[0] & (VC_LIBVIRT | VC_GENERIC | VC_RELOAD);
    validate((const char *)data + 1, size - 1);
    char *once = canonical((const char *)data + 1, size - 1, flags);
    const bool again = once && !getenv("NO_FIXED_POINT");
    char *twice = again ? canonical(once, strlen(once), flags) : NULL;
    if (again && (!twice || strcmp(once, twice) != 0))
        __builtin_trap();
    vc_free(once);
    vc_free(twice);
    return 0;
}
