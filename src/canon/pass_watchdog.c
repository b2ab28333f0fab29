/* Watchdogs: the one that is part of the q35 board, and what all watchdogs of a guest share. */
#include "device.h"

void pass_watchdog_builtin(struct canon *c)
{
    if (!is_q35(c) || find_device(c, A_watchdog, A_model, A_itco))
        return;
    const enum atom action = attr_atom(node_child(c->devices, A_watchdog), A_action);
    struct node *watchdog = add_device(c, A_watchdog, R_watchdog_builtin);
    fill_atom(c, watchdog, A_model, R_watchdog_builtin, A_itco);
    fill_atom(c, watchdog, A_action, R_watchdog_builtin, action ? action : A_reset);
}

/* A guest has room for one of these. */
static void check_single(struct canon *c, struct seen *models, struct node *later, enum atom model)
{
    const struct node *watchdog = later;
    if (model != A_itco && model != A_ib700 && model != A_diag288)
        return;
    const struct node *first = seen_before(models, atom_text[model], later);
    if (first) {
        blame_plugged(&watchdog, &first);
        refuse_at(c, watchdog, A_model, D_watchdog_second, atom_text[model], line_of(c, first));
    }
}

void pass_watchdog_check(struct canon *c)
{
    struct node *first = node_child(c->devices, A_watchdog);
    struct seen *models = seen_new(c->scratch);
    FOR_DEVICES(watchdog, c, A_watchdog) {
        const enum atom model = attr_atom(watchdog, A_model);
        if (attr_atom(watchdog, A_action) != attr_atom(first, A_action))
            refuse_at(c, watchdog, A_action, D_watchdog_action, line_of(c, first));
        check_single(c, models, watchdog, model);
    }
}
