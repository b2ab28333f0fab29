/* The public functions about hosts: thin covers over the host layer. */
#include "virtcanon_host.h"

#include <stdlib.h>
#include <string.h>

#include "host/import.h"

/* A call into the host layer that allocates in an arena. */
struct job {
    struct arena *arena;
    const char *subject; /* name, path or emulator */
    struct host_import_options options;
    const struct host_profile *profile; /* the result */
    struct buf error;
};

static bool run(struct job *job, void (*work)(void *job), char **error)
{
    job->arena = arena_new();
    const bool done = job->arena && arena_guard(job->arena, work, job) && job->profile;
    if (!done && error)
        *error = job->error.text ? job->error.text : strdup("out of memory");
    else
        buf_free(&job->error);
    if (!done) {
        arena_free(job->arena);
        job->arena = NULL;
    }
    return done;
}

static void open_profile(void *data)
{
    struct job *job = data;
    job->profile = host_open(job->arena, job->subject, &job->error);
}

static void import_profile(void *data)
{
    struct job *job = data;
    job->profile = host_import_file(job->arena, job->subject, &job->options, &job->error);
}

static void probe_profile(void *data)
{
    struct job *job = data;
    job->profile = host_probe(job->arena, job->subject, &job->options, &job->error);
}

const char *vc_host_name(size_t index)
{
    const struct host_profile *p = host_profile_at(index);
    return p ? p->name : NULL;
}

vc_host *vc_host_open(const char *name_or_path, char **error)
{
    struct job job = {.subject = name_or_path};
    vc_host *host = calloc(1, sizeof *host);
    if (!host || !run(&job, open_profile, error)) {
        free(host);
        return NULL;
    }
    host->arena = job.arena;
    host->profile = job.profile;
    return host;
}

void vc_host_free(vc_host *host)
{
    if (!host)
        return;
    arena_free(host->arena);
    free(host);
}

static char *finished(struct buf *b)
{
    if (b->failed)
        buf_free(b);
    return b->text;
}

char *vc_host_list(void)
{
    struct buf b = {0};
    host_list(&b);
    return finished(&b);
}

char *vc_host_show(const vc_host *host)
{
    struct buf b = {0};
    host_show(host->profile, &b);
    return finished(&b);
}

static char *profile_text(struct job *job, void (*work)(void *job), const char *const *firmware_dirs, char **error)
{
    struct buf b = {0};
    job->options.firmware_dirs = firmware_dirs;
    while (firmware_dirs && firmware_dirs[job->options.firmware_dir_count])
        job->options.firmware_dir_count++;
    if (!run(job, work, error))
        return NULL;
    host_write(job->profile, &b);
    arena_free(job->arena);
    return finished(&b);
}

char *vc_host_import(const char *path, bool keep_aliases, const char *const *firmware_dirs, char **error)
{
    struct job job = {.subject = path, .options.no_machine_aliases = !keep_aliases};
    return profile_text(&job, import_profile, firmware_dirs, error);
}

char *vc_host_probe(const char *emulator, const char *const *firmware_dirs, char **error)
{
    struct job job = {.subject = emulator};
    return profile_text(&job, probe_profile, firmware_dirs, error);
}
