/* Finds the documents that operands stand for: files as they are, folders with all domain documents below them. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { DEEPEST = 64 };

static bool is_folder(const char *path)
{
    struct stat st;
    return strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool ends_with_xml(const char *name)
{
    const size_t len = strlen(name);
    return len > 4 && strcasecmp(name + len - 4, ".xml") == 0;
}

static const char *skip_past(const char *s, const char *end)
{
    const char *at = strstr(s, end);
    return at ? at + strlen(end) : s + strlen(s);
}

static bool begins_with(const char *tag, const char *name)
{
    const size_t len = strlen(name);
    return strncmp(tag, name, len) == 0 && tag[len] && strchr(" \t\r\n/>", tag[len]);
}

/* In UTF-16 or UTF-32 the characters of markup have zero bytes, of which a copy has none; to be freed. */
static char *without_zeros(const struct input *in)
{
    char *copy = malloc(in->len + 1), *end = copy;
    for (size_t i = 0; copy && i < in->len; i++)
        if (in->text[i])
            *end++ = in->text[i];
    if (copy)
        *end = '\0';
    return copy;
}

/* Looks no further than the first start tag: a folder may hold documents of any kind. */
static bool begins_wanted(const char *s, const char *const *roots)
{
    static const char *const domains[] = {"domain", NULL};
    for (s = strchr(s, '<'); s && (s[1] == '?' || s[1] == '!'); s = strchr(s, '<'))
        s = s[1] == '?' ? skip_past(s, "?>") : strncmp(s, "<!--", 4) == 0 ? skip_past(s, "-->") : skip_past(s, ">");
    for (roots = roots ? roots : domains; s && *roots; roots++)
        if (begins_with(s + 1, *roots))
            return true;
    return false;
}

static bool is_wanted(const struct input *in, const char *const *roots)
{
    const bool wide = in->len > 4 && memchr(in->text, '\0', 4);
    char *copy = wide ? without_zeros(in) : NULL;
    const bool wanted = begins_wanted(copy ? copy : in->text, roots);
    free(copy);
    return wanted;
}

static int visit(const char *path, bool found, struct visitor *v)
{
    struct input in;
    if (!input_read(&in, path)) {
        v->unread(v, &in);
        return EXIT_TROUBLE;
    }
    int status = EXIT_YES;
    if (!found || is_wanted(&in, v->roots)) {
        v->seen++;
        status = v->file(v, &in);
    }
    input_free(&in);
    return status;
}

/* To be freed; NULL without memory. */
static char *join(const char *folder, const char *name)
{
    char *path;
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/')
        len--;
    if (strcmp(folder, ".") == 0)
        return strdup(name); /* as people and code hosts call it */
    return asprintf(&path, "%.*s%s%s", (int)len, folder, folder[len - 1] == '/' ? "" : "/", name) < 0 ? NULL : path;
}

static int walk_folder(const char *path, struct visitor *v, int depth)
{
    struct dirent **list;
    int status = EXIT_YES;
    const int count = depth < DEEPEST ? scandir(path, &list, NULL, alphasort) : -1;
    if (count < 0) {
        const struct input in = {.name = path, .trouble = depth < DEEPEST ? strerror(errno) : "too many levels of folders"};
        complain("%s: cannot read the folder: %s", path, in.trouble);
        v->unread(v, &in);
        return EXIT_TROUBLE;
    }
    for (int i = 0; i < count; i++) {
        char *inner = list[i]->d_name[0] != '.' ? join(path, list[i]->d_name) : NULL;
        struct stat st;
        if (inner && lstat(inner, &st) == 0) {
            if (S_ISDIR(st.st_mode)) /* links to folders are not followed: they may lead back */
                status = worse(status, walk_folder(inner, v, depth + 1));
            else if (ends_with_xml(inner) && stat(inner, &st) == 0 && S_ISREG(st.st_mode))
                status = worse(status, visit(inner, true, v));
        }
        free(inner);
        free(list[i]);
    }
    free(list);
    return status;
}

static int walk_operand(const char *path, struct visitor *v)
{
    const unsigned long before = v->seen;
    if (!is_folder(path))
        return visit(path, false, v);
    const int status = walk_folder(path, v, 0);
    if (v->seen == before && status == EXIT_YES && !v->roots)
        complain("%s: no domain document is in this folder", path);
    return status;
}

int walk(int count, char **paths, struct visitor *v)
{
    int status = EXIT_YES;
    for (int i = 0; i < count; i++)
        status = worse(status, walk_operand(paths[i], v));
    return status;
}
