/* Controllers: finding them, and adding them where libvirt inserts them. */
#ifndef VC_CANON_CONTROLLER_H
#define VC_CANON_CONTROLLER_H

#include "../addr/idset.h"
#include "arrange.h"

/* Number of a controller, or -1 as long as it has none. */
int64_t controller_index(const struct node *controller);
bool is_companion(const struct node *controller);
/* A USB2 controller and its companions are functions of one PCI slot: which this one is, -1 for any other controller. */
enum { USB2_COMPANIONS = 3, USB2_MAIN = 7 };
int usb2_function(const struct node *controller);
/* What ports a companion serves, unless it says so. */
void fill_companion_port(struct canon *c, struct node *controller);

/* The place for a new controller among those of the list. */
size_t controller_place(const struct node_list *list, const struct node *controller);

/* The numbers that controllers have, by their type; types are few. All zero at first. */
struct controller_numbers {
    struct {
        enum atom type;
        struct idset *set;
    } rows[16];
};
/* NULL when there are too many types. */
struct idset *controller_numbers_of(struct canon *c, struct controller_numbers *seen, enum atom type);

struct node *find_controller(struct canon *c, enum atom type, uint64_t index);
/* One that is not in the tree yet; model may be 0. */
struct node *new_controller(struct canon *c, enum atom type, uint64_t index, enum atom model, enum rule r);
/* Adds one in any case; model may be 0. */
struct node *add_controller(struct canon *c, enum atom type, uint64_t index, enum atom model, enum rule r);
/* The same unless there is one with this number. */
void need_controller(struct canon *c, enum atom type, uint64_t index, enum rule r);
/* The same for several. */
struct wanted_controller {
    int64_t index;
    uint16_t model; /* or 0 */
};
struct wanted_controllers {
    struct wanted_controller *list;
    uint32_t count, room;
};
void want_controller(struct canon *c, struct wanted_controllers *wanted, uint64_t index, enum atom model);
void need_controllers(struct canon *c, enum atom type, struct wanted_controllers *wanted, enum rule r);
/* Controllers of one type by their numbers, as text; the first one each. */
struct seen *controllers_by_number(struct canon *c, enum atom type);

#endif
