/* Messages for people, on standard error. */
#include <stdarg.h>

#include "cli.h"

const char *const severity_names[] = {"note", "warning", "error"};

void complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("virtcanon: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void print_diagnostic(FILE *out, const char *file, const vc_diagnostic *d)
{
    fprintf(out, "%s:%u:%u: %s: %s [%s]\n", file, d->line, d->column, severity_names[d->severity], d->message, d->rule);
}

void print_diagnostics(const char *file, vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; vc_document_diagnostic(doc, i, &d); i++)
        print_diagnostic(stderr, file, &d);
}

bool host_open(const char *name, vc_host **host)
{
    char *error = NULL;
    *host = name ? vc_host_open(name, &error) : NULL;
    if (name && !*host)
        complain("host %s: %s", name, error ? error : "not a profile");
    vc_free(error);
    return !name || *host;
}
