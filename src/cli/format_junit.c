/* JUnit's XML as CI servers read it: a test case for each document, which fails when it has errors. */
#include "escape.h"
#include "report.h"

void format_junit_begin(struct report *r)
{
    (void)r; /* the counts come first, so everything waits for the end */
}

static void print_lines(struct report *r, const struct input *in, vc_document *doc, bool errors)
{
    vc_diagnostic d;
    for (size_t i = 0; report_next(r, doc, &i, &d);) {
        if ((d.severity == VC_ERROR) != errors)
            continue;
        put_xml(r->body, in->name);
        put_place(r->body, &d);
        fprintf(r->body, ": %s: ", severity_names[d.severity]);
        put_xml(r->body, d.message);
        fputs(" [", r->body);
        put_xml(r->body, d.rule);
        fputs("]\n", r->body);
    }
}

static bool first_error(vc_document *doc, vc_diagnostic *d)
{
    for (size_t i = 0; vc_document_diagnostic(doc, i, d); i++)
        if (d->severity == VC_ERROR)
            return true;
    return false;
}

static bool has_others(struct report *r, vc_document *doc)
{
    vc_diagnostic d;
    for (size_t i = 0; report_next(r, doc, &i, &d);)
        if (d.severity != VC_ERROR)
            return true;
    return false;
}

void format_junit_document(struct report *r, const struct input *in, vc_document *doc)
{
    vc_diagnostic d;
    fputs("    <testcase classname=\"virtcanon.validate\" name=\"", r->body);
    put_xml(r->body, in->name);
    fputs("\" time=\"0\">\n", r->body);
    if (first_error(doc, &d)) {
        fputs("      <failure type=\"", r->body);
        put_xml(r->body, d.rule);
        fputs("\" message=\"", r->body);
        put_xml(r->body, d.message);
        fputs("\">", r->body);
        print_lines(r, in, doc, true);
        fputs("</failure>\n", r->body);
    }
    if (has_others(r, doc)) {
        fputs("      <system-out>", r->body);
        print_lines(r, in, doc, false);
        fputs("</system-out>\n", r->body);
    }
    fputs("    </testcase>\n", r->body);
}

void format_junit_unread(struct report *r, const struct input *in)
{
    char text[UNREAD_SIZE];
    const vc_diagnostic d = unread_diagnostic(in, text);
    fputs("    <testcase classname=\"virtcanon.validate\" name=\"", r->body);
    put_xml(r->body, in->name);
    fprintf(r->body, "\" time=\"0\">\n      <error type=\"%s\" message=\"", d.rule);
    put_xml(r->body, d.message);
    fputs("\"/>\n    </testcase>\n", r->body);
}

void format_junit_end(struct report *r)
{
    fprintf(r->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                    "  <testsuite name=\"virtcanon validate\" tests=\"%lu\" failures=\"%lu\" errors=\"%lu\" skipped=\"0\" "
                    "time=\"0\">\n",
            r->documents + r->unread, r->invalid, r->unread);
    fwrite(r->body_text, 1, r->body_len, r->out);
    fputs("  </testsuite>\n</testsuites>\n", r->out);
}
