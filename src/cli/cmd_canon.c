/* virtcanon canon */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "decisions.h"

struct settings {
    bool libvirt, generic, reload, random, check, in_place, explain, textconv;
    const char *host, *output, *xslt, *format;
};

struct job {
    const struct settings *set;
    vc_host *host; /* NULL: the newest embedded one for each document's architecture */
    unsigned flags;
    vc_sheet *sheet;
    struct decisions decisions; /* for --explain */
};

static int write_result(const struct job *job, const struct input *in, const char *text, size_t len)
{
    const struct settings *set = job->set;
    const bool same = len == in->len && memcmp(text, in->text, len) == 0;
    bool done = true;
    if (set->check) {
        if (!same)
            printf("%s\n", in->name);
        return same ? EXIT_YES : EXIT_NO;
    }
    if (set->in_place)
        done = same || file_replace(in->name, text, len, in);
    else if (set->output)
        done = file_replace(set->output, text, len, NULL);
    else if (!set->explain)
        done = output_write(text, len);
    return done ? EXIT_YES : EXIT_TROUBLE;
}

static int canonicalize(struct job *job, const struct input *in, const char *source, size_t source_len)
{
    vc_document *doc = vc_document_parse(source, source_len, in->name);
    if (!doc) {
        complain("%s: out of memory", in->name);
        return EXIT_TROUBLE;
    }
    int status = vc_document_canonicalize(doc, job->host, job->flags) ? EXIT_YES : EXIT_NO;
    if (!job->set->textconv)
        print_diagnostics(in->name, doc);
    if (status == EXIT_NO && !has_error(doc)) {
        complain("%s: out of memory", in->name);
        status = EXIT_TROUBLE;
    }
    if (status == EXIT_YES) {
        size_t len;
        char *text = vc_document_text(doc, &len);
        if (!text)
            complain("%s: out of memory", in->name);
        status = text ? write_result(job, in, text, len) : EXIT_TROUBLE;
        vc_free(text);
    } else if (status == EXIT_NO && job->set->textconv) {
        status = output_write(in->text, in->len) ? EXIT_YES : EXIT_TROUBLE;
    }
    if (job->set->explain)
        decisions_document(&job->decisions, in->name, doc);
    vc_document_free(doc);
    return status;
}

static int canonicalize_transformed(struct job *job, const struct input *in)
{
    size_t len;
    char *error = NULL, *text = vc_sheet_apply(job->sheet, in->text, in->len, in->name, &len, &error);
    if (!text) {
        fprintf(stderr, "%s:1:1: error: the stylesheet gave no result: %s [xslt]\n", in->name, error ? error : "");
        vc_free(error);
        return EXIT_NO;
    }
    const int status = canonicalize(job, in, text, len);
    vc_free(text);
    return status;
}

static int canonicalize_file(struct job *job, const char *path)
{
    struct input in;
    if (!input_read(&in, path))
        return EXIT_TROUBLE;
    const int status = job->sheet ? canonicalize_transformed(job, &in) : canonicalize(job, &in, in.text, in.len);
    input_free(&in);
    return status;
}

static bool load_sheet(struct job *job)
{
    char *error = NULL;
    if (!job->set->xslt)
        return true;
    job->sheet = vc_sheet_load(job->set->xslt, &error);
    if (!job->sheet)
        complain("%s: %s", job->set->xslt, error ? error : "not a stylesheet");
    vc_free(error);
    return job->sheet;
}

static int check_settings(const struct command *self, const struct settings *set, int files, char **paths)
{
    if (files == 0)
        return usage_error(self, "no file is given");
    if (set->check + set->in_place + (set->output != NULL) > 1)
        return usage_error(self, "--check, --in-place and --output exclude one another");
    if (set->output && files > 1)
        return usage_error(self, "--output takes one document, not %d", files);
    if (set->format && !set->explain)
        return usage_error(self, "--format is for what --explain says");
    if (set->format && check_format(self, set->format, (const char *const[]){"text", "json", NULL}) != EXIT_YES)
        return EXIT_TROUBLE;
    return set->in_place ? check_rewritable(self, files, paths) : EXIT_YES;
}

static int run(const struct settings *set, int files, char **paths)
{
    struct job job = {.set = set};
    job.flags = (set->libvirt ? VC_LIBVIRT : 0) | (set->generic ? VC_GENERIC : 0) | (set->reload ? VC_RELOAD : 0) |
                (set->random ? VC_RANDOM : 0);
    job.decisions.out = set->output || set->in_place || set->check ? stderr : stdout;
    job.decisions.json = set->format && strcmp(set->format, "json") == 0;
    int status = EXIT_TROUBLE;
    if (host_open(set->host, &job.host) && load_sheet(&job)) {
        status = EXIT_YES;
        decisions_begin(&job.decisions);
        for (int i = 0; i < files; i++)
            status = worse(status, canonicalize_file(&job, paths[i]));
        decisions_end(&job.decisions, status != EXIT_TROUBLE);
    }
    vc_sheet_free(job.sheet);
    vc_host_free(job.host);
    return status;
}

int cmd_canon(const struct command *self, int argc, char **argv)
{
    struct settings set = {0};
    const struct option options[] = {
        OPT_HOST(&set.host),
        OPT_FLAG("check", 'c', &set.check, "print nothing but the names of files that are not canonical"),
        OPT_FLAG("in-place", 'i', &set.in_place, "replace each file by its canonical form"),
        OPT_TEXT("output", 'o', "FILE", &set.output, "write to FILE instead of standard output"),
        OPT_FLAG("explain", 'e', &set.explain, "say what was filled in and why, instead of printing the document"),
        OPT_TEXT("format", 'f', "FORMAT", &set.format, "with --explain: text (the default) or json"),
        OPT_TEXT("xslt", 'x', "SHEET", &set.xslt, "apply this stylesheet first"),
        OPT_FLAG("libvirt", 'l', &set.libvirt, "print exactly what libvirt prints: no comments, no foreign content"),
        OPT_FLAG("generic", 0, &set.generic, "apply only what holds for every hypervisor"),
        OPT_FLAG("reload", 0, &set.reload, "read as a daemon reads its own files, not as a new definition"),
        OPT_FLAG("textconv", 0, &set.textconv, "for git: print what is refused as it is, without messages"),
        OPT_RANDOM(&set.random),
        OPT_END,
    };
    int status;
    const int files = options_read(self, options, argc, argv, &status);
    if (files < 0)
        return status;
    status = check_settings(self, &set, files, argv);
    return status == EXIT_YES ? run(&set, files, argv) : status;
}
