/* Pieces that the JSON of all commands shares. Knows no command. */
#include "json.h"

#include "escape.h"

void json_member(FILE *out, const char *name, const char *value)
{
    fprintf(out, ", \"%s\": ", name);
    if (value)
        put_json(out, value);
    else
        fputs("null", out);
}

void json_place(FILE *out, unsigned line, unsigned column)
{
    if (line)
        fprintf(out, ", \"line\": %u, \"column\": %u", line, column ? column : 1);
}

void json_diagnostic(FILE *out, const vc_diagnostic *d)
{
    fprintf(out, "{\"severity\": \"%s\"", severity_names[d->severity]);
    json_member(out, "rule", d->rule);
    json_place(out, d->line, d->column);
    json_member(out, "message", d->message);
    fputc('}', out);
}
