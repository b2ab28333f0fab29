/* virtcanon cpu compare|guest|baseline|... */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

struct settings {
    vc_cpu_options options;
    const char *arch, *models, *definitions, *target;
    bool expand, migratable, restored, guest;
};

enum { MAX_OPERANDS = 1 << 20 };

/* What is given on the command line, read. */
struct given {
    vc_cpu **cpus;
    size_t count;
    struct input *inputs;
    const char *word; /* the last operand of an action that takes one beside files */
};

static vc_cpu_answer compare(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_compare(o, g->cpus[0], g->cpus[1]);
}

static vc_cpu_answer guest(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_guest(o, g->cpus[0], g->cpus[1]);
}

static vc_cpu_answer update(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_update(o, g->cpus[0], g->cpus[1]);
}

static vc_cpu_answer baseline(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_baseline(o, g->cpus, g->count);
}

static vc_cpu_answer feature(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_feature(o, g->cpus[0], g->word);
}

static vc_cpu_answer decode(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_decode(o, g->cpus[0]);
}

static vc_cpu_answer signature(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_signature(o, g->cpus[0]);
}

static vc_cpu_answer live(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_live(o, g->cpus[0], g->cpus[1], g->cpus[2]);
}

static vc_cpu_answer expand(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_expand(o, g->cpus[0]);
}

static vc_cpu_answer validate(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_validate(o, g->cpus[0]);
}

static vc_cpu_answer list(const vc_cpu_options *o, const struct given *g)
{
    (void)g;
    return vc_cpu_list(o);
}

static const struct action {
    const char *name, *operands;
    vc_cpu_answer (*run)(const vc_cpu_options *o, const struct given *g);
    int fewest, most; /* operands */
    bool word;        /* the last of them is no file */
} actions[] = {
    {"compare", "HOST CPU", compare, 2, 2, false},
    {"guest", "HOST GUEST", guest, 2, 2, false},
    {"update", "HOST GUEST", update, 2, 2, false},
    {"baseline", "FILE...", baseline, 1, MAX_OPERANDS, false},
    {"features", "CPU FEATURE", feature, 2, 2, true},
    {"decode", "DATA", decode, 1, 1, false},
    {"signature", "DATA", signature, 1, 1, false},
    {"live", "GUEST ENABLED DISABLED", live, 3, 3, false},
    {"expand", "CPU", expand, 1, 1, false},
    {"validate", "CPU", validate, 1, 1, false},
    {"list", "", list, 0, 0, false},
    {NULL, NULL, NULL, 0, 0, false},
};

static const char *action_name(const void *data, size_t index)
{
    (void)data;
    return actions[index].name;
}

static const struct action *find_action(const struct command *self, const char *name)
{
    for (const struct action *a = actions; a->name; a++)
        if (strcmp(a->name, name) == 0)
            return a;
    const char *near = nearest(name, action_name, NULL);
    if (near)
        usage_error(self, "unknown action '%s'; did you mean '%s'?", name, near);
    else
        usage_error(self, "unknown action '%s'", name);
    return NULL;
}

static vc_cpu *read_cpu(struct input *in, const char *path)
{
    vc_cpu *cpu = input_read(in, path) ? vc_cpu_parse(in->text, in->len, in->name) : NULL;
    if (!cpu && in->text)
        complain("%s: out of memory", path);
    return cpu;
}

static bool read_all(struct given *g, int count, char **paths)
{
    g->cpus = calloc((size_t)count + 1, sizeof *g->cpus);
    g->inputs = calloc((size_t)count + 1, sizeof *g->inputs);
    bool good = g->cpus && g->inputs;
    for (int i = 0; good && i < count; i++) {
        g->cpus[i] = read_cpu(&g->inputs[i], paths[i]);
        good = g->cpus[i];
        g->count++;
    }
    return good;
}

static void free_all(struct given *g)
{
    for (size_t i = 0; i < g->count; i++) {
        vc_cpu_free(g->cpus[i]);
        input_free(&g->inputs[i]);
    }
    free(g->cpus);
    free(g->inputs);
}

/* The number of errors printed. */
static size_t print_errors(const char *name, vc_cpu *cpu)
{
    vc_diagnostic d;
    size_t n = 0;
    for (; vc_cpu_diagnostic(cpu, n, &d); n++)
        fprintf(stderr, "%s:%u:%u: error: %s [%s]\n", name, d.line, d.column, d.message, d.rule);
    return n;
}

