/* Reads a profile file (docs/host-profiles.md). Scripts run the program once per document, so the text is
 * kept and split in place instead of being copied piece by piece. Knows no other form of a profile. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/array.h"
#include "import.h"
#include "internal.h"
#include "profile_file.h"
#include "text_file.h"

/* What lines are about, besides the profile itself: the last `accelerator` and the last `firmware` line. The
 * arrays have room for every line of their kind. */
struct reader {
    struct host_profile *profile;
    struct host_accelerator *accel;
    struct host_firmware *firmware;
    struct host_machine *machines;
    struct host_gic *gic;
    struct host_pci_device *pci;
    struct host_node *nodes;
    struct host_firmware *firmwares;
    struct host_value *values;
    struct firmware_target *targets;
    char *cpus;  /* where the next CPU record goes */
    size_t hint; /* of host_cap_find */
};

typedef void line_fn(struct reader *r, char *line, char *rest);

/* The next word of a line, ended in place; NULL at its end. */
static char *word(char **rest)
{
    char *s = *rest;
    while (*s == ' ')
        s++;
    if (!*s)
        return NULL;
    char *end = s;
    while (*end && *end != ' ')
        end++;
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return s;
}

static struct host_names names_in_place(char *rest)
{
    struct host_names names = {rest, 1, 1};
    if (!*rest)
        return (struct host_names){0};
    for (char *s = rest; *s; s++, names.size++)
        if (*s == ' ') {
            *s = '\0';
            names.count++;
        }
    return names;
}

static void read_version(struct reader *r, char *line, char *rest)
{
    unsigned long number[3] = {0};
    (void)line;
    for (int i = 0; i < 3; i++) {
        number[i] = strtoul(rest, &rest, 10);
        if (*rest == '.')
            rest++;
    }
    r->profile->version = (uint32_t)(number[0] * 1000000 + number[1] * 1000 + number[2]);
    r->profile->package = *rest == ' ' ? rest + 1 : rest;
}

/* What follows prefix, or NULL when the word does not begin with it. */
static const char *after(const char *s, const char *prefix)
{
    const size_t n = strlen(prefix);
    return strncmp(s, prefix, n) == 0 ? s + n : NULL;
}

/* `cpu=` speaks for all accelerators, `kvm=` for one. */
static bool machine_cpu(struct host_machine *m, const char *s)
{
    const char *shared = after(s, "cpu=");
    for (int i = 0; i < HOST_ACCEL_COUNT; i++) {
        const char *own = after(s, host_accel_domain_type((enum host_accel)i));
        if (shared)
            m->cpu[i] = shared;
        else if (own && *own == '=')
            return (m->cpu[i] = own + 1) != NULL;
    }
    return shared;
}

/* Words that are not known belong to newer programs. */
static void machine_word(struct host_machine *m, const char *s)
{
    const char *v;
    if ((v = after(s, "max=")))
        m->cpu_max = (uint32_t)strtoul(v, NULL, 10);
    else if ((v = after(s, "alias=")))
        m->alias = v;
    else if ((v = after(s, "ram=")))
        m->ram_id = v;
    else if (strcmp(s, "default") == 0)
        m->is_default = true;
    else if (strcmp(s, "hotplug") == 0)
        m->hotpluggable_cpus = true;
    else if (strcmp(s, "numa-mem") == 0)
        m->numa_mem = true;
    else if (strcmp(s, "deprecated") == 0)
        m->deprecated = true;
    else if (strcmp(s, "acpi") == 0)
        m->acpi = HOST_YES;
    else if (strcmp(s, "no-acpi") == 0)
        m->acpi = HOST_NO;
}

static void read_machine(struct reader *r, char *line, char *rest)
{
    const char *name = word(&rest), *s;
    (void)line;
    if (!name)
        return;
    struct host_machine *m = &r->machines[r->profile->machine_count++];
    m->name = name;
    while ((s = word(&rest)))
        if (!machine_cpu(m, s))
            machine_word(m, s);
}

static void read_caps(struct reader *r, char *line, char *rest)
{
    const char *s;
    (void)line;
    while ((s = word(&rest))) {
        const enum host_cap cap = host_cap_find(s, strlen(s), &r->hint);
        if (cap != HOST_CAP_COUNT)
            host_cap_set(r->profile, cap);
    }
}

static void read_accelerator(struct reader *r, char *line, char *rest)
{
    const enum host_accel accel = host_accel_of(rest);
    r->accel = accel == HOST_ACCEL_COUNT ? NULL : &r->profile->accel[accel];
    r->cpus = line;
    if (!r->accel)
        return;
    *r->accel =
        (struct host_accelerator){.present = true, .cpus = {.text = line}, .model = {.values = r->values}};
}

/* The record moves behind the one before it (over the `accelerator` line for the first), its name ended: the
 * form host_cpu_next expects. */
