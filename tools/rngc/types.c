/* Value types: what an attribute or the text of an element may hold, folded from value, data, text and typed
 * definitions. Knows no slots. */
#include "rngc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct type *types;
int type_count;

void values_start(struct values *v)
{
    memset(v, 0, sizeof(*v));
    v->row = -1;
    v->min = INT64_MAX;
    v->max = INT64_MIN;
}

bool values_any(const struct values *v)
{
    return v->open || v->row >= 0 || v->patterns.count;
}

bool values_empty(const struct values *v)
{
    return !values_any(v) && !v->names.count;
}

/* ---- datatypes of XML Schema ---- */

static const struct datatype {
    const char *name, *pattern; /* NULL: any text */
    int64_t min, max;           /* min > max: no bounds */
} datatypes[] = {
    { "string", NULL, 1, 0 },
    { "token", NULL, 1, 0 },
    { "normalizedString", NULL, 1, 0 },
    { "anyURI", NULL, 1, 0 },
    { "NCName", "[A-Za-z_][A-Za-z0-9._-]*", 1, 0 },
    { "Name", "[A-Za-z_:][A-Za-z0-9._:-]*", 1, 0 },
    { "ID", "[A-Za-z_][A-Za-z0-9._-]*", 1, 0 },
    { "dateTime", "-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?",
      1, 0 },
    { "boolean", "true|false|0|1", 1, 0 },
    { "hexBinary", "([0-9a-fA-F]{2})*", 1, 0 },
    { "decimal", "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)", 1, 0 },
    { "double", "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN", 1, 0 },
    { "integer", "[+-]?[0-9]+", INT64_MIN, INT64_MAX },
    { "positiveInteger", "[+]?[0-9]+", 1, INT64_MAX },
    { "nonNegativeInteger", "[+]?[0-9]+", 0, INT64_MAX },
    { "unsignedLong", "[+]?[0-9]+", 0, INT64_MAX },
    { "unsignedInt", "[+]?[0-9]+", 0, UINT32_MAX },
    { "unsignedShort", "[+]?[0-9]+", 0, UINT16_MAX },
    { "unsignedByte", "[+]?[0-9]+", 0, UINT8_MAX },
    { "long", "[+-]?[0-9]+", INT64_MIN, INT64_MAX },
    { "int", "[+-]?[0-9]+", INT32_MIN, INT32_MAX },
    { "short", "[+-]?[0-9]+", INT16_MIN, INT16_MAX },
    { "byte", "[+-]?[0-9]+", INT8_MIN, INT8_MAX },
};

/* PCRE2 takes what XML Schema writes, but for anchors (plain characters there), \i, \c and subtraction. */
const char *pattern_from_xsd(const char *xsd, struct place at)
{
    char *out = zalloc(strlen(xsd) * 2 + 1);
    size_t n = 0;
    bool set = false;

    for (const char *p = xsd; *p; p++) {
        if (*p == '\\' && p[1]) {
            if (strchr("icIC", p[1]))
                error_at(at, "the escape \\%c of a pattern is not supported", p[1]);
            out[n++] = *p++;
        } else if (set && *p == '-' && p[1] == '[') {
            error_at(at, "subtraction in a character class is not supported");
        } else if (!set && (*p == '^' || *p == '$')) {
            out[n++] = '\\';
        } else if (!set && *p == '[') {
            set = true;
        } else if (set && *p == ']') {
            set = false;
        } else if (set && *p == '[') {
            out[n++] = '\\';
        }
        out[n++] = *p;
    }
    if (set)
        error_at(at, "unfinished character class in a pattern");
    return intern(out);
}

static int64_t number(const struct param *p, struct place at)
{
    char *end;
    long long value;

    errno = 0;
    value = strtoll(p->value, &end, 10); /* saturates: 2^64 - 1 is no bound at all */
    if (*end || end == p->value)
        error_at(at, "%s is not a number: '%s'", p->name, p->value);
    return value;
}

