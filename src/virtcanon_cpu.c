/* The public functions about CPU models: thin covers over the layer cpu. Knows no model and no rule. */
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "cpu/data.h"
#include "cpu/form.h"
#include "cpu/list.h"
#include "cpu/local.h"
#include "cpu/rules.h"
#include "host/json.h"
#include "virtcanon_document.h"

struct vc_cpu {
    vc_document *doc; /* for a reply of QEMU: without content */
    struct json_object *json;
    bool wrapped; /* parse_many made the document */
    struct cpu **list; /* once they were asked for */
    size_t count;
};

static bool is_json(const char *text, size_t len)
{
    while (len && strchr(" \t\r\n", *text))
        text++, len--;
    return len && (*text == '{' || *text == '[');
}

struct note {
    vc_document *doc;
    const char *text;
};

static void note_not_json(void *data)
{
    const struct note *note = data;
    const char *args[] = {note->text, NULL};
    diag_add(&note->doc->doc->diags, D_cpu_not_json, (struct place){1, 1}, args);
}

static void parse_json(vc_cpu *cpu, const char *text, size_t len)
{
    struct buf error = {0};
    cpu->json = json_parse(text, len, &error);
    struct note note = {cpu->doc, error.text ? error.text : ""};
    if (!cpu->json)
        arena_guard(cpu->doc->doc->arena, note_not_json, &note);
    buf_free(&error);
}

static const char wrapper[] = "<cpus>";
enum { WRAPPER_LENGTH = sizeof wrapper - 1 };

/* Documents that stand one behind the other, as children of one element: only places in the first line are moved by
 * that. NULL when this is no document either. */
static vc_document *parse_many(const char *text, size_t len, const char *name)
{
    char *all = malloc(len + 2 * sizeof wrapper);
    if (!all)
        return NULL;
    memcpy(all, wrapper, WRAPPER_LENGTH);
    memcpy(all + WRAPPER_LENGTH, text, len);
    strcpy(all + WRAPPER_LENGTH + len, "</cpus>");
    for (char *at = all, *end; (at = strstr(at, "<?xml ")) && (end = strstr(at, "?>"));)
        memset(at, ' ', (size_t)(end + 2 - at));
    vc_document *doc = vc_document_parse(all, strlen(all), name);
    free(all);
    if (doc && !vc_document_ok(doc)) {
        vc_document_free(doc);
        doc = NULL;
    }
    return doc;
}

vc_cpu *vc_cpu_parse(const char *text, size_t len, const char *name)
{
    const bool json = is_json(text, len);
    vc_cpu *cpu = calloc(1, sizeof *cpu);
    if (!cpu)
        return NULL;
    cpu->doc = json ? document_new(name) : vc_document_parse(text, len, name);
    if (!cpu->doc) {
        free(cpu);
        return NULL;
    }
    if (json)
        parse_json(cpu, text, len);
    vc_document *many = json || vc_document_ok(cpu->doc) ? NULL : parse_many(text, len, name);
    if (many) {
        vc_document_free(cpu->doc);
        cpu->doc = many;
        cpu->wrapped = true;
    }
    return cpu;
}

void vc_cpu_free(vc_cpu *cpu)
{
    if (!cpu)
        return;
    vc_document_free(cpu->doc);
    if (cpu->json)
        json_object_put(cpu->json);
    free(cpu);
}

const char *vc_cpu_name(const vc_cpu *cpu)
{
    return cpu->doc->doc->file;
}

bool vc_cpu_diagnostic(vc_cpu *cpu, size_t index, vc_diagnostic *out)
{
    if (!vc_document_diagnostic(cpu->doc, index, out))
        return false;
    if (cpu->wrapped && out->line == 1 && out->column > WRAPPER_LENGTH)
        out->column -= WRAPPER_LENGTH;
    return true;
}

/* --- a computation -------------------------------------------------------------------------------------------------- */