static void read_cpu(struct reader *r, char *line, char *rest)
{
    const size_t len = strlen(rest) + 1, name = strcspn(rest, " ");
    const size_t size = name + 1 < len ? len : len + 1;
    struct host_names *cpus = &r->accel->cpus;
    (void)line;
    memmove(r->cpus, rest, len);
    r->cpus[name] = '\0';
    r->cpus[size - 1] = '\0';
    r->cpus += size;
    cpus->size += (uint32_t)size;
    cpus->count++;
}

static void read_value(struct reader *r, char *line, char *rest)
{
    const char *name = word(&rest);
    (void)line;
    *r->values++ = (struct host_value){name ? name : "", rest};
    r->accel->model.value_count++;
}

static void read_gic(struct reader *r, char *line, char *rest)
{
    struct host_gic *g = &r->gic[r->profile->gic_count++];
    (void)line;
    g->version = (uint8_t)strtoul(rest, NULL, 10);
    g->kernel = strstr(rest, " kernel") != NULL;
    g->emulated = strstr(rest, " emulated") != NULL;
}

static void read_sev(struct reader *r, char *line, char *rest)
{
    struct host_sev *sev = &r->profile->sev;
    (void)line;
    sev->present =
        sscanf(rest, "cbitpos=%u reduced-phys-bits=%u", &sev->cbitpos, &sev->reduced_phys_bits) == 2;
}

static void read_pci(struct reader *r, char *line, char *rest)
{
    unsigned domain, bus, slot, function;
    char kind[16];
    int group = -1;
    (void)line;
    if (sscanf(rest, "%4x:%2x:%2x.%1x %15s group=%d", &domain, &bus, &slot, &function, kind, &group) < 5)
        return;
    r->pci[r->profile->pci_count++] = (struct host_pci_device){.domain = (uint16_t)domain,
                                                               .bus = (uint8_t)bus,
                                                               .slot = (uint8_t)slot,
                                                               .function = (uint8_t)function,
                                                               .express = strcmp(kind, "express") == 0,
                                                               .iommu_group = group};
}

static void read_node(struct reader *r, char *line, char *rest)
{
    const char *number = word(&rest), *s, *v;
    (void)line;
    if (!number)
        return;
    struct host_node *n = &r->nodes[r->profile->node_count++];
    *n = (struct host_node){(uint32_t)strtoul(number, NULL, 10), "", 0};
    while ((s = word(&rest)))
        if ((v = after(s, "cpus=")))
            n->cpus = v;
        else if ((v = after(s, "memory=")))
            n->memory = strtoull(v, NULL, 10);
}

static void read_firmware(struct reader *r, char *line, char *rest)
{
    (void)line;
    r->firmware = &r->firmwares[r->profile->firmware_count++];
    *r->firmware = (struct host_firmware){.file = rest, .targets = r->targets};
}

static void read_firmware_words(struct reader *r, char *line, char *rest)
{
    const char *s;
    while ((s = word(&rest)))
        firmware_word(r->firmware, line, s);
}

static struct firmware_file file_of(char *rest)
{
    const char *format = word(&rest);
    return (struct firmware_file){rest, format && strcmp(format, "-") != 0 ? format : NULL};
}

static void read_image(struct reader *r, char *line, char *rest)
{
    *(line[0] == 'i' ? &r->firmware->executable : &r->firmware->nvram) = file_of(rest);
}

static void read_target(struct reader *r, char *line, char *rest)
{
    const char *arch = word(&rest);
    (void)line;
    *r->targets++ = (struct firmware_target){arch ? arch : "", names_in_place(rest)};
    r->firmware->target_count++;
}

enum about { PROFILE, ACCEL, FIRMWARE };

/* A line is read by its function, or is a text or a list of names kept where `at` says. */
static const struct line {
    const char *key;
    enum about about;
    line_fn *read;
    size_t text_at, names_at; /* offset + 1 in what the line is about */
} lines[] = {
#define PROFILE_TEXT(key)                                              \
    {                                                                  \
#key, PROFILE, NULL, offsetof(struct host_profile, key) + 1, 0 \
    }
#define ACCEL_NAMES(key, field)                                           \
    {                                                                     \
        key, ACCEL, NULL, 0, offsetof(struct host_accelerator, field) + 1 \
    }
    PROFILE_TEXT(name),
    PROFILE_TEXT(arch),
    PROFILE_TEXT(emulator),
    {"version", PROFILE, read_version, 0, 0},
    {"machine", PROFILE, read_machine, 0, 0},
    {"caps", PROFILE, read_caps, 0, 0},
    {"accelerator", PROFILE, read_accelerator, 0, 0},
    {"cpu", ACCEL, read_cpu, 0, 0},
    {"model", ACCEL, NULL, offsetof(struct host_accelerator, model.name) + 1, 0},
    ACCEL_NAMES("on", model.on),
    ACCEL_NAMES("off", model.off),
    ACCEL_NAMES("unmigratable", model.unmigratable),
    ACCEL_NAMES("deprecated", model.deprecated),
    {"value", ACCEL, read_value, 0, 0},
    ACCEL_NAMES("hyperv", hyperv),
    {"gic", PROFILE, read_gic, 0, 0},
    {"sev", PROFILE, read_sev, 0, 0},
    {"pci", PROFILE, read_pci, 0, 0},
    {"node", PROFILE, read_node, 0, 0},
    {"firmware", PROFILE, read_firmware, 0, 0},
    {"interface", FIRMWARE, read_firmware_words, 0, 0},
    {"device", FIRMWARE, read_firmware_words, 0, 0},
    {"feature", FIRMWARE, read_firmware_words, 0, 0},
    {"image", FIRMWARE, read_image, 0, 0},
    {"nvram", FIRMWARE, read_image, 0, 0},
    {"target", FIRMWARE, read_target, 0, 0},
};