static int report(const struct given *g, const struct settings *set, vc_cpu_answer *answer)
{
    size_t errors = 0;
    int status = answer->verdict == VC_CPU_YES ? EXIT_YES : EXIT_NO;
    for (size_t i = 0; i < g->count; i++)
        errors += print_errors(g->inputs[i].name, g->cpus[i]);
    if (set->options.definitions)
        errors += print_errors(set->definitions, set->options.definitions);
    if (answer->text && !output_write(answer->text, strlen(answer->text)))
        status = EXIT_TROUBLE;
    if (answer->text && *answer->text && answer->text[strlen(answer->text) - 1] != '\n')
        putchar('\n');
    if (!answer->text && !answer->reason) {
        complain("out of memory");
        status = EXIT_TROUBLE;
    } else if (answer->reason && !errors) {
        complain("%s", answer->reason);
    }
    vc_free(answer->text);
    vc_free(answer->reason);
    return status;
}

static int run(const struct action *a, const struct settings *set, int count, char **words)
{
    struct given g = {.word = a->word ? words[count - 1] : NULL};
    int status = EXIT_TROUBLE;
    if (read_all(&g, a->word ? count - 1 : count, words)) {
        vc_cpu_answer answer = a->run(&set->options, &g);
        status = report(&g, set, &answer);
    }
    free_all(&g);
    return status;
}

/* The words of a list separated by commas, NULL at the end; what they are in is changed. */
static const char **split(char *list)
{
    size_t n = 0;
    const char **words = calloc(strlen(list) + 2, sizeof *words);
    for (char *word = words ? strtok(list, ",") : NULL; word; word = strtok(NULL, ","))
        words[n++] = word;
    return words;
}

static int with_models(const struct action *a, struct settings *set, int count, char **words)
{
    struct input in = {0};
    char *list = set->models ? strdup(set->models) : NULL;
    const char **models = list ? split(list) : NULL;
    int status = EXIT_TROUBLE;
    set->options.models = models;
    if (set->definitions)
        set->options.definitions = read_cpu(&in, set->definitions);
    if (!set->definitions || set->options.definitions)
        status = run(a, set, count, words);
    vc_cpu_free(set->options.definitions);
    input_free(&in);
    free(models);
    free(list);
    return status;
}

static int dispatch(const struct command *self, struct settings *set, int count, char **words)
{
    if (count == 0)
        return usage_error(self, "say what to do: compare, guest, baseline, ...");
    const struct action *a = find_action(self, words[0]);
    if (!a)
        return EXIT_TROUBLE;
    if (count - 1 < a->fewest || count - 1 > a->most)
        return usage_error(self, "'%s' takes %s", a->name, *a->operands ? a->operands : "no operand");
    if (set->models && set->definitions)
        return usage_error(self, "give --models or --qemu-models, not both");
    set->options.arch = set->arch;
    set->options.target_model = set->target;
    set->options.expand = set->expand;
    set->options.migratable = set->migratable;
    set->options.restored = set->restored;
    set->options.guest = set->guest;
    return with_models(a, set, count - 1, words + 1);
}

int cmd_cpu(const struct command *self, int argc, char **argv)
{
    struct settings set = {0};
    const struct option options[] = {
        OPT_TEXT("arch", 'a', "ARCH", &set.arch, "architecture of the CPUs; without it the host's, or x86_64"),
        OPT_TEXT("models", 'm', "NAME,...", &set.models, "models that the result may use"),
        OPT_TEXT("qemu-models", 0, "FILE", &set.definitions, "the same from a reply to query-cpu-definitions"),
        OPT_FLAG("guest", 'g', &set.guest, "decode: the CPU of a guest"),
        OPT_FLAG("expand", 'e', &set.expand, "baseline, live: write out all features of the model"),
        OPT_FLAG("migratable", 0, &set.migratable, "baseline: without features that cannot migrate"),
        OPT_FLAG("restored", 0, &set.restored, "update: the guest comes from a migration or a saved state"),
        OPT_TEXT("target-model", 0, "NAME", &set.target, "live: translate the guest to this model first"),
        OPT_END,
    };
    int status;
    const int count = options_read(self, options, argc, argv, &status);
    return count < 0 ? status : dispatch(self, &set, count, argv);
}
