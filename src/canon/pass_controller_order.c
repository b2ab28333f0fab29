/* The document's own controllers: their order, the numbers of those that have none,
 * the ports of USB companions. */
#include <stdlib.h>
#include <string.h>

#include "controller.h"

/* One controller of model 'none' stands for "no USB" and has to be the only one. */
static void check_usb_disabled(struct canon *c)
{
    const struct node *none = NULL, *other = NULL;
    bool main_one = false;
    FOR_DEVICES(n, c, A_controller) {
        if (!attr_is(n, A_type, A_usb))
            continue;
        const bool disables = attr_is(n, A_model, A_none);
        if (none || (disables && other))
            refuse(c, n, NULL, D_usb_disabled_controller);
        if (disables)
            none = n;
        else
            other = n;
        main_one = main_one || !is_companion(n);
    }
    if (other && !main_one)
        refuse(c, other, NULL, D_usb_no_master);
}

static void refuse_usb_devices(struct canon *c)
{
    static const struct {
        uint16_t kind, attribute;
    } rows[] = {{A_hub, A_type}, {A_input, A_bus}, {A_hostdev, A_type}, {A_redirdev, A_bus}};
    bool disabled = false;
    FOR_DEVICES(n, c, A_controller)
        disabled = disabled || (attr_is(n, A_type, A_usb) && attr_is(n, A_model, A_none));
    for (size_t i = 0; disabled && i < countof(rows); i++)
        FOR_DEVICES(n, c, rows[i].kind)
            if (attr_is(n, rows[i].attribute, A_usb))
                refuse(c, n, NULL, D_usb_disabled_device, n->text);
}

struct ranked {
    struct node *node;
    int64_t index;
    uint32_t type; /* 0 for the type that comes first */
};

/* Before the first one of its type with a higher number, or else behind the last one of its type: the numbered ones
 * before `at` are in order, so the search ends at the first that is lower. */
static size_t place_of(const struct ranked *list, size_t at, const struct ranked *r)
{
    size_t place = at;
    for (size_t i = at; r->index >= 0 && i-- > 0 && list[i].type == r->type;) {
        const bool higher = list[i].index > r->index || (list[i].index == r->index && !is_companion(r->node) &&
                                                         is_companion(list[i].node));
        if (higher)
            place = i;
        else if (list[i].index >= 0)
            break;
    }
    return place;
}

static int compare_types(const void *one, const void *other)
{
    const struct ranked *a = one, *b = other;
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    return a->index < b->index ? -1 : 1; /* for now the position in the document */
}

static void sort_controllers(struct canon *c)
{
    struct node_list list = list_children(c, c->devices, A_controller);
    struct ranked *ranked = arena_new_array(c->scratch, struct ranked, list.count);
    struct kinds types = {arena_new_array(c->scratch, uint16_t, list.count), 0};
    for (size_t i = 0; i < list.count; i++)
        ranked[i] = (struct ranked){list.at[i], (int64_t)i, kind_rank(&types, attr_atom(list.at[i], A_type))};
    qsort(ranked, list.count, sizeof *ranked, compare_types);
    for (size_t i = 0; i < list.count; i++) {
        struct ranked r = ranked[i];
        r.index = controller_index(r.node);
        const size_t at = place_of(ranked, i, &r);
        memmove(&ranked[at + 1], &ranked[at], (i - at) * sizeof *ranked);
        ranked[at] = r;
    }
    for (size_t i = 0; i < list.count; i++)
        list.at[i] = ranked[i].node;
    arrange_devices(c, &list);
}

void pass_controller_order(struct canon *c)
{
    FOR_DEVICES(n, c, A_controller) {
        fill_atom(c, n, A_type, R_controller_type, A_ide);
        fill_companion_port(c, n);
    }
    sort_controllers(c);
    check_usb_disabled(c);
    refuse_usb_devices(c);
}

/* As if the document had been read once more: now all have their numbers. */
void pass_controller_order_again(struct canon *c)
{
    if (!c->opt.libvirt || c->opt.settled)
        sort_controllers(c);
    if (c->opt.libvirt)
        return;
    check_usb_disabled(c); /* libvirt itself sees only then what it has added */
    refuse_usb_devices(c);
}

/* What is known of the controllers while they are numbered. */
struct numbering {
    struct canon *c;
    struct controller_numbers numbers;
    struct seen *members;         /* USB controllers by model and number */
    const struct node *usb;       /* the last one before the controller at hand */
};

static const char *member_key(struct canon *c, const struct node *member, const struct node *group)
{
    return arena_printf(c->scratch, "%u %lld", (unsigned)attr_atom(member, A_model), (long long)controller_index(group));
}

/* Members of a USB2 group share a number: that of the USB controller before, unless it has this member
 * already. */
static const struct node *usb2_group(const struct numbering *s, const struct node *n)
{
    if (usb2_function(n) < 0 || !s->usb || usb2_function(s->usb) < 0 ||
        seen_owner(s->members, member_key(s->c, n, s->usb)))
        return NULL;
    return s->usb;
}

/* The main controller of a USB2 group stands before its companions. */
static void lead_groups(struct canon *c)
{
    struct seen *companions = seen_new(c->scratch);
    for (struct node *n = node_child(c->devices, A_controller), *next; n; n = next) {
        next = node_next_same(n);
        if (!is_companion(n) && !attr_is(n, A_type, A_usb))
            continue;
        const char *number = arena_printf(c->scratch, "%lld", (long long)controller_index(n));
        struct node *first = is_companion(n) ? seen_before(companions, number, n) : seen_owner(companions, number);
        if (first && !is_companion(n))
            node_move_before(first, n);
    }
}

static void number_controller(struct numbering *s, struct node *n)
{
    struct canon *c = s->c;
    struct attr *index = node_attr(n, A_index);
    struct idset *used = controller_numbers_of(c, &s->numbers, attr_atom(n, A_type));
    struct addr_refusal why;
    uint64_t number;
    if (index)
        refuse(c, n, index, D_value_bad, index->value, "the number of a controller", "a number below 2^31");
    const struct node *group = usb2_group(s, n);
    if (group)
        decide_attr(c, n, A_index, R_controller_index_group, attr_get(group, A_index));
    else if (used && idset_next(used, 0, 1, n, &number, &why))
        decide_attr(c, n, A_index, R_controller_index, text_of(c, number));
}

/* Remembers a controller that has its number. */
static void note_number(struct numbering *s, struct node *n)
{
    struct idset *used = controller_numbers_of(s->c, &s->numbers, attr_atom(n, A_type));
    struct addr_refusal why;
    if (used && controller_index(n) >= 0)
        idset_reserve(used, (uint64_t)controller_index(n), n, &why);
    if (attr_is(n, A_type, A_usb))
        seen_before(s->members, member_key(s->c, n, n), n);
}

void pass_controller_index(struct canon *c)
{
    struct numbering s = {.c = c, .members = seen_new(c->scratch)};
    FOR_DEVICES(n, c, A_controller)
        if (controller_index(n) >= 0)
            note_number(&s, n);
    FOR_DEVICES(n, c, A_controller) {
        if (controller_index(n) < 0) {
            number_controller(&s, n);
            note_number(&s, n);
        }
        if (attr_is(n, A_type, A_usb))
            s.usb = n;
    }
    lead_groups(c);
}
