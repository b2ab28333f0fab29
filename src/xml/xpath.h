/* XPath over documents: expressions of others, so every evaluation has a budget. Knows no rule. */
#ifndef VC_XML_XPATH_H
#define VC_XML_XPATH_H

#include "tree.h"

struct xpath; /* a compiled expression */

/* Prefixes are those of `names` (prefix, uri, prefix, uri ..., NULL). NULL with a reason in reason[size]. */
struct xpath *xpath_compile(const char *text, const char *const *names, char *reason, size_t size);
void xpath_free(struct xpath *x);

/* A text to evaluate expressions on; the tree must have the same elements in the same order. */
struct xpath_text;
struct xpath_text *xpath_text_open(const char *text, size_t len, const char *const *names);
void xpath_text_close(struct xpath_text *t);

/* Begins a rule: what it evaluates from here on has one budget of steps. */
void xpath_text_rewind(struct xpath_text *t);

struct xpath_match {
    uint32_t element;     /* counted from 0 in document order: the element, or the one that has the attribute or text */
    const char *attribute; /* its name as written, or NULL */
    const char *value;    /* string value; valid until the next xpath_select or xpath_text_close */
};

/* Selects nodes; calls visit for each until it gives false. False when the expression is no set of nodes, fails, or
 * takes too long: then *reason says why. */
bool xpath_select(struct xpath_text *t, const struct xpath *x, bool (*visit)(void *data, const struct xpath_match *m),
                  void *data, const char **reason);
/* The condition at the node that is being visited. False with *reason set when it cannot be evaluated. */
bool xpath_holds(struct xpath_text *t, const struct xpath *condition, const char **reason);

#endif
