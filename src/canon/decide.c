/* Edits that remember which rule made them and what stood there before. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "canon.h"

static const struct {
    const char *name, *sentence;
} rules[RULE_COUNT] = {
    {"", ""},
#define RULE(id, name, sentence) {name, sentence},
#include "rules.def"
#undef RULE
};

bool rule_is_choice(enum rule r)
{
    static const bool choices[RULE_COUNT] = {
#define RULE(id, name, sentence) [R_##id] = false,
#define CHOICE(id, name, sentence) [R_##id] = true,
#include "rules.def"
#undef RULE
    };
    return choices[r];
}

const char *rule_name(enum rule r)
{
    return rules[r].name;
}

const char *rule_sentence(enum rule r)
{
    return rules[r].sentence;
}

bool fill_attr(struct canon *c, struct node *n, enum atom name, enum rule r, const char *value)
{
    if (node_attr(n, name))
        return false;
    attr_set(c->doc, n, name, value)->rule = (uint16_t)r;
    return true;
}

bool fill_atom(struct canon *c, struct node *n, enum atom name, enum rule r, enum atom value)
{
    if (node_attr(n, name))
        return false;
    attr_set_atom(c->doc, n, name, value)->rule = (uint16_t)r;
    return true;
}

bool fill_uint(struct canon *c, struct node *n, enum atom name, enum rule r, uint64_t value)
{
    return fill_attr(c, n, name, r, text_of(c, value));
}

bool fill_format(struct canon *c, struct node *n, enum atom name, enum rule r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *value = arena_vprintf(c->scratch, format, args);
    va_end(args);
    return fill_attr(c, n, name, r, value);
}

void decide_attr(struct canon *c, struct node *n, enum atom name, enum rule r, const char *value)
{
    struct attr *a = node_attr(n, name);
    if (a && strcmp(a->value, value) == 0)
        return;
    const char *why = a ? arena_printf(c->scratch, "instead of '%s'", a->value) : NULL;
    a = attr_set(c->doc, n, name, value);
    a->rule = (uint16_t)r;
    a->why = why;
}

void decide_atom(struct canon *c, struct node *n, enum atom name, enum rule r, enum atom value)
{
    decide_attr(c, n, name, r, atom_text[value]);
}

void decide_text(struct canon *c, struct node *n, enum rule r, const char *text)
{
    const char *old = node_text(c->doc, n);
    if (strcmp(old, text) == 0)
        return;
    if (*old)
        n->why = arena_printf(c->scratch, "instead of '%s'", old);
    node_set_text(c->doc, n, text);
    n->rule = (uint16_t)r;
}

struct node *decide_child(struct canon *c, struct node *parent, enum atom name, enum rule r)
{
    struct node *n = node_add(c->doc, parent, name);
    n->rule = (uint16_t)r;
    return n;
}

struct node *fill_child(struct canon *c, struct node *parent, enum atom name, enum rule r)
{
    struct node *n = node_child(parent, name);
    return n ? n : decide_child(c, parent, name, r);
}

bool fill_text_child(struct canon *c, struct node *parent, enum atom name, enum rule r, const char *text)
{
    if (node_child(parent, name))
        return false;
    decide_text(c, decide_child(c, parent, name, r), r, text);
    return true;
}

struct node *decide_node(struct canon *c, enum atom name, enum rule r)
{
    struct node *n = node_new(c->doc, name);
    n->rule = (uint16_t)r;
    return n;
}

struct node *add_device(struct canon *c, enum atom kind, enum rule r)
{
    struct node *n = decide_node(c, kind, r), *last = NULL;
    FOR_DEVICES(d, c, kind)
        last = d;
    if (last)
        node_insert_after(last, n);
    else
        node_append_element(c->devices, n);
    return n;
}

void refuse_missing(struct canon *c, const struct node *n, enum atom attribute)
{
    refuse(c, n, NULL, D_attribute_missing, n->text, atom_text[attribute]);
}

void refuse_second(struct canon *c, const struct node *parent, enum atom name)
{
    const struct node *first = node_child(parent, name), *second = first ? node_next_same(first) : NULL;
    if (second && c->opt.libvirt)
        refuse(c, second, NULL, D_element_twice, second->text, parent->text, line_of(c, first));
}

void refuse_repeats(struct canon *c, const struct node *parent, enum atom name, enum atom key, enum diag_id twice)
{
    struct seen *seen = node_child(parent, name) ? seen_new(c->scratch) : NULL;
    FOR_CHILDREN(n, parent, name) {
        const char *value = attr_get(n, key);
        const struct node *first = value && *value ? seen_before(seen, value, n) : NULL;
        if (first)
            refuse_at(c, n, key, twice, value, line_of(c, first));
    }
}

const char *text_of(struct canon *c, uint64_t value)
{
    return arena_printf(c->scratch, "%llu", (unsigned long long)value);
}

const char *line_of(struct canon *c, const struct node *n)
{
    return text_of(c, doc_place(c->doc, n, NULL).line);
}

/* splitmix64: spreads a seed over any number of well mixed bytes. */
static uint64_t mix(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static uint64_t absorb(uint64_t state, const char *text)
{
    for (; *text; text++) {
        state ^= (unsigned char)*text;
        state = mix(&state);
    }
    return state;
}

static bool drawn(unsigned char *bytes, size_t count)
{
    while (count) {
        const ssize_t got = getrandom(bytes, count, 0);
        if (got < 0 && errno != EINTR)
            return false;
        if (got > 0) {
            bytes += got;
            count -= (size_t)got;
        }
    }
    return true;
}

void identity_bytes(struct canon *c, const char *purpose, uint32_t index, unsigned char *bytes, size_t count)
{
    if (c->opt.random && drawn(bytes, count))
        return;
    uint64_t state = absorb(0, node_text(c->doc, node_child(c->domain, A_name)));
    state = absorb(state ^ index, purpose);
    for (size_t i = 0; i < count; i++)
        bytes[i] = (unsigned char)(mix(&state) >> 32);
}

const char *identity_uuid(struct canon *c, const char *purpose, uint32_t index)
{
    unsigned char b[16];
    identity_bytes(c, purpose, index, b, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40); /* version 4: random */
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    return arena_printf(c->scratch, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
                        b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}
