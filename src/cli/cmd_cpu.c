/* virtcanon cpu compare|guest|baseline|... */
#include <stdlib.h>
#include <string.h>

#include "cpus.h"
#include "escape.h"

struct settings {
    vc_cpu_options options;
    const char *arch, *models, *definitions, *target, *format;
    bool expand, migratable, restored, guest, explain, dump;
};

enum { MAX_OPERANDS = 1 << 20 };

/* What is given on the command line, read. */
struct given {
    struct cpus cpus;
    bool dump;
    const char *word; /* the last operand of an action that takes one beside files */
};

static vc_cpu_answer compare(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_compare(o, g->cpus.list[0], g->cpus.list[1]);
}

static vc_cpu_answer guest(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_guest(o, g->cpus.list[0], g->cpus.list[1]);
}

static vc_cpu_answer update(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_update(o, g->cpus.list[0], g->cpus.list[1]);
}

static vc_cpu_answer baseline(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_baseline(o, g->cpus.list, g->cpus.count);
}

static vc_cpu_answer feature(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_feature(o, g->cpus.list[0], g->word);
}

static vc_cpu_answer decode(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_decode(o, g->cpus.list[0]);
}

static vc_cpu_answer signature(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_signature(o, g->cpus.list[0]);
}

static vc_cpu_answer live(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_live(o, g->cpus.list[0], g->cpus.list[1], g->cpus.list[2]);
}

static vc_cpu_answer expand(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_expand(o, g->cpus.list[0]);
}

static vc_cpu_answer validate(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_validate(o, g->cpus.list[0]);
}

static vc_cpu_answer list(const vc_cpu_options *o, const struct given *g)
{
    (void)g;
    return vc_cpu_list(o);
}

static vc_cpu_answer qemu(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_write(o, g->cpus.list[0], VC_CPU_QEMU);
}

static vc_cpu_answer xen(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_write(o, g->cpus.list[0], VC_CPU_XEN);
}

static vc_cpu_answer featureset(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_write(o, g->cpus.list[0], VC_CPU_FEATURESET);
}

static vc_cpu_answer vmware(const vc_cpu_options *o, const struct given *g)
{
    return vc_cpu_write(o, g->cpus.list[0], VC_CPU_VMWARE);
}

static vc_cpu_answer host(const vc_cpu_options *o, const struct given *g)
{
    return g->dump ? vc_cpu_local_data() : vc_cpu_local(o);
}

static const struct action {
    const char *name, *operands;
    vc_cpu_answer (*run)(const vc_cpu_options *o, const struct given *g); /* NULL: the matrix */
    int fewest, most; /* operands */
    bool many;        /* any number of CPUs, also whole folders */
    bool word;        /* the last operand is no file */
} actions[] = {
    {"compare", "HOST CPU", compare, 2, 2, false, false},
    {"guest", "HOST GUEST", guest, 2, 2, false, false},
    {"update", "HOST GUEST", update, 2, 2, false, false},
    {"baseline", "FILE...", baseline, 1, MAX_OPERANDS, true, false},
    {"matrix", "HOST... GUEST...", NULL, 2, MAX_OPERANDS, true, false},
    {"features", "CPU FEATURE", feature, 2, 2, false, true},
    {"decode", "DATA", decode, 1, 1, false, false},
    {"signature", "DATA", signature, 1, 1, false, false},
    {"live", "GUEST ENABLED DISABLED", live, 3, 3, false, false},
    {"expand", "CPU", expand, 1, 1, false, false},
    {"validate", "CPU", validate, 1, 1, false, false},
    {"qemu", "CPU", qemu, 1, 1, false, false},
    {"xen", "CPU", xen, 1, 1, false, false},
    {"featureset", "CPU", featureset, 1, 1, false, false},
    {"vmware", "CPU", vmware, 1, 1, false, false},
    {"host", "", host, 0, 0, false, false},
    {"list", "", list, 0, 0, false, false},
    {NULL, NULL, NULL, 0, 0, false, false},
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
    unknown_word(self, "action", name, action_name, NULL);
    return NULL;
}

/* In the order of enum matrix_format. */
static const char *const formats[] = {"text", "json", "html", NULL};

static enum matrix_format format_of(const char *name)
{
    int i = 0;
    while (name && formats[i] && strcmp(formats[i], name) != 0)
        i++;
    return (enum matrix_format)i;
}

