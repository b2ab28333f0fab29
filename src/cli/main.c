/* Provisional command: canonicalizes files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../virtcanon.h"

static char *slurp(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    char *text = NULL;
    size_t size = 0;
    *len = 0;
    for (size_t got = 1; got; *len += got) {
        if (size - *len < 65536)
            text = realloc(text, size += 1 << 20);
        got = fread(text + *len, 1, size - *len, f);
    }
    fclose(f);
    return text;
}

static int canon(const char *path, const vc_host *host, unsigned flags, int explain)
{
    size_t len;
    char *text = slurp(path, &len);
    if (!text)
        return 2;
    vc_document *d = vc_document_parse(text, len, path);
    const int ok = vc_document_canonicalize(d, host, flags);
    vc_diagnostic m;
    static const char *const names[] = {"note", "warning", "error"};
    for (size_t i = 0; vc_document_diagnostic(d, i, &m); i++)
        fprintf(stderr, "%s:%u:%u: %s: %s [%s]\n", path, m.line, m.column, names[m.severity], m.message, m.rule);
    if (ok) {
        char *out = vc_document_text(d, &len);
        fwrite(out, 1, len, stdout);
        vc_free(out);
    }
    vc_decision x;
    for (size_t i = 0; ok && explain && vc_document_decision(d, i, &x); i++)
        fprintf(stderr, "%s = %s: %s [%s]%s%s\n", x.path, x.value, x.reason, x.rule, x.detail ? "; " : "",
                x.detail ? x.detail : "");
    vc_document_free(d);
    free(text);
    return ok ? 0 : 1;
}

int main(int argc, char **argv)
{
    unsigned flags = 0;
    int status = 0, explain = 0;
    const vc_host *host = NULL;
    for (int i = 2; i < argc; i++) {
        if (!strcmp(argv[i], "--libvirt")) {
            flags |= VC_LIBVIRT;
        } else if (!strcmp(argv[i], "--generic")) {
            flags |= VC_GENERIC;
        } else if (!strcmp(argv[i], "--reload")) {
            flags |= VC_RELOAD;
        } else if (!strcmp(argv[i], "--explain")) {
            explain = 1;
        } else if (!strcmp(argv[i], "--host")) {
            size_t len;
            char *error = NULL, *text = slurp(argv[++i], &len);
            host = text ? vc_host_load(text, len, &error) : vc_host_embedded(argv[i]);
        } else {
            status |= canon(argv[i], host, flags, explain);
        }
    }
    return status;
}
