/* Sections, and features in theirs, that are written twice. libvirt reads the children of all sections of a name; of a
 * feature the last word counts. Knows no feature by name. */
#include "canon.h"

/* Of a section that is written again libvirt sees these children; 0: all. */
static const struct {
    uint16_t section, child;
} rows[] = {
    {A_devices, 0},       {A_os, 0},   {A_features, 0},  {A_clock, A_timer}, {A_cpu, A_numa},  {A_memoryBacking, 0},
    {A_iothreadids, 0},   {A_vcpus, 0}, {A_blkiotune, 0}, {A_perf, 0},        {A_keywrap, 0},
};

/* Without --libvirt a second section is refused like any other element. */
void pass_sections_twice(struct canon *c)
{
    for (size_t i = 0; c->opt.libvirt && i < countof(rows); i++) {
        struct node *first = node_child(c->domain, (enum atom)rows[i].section);
        while (first && node_next_same(first)) {
            struct node *second = node_next_same(first);
            for (struct node *child = node_first_element(second), *next; child; child = next) {
                next = node_next_element(child);
                if (!rows[i].child || child->name == rows[i].child)
                    node_move_last(first, child);
            }
            node_drop(second);
        }
    }
}

static struct node *first_of(const struct node *n)
{
    for (struct node *s = node_first_element(n->parent); s != n; s = node_next_element(s))
        if (s->name == n->name && s->ns == n->ns)
            return s;
    return NULL;
}

static void join(struct canon *c, struct node *into, struct node *n)
{
    for (const struct attr *a = n->attrs; a; a = a->next)
        if (a->name)
            attr_set(c->doc, into, (enum atom)a->name, a->value);
    for (struct node *child = node_first_element(n), *next; child; child = next) {
        next = node_next_element(child);
        struct node *same = child->name ? node_child(into, (enum atom)child->name) : NULL;
        if (same)
            node_drop(same);
        node_move_last(into, child);
    }
    node_drop(n);
}

/* Without --libvirt a second one is refused like any other element. */
void pass_features_twice(struct canon *c)
{
    struct node *features = c->opt.libvirt ? node_child(c->domain, A_features) : NULL;
    if (!features)
        return;
    for (struct node *n = node_first_element(features), *next; n; n = next) {
        next = node_next_element(n);
        struct node *first = n->name ? first_of(n) : NULL;
        if (first)
            join(c, first, n);
    }
}
