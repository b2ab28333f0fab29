/* Changing a tree. */
#include <stdio.h>
#include <string.h>

#include "tree.h"

static struct attr *attr_add(struct doc *d, struct node *n, enum atom name)
{
    struct attr *a = arena_new_of(d->arena, struct attr), **end = &n->attrs;
    a->name = (uint16_t)name;
    a->text = atom_text[name];
    while (*end)
        end = &(*end)->next;
    return *end = a;
}

struct attr *attr_set(struct doc *d, struct node *n, enum atom name, const char *value)
{
    struct attr *a = node_attr(n, name);
    if (!a)
        a = attr_add(d, n, name);
    a->value = arena_strdup(d->arena, value);
    a->atom = atom_find(value, strlen(value));
    a->spelled = 0;
    return a;
}

struct attr *attr_set_atom(struct doc *d, struct node *n, enum atom name, enum atom value)
{
    struct attr *a = node_attr(n, name);
    if (!a)
        a = attr_add(d, n, name);
    a->value = atom_text[value];
    a->atom = (uint16_t)value;
    a->spelled = 0;
    return a;
}

struct attr *attr_set_format(struct doc *d, struct node *n, enum atom name, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *value = arena_vprintf(d->arena, format, args);
    va_end(args);
    return attr_set(d, n, name, value);
}

struct attr *attr_set_uint(struct doc *d, struct node *n, enum atom name, uint64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    return attr_set(d, n, name, text);
}

void attr_unlink(struct node *n, struct attr *a)
{
    for (struct attr **p = &n->attrs; *p; p = &(*p)->next) {
        if (*p == a) {
            *p = a->next;
            return;
        }
    }
}

void attr_drop(struct node *n, enum atom name)
{
    struct attr *a = node_attr(n, name);
    if (a)
        attr_unlink(n, a);
}

void attrs_drop(struct node *n)
{
    if (n)
        n->attrs = NULL;
}

struct node *node_new(struct doc *d, enum atom name)
{
    struct node *n = arena_new_of(d->arena, struct node);
    n->type = NODE_ELEMENT;
    n->name = (uint16_t)name;
    n->text = atom_text[name];
    return n;
}

/* Links n between prev and next, either of which may be missing. */
static void link_node(struct node *parent, struct node *prev, struct node *next, struct node *n)
{
    n->parent = parent;
    n->prev = prev;
    n->next = next;
    *(prev ? &prev->next : &parent->first) = n;
    *(next ? &next->prev : &parent->last) = n;
}

void node_append(struct node *parent, struct node *n)
{
    link_node(parent, parent->last, NULL, n);
}

void node_insert_before(struct node *sibling, struct node *n)
{
    link_node(sibling->parent, sibling->prev, sibling, n);
}

void node_insert_after(struct node *sibling, struct node *n)
{
    link_node(sibling->parent, sibling, sibling->next, n);
}

void node_append_element(struct node *parent, struct node *n)
{
    struct node *last = parent->last;
    while (last && !node_is_known(last))
        last = last->prev;
    link_node(parent, last, last ? last->next : parent->first, n);
}

struct node *node_add(struct doc *d, struct node *parent, enum atom name)
{
    struct node *n = node_new(d, name);
    node_append_element(parent, n);
    return n;
}

struct node *node_need(struct doc *d, struct node *parent, enum atom name)
{
    struct node *n = node_child(parent, name);
    return n ? n : node_add(d, parent, name);
}

void node_drop(struct node *n)
{
    struct node *parent = n->parent;
    if (!parent)
        return;
    *(n->prev ? &n->prev->next : &parent->first) = n->next;
    *(n->next ? &n->next->prev : &parent->last) = n->prev;
    n->parent = n->prev = n->next = NULL;
}

static bool is_remark(const struct node *n)
{
    return n && (n->type == NODE_COMMENT || n->type == NODE_PI);
}

void node_move_last(struct node *parent, struct node *n)
{
    struct node *remark = n->prev, *at = n;
    node_drop(n);
    node_append_element(parent, n);
    for (struct node *prev; is_remark(remark); remark = prev) {
        prev = remark->prev;
        node_drop(remark);
        node_insert_before(at, remark);
        at = remark;
    }
}

/* The first of the comments and foreign elements right before n, which belong to it; n itself when there are none. */
static struct node *with_remarks(struct node *n)
{
    while (n->prev && !node_is_known(n->prev))
        n = n->prev;
    return n;
}

void node_move_before(struct node *sibling, struct node *n)
{
    struct node *to = with_remarks(sibling);
    for (struct node *one = with_remarks(n), *next; one; one = next) {
        next = one == n ? NULL : one->next;
        node_drop(one);
        node_insert_before(to, one);
    }
}

void node_drop_children(struct node *n, enum atom name)
{
    for (struct node *c = node_child(n, name), *next; c; c = next) {
        next = node_next_same(c);
        node_drop(c);
    }
}

void node_set_text(struct doc *d, struct node *n, const char *text)
{
    for (struct node *c = n->first, *next; c; c = next) {
        next = c->next;
        if (c->type == NODE_TEXT || c->type == NODE_CDATA)
            node_drop(c);
    }
    struct node *t = arena_new_of(d->arena, struct node);
    t->type = NODE_TEXT;
    t->text = arena_strdup(d->arena, text);
    link_node(n, NULL, n->first, t);
}

struct node *node_copy(struct doc *d, const struct node *n)
{
    struct node *copy = arena_new_of(d->arena, struct node);
    *copy = *n;
    copy->parent = copy->prev = copy->next = copy->first = copy->last = NULL;
    copy->attrs = NULL;
    struct attr **end = &copy->attrs;
    for (const struct attr *a = n->attrs; a; a = a->next) {
        *end = arena_new_of(d->arena, struct attr);
        **end = *a;
        (*end)->next = NULL;
        end = &(*end)->next;
    }
    for (const struct node *c = n->first; c; c = c->next)
        node_append(copy, node_copy(d, c));
    return copy;
}

static void mark_grafted(struct node *n)
{
    n->ordinal |= n->ordinal ? ORDINAL_GRAFTED : 0;
    for (struct node *c = n->first; c; c = c->next)
        mark_grafted(c);
}

struct node *doc_graft(struct doc *d, struct doc *other, const struct node *n)
{
    struct node *copy = node_copy(d, n);
    d->graft = other;
    d->declares |= other->declares;
    mark_grafted(copy);
    return copy;
}

void node_rename(struct node *n, enum atom name)
{
    n->name = (uint16_t)name;
    n->text = atom_text[name];
    n->slot = 0;
}