static const struct datatype *find_datatype(const struct node *n)
{
    for (size_t i = 0; i < countof(datatypes); i++)
        if (!strcmp(datatypes[i].name, n->text))
            return &datatypes[i];
    error_at(n->at, "unknown datatype '%s'", n->text);
    return datatypes;
}

/* Literal text inside a pattern. */
static const char *quoted(const char *s)
{
    char *out = zalloc(strlen(s) * 2 + 1);
    size_t n = 0;

    for (; *s; s++) {
        if (strchr("\\^$.[]|()?*+{}", *s))
            out[n++] = '\\';
        out[n++] = *s;
    }
    return intern(out);
}

static const char *alternatives(const struct strings *list, bool literal)
{
    const char *all = intern("");

    for (int i = 0; i < list->count; i++)
        all = format("%s%s%s", all, i ? "|" : "", literal ? quoted(list->item[i]) : list->item[i]);
    return all;
}

static void collect_data(struct values *v, const struct node *n)
{
    const struct datatype *d = find_datatype(n);
    const char *pattern = d->pattern, *lengths[2] = { NULL, NULL };
    bool collapses = pattern != NULL;
    int64_t min = d->min, max = d->max;

    for (const struct param *p = n->params; p; p = p->next) {
        if (!strcmp(p->name, "pattern"))
            pattern = pattern_from_xsd(p->value, n->at), collapses = false;
        else if (!strcmp(p->name, "minInclusive"))
            min = number(p, n->at);
        else if (!strcmp(p->name, "maxInclusive"))
            max = number(p, n->at);
        else if (!strcmp(p->name, "minExclusive"))
            min = number(p, n->at) + 1;
        else if (!strcmp(p->name, "minLength") || !strcmp(p->name, "maxLength"))
            lengths[p->name[1] == 'a'] = p->value;
        else
            error_at(n->at, "parameter '%s' of a datatype is not supported", p->name);
    }
    if (!pattern && (lengths[0] || lengths[1]))
        pattern = format(".{%s,%s}", lengths[0] ? lengths[0] : "0", lengths[1] ? lengths[1] : "");
    if (n->except.count)
        pattern = format("(?!(?:%s)\\z)(?:%s)", alternatives(&n->except, true), pattern ? pattern : ".*");
    if (collapses) /* blanks around a number do not count; libxml2 reads them all the same when there is a pattern */
        pattern = format("[ \\t\\r\\n]*(?:%s)[ \\t\\r\\n]*", pattern);
    if (!pattern)
        v->open = true;
    else if (!strings_have(&v->patterns, intern(pattern)))
        strings_add(&v->patterns, intern(pattern));
    if (min <= max) {
        v->min = min < v->min ? min : v->min;
        v->max = max > v->max ? max : v->max;
    }
}

/* ---- collecting ---- */

void values_set_row(struct values *v, const char *row, struct place at)
{
    int index = value_row(row);

    if (v->row >= 0 && v->row != index)
        error_at(at, "two value rows for one value, '%s' and '%s'", value_row_name(v->row), row);
    v->row = index;
}

void values_fold(struct values *v, const struct values *inner)
{
    v->open |= inner->open;
    for (int i = 0; i < inner->names.count; i++)
        strings_add(&v->known, inner->names.item[i]);
    for (int i = 0; i < inner->patterns.count; i++)
        strings_add(&v->patterns, inner->patterns.item[i]);
    if (inner->names.count && inner->patterns.count)
        strings_add(&v->patterns, alternatives(&inner->names, true));
    v->min = inner->min < v->min ? inner->min : v->min;
    v->max = inner->max > v->max ? inner->max : v->max;
}

static void add_missing(struct strings *set, const struct strings *more)
{
    for (int i = 0; i < more->count; i++)
        if (!strings_have(set, more->item[i]))
            strings_add(set, more->item[i]);
}

