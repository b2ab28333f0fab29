/* Reads the CPUs that are named on the command line. */
#include "cpus.h"

#include <stdlib.h>

static vc_cpu *parse(const struct input *in)
{
    vc_cpu *cpu = vc_cpu_parse(in->text, in->len, in->name);
    if (!cpu)
        complain("%s: out of memory", in->name);
    return cpu;
}

vc_cpu *cpu_read_file(const char *path)
{
    struct input in;
    vc_cpu *cpu = input_read(&in, path) ? parse(&in) : NULL;
    input_free(&in);
    return cpu;
}

struct collector {
    struct visitor visitor;
    struct cpus *cpus;
};

static bool add(struct cpus *c, vc_cpu *cpu)
{
    if (c->count == c->size) {
        const size_t size = c->size ? 2 * c->size : 64;
        vc_cpu **more = realloc(c->list, size * sizeof *more);
        if (!more) {
            vc_cpu_free(cpu);
            return false;
        }
        c->list = more;
        c->size = size;
    }
    c->list[c->count++] = cpu;
    return true;
}

static int take(struct visitor *v, const struct input *in)
{
    struct cpus *c = ((struct collector *)v)->cpus;
    vc_cpu *cpu = parse(in);
    if (!cpu || !add(c, cpu))
        c->failed = true;
    return c->failed ? EXIT_TROUBLE : EXIT_YES;
}

static void unread(struct visitor *v, const struct input *in)
{
    (void)in;
    ((struct collector *)v)->cpus->failed = true;
}

bool cpus_read(struct cpus *c, int count, char **paths)
{
    static const char *const roots[] = {"cpu", "cpus", "cpudata", "capabilities", "domainCapabilities", "domain", NULL};
    struct collector collector = {{.file = take, .unread = unread, .roots = roots}, c};
    walk(count, paths, &collector.visitor);
    return !c->failed;
}

void cpus_free(struct cpus *c)
{
    for (size_t i = 0; i < c->count; i++)
        vc_cpu_free(c->list[i]);
    free(c->list);
}

size_t cpu_print_errors(vc_cpu *cpu)
{
    vc_diagnostic d;
    size_t n = 0;
    for (; vc_cpu_diagnostic(cpu, n, &d); n++)
        print_diagnostic(stderr, vc_cpu_name(cpu), &d);
    return n;
}