struct job {
    struct cpu_work work;
    const vc_cpu_options *o;
    vc_cpu *const *in;
    size_t count;
    const char *word; /* of the command line */
    enum vc_cpu_form form;
    bool (*run)(struct job *job);
    const char *text; /* the answer, or */
    const struct cpu *cpu;
    const char *explanation;
};

static void read_cpus(void *data)
{
    vc_cpu *cpu = data;
    if (!cpu_read_all(cpu->doc->doc, &cpu->list, &cpu->count))
        cpu->doc->ok = false;
}

static bool is_data(const vc_cpu *cpu)
{
    return cpu->json || (cpu->doc->doc->root && strcmp(cpu->doc->doc->root->text, "cpudata") == 0);
}

/* Once for all computations with it. */
static bool prepare(vc_cpu *cpu)
{
    cpu->doc->sorted = false;
    if (is_data(cpu) || cpu->list)
        return cpu->doc->ok || cpu->json;
    return cpu->doc->ok && arena_guard(cpu->doc->doc->arena, read_cpus, cpu) && cpu->doc->ok;
}

static void work(void *data)
{
    struct job *job = data;
    if (!job->run(job) && job->work.verdict == CPU_YES)
        job->work.verdict = CPU_NO;
}

/* Once, however many computations meet it. */
static void tell(void *data)
{
    const struct cpu_complaint *c = data;
    struct diag copy = *c->diag;
    copy.place = c->at.node ? doc_place(c->at.doc, c->at.node, c->at.attr) : (struct place){0, 0};
    for (const struct diag *d = c->at.doc->diags.first; d; d = d->next)
        if (d->id == copy.id && d->place.line == copy.place.line && d->place.column == copy.place.column)
            return;
    diag_add_copy(&c->at.doc->diags, &copy, copy.severity);
}

static char *answer_text(const struct job *job)
{
    struct buf b = {0};
    if (!job->cpu)
        return job->text ? strdup(job->text) : NULL;
    cpu_write(&b, job->cpu);
    if (b.failed)
        buf_free(&b);
    return b.text;
}

/* That of the first host which says its own. */
static const char *arch_given(const struct job *job)
{
    for (size_t i = 0; i < job->count; i++)
        for (size_t k = 0; k < job->in[i]->count; k++)
            if (job->in[i]->list[k]->arch)
                return job->in[i]->list[k]->arch;
    return "x86_64";
}

static vc_cpu_answer compute(struct job *job)
{
    vc_cpu_answer answer = {.verdict = VC_CPU_BAD};
    bool ready = true;
    for (size_t i = 0; i < job->count; i++)
        ready = prepare(job->in[i]) && ready;
    if (job->o->definitions && !prepare(job->o->definitions))
        ready = false;
    if (!ready) {
        answer.reason = strdup("not readable");
        return answer;
    }
    job->work.arch = job->o->arch ? job->o->arch : arch_given(job);
    job->work.arena = arena_new();
    if (!job->work.arena || !arena_guard(job->work.arena, work, job)) {
        arena_free(job->work.arena);
        return answer;
    }
    for (struct cpu_complaint *c = job->work.complaints; c; c = c->next)
        arena_guard(c->at.doc->arena, tell, c);
    answer.verdict = (enum vc_cpu_verdict)job->work.verdict;
    answer.text = answer_text(job);
    answer.reason = job->work.reason ? strdup(job->work.reason) : NULL;
    answer.explanation = job->explanation ? strdup(job->explanation) : NULL;
    arena_free(job->work.arena);
    return answer;
}

/* --- what is given --------------------------------------------------------------------------------------------------- */

static bool read_data(struct job *job, const vc_cpu *in, struct x86_data *out)
{
    return in->json ? cpu_data_expansion(&job->work, in->doc->doc->file, in->json, out)
                    : cpu_data_read(&job->work, in->doc->doc, out);
}