void values_unite(struct values *v, const struct values *other, struct place at)
{
    if (other->row >= 0)
        values_set_row(v, value_row_name(other->row), at);
    add_missing(&v->names, &other->names);
    add_missing(&v->known, &other->known);
    add_missing(&v->patterns, &other->patterns);
    v->open |= other->open;
    v->min = other->min < v->min ? other->min : v->min;
    v->max = other->max > v->max ? other->max : v->max;
    if (!v->doc)
        v->doc = other->doc;
}

static void collect_typed(const struct grammar *g, struct values *v, const struct define *d, struct place at)
{
    struct values inner;

    values_start(&inner);
    values_collect(g, &inner, d->body);
    values_set_row(v, d->notes.value[NOTE_TYPE], at);
    v->doc = d->notes.value[NOTE_DOC];
    values_fold(v, &inner);
}

static void collect_ref(const struct grammar *g, struct values *v, const struct node *n)
{
    struct define *d = find_define(g, n->text);

    if (!d || d->busy)
        return;
    d->busy = true;
    if (d->notes.value[NOTE_TYPE]) {
        collect_typed(g, v, d, n->at);
    } else {
        values_collect(g, v, d->body);
        if (d->notes.value[NOTE_DOC])
            v->doc = d->notes.value[NOTE_DOC];
    }
    d->busy = false;
}

void values_collect(const struct grammar *g, struct values *v, const struct node *n)
{
    switch (n->op) {
    case OP_VALUE:
        if (!*n->text)
            strings_add(&v->patterns, n->text);
        else if (strings_have(&v->names, n->text))
            error_at(n->at, "value '%s' is listed twice", n->text);
        else
            strings_add(&v->names, n->text);
        break;
    case OP_DATA:
        collect_data(v, n);
        break;
    case OP_TEXT:
        v->open = true;
        break;
    case OP_REF:
        collect_ref(g, v, n);
        break;
    case OP_EMPTY:
    case OP_OPTIONAL:
        strings_add(&v->patterns, intern(""));
        if (n->child)
            values_collect(g, v, n->child);
        break;
    case OP_CHOICE:
    case OP_GROUP:
        for (const struct node *c = n->child; c; c = c->next)
            values_collect(g, v, c);
        break;
    default:
        error_at(n->at, "a value cannot hold elements, attributes or repetitions");
    }
}

/* ---- finished types ---- */

static bool same_type(const struct type *a, const struct type *b)
{
    if (a->kind != b->kind || a->row != b->row || a->pattern != b->pattern || a->doc != b->doc ||
        a->min != b->min || a->max != b->max || a->names.count != b->names.count)
        return false;
    for (int i = 0; i < a->names.count; i++)
        if (a->names.item[i] != b->names.item[i])
            return false;
    return true;
}

int type_intern(const struct values *v)
{
    struct type t = { .kind = TYPE_TEXT, .names = v->names, .doc = v->doc, .min = INT64_MIN, .max = INT64_MAX };

    t.row = v->row >= 0 ? v->row : value_row("text");
    if (v->names.count)
        t.kind = values_any(v) ? TYPE_EITHER : TYPE_ENUM;
    else if (v->row >= 0)
        t.kind = TYPE_ROW;
    if (t.kind == TYPE_ROW)
        t.names = v->known;
    if (v->patterns.count && !v->open)
        t.pattern = format("\\A(?:%s)\\z", alternatives(&v->patterns, false));
    if (v->min <= v->max && !v->open) {
        t.min = v->min;
        t.max = v->max;
    }
    for (int i = 0; i < type_count; i++)
        if (same_type(&types[i], &t))
            return i;
    types = grow(types, (size_t)type_count, sizeof(*types));
    types[type_count] = t;
    types[type_count].names = (struct strings){ NULL, 0 }; /* v may go on growing */
    for (int i = 0; i < t.names.count; i++)
        strings_add(&types[type_count].names, t.names.item[i]);
    return type_count++;
}
