/* The same document in the hand of another author: every way to lay out XML that an editor of its text must respect. */
#ifndef VC_TESTS_RESTYLE_H
#define VC_TESTS_RESTYLE_H

#include <stddef.h>

enum style {
    STYLE_AS_IS,
    STYLE_REMARKS,    /* a comment at the end of every line, and some in lines of their own */
    STYLE_DOS,        /* CRLF, tabs, the other quotes, blanks in tags, and in the tag of a line's end its attributes below
                         one another */
    STYLE_ONE_LINE,   /* no line ends between tags */
    STYLE_COUNT
};

/* The text (malloc) in a style. Only white space between tags, quotes and comments differ. */
char *restyle(const char *text, enum style style);

#endif
