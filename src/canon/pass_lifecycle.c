/* What becomes of a guest that stops, and what QEMU is told directly. Knows no device. */
#include <ctype.h>
#include <string.h>

#include "../rng/value.h"
#include "canon.h"

static void check_action(struct canon *c, enum atom event)
{
    const struct node *n = node_child(c->domain, event);
    const enum atom action = node_text_atom(c->doc, n);
    if (action == A_rename_restart || (action == A_preserve && event != A_on_crash))
        refuse(c, n, NULL, D_lifecycle, atom_text[action], atom_text[event]);
}

void pass_lifecycle_qemu(struct canon *c)
{
    const struct node *off = node_child(c->domain, A_on_poweroff);
    const struct node *reboot = node_child(c->domain, A_on_reboot);
    check_action(c, A_on_poweroff);
    check_action(c, A_on_reboot);
    check_action(c, A_on_crash);
    if (node_text_atom(c->doc, off) == A_restart && node_text_atom(c->doc, reboot) == A_destroy)
        refuse(c, off, NULL, D_lifecycle_both);
}

static bool is_variable(const char *name)
{
    if (!isalpha((unsigned char)*name) && *name != '_')
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && *name != '_')
            return false;
    return true;
}

/* Elements of a hypervisor's own namespace stand in no list by name. */
static void check_environment(struct canon *c, const struct node *commandline)
{
    FOR_ELEMENTS(n, commandline) {
        const char *name = attr_get(n, A_name);
        if (n->ns == NS_QEMU && n->name == A_env && name && !is_variable(name))
            refuse_at(c, n, A_name, D_environment, name);
    }
}

static void check_property(struct canon *c, const struct node *n)
{
    const char *value = attr_get(n, A_value), *type = attr_get(n, A_type);
    bool good = true;
    if (!type)
        return;
    const bool removes = strcmp(type, "remove") == 0;
    if (!value && !removes)
        refuse_missing(c, n, A_value);
    if (!value)
        return;
    if (removes)
        refuse_at(c, n, A_value, D_override_removed);
    else if (strcmp(type, "unsigned") == 0)
        good = value_canonical(c->scratch, VALUE_uint, value);
    else if (strcmp(type, "signed") == 0)
        good = value_canonical(c->scratch, VALUE_int, value);
    else if (strcmp(type, "bool") == 0)
        good = strcmp(value, "true") == 0 || strcmp(value, "false") == 0;
    if (!good)
        refuse_at(c, n, A_value, D_override_value, value, type);
}

static void check_properties(struct canon *c, const struct node *n)
{
    FOR_ELEMENTS(child, n) {
        if (child->name == A_property)
            check_property(c, child);
        check_properties(c, child);
    }
}

void pass_commandline_qemu(struct canon *c)
{
    FOR_ELEMENTS(n, c->domain) {
        if (n->ns == NS_QEMU && n->name == A_commandline)
            check_environment(c, n);
        if (n->ns == NS_QEMU && n->name == A_override)
            check_properties(c, n);
    }
}
