/* Messages for people, on standard error. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "escape.h"

const char *const severity_names[] = {"note", "warning", "error"};

bool color_wanted(int fd)
{
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(fd) && !(refused && *refused) && !(terminal && strcmp(terminal, "dumb") == 0);
}

void complain(const char *format, ...)
{
    va_list args;
    char *text = NULL;
    va_start(args, format);
    const int len = vasprintf(&text, format, args);
    va_end(args);
    fputs("virtcanon: ", stderr);
    put_plain(stderr, len < 0 ? "out of memory" : text);
    fputc('\n', stderr);
    if (len >= 0)
        free(text);
}

void put_place(FILE *out, const vc_diagnostic *d)
{
    if (d->line)
        fprintf(out, ":%u:%u", d->line, d->column);
}

void print_diagnostic(FILE *out, const char *file, const vc_diagnostic *d)
{
    put_plain(out, file);
    put_place(out, d);
    fprintf(out, ": %s: ", severity_names[d->severity]);
    put_plain(out, d->message);
    fprintf(out, " [%s]\n", d->rule);
}

void print_diagnostics(const char *file, vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; vc_document_diagnostic(doc, i, &d); i++)
        print_diagnostic(stderr, file, &d);
}

bool has_error(vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; vc_document_diagnostic(doc, i, &d); i++)
        if (d.severity == VC_ERROR)
            return true;
    return false;
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
