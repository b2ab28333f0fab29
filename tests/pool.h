/* The elements of a document to draw from, and the draws: always the same for the same seed. */
#ifndef VC_TESTS_POOL_H
#define VC_TESTS_POOL_H

#include "../src/xml/tree.h"

struct pool {
    struct doc *doc;
    struct node *elements[2000];
    unsigned count, state;
};

/* A document read from text, or NULL when it is not well-formed. */
struct pool *pool_new(const char *text, size_t len, unsigned seed);
void pool_free(struct pool *p);
/* Lists the elements again, after edits. */
void pool_list(struct pool *p);

unsigned pool_draw(struct pool *p, unsigned below);
struct node *pool_element(struct pool *p);
/* Any element but the root, while there are others. */
struct node *pool_inner(struct pool *p);
/* NULL when the element has no attributes, or a declaration of a namespace was drawn. */
struct attr *pool_attr(struct pool *p, struct node *n);

/* The text of the document (malloc), and the end of the pool. */
char *pool_finish(struct pool *p);

#endif
