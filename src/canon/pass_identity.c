/* Name, identifiers and titles of the guest. Knows nothing of its hardware. */
#include <string.h>

#include "canon.h"

void pass_name(struct canon *c)
{
    struct node *n = node_child(c->domain, A_name);
    const char *name = node_text(c->doc, n);
    if (!*name)
        refuse(c, n ? n : c->domain, NULL, D_name_missing);
    else if (strchr(name, '\n'))
        refuse(c, n, NULL, D_name_newline);
    else if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        refuse(c, n, NULL, D_name_dots, name);
}

/* Files of the guest are named after it. */
void pass_name_slash(struct canon *c)
{
    struct node *n = node_child(c->domain, A_name);
    if (!canon_able(c, ABLE_NAME_SLASH) && strchr(node_text(c->doc, n), '/'))
        refuse(c, n, NULL, D_name_slash, node_text(c->doc, n));
}

void pass_uuid(struct canon *c)
{
    struct node *uuid = node_child(c->domain, A_uuid), *genid = node_child(c->domain, A_genid);
    if (!uuid)
        uuid = decide_child(c, c->domain, A_uuid, R_uuid_derived);
    if (!*node_text(c->doc, uuid))
        decide_text(c, uuid, R_uuid_derived, identity_uuid(c, "uuid", 0));
    if (genid && !*node_text(c->doc, genid))
        decide_text(c, genid, R_uuid_derived, identity_uuid(c, "genid", 0));
}

/* A title is one line; empty texts are none. */
void pass_title(struct canon *c)
{
    struct node *title = node_child(c->domain, A_title), *description = node_child(c->domain, A_description);
    if (title && strchr(node_text(c->doc, title), '\n'))
        refuse(c, title, NULL, D_title_newline);
    struct node *const texts[] = {title, description};
    for (size_t i = 0; i < 2; i++)
        if (texts[i] && !*node_text(c->doc, texts[i]))
            node_drop(texts[i]);
}