/* The host whose data these are. */
static struct cpu *decode_host(struct job *job, const vc_cpu *in)
{
    const struct x86_question q = {.host = true};
    struct x86_data data;
    struct cpu *cpu = read_data(job, in, &data) ? x86_decode(&job->work, data, &q) : NULL;
    if (cpu)
        cpu->self = (struct cpu_name){.text = in->doc->doc->file, .doc = in->doc->doc};
    return cpu;
}

static const struct cpu *single(struct job *job, size_t i)
{
    const vc_cpu *in = job->in[i];
    return in->list ? in->list[0] : decode_host(job, in);
}

/* The models that may be used; NULL in *out: any. */
static bool read_models(struct job *job, const struct cpu_models **out)
{
    const vc_cpu_options *o = job->o;
    struct cpu_models *m = arena_new_of(job->work.arena, struct cpu_models);
    *out = o->models || o->definitions ? m : NULL;
    if (o->definitions)
        return cpu_models_definitions(&job->work, o->definitions->doc->doc->file, o->definitions->json, m);
    for (size_t n = 0; o->models && o->models[n]; n++)
        m->count++;
    struct cpu_usable *list = arena_new_array(job->work.arena, struct cpu_usable, m->count + 1);
    for (size_t i = 0; i < m->count; i++)
        list[i].name = o->models[i];
    m->list = list;
    return true;
}

static bool finish(struct job *job, const struct cpu *cpu)
{
    job->cpu = cpu;
    return cpu != NULL;
}

/* --- the computations ------------------------------------------------------------------------------------------------ */

static bool compare(struct job *job)
{
    static const char *const words[] = {"incompatible", "identical", "superset"};
    const struct cpu_rules *rules = cpu_rules(&job->work);
    const struct cpu *host = single(job, 0), *cpu = single(job, 1);
    enum cpu_relation relation;
    if (!rules || !host || !cpu || !rules->compare(&job->work, host, cpu, &relation))
        return false;
    job->text = words[relation];
    return relation != CPU_INCOMPATIBLE;
}

static bool guest(struct job *job)
{
    const struct cpu *host = single(job, 0), *cpu = single(job, 1);
    const struct cpu_models *models;
    return host && cpu && read_models(job, &models) && finish(job, cpu_guest_on(&job->work, host, cpu, models));
}

static bool update(struct job *job)
{
    const struct cpu *host = single(job, 0), *cpu = single(job, 1);
    return host && cpu && finish(job, cpu_updated(&job->work, host, cpu, job->o->restored));
}

static bool add_cpus(struct job *job, const vc_cpu *in, struct cpu **list, size_t *n)
{
    if (!is_data(in)) {
        memcpy(list + *n, in->list, in->count * sizeof *list);
        *n += in->count;
        return true;
    }
    struct cpu *cpu = decode_host(job, in);
    list[(*n)++] = cpu;
    return cpu;
}

static bool baseline(struct job *job)
{
    const struct cpu_rules *rules = cpu_rules(&job->work);
    struct cpu_wish wish = {.expand = job->o->expand, .migratable = job->o->migratable};
    size_t total = 0, n = 0;
    for (size_t i = 0; i < job->count; i++)
        total += job->in[i]->count + 1;
    struct cpu **list = arena_new_array(job->work.arena, struct cpu *, total);
    for (size_t i = 0; i < job->count; i++)
        if (!add_cpus(job, job->in[i], list, &n))
            return false;
    if (!rules || !read_models(job, &wish.models))
        return false;
    if (!rules->baseline || !n)
        return cpu_no(&job->work, "there is no common CPU model on %s", job->work.arch);
    struct cpu *cpu = rules->baseline(&job->work, list, n, &wish);
    if (cpu && job->o->explain && rules->costs)
        job->explanation = rules->costs(&job->work, list, n, &wish, cpu->model.text);
    return cpu && (!wish.expand || rules->expand(&job->work, cpu)) && finish(job, cpu);
}

