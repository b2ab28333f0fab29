/* The public function of hotplug: a thin cover over the layer. Knows no rule. */
#include "hotplug/plug.h"
#include "virtcanon_document.h"
#include "virtcanon_host.h"

struct plug_job {
    vc_document *domain, *device;
    struct plug plug;
    enum vc_plug what;
    bool ok;
};

/* The device has become an element of the domain; as a document of its own it is a copy of that. */
static void take_result(struct plug_job *job)
{
    struct doc *device = job->device->doc;
    struct node *root = node_copy(device, job->plug.done);
    node_insert_after(device->root, root);
    node_drop(device->root);
    device->root = root;
}

/* What was said about the domain while the device came is the device's. */
static void move_messages(struct plug_job *job, const struct diags *before)
{
    struct diags *diags = &job->domain->doc->diags;
    struct doc *device = job->device->doc;
    const struct place start = doc_place(device, device->root, NULL);
    for (struct diag *d = before->last ? before->last->next : diags->first; d; d = d->next) {
        if (!d->grafted)
            d->place = start;
        diag_add_copy(&device->diags, d, d->severity);
    }
    *diags = *before;
    if (diags->last)
        diags->last->next = NULL;
}

static void plug(void *data)
{
    static bool (*const actions[])(struct plug *p) = {
        [VC_ATTACH] = plug_attach, [VC_DETACH] = plug_detach, [VC_UPDATE] = plug_update};
    struct plug_job *job = data;
    const struct diags before = job->domain->doc->diags;
    const bool ok = actions[job->what](&job->plug);
    move_messages(job, &before);
    job->ok = ok && job->device->doc->diags.errors == 0;
    if (job->ok)
        take_result(job);
}

bool vc_document_plug(vc_document *domain, vc_document *device, enum vc_plug what, const vc_host *host, unsigned flags)
{
    if (!domain->ok || !device->ok)
        return false;
    struct plug_job job = {.domain = domain, .device = device, .what = what, .plug = {.device = device->doc}};
    struct canon *canon = &job.plug.canon;
    *canon = canon_context(domain, host, flags | VC_SETTLED); /* the guest has been there for a while */
    canon->opt.secrets = true;
    if (!canonicalize_document(domain, canon))
        return false;
    canon->opt.secrets = false;
    canon->opt.running = !(flags & VC_DEFINITION);
    domain->ok = device->ok = domain->sorted = device->sorted = false;
    domain->decisions = NULL;
    struct arena *const used[] = {domain->doc->arena, device->doc->arena};
    domain->ok = device->ok = arena_guard_all(used, 2, plug, &job) && job.ok;
    return domain->ok;
}
