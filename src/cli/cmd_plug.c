/* virtcanon attach, detach and update */
#include <string.h>

#include "cli.h"
#include "decisions.h"
#include "json.h"

struct settings {
    const char *host, *format;
    bool definition, device, in_place, explain, libvirt;
};

struct job {
    const struct settings *set;
    enum vc_plug what;
    vc_host *host;
    struct input domain_file, device_file;
    vc_document *domain, *device;
};

static void print_json(struct job *job, bool done)
{
    char *domain = done ? vc_document_text(job->domain, NULL) : NULL;
    char *device = done ? vc_document_text(job->device, NULL) : NULL;
    printf("{\n  \"version\": 1,\n  \"done\": %s", done ? "true" : "false");
    json_member(stdout, "device", device);
    json_member(stdout, "domain", domain);
    fputs(",\n  \"documents\": [", stdout);
    decisions_json(stdout, job->domain_file.name, job->domain);
    putchar(',');
    decisions_json(stdout, job->device_file.name, job->device);
    fputs("\n  ]\n}\n", stdout);
    vc_free(domain);
    vc_free(device);
}

/* The new domain goes where it is wanted; false after a message. */
static bool write_domain(struct job *job)
{
    size_t len;
    char *text = vc_document_text(job->domain, &len);
    if (!text) {
        complain("out of memory");
        return false;
    }
    const bool ok = job->set->in_place ? file_replace(job->domain_file.name, text, len, &job->domain_file)
                                       : output_write(text, len);
    vc_free(text);
    return ok;
}

static bool write_device(struct job *job)
{
    size_t len;
    char *text = vc_document_text(job->device, &len);
    const bool ok = text && output_write(text, len);
    vc_free(text);
    return ok;
}

static int write_results(struct job *job)
{
    const struct settings *set = job->set;
    bool ok = true;
    if (set->in_place)
        ok = write_domain(job);
    if (set->explain)
        decisions_document(&(struct decisions){.out = stdout}, job->domain_file.name, job->domain);
    else if (set->device)
        ok = write_device(job) && ok;
    else if (!set->in_place && strcmp(set->format, "json") != 0)
        ok = write_domain(job) && ok;
    return ok ? EXIT_YES : EXIT_TROUBLE;
}

static int plug(struct job *job)
{
    const struct settings *set = job->set;
    const bool json = strcmp(set->format, "json") == 0;
    job->domain = vc_document_parse(job->domain_file.text, job->domain_file.len, job->domain_file.name);
    job->device = vc_document_parse(job->device_file.text, job->device_file.len, job->device_file.name);
    if (!job->domain || !job->device) {
        complain("out of memory");
        return EXIT_TROUBLE;
    }
    const bool done = vc_document_plug(job->domain, job->device, job->what, job->host,
                                       (set->definition ? VC_DEFINITION : 0) | (set->libvirt ? VC_LIBVIRT : 0));
    if (json) {
        print_json(job, done);
    } else {
        print_diagnostics(job->domain_file.name, job->domain);
        print_diagnostics(job->device_file.name, job->device);
    }
    return done ? write_results(job) : EXIT_NO;
}

static int run(const struct command *self, const struct settings *set, char **paths)
{
    struct job job = {.set = set};
    int status = EXIT_TROUBLE;
    job.what = strcmp(self->name, "attach") == 0 ? VC_ATTACH : strcmp(self->name, "detach") == 0 ? VC_DETACH : VC_UPDATE;
    if (host_open(set->host, &job.host) && input_read(&job.domain_file, paths[0]) &&
        input_read(&job.device_file, paths[1]))
        status = plug(&job);
    vc_document_free(job.domain);
    vc_document_free(job.device);
    vc_host_free(job.host);
    input_free(&job.domain_file);
    input_free(&job.device_file);
    return status;
}

int cmd_plug(const struct command *self, int argc, char **argv)
{
    struct settings set = {.format = "text"};
    bool running = false;
    const struct option options[] = {
        OPT_HOST(&set.host),
        OPT_FLAG("live", 0, &running, "of the running guest (the default): only what is there can be used"),
        OPT_FLAG("config", 0, &set.definition, "in the definition, for the next start: controllers are added"),
        OPT_FLAG("device", 'd', &set.device, "print the completed device only"),
        OPT_FLAG("in-place", 'i', &set.in_place, "replace DOMAIN by the new domain"),
        OPT_FLAG("explain", 'e', &set.explain, "say what was filled in and why, instead of printing the domain"),
        OPT_FLAG("libvirt", 'l', &set.libvirt, "print exactly what libvirt prints: no comments, no foreign content"),
        OPT_TEXT("format", 'f', "FORMAT", &set.format, "text (the default), or json: results and messages in one object"),
        OPT_END,
    };
    int status;
    const int files = options_read(self, options, argc, argv, &status);
    if (files < 0)
        return status;
    if (files != 2)
        return usage_error(self, "a domain and a device are needed, not %d file%s", files, files == 1 ? "" : "s");
    if (check_format(self, set.format, (const char *const[]){"text", "json", NULL}) != EXIT_YES)
        return EXIT_TROUBLE;
    if (running && set.definition)
        return usage_error(self, "--live and --config exclude one another");
    if ((set.device && set.explain) || (strcmp(set.format, "json") == 0 && (set.device || set.explain)))
        return usage_error(self, "--device, --explain and --format json exclude one another");
    if (strcmp(argv[0], "-") == 0 && (set.in_place || strcmp(argv[1], "-") == 0))
        return usage_error(self, set.in_place ? "standard input cannot be rewritten in place"
                                              : "only one of the two can be standard input");
    return run(self, &set, argv);
}
