/* The vocabulary of annotations: where each may stand and what it may say. Knows no patterns. */
#include "rngc.h"

#include <string.h>

static const struct vocabulary {
    const char *name;
    int on;            /* where it may stand */
    const char *fixed; /* its only value, or NULL */
    const char *other; /* one more value that it can have, or NULL */
} vocabulary[NOTE_COUNT] = {
    [NOTE_TYPE] = { "type", ON_DEFINE | ON_ATTRIBUTE | ON_ELEMENT | ON_REF, NULL, NULL },
    [NOTE_DEFAULT] = { "default", ON_ATTRIBUTE | ON_ELEMENT | ON_REF, NULL, NULL },
    [NOTE_OMIT] = { "omit", ON_ATTRIBUTE | ON_ELEMENT | ON_REF, NULL, NULL },
    [NOTE_DERIVE] = { "derive", ON_ATTRIBUTE | ON_ELEMENT | ON_REF, NULL, NULL },
    [NOTE_EMPTY] = { "empty", ON_ELEMENT | ON_REF, "drop", "open" },
    [NOTE_BAD] = { "bad", ON_ATTRIBUTE | ON_ELEMENT | ON_REF, "ignore", NULL },
    [NOTE_RUNTIME] = { "runtime", ON_ATTRIBUTE | ON_ELEMENT | ON_REF, "drop", NULL },
    [NOTE_NEED] = { "need", ON_ATTRIBUTE | ON_ELEMENT | ON_REF, "refuse", NULL },
    [NOTE_ABI] = { "abi", ON_ELEMENT | ON_ATTRIBUTE | ON_REF, NULL, NULL },
    [NOTE_KEY] = { "key", ON_ELEMENT | ON_REF, NULL, NULL },
    [NOTE_SWITCH] = { "switch", ON_ELEMENT | ON_REF, NULL, NULL },
    [NOTE_UNIT] = { "unit", ON_ATTRIBUTE | ON_ELEMENT | ON_REF, NULL, NULL },
    [NOTE_SINCE] = { "since", ON_ELEMENT | ON_ATTRIBUTE | ON_DEFINE | ON_REF | ON_OTHER, NULL, NULL },
    [NOTE_DOC] = { "doc", ON_ELEMENT | ON_ATTRIBUTE | ON_DEFINE | ON_REF | ON_OTHER, NULL, NULL },
};

/* The first one is what holds where nothing is said. */
const char *const class_names[] = {
#define ABI(name) #name,
#include "../../src/schema/abi.def"
#undef ABI
};
const int class_count = countof(class_names);

static const char *const rows[] = {
#define VALUE(name, description) #name,
#include "../../src/rng/value.def"
#undef VALUE
};

static int find_in(const char *const *list, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (!strcmp(list[i], name))
            return i;
    return -1;
}

int abi_class(const char *name)
{
    return find_in(class_names, class_count, name);
}

int value_row(const char *name)
{
    return find_in(rows, countof(rows), name);
}

const char *value_row_name(int row)
{
    return rows[row];
}

const char *note_name(enum note note)
{
    return vocabulary[note].name;
}

static bool can_be(const struct vocabulary *v, const char *value)
{
    return !v->fixed || !strcmp(v->fixed, value) || (v->other && !strcmp(v->other, value));
}

void notes_set(struct notes *notes, const char *name, const char *value, int on, struct place at)
{
    enum note note = 0;

    while (note < NOTE_COUNT && strcmp(vocabulary[note].name, name))
        note++;
    if (note == NOTE_COUNT)
        error_at(at, "there is no annotation vc:%s", name);
    else if (!(vocabulary[note].on & on))
        error_at(at, "annotation vc:%s does not belong here", name);
    else if (!can_be(&vocabulary[note], value))
        error_at(at, "vc:%s can only be '%s', not '%s'", name, vocabulary[note].fixed, value);
    else if (note == NOTE_ABI && abi_class(value) < 0)
        error_at(at, "unknown comparison class '%s' in vc:abi", value);
    else if (note == NOTE_TYPE && value_row(value) < 0)
        error_at(at, "vc:type names '%s', which is no row of value.def", value);
    else
        notes->value[note] = intern(value);
}

struct notes notes_over(const struct notes *strong, const struct notes *weak)
{
    struct notes both;

    for (int i = 0; i < NOTE_COUNT; i++)
        both.value[i] = strong->value[i] ? strong->value[i] : weak->value[i];
    return both;
}

bool notes_equal(const struct notes *a, const struct notes *b)
{
    for (int i = 0; i < NOTE_COUNT; i++)
        if (a->value[i] != b->value[i])
            return false;
    return true;
}
