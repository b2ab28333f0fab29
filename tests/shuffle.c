/* Shuffles trees; see shuffle.h. */
#include "shuffle.h"

#include <stdlib.h>
#include <string.h>

#include "../src/xml/load.h"
#include "../src/xml/write.h"

static unsigned next_random(unsigned *state)
{
    return *state = *state * 1103515245u + 12345u, *state >> 8;
}

/* The order of foreign attributes among themselves is kept. */
static void shuffle_attrs(struct node *n, unsigned *state)
{
    unsigned foreign = 0;
    for (const struct attr *a = n->attrs; a; a = a->next)
        foreign += a->ns == NS_FOREIGN;
    if (foreign > 1)
        return;
    struct attr *mixed = NULL;
    unsigned count = 0;
    for (struct attr *a = n->attrs, *next; a; a = next, count++) {
        next = a->next;
        struct attr **p = &mixed;
        for (unsigned skip = next_random(state) % (count + 1); skip; skip--)
            p = &(*p)->next;
        a->next = *p;
        *p = a;
    }
    n->attrs = mixed;
}

/* Moves the children named like `first`, as a group in their order, to the end. */
static void move_group(struct node *n, const struct node *first)
{
    const char *name = first->text;
    struct node *last = n->last;
    for (struct node *c = n->first, *next; c; c = next) {
        next = c == last ? NULL : c->next;
        if (c->type == NODE_ELEMENT && strcmp(c->text, name) == 0) {
            node_drop(c);
            node_append(n, c);
        }
    }
}

/* A comment and foreign content belong to what stands after them, stray text stands between: there the order says
 * something. */
static bool is_ordered(const struct node *n)
{
    for (const struct node *c = n->first; c; c = c->next)
        if (!node_is_known(c) && (c->type != NODE_TEXT || c->text[strspn(c->text, " \t\r\n")]))
            return true;
    return false;
}

static void shuffle_node(struct node *n, unsigned *state)
{
    if (n->name == A_metadata || !node_is_known(n))
        return;
    shuffle_attrs(n, state);
    unsigned count = 0;
    FOR_ELEMENTS(c, n) {
        shuffle_node(c, state);
        count++;
    }
    for (unsigned moves = is_ordered(n) ? 0 : count; moves; moves--) {
        struct node *c = node_first_element(n);
        for (unsigned skip = next_random(state) % count; skip && node_next_element(c); skip--)
            c = node_next_element(c);
        move_group(n, c);
    }
}

char *shuffle_document(const char *text, size_t len, unsigned seed)
{
    struct doc *d = doc_new("shuffled");
    struct buf b = {0};
    if (doc_parse(d, text, len)) {
        shuffle_node(d->root, &seed);
        doc_write(&b, d);
    } else {
        buf_put(&b, text, len);
    }
    doc_free(d);
    return b.text;
}