static int report(const struct given *g, const struct settings *set, vc_cpu_answer *answer)
{
    size_t errors = 0;
    int status = answer->verdict == VC_CPU_YES ? EXIT_YES : EXIT_NO;
    for (size_t i = 0; i < g->cpus.count; i++)
        errors += cpu_print_errors(g->cpus.list[i]);
    if (set->options.definitions)
        errors += cpu_print_errors(set->options.definitions);
    if (answer->text && !output_write(answer->text, strlen(answer->text)))
        status = EXIT_TROUBLE;
    if (answer->text && *answer->text && answer->text[strlen(answer->text) - 1] != '\n')
        putchar('\n');
    for (char *line = answer->explanation ? strtok(answer->explanation, "\n") : NULL; line; line = strtok(NULL, "\n")) {
        put_plain(stderr, line);
        fputc('\n', stderr);
    }
    if (!answer->text && !answer->reason) {
        complain("out of memory");
        status = EXIT_TROUBLE;
    } else if (answer->reason && !errors) {
        complain("%s", answer->reason);
    }
    vc_free(answer->text);
    vc_free(answer->reason);
    vc_free(answer->explanation);
    return status;
}

static int run(const struct action *a, const struct settings *set, int count, char **words)
{
    struct given g = {.word = a->word ? words[count - 1] : NULL, .dump = set->dump};
    const int files = a->word ? count - 1 : count;
    int status = EXIT_TROUBLE;
    if (!cpus_read(&g.cpus, files, words)) {
        ; /* was told */
    } else if (a->many ? !g.cpus.count && files : g.cpus.count != (size_t)files) {
        complain(a->many ? "there is no document with a CPU" : "a folder stands where a file is needed");
    } else if (!a->run) {
        status = cpu_matrix(&set->options, &g.cpus, format_of(set->format));
    } else {
        vc_cpu_answer answer = a->run(&set->options, &g);
        status = report(&g, set, &answer);
    }
    cpus_free(&g.cpus);
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
    char *list = set->models ? strdup(set->models) : NULL;
    const char **models = list ? split(list) : NULL;
    int status = EXIT_TROUBLE;
    set->options.models = models;
    if (set->definitions)
        set->options.definitions = cpu_read_file(set->definitions);
    if (!set->definitions || set->options.definitions)
        status = run(a, set, count, words);
    vc_cpu_free(set->options.definitions);
    free(models);
    free(list);
    return status;
}

static int dispatch(const struct command *self, struct settings *set, int count, char **words)
{
    if (count == 0)
        return usage_error(self, "say what to do: compare, guest, baseline, matrix, ...");
    const struct action *a = find_action(self, words[0]);
    if (!a)
        return EXIT_TROUBLE;
    if (count - 1 < a->fewest || count - 1 > a->most)
        return usage_error(self, "'%s' takes %s", a->name, *a->operands ? a->operands : "no operand");
    if (set->models && set->definitions)
        return usage_error(self, "give --models or --qemu-models, not both");
    if (set->format && check_format(self, set->format, formats) != EXIT_YES)
        return EXIT_TROUBLE;
    set->options.arch = set->arch;
    set->options.target_model = set->target;
    set->options.expand = set->expand;
    set->options.migratable = set->migratable;
    set->options.restored = set->restored;
    set->options.guest = set->guest;
    set->options.explain = set->explain;
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
        OPT_FLAG("dump", 'd', &set.dump, "host: the CPUID data themselves"),
        OPT_FLAG("explain", 'x', &set.explain, "baseline: say what each host costs the pool"),
        OPT_FLAG("expand", 'e', &set.expand, "baseline, live: write out all features of the model"),
        OPT_FLAG("migratable", 0, &set.migratable, "baseline: without features that cannot migrate"),
        OPT_FLAG("restored", 0, &set.restored, "update: the guest comes from a migration or a saved state"),
        OPT_TEXT("target-model", 0, "NAME", &set.target, "live: translate the guest to this model first"),
        OPT_TEXT("format", 'f', "FORMAT", &set.format, "matrix: text, json or html"),
        OPT_END,
    };
    int status;
    const int count = options_read(self, options, argc, argv, &status);
    return count < 0 ? status : dispatch(self, &set, count, argv);
}
