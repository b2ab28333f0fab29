/* Writes descriptions of CPUs in libvirt's order. */
#include <string.h>

#include "../xml/write.h"
#include "cpu.h"
#include "words.h"

static void put_attr(struct buf *b, const char *name, const char *value)
{
    if (!value)
        return;
    buf_printf(b, " %s='", name);
    write_escaped(b, value);
    buf_putc(b, '\'');
}

static void put_number(struct buf *b, const char *name, int value)
{
    if (value >= 0)
        buf_printf(b, " %s='%d'", name, value);
}

static void put_switch(struct buf *b, const char *name, enum cpu_switch value)
{
    put_attr(b, name, value ? cpu_switch_words[value] : NULL);
}

static void put_text(struct buf *b, const char *element, const char *text)
{
    if (!text)
        return;
    buf_printf(b, "  <%s>", element);
    write_escaped(b, text);
    buf_printf(b, "</%s>\n", element);
}

/* A guest that has neither a model nor another mode is the hypervisor's default one. */
static void put_attributes(struct buf *b, const struct cpu *c)
{
    if (c->type == CPU_HOST || (c->mode == CPU_CUSTOM && !c->model.text))
        return;
    put_attr(b, "mode", cpu_mode_words[c->mode]);
    put_attr(b, "match", c->mode == CPU_CUSTOM ? cpu_match_words[c->match] : NULL);
    put_attr(b, "check", c->check ? cpu_check_words[c->check] : NULL);
    if (cpu_passed_through(c))
        put_switch(b, "migratable", c->migratable);
    put_switch(b, "deprecated_features", c->deprecated);
}

static void put_model(struct buf *b, const struct cpu *c)
{
    if (c->type == CPU_GUEST && cpu_passed_through(c))
        return;
    const bool attributes = c->type == CPU_GUEST && (c->model.text || c->vendor_id);
    if (c->model.text || attributes) {
        buf_puts(b, "  <model");
        if (attributes && c->model.text)
            put_attr(b, "fallback", c->fallback_forbidden ? "forbid" : "allow");
        if (attributes)
            put_attr(b, "vendor_id", c->vendor_id);
        buf_putc(b, c->model.text ? '>' : '/');
        write_escaped(b, c->model.text ? c->model.text : "");
        buf_puts(b, c->model.text ? "</model>\n" : ">\n");
    }
    put_text(b, "vendor", c->model.text ? c->vendor.text : NULL);
}

static void put_host(struct buf *b, const struct cpu *c)
{
    if (c->type != CPU_HOST)
        return;
    if (c->microcode)
        buf_printf(b, "  <microcode version='%u'/>\n", c->microcode);
    if (c->family)
        buf_printf(b, "  <signature family='%u' model='%u' stepping='%u'/>\n", c->family, c->signature_model,
                   c->stepping);
    if (c->counter.name) {
        buf_puts(b, "  <counter");
        put_attr(b, "name", c->counter.name);
        put_attr(b, "frequency", c->counter.frequency);
        put_attr(b, "scaling", c->counter.scaling);
        buf_puts(b, "/>\n");
    }
}

static void put_parts(struct buf *b, const struct cpu *c)
{
    const struct cpu_topology *t = &c->topology;
    if (t->sockets)
        buf_printf(b, "  <topology sockets='%u' dies='%u' clusters='%u' cores='%u' threads='%u'/>\n", t->sockets, t->dies,
                   t->clusters, t->cores, t->threads);
    if (c->cache.mode) {
        buf_puts(b, "  <cache");
        put_number(b, "level", c->cache.level);
        put_attr(b, "mode", c->cache.mode);
        buf_puts(b, "/>\n");
    }
    if (c->address.mode) {
        buf_puts(b, "  <maxphysaddr");
        put_attr(b, "mode", c->address.mode);
        put_number(b, "bits", c->address.bits);
        put_number(b, "limit", c->address.limit);
        buf_puts(b, "/>\n");
    }
}

static void put_features(struct buf *b, const struct cpu *c)
{
    for (size_t i = 0; i < c->features.count; i++) {
        const struct cpu_feature *f = &c->features.list[i];
        buf_puts(b, "  <feature");
        put_attr(b, "policy", c->type == CPU_HOST ? NULL : cpu_policy_words[f->policy]);
        put_attr(b, "name", f->name.text);
        buf_puts(b, "/>\n");
    }
}

void cpu_write(struct buf *b, const struct cpu *c)
{
    struct buf inner = {0};
    buf_puts(b, "<cpu");
    put_attributes(b, c);
    put_text(&inner, "arch", c->arch);
    put_model(&inner, c);
    put_host(&inner, c);
    put_parts(&inner, c);
    put_features(&inner, c);
    b->failed |= inner.failed;
    if (inner.len) {
        buf_puts(b, ">\n");
        buf_put(b, inner.text, inner.len);
        buf_puts(b, "</cpu>\n");
    } else {
        buf_puts(b, "/>\n");
    }
    buf_free(&inner);
}
