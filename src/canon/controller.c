/* Finds controllers and adds them at their place in the list. Knows no machine. */
#include "controller.h"

#include <stdlib.h>

int64_t controller_index(const struct node *controller)
{
    uint64_t index;
    return attr_uint(controller, A_index, &index) && index <= INT32_MAX ? (int64_t)index : -1;
}

bool is_companion(const struct node *controller)
{
    return node_child(controller, A_master) != NULL;
}

int usb2_function(const struct node *controller)
{
    if (!attr_is(controller, A_type, A_usb))
        return -1;
    switch (attr_atom(controller, A_model)) {
    case A_ich9_ehci1:
        return USB2_MAIN;
    case A_ich9_uhci1:
        return 0;
    case A_ich9_uhci2:
        return 1;
    case A_ich9_uhci3:
        return 2;
    default:
        return -1;
    }
}

void fill_companion_port(struct canon *c, struct node *controller)
{
    const int function = usb2_function(controller);
    if (function >= 0 && function < USB2_COMPANIONS && !node_child(controller, A_master))
        fill_uint(c, decide_child(c, controller, A_master, R_usb_companion_port), A_startport, R_usb_companion_port,
                  2 * (unsigned)function);
}

static bool goes_before(const struct node *controller, const struct node *other)
{
    const int64_t mine = controller_index(controller), its = controller_index(other);
    return its > mine || (its == mine && !is_companion(controller) && is_companion(other));
}

/* Before the first one of its type with a higher number, or else behind the last one of its type. */
size_t controller_place(const struct node_list *list, const struct node *controller)
{
    const enum atom type = attr_atom(controller, A_type);
    size_t place = list->count;
    bool found = false;
    for (size_t i = list->count; i-- > 0;) {
        if (!attr_is(list->at[i], A_type, type))
            continue;
        if (controller_index(controller) < 0)
            return i + 1;
        if (goes_before(controller, list->at[i]))
            place = i;
        else if (!found)
            place = i + 1;
        found = true;
    }
    return place;
}

struct idset *controller_numbers_of(struct canon *c, struct controller_numbers *seen, enum atom type)
{
    for (size_t i = 0; i < countof(seen->rows); i++) {
        if (!seen->rows[i].set) {
            seen->rows[i].type = type;
            seen->rows[i].set = idset_new(c->scratch, 0, UINT64_MAX);
        }
        if (seen->rows[i].type == type)
            return seen->rows[i].set;
    }
    return NULL;
}

struct node *find_controller(struct canon *c, enum atom type, uint64_t index)
{
    FOR_DEVICES(n, c, A_controller)
        if (attr_is(n, A_type, type) && controller_index(n) == (int64_t)index)
            return n;
    return NULL;
}

static void place_node(struct canon *c, const struct node_list *list, struct node *n)
{
    const size_t at = controller_place(list, n);
    if (at < list->count)
        node_move_before(list->at[at], n);
    else if (list->count)
        node_insert_after(list->at[list->count - 1], n);
    else
        node_append_element(c->devices, n);
}

struct node *new_controller(struct canon *c, enum atom type, uint64_t index, enum atom model, enum rule r)
{
    struct node *n = node_new(c->doc, A_controller);
    n->rule = (uint16_t)r;
    attr_set_atom(c->doc, n, A_type, type)->rule = (uint16_t)r;
    attr_set_uint(c->doc, n, A_index, index)->rule = (uint16_t)r;
    if (model)
        attr_set_atom(c->doc, n, A_model, model)->rule = (uint16_t)r;
    return n;
}

struct node *add_controller(struct canon *c, enum atom type, uint64_t index, enum atom model, enum rule r)
{
    const struct node_list list = list_children(c, c->devices, A_controller);
    struct node *n = new_controller(c, type, index, model, r);
    place_node(c, &list, n);
    return n;
}

void need_controller(struct canon *c, enum atom type, uint64_t index, enum rule r)
{
    if (!find_controller(c, type, index))
        add_controller(c, type, index, A_NONE, r);
}

void want_controller(struct canon *c, struct wanted_controllers *wanted, uint64_t index, enum atom model)
{
    wanted->list = arena_grow(c->scratch, wanted->list, &wanted->room, wanted->count + 1, sizeof *wanted->list);
    wanted->list[wanted->count++] = (struct wanted_controller){(int64_t)index, (uint16_t)model};
}

/* One that is there already. */
struct present {
    int64_t index;
    size_t at;
};

static int by_number(int64_t a, int64_t b)
{
    return a > b ? -1 : a < b;
}

static int highest_present(const void *a, const void *b)
{
    return by_number(((const struct present *)a)->index, ((const struct present *)b)->index);
}

static int highest_wanted(const void *a, const void *b)
{
    return by_number(((const struct wanted_controller *)a)->index, ((const struct wanted_controller *)b)->index);
}

/* From the highest down, so that each finds its place without a search: before the first one with a higher number, or
 * else behind all of its type. */
void need_controllers(struct canon *c, enum atom type, struct wanted_controllers *wanted, enum rule r)
{
    const struct node_list list = list_children(c, c->devices, A_controller);
    struct present *present = arena_new_array(c->scratch, struct present, list.count + 1);
    struct node *before = NULL, *behind = list.count ? list.at[list.count - 1] : NULL;
    size_t count = 0, next = 0, first = SIZE_MAX;
    for (size_t i = 0; i < list.count; i++)
        if (attr_is(list.at[i], A_type, type))
            present[count++] = (struct present){controller_index(list.at[i]), i};
    if (count)
        behind = list.at[present[count - 1].at];
    qsort(present, count, sizeof *present, highest_present);
    if (wanted->count)
        qsort(wanted->list, wanted->count, sizeof *wanted->list, highest_wanted);
    for (uint32_t i = 0; i < wanted->count; i++) {
        const struct wanted_controller *w = &wanted->list[i];
        for (; next < count && present[next].index > w->index; next++)
            if (present[next].at < first)
                before = list.at[first = present[next].at];
        if ((next < count && present[next].index == w->index) || (i && w[-1].index == w->index))
            continue;
        struct node *n = new_controller(c, type, (uint64_t)w->index, (enum atom)w->model, r);
        if (before)
            node_move_before(before, n);
        else if (behind)
            node_insert_after(behind, n);
        else
            node_append_element(c->devices, n);
        before = n;
    }
}

struct seen *controllers_by_number(struct canon *c, enum atom type)
{
    struct seen *all = seen_new(c->scratch);
    FOR_DEVICES(n, c, A_controller)
        if (attr_is(n, A_type, type) && controller_index(n) >= 0)
            seen_before(all, text_of(c, (uint64_t)controller_index(n)), n);
    return all;
}
