/* Rows of vendors and models. */
#include <stdlib.h>
#include <string.h>

#include "cpugen.h"

enum { LAST_STEPPING = 15 };

int find_model(const struct tables *t, const char *name)
{
    for (int i = 0; i < t->model_count; i++)
        if (strcmp(t->models[i].name, name) == 0)
            return i;
    return X86_NONE;
}

void take_vendor(struct tables *t, const struct row *r)
{
    struct x86_vendor *v = &t->vendors[t->vendor_count];
    if (t->vendor_count == MAX_VENDORS || r->count != 2 || strlen(r->words[1]) != sizeof v->id - 1)
        row_error(r, "a vendor is a name and its twelve characters");
    v->name = r->words[0];
    memcpy(v->id, r->words[1], sizeof v->id);
    t->vendor_count++;
}

static int8_t read_vendor(const struct tables *t, const struct row *r, const char *name)
{
    for (int8_t i = 0; i < t->vendor_count; i++)
        if (strcmp(t->vendors[i].name, name) == 0)
            return i;
    row_error(r, "'%s' is no vendor", name);
}

static void read_signatures(struct tables *t, const struct row *r, struct x86_model *m, const char *list)
{
    m->signature = (uint16_t)t->signature_count;
    while (*list) {
        unsigned family, model, first = 0, last = LAST_STEPPING;
        int used = 0, more = 0;
        if (sscanf(list, "%u/%u%n", &family, &model, &used) != 2 || t->signature_count == MAX_SIGNATURES)
            row_error(r, "'%s' is not FAMILY/MODEL", list);
        if (sscanf(list + used, "/%u-%u%n", &first, &last, &more) == 2)
            used += more;
        list += used;
        if (*list == ',')
            list++;
        else if (*list)
            row_error(r, "'%s' does not belong into a list of signatures", list);
        t->signatures[t->signature_count++] =
            (struct x86_signature){(uint16_t)family, (uint16_t)model, (uint8_t)first, (uint8_t)last};
        m->signature_count++;
    }
}

static int read_model(const struct tables *t, const struct row *r, const char *name)
{
    const int i = find_model(t, name);
    if (i == X86_NONE)
        row_error(r, "'%s' is no model above this one", name);
    return i;
}

/* +NAME, -NAME and like=MODEL, into one of the three sets. */
static bool read_member(const struct tables *t, const struct row *r, struct x86_model *m, struct x86_bits *set,
                        const char *word)
{
    const char *like = word_value(word, "like=");
    if (like) {
        const struct x86_model *other = &t->models[read_model(t, r, like)];
        *set = set == &m->set ? other->set : set == &m->later ? other->later : other->once;
        return true;
    }
    if (*word != '+' && *word != '-')
        return false;
    const int f = find_feature(t, word + 1);
    if (f == X86_NONE || f >= t->cpu_feature_count)
        row_error(r, "'%s' is no feature", word + 1);
    if (bits_has(set, f) == (*word == '+'))
        row_error(r, "'%s' changes nothing", word);
    if (*word == '+')
        bits_add(set, f);
    else
        bits_remove(set, f);
    return true;
}

static void take_over(struct x86_model *m, const struct x86_model *other, int same)
{
    m->set = other->set;
    m->vendor = other->vendor;
    m->signature = other->signature;
    m->signature_count = other->signature_count;
    m->same = (int16_t)same;
}

static void read_option(struct tables *t, const struct row *r, struct x86_model *m, const char *word)
{
    const char *value;
    if ((value = word_value(word, "same="))) {
        const int same = read_model(t, r, value);
        take_over(m, &t->models[same], same);
    } else if ((value = word_value(word, "vendor="))) {
        m->vendor = read_vendor(t, r, value);
    } else if ((value = word_value(word, "signature="))) {
        read_signatures(t, r, m, value);
    } else if ((value = word_value(word, "decode="))) {
        m->for_hosts = strcmp(value, "host") == 0;
        m->for_guests = strcmp(value, "guest") == 0;
        if (!m->for_hosts && !m->for_guests && strcmp(value, "never") != 0)
            row_error(r, "decode is host, guest or never");
    } else if (strcmp(word, "compat") == 0) {
        m->compat = true;
    } else if (strcmp(word, "qemu=none") == 0) {
        m->in_qemu = false;
    } else {
        row_error(r, "'%s' is not known here", word);
    }
}

void take_model(struct tables *t, const struct row *r)
{
    struct x86_model *m = &t->models[t->model_count];
    struct x86_bits *set = &m->set;
    if (t->model_count == MAX_MODELS || find_model(t, r->words[0]) != X86_NONE)
        row_error(r, "too many models, or '%s' is there already", r->words[0]);
    *m = (struct x86_model){.name = r->words[0], .same = X86_NONE, .vendor = X86_NONE, .for_hosts = true,
                            .for_guests = true, .in_qemu = true};
    for (int i = 1; i < r->count; i++) {
        const char *word = r->words[i];
        if (strcmp(word, "later:") == 0)
            set = &m->later;
        else if (strcmp(word, "once:") == 0)
            set = &m->once;
        else if (!read_member(t, r, m, set, word))
            read_option(t, r, m, word);
    }
    t->model_count++;
}
