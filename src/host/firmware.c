/* Firmware descriptors in QEMU's interchange format: JSON to facts, and their words in
 * profile files. Knows no folders. */
#include <json-c/json.h>
#include <string.h>

#include "../base/array.h"
#include "internal.h"

static const char *const features[] = {
#define FIRMWARE_FEATURE(id, name) name,
#include "firmware.def"
#undef FIRMWARE_FEATURE
};

static const char *const devices[] = {"flash", "kernel", "memory"};
static const char *const modes[] = {"split", "combined", "stateless"};
static const char *const interfaces[] = {"bios", "uefi", "openfirmware", "uboot"};

#define INDEX(table, s) index_of(table, countof(table), s)

static int index_of(const char *const *table, size_t n, const char *s)
{
    for (size_t i = 0; s && i < n; i++)
        if (strcmp(table[i], s) == 0)
            return (int)i;
    return -1;
}

const char *firmware_feature_name(enum firmware_feature feature)
{
    return features[feature];
}

static const char *keep(struct arena *a, const char *s)
{
    return s ? arena_strdup(a, s) : NULL;
}

static bool parse_file(struct arena *a, struct json_object *o, struct firmware_file *out)
{
    out->path = keep(a, json_text(o, "filename"));
    out->format = keep(a, json_text(o, "format"));
    return out->path && out->format && (strcmp(out->format, "raw") == 0 || strcmp(out->format, "qcow2") == 0);
}

static bool parse_flash(struct arena *a, struct json_object *mapping, struct host_firmware *f)
{
    const char *mode = json_text(mapping, "mode");
    const int m = mode ? INDEX(modes, mode) : FIRMWARE_SPLIT;
    if (m < 0 || !parse_file(a, json_member(mapping, "executable"), &f->executable))
        return false;
    f->mode = (uint8_t)m;
    return m != FIRMWARE_SPLIT || parse_file(a, json_member(mapping, "nvram-template"), &f->nvram);
}

static bool parse_mapping(struct arena *a, struct json_object *mapping, struct host_firmware *f)
{
    const int device = INDEX(devices, json_text(mapping, "device"));
    if (device < 0)
        return false;
    f->device = (uint8_t)device;
    if (device == FIRMWARE_FLASH)
        return parse_flash(a, mapping, f);
    f->executable.path = keep(a, json_text(mapping, "filename"));
    return f->executable.path != NULL;
}

static bool parse_target(struct arena *a, struct json_object *o, struct firmware_target *t)
{
    struct json_object *machines = json_member(o, "machines");
    const char *arch = json_text(o, "architecture");
    const size_t n = json_count(machines);
    if (!arch || !json_object_is_type(machines, json_type_array))
        return false;
    const char **names = arena_new_array(a, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = json_text_at(machines, i);
    t->arch = arena_strdup(a, host_arch_of_qemu(arch));
    t->machines = names_of_list(a, names, n);
    return true;
}

static bool parse_targets(struct arena *a, struct json_object *list, struct host_firmware *f)
{
    const size_t n = json_count(list);
    struct firmware_target *targets = arena_new_array(a, struct firmware_target, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!parse_target(a, json_at(list, i), &targets[i]))
            return false;
    f->targets = targets;
    f->target_count = (uint32_t)n;
    return n > 0;
}

static bool parse_interfaces(struct json_object *list, struct host_firmware *f)
{
    const size_t n = json_count(list);
    for (size_t i = 0; i < n; i++) {
        const int bit = INDEX(interfaces, json_text_at(list, i));
        if (bit < 0)
            return false;
        f->interfaces |= (uint8_t)(1 << bit);
    }
    return n > 0;
}

/* Features that are not known are for newer programs and do no harm. */
static void parse_features(struct json_object *list, struct host_firmware *f)
{
    for (size_t i = 0; i < json_count(list); i++) {
        const int bit = INDEX(features, json_text_at(list, i));
        if (bit >= 0)
            f->features |= 1u << bit;
    }
}

bool firmware_parse(struct arena *a, const char *file, struct json_object *descriptor,
                    struct host_firmware *out)
{
    *out = (struct host_firmware){.file = arena_strdup(a, file)};
    if (!parse_interfaces(json_member(descriptor, "interface-types"), out) ||
        !parse_mapping(a, json_member(descriptor, "mapping"), out) ||
        !parse_targets(a, json_member(descriptor, "targets"), out))
        return false;
    parse_features(json_member(descriptor, "features"), out);
    return true;
}

static void write_words(struct buf *b, const char *key, const char *const *table, size_t n, uint32_t bits)
{
    if (!bits)
        return;
    buf_puts(b, key);
    for (size_t i = 0; i < n; i++)
        if (bits >> i & 1)
            buf_printf(b, " %s", table[i]);
    buf_putc(b, '\n');
}

void firmware_write(struct buf *b, const struct host_firmware *f)
{
    write_words(b, "interface", interfaces, countof(interfaces), f->interfaces);
    buf_printf(b, "device %s", devices[f->device]);
    buf_printf(b, "%s%s\n", f->device == FIRMWARE_FLASH ? " " : "",
               f->device == FIRMWARE_FLASH ? modes[f->mode] : "");
    buf_printf(b, "image %s %s\n", f->executable.format ? f->executable.format : "-", f->executable.path);
    if (f->nvram.path)
        buf_printf(b, "nvram %s %s\n", f->nvram.format, f->nvram.path);
    write_words(b, "feature", features, countof(features), f->features);
}

/* One word of a line that firmware_write made. Words that are not known belong to newer programs. */
void firmware_word(struct host_firmware *f, const char *key, const char *value)
{
    int i;
    if (strcmp(key, "interface") == 0 && (i = INDEX(interfaces, value)) >= 0)
        f->interfaces |= (uint8_t)(1 << i);
    else if (strcmp(key, "feature") == 0 && (i = INDEX(features, value)) >= 0)
        f->features |= 1u << i;
    else if (strcmp(key, "device") == 0 && (i = INDEX(devices, value)) >= 0)
        f->device = (uint8_t)i;
    else if (strcmp(key, "device") == 0 && (i = INDEX(modes, value)) >= 0)
        f->mode = (uint8_t)i;
}