enum { LINE_COUNT = countof(lines) };

static void read_line(struct reader *r, const struct line *l, char *line, char *rest)
{
    void *const subjects[] = {r->profile, r->accel, r->firmware};
    char *subject = subjects[l->about];
    if (!subject)
        return;
    if (l->read)
        l->read(r, line, rest);
    else if (l->text_at)
        *(const char **)(void *)(subject + l->text_at - 1) = rest;
    else
        *(struct host_names *)(void *)(subject + l->names_at - 1) = names_in_place(rest);
}

/* Lines of a kind stand together: the kind of the last one is tried first. */
static const struct line *kind_of(const char *key, size_t *hint)
{
    for (size_t i = 0; i < LINE_COUNT; i++) {
        const size_t at = (*hint + i) % LINE_COUNT;
        if (strcmp(lines[at].key, key) == 0) {
            *hint = at;
            return &lines[at];
        }
    }
    return NULL;
}

static void read_lines(struct reader *r, char *text)
{
    size_t hint = 0;
    for (char *line = text, *next; *line; line = next) {
        char *end = strchr(line, '\n');
        next = end ? end + 1 : line + strlen(line);
        if (end)
            *end = '\0';
        char *rest = line;
        const char *key = word(&rest);
        const struct line *l = key ? kind_of(key, &hint) : NULL;
        if (l)
            read_line(r, l, line, rest);
    }
}

/* How many lines begin with each letter: enough to know how much room each kind needs at most. */
static void count_lines(const char *text, size_t count[256])
{
    for (const char *line = text; *line; line++) {
        count[(unsigned char)*line]++;
        line = strchr(line, '\n');
        if (!line)
            break;
    }
}

/* Arguments of the guarded part. */
struct load {
    struct arena *arena;
    const struct buf *text;
    struct host_profile *profile;
};

static void load_guarded(void *data)
{
    struct load *l = data;
    struct arena *a = l->arena;
    char *text = arena_strndup(a, l->text->text, l->text->len);
    size_t count[256] = {0};
    count_lines(text, count);
    struct reader r = {.profile = arena_new_of(a, struct host_profile)};
    r.machines = arena_new_array(a, struct host_machine, count['m']);
    r.gic = arena_new_array(a, struct host_gic, count['g']);
    r.pci = arena_new_array(a, struct host_pci_device, count['p']);
    r.nodes = arena_new_array(a, struct host_node, count['n']);
    r.firmwares = arena_new_array(a, struct host_firmware, count['f']);
    r.values = arena_new_array(a, struct host_value, count['v']);
    r.targets = arena_new_array(a, struct firmware_target, count['t']);
    read_lines(&r, text);
    r.profile->machines = r.machines;
    r.profile->gic = r.gic;
    r.profile->pci = r.pci;
    r.profile->nodes = r.nodes;
    r.profile->firmware = r.firmwares;
    if (r.profile->name && r.profile->arch && r.profile->emulator && r.profile->package)
        l->profile = r.profile;
}

static bool is_profile(const struct buf *text)
{
    static const char magic[] = PROFILE_MAGIC " ";
    return text->len > sizeof magic && memcmp(text->text, magic, sizeof magic - 1) == 0 &&
           strtol(text->text + sizeof magic - 1, NULL, 10) == PROFILE_VERSION;
}

const struct host_profile *host_load(struct arena *a, const char *path, struct buf *error)
{
    struct buf text = {0};
    struct load l = {a, &text, NULL};
    if (!text_file_read(path, &text, error))
        return NULL;
    if (!is_profile(&text))
        buf_printf(error, "not a host profile of version %d; `virtcanon host import` makes one",
                   PROFILE_VERSION);
    else if (!arena_guard(a, load_guarded, &l))
        buf_puts(error, "out of memory");
    else if (!l.profile)
        buf_puts(error, "incomplete host profile: name, arch, emulator or version is missing");
    buf_free(&text);
    return l.profile;
}
