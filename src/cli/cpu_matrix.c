/* virtcanon cpu matrix: which guest runs on which host. */
#include <stdlib.h>
#include <string.h>

#include "cpus.h"
#include "escape.h"
#include "json.h"

struct matrix {
    const vc_cpu_options *o;
    vc_cpu **hosts, **guests;
    size_t host_count, guest_count;
    vc_cpu_answer *cells; /* a row for each guest */
};

static const char *base_name(const vc_cpu *cpu)
{
    const char *name = vc_cpu_name(cpu), *slash = strrchr(name, '/');
    return slash && slash[1] ? slash + 1 : name;
}

static bool divide(struct matrix *m, const struct cpus *cpus)
{
    m->hosts = calloc(cpus->count + 1, sizeof *m->hosts);
    m->guests = calloc(cpus->count + 1, sizeof *m->guests);
    for (size_t i = 0; m->hosts && m->guests && i < cpus->count; i++) {
        if (vc_cpu_is_host(cpus->list[i]))
            m->hosts[m->host_count++] = cpus->list[i];
        else
            m->guests[m->guest_count++] = cpus->list[i];
    }
    m->cells = calloc(m->host_count * m->guest_count + 1, sizeof *m->cells);
    return m->hosts && m->guests && m->cells;
}

static int compare_all(struct matrix *m)
{
    int status = EXIT_YES;
    for (size_t i = 0; i < m->guest_count * m->host_count; i++) {
        m->cells[i] = vc_cpu_compare(m->o, m->hosts[i % m->host_count], m->guests[i / m->host_count]);
        if (m->cells[i].verdict != VC_CPU_YES)
            status = EXIT_NO;
    }
    return status;
}

/* A letter for a cell: identical, superset, incompatible, no answer. */
static const char *mark(const vc_cpu_answer *cell)
{
    return !cell->text ? "?" : strcmp(cell->text, "identical") == 0 ? "=" : cell->verdict == VC_CPU_YES ? "+" : "-";
}

/* Names of hosts stand above their columns as numbers, so that the table stays narrow. */
static void print_text(const struct matrix *m)
{
    int width = 5;
    for (size_t i = 0; i < m->guest_count; i++)
        if ((int)strlen(base_name(m->guests[i])) > width)
            width = (int)strlen(base_name(m->guests[i]));
    for (size_t k = 0; k < m->host_count; k++) {
        printf("host %zu: ", k + 1);
        put_plain(stdout, vc_cpu_name(m->hosts[k]));
        putchar('\n');
    }
    printf("\n%-*s", width, "guest");
    for (size_t k = 0; k < m->host_count; k++)
        printf(" %4zu", k + 1);
    putchar('\n');
    for (size_t i = 0; i < m->guest_count; i++) {
        put_plain(stdout, base_name(m->guests[i]));
        printf("%*s", width - (int)strlen(base_name(m->guests[i])), "");
        for (size_t k = 0; k < m->host_count; k++)
            printf(" %4s", mark(&m->cells[i * m->host_count + k]));
        putchar('\n');
    }
    puts("\n= runs, the host is exactly that CPU   + runs   - does not run   ? no answer");
    for (size_t i = 0; i < m->guest_count * m->host_count; i++) {
        if (m->cells[i].verdict == VC_CPU_YES || !m->cells[i].reason)
            continue;
        put_plain(stdout, base_name(m->guests[i / m->host_count]));
        printf(" on host %zu: ", i % m->host_count + 1);
        put_plain(stdout, m->cells[i].reason);
        putchar('\n');
    }
}

static void print_names(const char *member, vc_cpu **list, size_t count)
{
    printf(", \"%s\": [", member);
    for (size_t i = 0; i < count; i++) {
        fputs(i ? ", " : "", stdout);
        put_json(stdout, vc_cpu_name(list[i]));
    }
    putchar(']');
}

static void print_json(const struct matrix *m)
{
    fputs("{\"version\": 1", stdout);
    print_names("hosts", m->hosts, m->host_count);
    fputs(", \"guests\": [", stdout);
    for (size_t i = 0; i < m->guest_count; i++) {
        fputs(i ? ",\n  {\"file\": " : "\n  {\"file\": ", stdout);
        put_json(stdout, vc_cpu_name(m->guests[i]));
        fputs(", \"on\": [", stdout);
        for (size_t k = 0; k < m->host_count; k++) {
            const vc_cpu_answer *cell = &m->cells[i * m->host_count + k];
            printf("%s{\"runs\": %s", k ? ", " : "", cell->verdict == VC_CPU_YES ? "true" : "false");
            json_member(stdout, "relation", cell->text);
            json_member(stdout, "reason", cell->reason);
            putchar('}');
        }
        fputs("]}", stdout);
    }
    puts("\n]}");
}

/* One page that loads nothing. */
static void print_html(const struct matrix *m)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Guests and hosts</title>\n<style>\n"
          "body { font: 15px sans-serif; margin: 2em }\ntable { border-collapse: collapse }\n"
          "th, td { border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top }\n"
          "td.yes { background: #dff0d8 }\ntd.no { background: #f5d5d0 }\ntd small { display: block; color: #333 }\n"
          "</style></head><body>\n<h1>Which guest runs where</h1>\n<table>\n<tr><th scope=\"col\">guest</th>", stdout);
    for (size_t k = 0; k < m->host_count; k++) {
        fputs("<th scope=\"col\">", stdout);
        put_xml(stdout, base_name(m->hosts[k]));
        fputs("</th>", stdout);
    }
    fputs("</tr>\n", stdout);
    for (size_t i = 0; i < m->guest_count; i++) {
        fputs("<tr><th scope=\"row\">", stdout);
        put_xml(stdout, base_name(m->guests[i]));
        fputs("</th>", stdout);
        for (size_t k = 0; k < m->host_count; k++) {
            const vc_cpu_answer *cell = &m->cells[i * m->host_count + k];
            const bool runs = cell->verdict == VC_CPU_YES;
            printf("<td class=\"%s\">%s<small>", runs ? "yes" : "no", runs ? "runs" : "does not run");
            put_xml(stdout, runs ? (strcmp(cell->text, "identical") == 0 ? "exactly this CPU" : "")
                                 : cell->reason ? cell->reason : "");
            fputs("</small></td>", stdout);
        }
        fputs("</tr>\n", stdout);
    }
    fputs("</table>\n</body></html>\n", stdout);
}

int cpu_matrix(const vc_cpu_options *o, const struct cpus *cpus, enum matrix_format format)
{
    static void (*const print[])(const struct matrix *m) = {print_text, print_json, print_html};
    struct matrix m = {.o = o};
    int status = EXIT_TROUBLE;
    if (!divide(&m, cpus)) {
        complain("out of memory");
    } else if (!m.host_count || !m.guest_count) {
        complain("there is no %s: hosts are told from guests by their <arch>", m.host_count ? "guest" : "host");
    } else {
        status = compare_all(&m);
        print[format](&m);
    }
    for (size_t i = 0; i < cpus->count; i++)
        cpu_print_errors(cpus->list[i]);
    for (size_t i = 0; m.cells && i < m.guest_count * m.host_count; i++) {
        vc_free(m.cells[i].text);
        vc_free(m.cells[i].reason);
    }
    free(m.cells);
    free(m.hosts);
    free(m.guests);
    return status;
}