static bool feature(struct job *job)
{
    const struct cpu_rules *rules = cpu_rules(&job->work);
    const struct cpu *cpu = single(job, 0);
    bool has;
    if (!rules || !cpu)
        return false;
    if (!rules->has_feature)
        return cpu_no(&job->work, "the features of models are not known on %s", job->work.arch);
    if (!rules->has_feature(&job->work, cpu, job->word, &has))
        return false;
    job->text = has ? "yes" : "no";
    return has;
}

static bool decode(struct job *job)
{
    struct x86_question q = {.host = !job->o->guest};
    struct x86_data data;
    if (!read_models(job, &q.models) || !read_data(job, job->in[0], &data))
        return false;
    struct cpu *cpu = x86_decode(&job->work, data, &q);
    if (cpu)
        cpu->fallback_forbidden = true;
    return finish(job, cpu);
}

static bool local(struct job *job)
{
    struct cpu *cpu = decode_host(job, job->in[0]);
    if (cpu)
        cpu_local_details(cpu, job->work.arena);
    return finish(job, cpu);
}

static bool signature(struct job *job)
{
    struct x86_data data;
    if (!read_data(job, job->in[0], &data))
        return false;
    const struct x86_family_model p = x86_signature_parts(data.signature);
    job->text = arena_printf(job->work.arena, "signature=0x%06x family=%u model=%u stepping=%u", x86_signature_of(p),
                             p.family, p.model, p.stepping);
    return true;
}

/* A guest of another model is translated to the one it is wanted as, whatever it says about that. */
static bool retarget(struct job *job, struct cpu *cpu)
{
    const char *target = job->o->target_model;
    const struct cpu_models *offered;
    if (!target || (cpu->model.text && strcmp(cpu->model.text, target) == 0))
        return true;
    if (!read_models(job, &offered))
        return false;
    const struct cpu_usable *known = offered ? cpu_usable_find(offered, target) : NULL;
    const struct cpu_usable only = known ? *known : (struct cpu_usable){.name = target};
    const struct cpu_models models = {.list = &only, .count = 1};
    return x86_translate(&job->work, cpu, &models);
}

static bool live(struct job *job)
{
    const struct cpu *given = single(job, 0);
    struct cpu *cpu = given ? cpu_copy(job->work.arena, given) : NULL;
    struct x86_data enabled, disabled;
    if (!cpu || !read_data(job, job->in[1], &enabled) || !read_data(job, job->in[2], &disabled))
        return false;
    return retarget(job, cpu) && x86_live(&job->work, cpu, &enabled, &disabled) &&
           (!job->o->expand || x86_expand(&job->work, cpu)) && finish(job, cpu);
}

static bool expand(struct job *job)
{
    const struct cpu_rules *rules = cpu_rules(&job->work);
    const struct cpu *given = single(job, 0);
    struct cpu *cpu = given ? cpu_copy(job->work.arena, given) : NULL;
    return rules && cpu && rules->expand(&job->work, cpu) && finish(job, cpu);
}

static bool validate(struct job *job)
{
    const struct cpu_rules *rules = cpu_rules(&job->work);
    const struct cpu *cpu = single(job, 0);
    if (!rules || !cpu || !rules->validate(&job->work, cpu))
        return false;
    job->text = "valid";
    return true;
}

static bool write_form(struct job *job)
{
    static const char *(*const forms[])(struct cpu_work *w, const struct cpu *cpu) = {
        [VC_CPU_QEMU] = cpu_form_qemu,
        [VC_CPU_XEN] = cpu_form_xen,
        [VC_CPU_FEATURESET] = cpu_form_featureset,
        [VC_CPU_VMWARE] = cpu_form_vmware,
    };
    const struct cpu *cpu = single(job, 0);
    job->text = cpu_rules(&job->work) && cpu ? forms[job->form](&job->work, cpu) : NULL;
    return job->text;
}

static bool list(struct job *job)
{
    job->text = cpu_list(&job->work);
    return job->text;
}

