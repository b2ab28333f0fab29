/* How the author of a document lays it out. */
#ifndef VC_PIN_STYLE_H
#define VC_PIN_STYLE_H

#include "../xml/span.h"

struct piece {
    const char *at;
    size_t len;
};

struct style {
    const char *source, *end;
    const char *line_end; /* "\n" or "\r\n" */
    struct piece level;   /* what a level of indentation adds */
    const char *slash;    /* how a tag closes itself: "/>" or " />" */
    char quote;
    bool ascii; /* the document is in another encoding than UTF-8 */
};

/* Looks at the source of a document; `spans` are its elements. */
struct style style_of(const struct doc *d, const struct span *spans);

/* The blanks before `at` when nothing else stands before it on its line; else .at is NULL. */
struct piece line_start(const struct style *s, const char *at);
/* The blanks before `at`, line ends among them. */
struct piece blanks_before(const struct style *s, const char *at);
/* The quotes of an element's last attribute, or those that the document uses. */
char quote_of(const struct style *s, const struct span *span);

/* Writes an element of ours with its content. A piece without .at: all on one line. */
void style_write(const struct style *s, struct buf *b, const struct node *n, struct piece indent, char quote);

#endif
