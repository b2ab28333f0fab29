/* The public functions about reports: thin covers over the layer report, and the page made of it. Knows no rule. */
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "report_sheet.h"
#include "virtcanon_diff.h"
#include "virtcanon_document.h"
#include "xml/xslt.h"

struct job {
    struct report_source source;
    struct arena *arena;
    struct buf buf;
};

static void write_all(void *data)
{
    struct job *job = data;
    report_write(&job->buf, job->arena, &job->source);
}

/* The arenas of both documents are used as well: a failing allocation of any of the three ends here. */
static char *run(struct job *job, size_t *len)
{
    job->source.generator = "virtcanon " VIRTCANON_VERSION;
    job->arena = arena_new();
    struct arena *const used[] = {job->arena, job->source.old ? job->source.old->arena : NULL, job->source.new->arena};
    const bool done = job->arena && arena_guard_all(used, 3, write_all, job) && !job->buf.failed;
    arena_free(job->arena);
    if (!done) {
        buf_free(&job->buf);
        return NULL;
    }
    if (len)
        *len = job->buf.len;
    return job->buf.text;
}

char *vc_report_guest(vc_document *doc, size_t *len)
{
    struct job job = {.source = {.new = doc->doc, .new_host = doc->host}};
    return doc->ok ? run(&job, len) : NULL;
}

char *vc_report_diff(vc_diff *diff, size_t *len)
{
    const struct comparison *c = &diff->comparison;
    struct job job = {.source = {.old = c->old, .new = c->new, .comparison = c}};
    job.source.old_host = diff->old->host;
    job.source.new_host = diff->new->host;
    return run(&job, len);
}

char *vc_report_page(const char *report, size_t len, size_t *out_len, char **error)
{
    struct sheet *sheet = sheet_parse(report_sheet, sizeof report_sheet - 1, error);
    size_t size = 0;
    char *page = sheet ? sheet_apply(sheet, report, len, "report", &size, error) : NULL;
    sheet_free(sheet);
    if (page && out_len)
        *out_len = size;
    return page;
}