bool vc_cpu_is_host(vc_cpu *cpu)
{
    if (!prepare(cpu))
        return false;
    const struct doc *d = cpu->doc->doc;
    return is_data(cpu) || cpu->list[0]->type == CPU_HOST || strcmp(d->root->text, "domainCapabilities") == 0;
}

/* --- the public functions -------------------------------------------------------------------------------------------- */

vc_cpu_answer vc_cpu_compare(const vc_cpu_options *o, vc_cpu *host, vc_cpu *cpu)
{
    return compute(&(struct job){.o = o, .in = (vc_cpu *[]){host, cpu}, .count = 2, .run = compare});
}

vc_cpu_answer vc_cpu_guest(const vc_cpu_options *o, vc_cpu *host, vc_cpu *cpu)
{
    return compute(&(struct job){.o = o, .in = (vc_cpu *[]){host, cpu}, .count = 2, .run = guest});
}

vc_cpu_answer vc_cpu_update(const vc_cpu_options *o, vc_cpu *host, vc_cpu *cpu)
{
    return compute(&(struct job){.o = o, .in = (vc_cpu *[]){host, cpu}, .count = 2, .run = update});
}

vc_cpu_answer vc_cpu_baseline(const vc_cpu_options *o, vc_cpu *const *cpus, size_t count)
{
    return compute(&(struct job){.o = o, .in = cpus, .count = count, .run = baseline});
}

vc_cpu_answer vc_cpu_feature(const vc_cpu_options *o, vc_cpu *cpu, const char *name)
{
    return compute(&(struct job){.o = o, .in = &cpu, .count = 1, .word = name, .run = feature});
}

vc_cpu_answer vc_cpu_decode(const vc_cpu_options *o, vc_cpu *data)
{
    return compute(&(struct job){.o = o, .in = &data, .count = 1, .run = decode});
}

vc_cpu_answer vc_cpu_signature(const vc_cpu_options *o, vc_cpu *data)
{
    return compute(&(struct job){.o = o, .in = &data, .count = 1, .run = signature});
}

vc_cpu_answer vc_cpu_live(const vc_cpu_options *o, vc_cpu *cpu, vc_cpu *enabled, vc_cpu *disabled)
{
    return compute(&(struct job){.o = o, .in = (vc_cpu *[]){cpu, enabled, disabled}, .count = 3, .run = live});
}

vc_cpu_answer vc_cpu_expand(const vc_cpu_options *o, vc_cpu *cpu)
{
    return compute(&(struct job){.o = o, .in = &cpu, .count = 1, .run = expand});
}

vc_cpu_answer vc_cpu_validate(const vc_cpu_options *o, vc_cpu *cpu)
{
    return compute(&(struct job){.o = o, .in = &cpu, .count = 1, .run = validate});
}

vc_cpu_answer vc_cpu_write(const vc_cpu_options *o, vc_cpu *cpu, enum vc_cpu_form form)
{
    return compute(&(struct job){.o = o, .in = &cpu, .count = 1, .form = form, .run = write_form});
}

vc_cpu_answer vc_cpu_list(const vc_cpu_options *o)
{
    return compute(&(struct job){.o = o, .run = list});
}

vc_cpu_answer vc_cpu_local_data(void)
{
    struct buf data = {0}, error = {0};
    const bool done = cpu_local_data(&data, &error);
    return (vc_cpu_answer){.verdict = done ? VC_CPU_YES : VC_CPU_NO, .text = data.text, .reason = error.text};
}

vc_cpu_answer vc_cpu_local(const vc_cpu_options *o)
{
    vc_cpu_answer data = vc_cpu_local_data();
    vc_cpu *cpu = data.text ? vc_cpu_parse(data.text, strlen(data.text), "this machine") : NULL;
    if (!cpu)
        return data;
    vc_free(data.text);
    vc_free(data.reason);
    data = compute(&(struct job){.o = o, .in = &cpu, .count = 1, .run = local});
    vc_cpu_free(cpu);
    return data;
}
