/* Writes a tree as text. */
#ifndef VC_XML_WRITE_H
#define VC_XML_WRITE_H

#include "tree.h"

/* Writes the document (or one element with `indent` blanks before it) as libvirt lays documents out: two blanks a
 * level, attributes in single quotes, an element without content as <name/>. */
void doc_write(struct buf *b, const struct doc *d);
void node_write(struct buf *b, const struct node *n, size_t indent);
/* A blank, the attribute's name and its value between these quotes. */
void attr_write(struct buf *b, const struct attr *a, char quote);
/* Text with the five special characters escaped. */
void write_escaped(struct buf *b, const char *s);
/* The same for a value between quotes, where tabs and line ends must be references too. */
void write_quoted(struct buf *b, const char *s);

#endif
