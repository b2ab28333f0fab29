/* Looking things up in a tree. */
#include "tree.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool is_own(const struct node *n, enum atom name)
{
    return n->name == name && n->type == NODE_ELEMENT && n->ns == NS_NONE;
}

struct node *node_child(const struct node *n, enum atom name)
{
    if (!n)
        return NULL;
    struct node *c = n->first;
    while (c && !is_own(c, name))
        c = c->next;
    return c;
}

struct node *node_next_same(const struct node *n)
{
    struct node *c = n->next;
    while (c && !(c->name == n->name && c->type == NODE_ELEMENT && c->ns == n->ns))
        c = c->next;
    return c;
}

struct node *node_first_element(const struct node *n)
{
    struct node *c = n ? n->first : NULL;
    while (c && c->type != NODE_ELEMENT)
        c = c->next;
    return c;
}

struct node *node_next_element(const struct node *n)
{
    struct node *c = n->next;
    while (c && c->type != NODE_ELEMENT)
        c = c->next;
    return c;
}

struct node *node_prev_element(const struct node *n)
{
    struct node *c = n->prev;
    while (c && c->type != NODE_ELEMENT)
        c = c->prev;
    return c;
}

bool node_same_name(const struct node *a, const struct node *b)
{
    return a->name == b->name && a->ns == b->ns && (a->name || strcmp(a->text, b->text) == 0);
}

struct node *node_path(const struct node *n, ...)
{
    va_list names;
    va_start(names, n);
    struct node *at = (struct node *)n;
    for (int name = va_arg(names, int); at && name; name = va_arg(names, int))
        at = node_child(at, (enum atom)name);
    va_end(names);
    return at;
}

bool node_find(const struct node *n, const char *path, size_t len, struct node **element, struct attr **attr)
{
    struct node *at = (struct node *)n;
    *attr = NULL;
    while (at && len && *path != '@') {
        const char *slash = memchr(path, '/', len);
        const size_t step = slash ? (size_t)(slash - path) : len;
        const enum atom name = (enum atom)atom_find(path, step);
        at = name ? node_child(at, name) : NULL;
        path += slash ? step + 1 : step;
        len -= slash ? step + 1 : step;
    }
    if (at && len)
        *attr = node_attr(at, (enum atom)atom_find(path + 1, len - 1));
    *element = at;
    return at && (!len || *attr);
}

size_t node_count(const struct node *n, enum atom name)
{
    size_t count = 0;
    FOR_CHILDREN(c, n, name)
        count++;
    return count;
}

static bool holds_text(const struct node *n)
{
    return n->type == NODE_TEXT || n->type == NODE_CDATA;
}

const char *node_text(const struct doc *d, const struct node *n)
{
    const struct node *only = NULL;
    size_t pieces = 0, len = 0;
    for (const struct node *c = n ? n->first : NULL; c; c = c->next) {
        if (holds_text(c)) {
            only = c;
            pieces++;
            len += strlen(c->text);
        }
    }
    if (pieces <= 1)
        return only ? only->text : "";
    char *all = arena_alloc(d->arena, len + 1), *end = all;
    for (const struct node *c = n->first; c; c = c->next)
        if (holds_text(c))
            end = (char *)memcpy(end, c->text, strlen(c->text)) + strlen(c->text);
    return all;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

enum atom node_text_atom(const struct doc *d, const struct node *n)
{
    const char *s = node_text(d, n);
    const size_t len = text_trim(&s);
    return (enum atom)atom_find(s, len);
}

const char *node_text_trimmed(const struct doc *d, const struct node *n)
{
    const char *s = node_text(d, n);
    const size_t len = text_trim(&s);
    return s[len] ? arena_strndup(d->arena, s, len) : s;
}

bool text_has_word(const char *words, const char *word)
{
    const size_t len = strlen(word);
    for (const char *w = words; len && *w; w += strcspn(w, " "), w += *w == ' ')
        if (strcspn(w, " ") == len && strncmp(w, word, len) == 0)
            return true;
    return false;
}

bool text_is_blank(const char *s)
{
    while (is_space(*s))
        s++;
    return !*s;
}

size_t text_trim(const char **s)
{
    while (is_space(**s))
        ++*s;
    size_t len = strlen(*s);
    while (len && is_space((*s)[len - 1]))
        len--;
    return len;
}

static unsigned digit_of(char c)
{
    const unsigned digit = (unsigned char)c - (unsigned)'0', letter = ((unsigned char)c | 0x20u) - 'a';
    return digit < 10 ? digit : letter < 6 ? letter + 10 : 16;
}

/* Reads a number that cannot overflow; NULL when it has more digits. */
static const char *few_digits(const char *s, unsigned base, unsigned long long *value)
{
    *value = 0;
    for (const char *end = s + 15; s < end; s++) {
        const unsigned digit = digit_of(*s);
        if (digit >= base)
            return s;
        *value = *value * base + digit;
    }
    return NULL;
}

bool text_uint(const char *s, uint64_t *out)
{
    if (!s)
        return false;
    while (is_space(*s))
        s++;
    if (!isdigit((unsigned char)*s))
        return false;
    const bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && isxdigit((unsigned char)s[2]);
    const unsigned base = hex ? 16 : 10;
    unsigned long long value;
    const char *end = few_digits(hex ? s + 2 : s, base, &value);
    errno = 0;
    if (!end) {
        char *after;
        value = strtoull(s, &after, (int)base);
        end = after;
    }
    while (is_space(*end))
        end++;
    if (errno || *end)
        return false;
    *out = value;
    return true;
}

bool node_text_uint(const struct doc *d, const struct node *n, uint64_t *out)
{
    return n && text_uint(node_text(d, n), out);
}

struct attr *node_attr(const struct node *n, enum atom name)
{
    struct attr *a = n ? n->attrs : NULL;
    while (a && !(a->name == name && a->ns == NS_NONE))
        a = a->next;
    return a;
}

bool attr_declares(const struct attr *a)
{
    return a->text[0] == 'x' && strncmp(a->text, "xmlns", 5) == 0 && (!a->text[5] || a->text[5] == ':');
}

const char *attr_get(const struct node *n, enum atom name)
{
    const struct attr *a = node_attr(n, name);
    return a ? a->value : NULL;
}

enum atom attr_atom(const struct node *n, enum atom name)
{
    const struct attr *a = node_attr(n, name);
    return a ? (enum atom)a->atom : A_NONE;
}

static struct node *named(struct node *n, const char *name)
{
    while (n && !(n->type == NODE_ELEMENT && strcmp(n->text, name) == 0))
        n = n->next;
    return n;
}

struct node *node_child_named(const struct node *n, const char *name)
{
    return named(n ? n->first : NULL, name);
}

struct node *node_next_named(const struct node *n, const char *name)
{
    return named(n->next, name);
}

struct attr *node_attr_named(const struct node *n, const char *name)
{
    struct attr *a = n ? n->attrs : NULL;
    while (a && strcmp(a->text, name) != 0)
        a = a->next;
    return a;
}

const char *attr_get_named(const struct node *n, const char *name)
{
    const struct attr *a = node_attr_named(n, name);
    return a ? a->value : NULL;
}

bool attr_uint(const struct node *n, enum atom name, uint64_t *out)
{
    return text_uint(attr_get(n, name), out);
}

uint64_t attr_uint_or(const struct node *n, enum atom name, uint64_t absent)
{
    uint64_t value;
    return attr_uint(n, name, &value) ? value : absent;
}

bool node_is_bare(const struct node *n)
{
    if (n->attrs)
        return false;
    for (const struct node *c = n->first; c; c = c->next)
        if (c->type == NODE_ELEMENT || holds_text(c))
            return false;
    return true;
}
