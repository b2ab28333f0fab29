/* Hotplug on paper: a device is put into a canonical domain, taken out of it, or changed in it.
 *
 * The frame (plug.c) knows no kind of device; kinds.def says what there is, allowed.def and change.def what a running
 * guest allows. Messages are those of the domain; they stand at the device. */
#ifndef VC_HOTPLUG_PLUG_H
#define VC_HOTPLUG_PLUG_H

#include "../canon/canon.h"

enum plug_action { PLUG_ATTACH = 1, PLUG_DETACH = 2, PLUG_UPDATE = 4 };

struct plug_kind {
    uint16_t element;
    uint8_t running, defined; /* enum plug_action */
    const char *keys, *update_keys, *unique;
};

struct plug {
    struct canon canon; /* a document that is canonical; opt.running: the guest, otherwise its definition */
    struct doc *device; /* its root is the device */
    const struct plug_kind *kind;
    const char *keys;   /* that tell which device is meant */
    enum plug_action action;
    struct node *given; /* the root of `device`, as an element of the domain's document */
    struct node *done;  /* the completed device, or the one that was taken out */
};

/* False when it is refused; the domain is not canonical then. */
bool plug_attach(struct plug *p);
bool plug_detach(struct plug *p);
bool plug_update(struct plug *p);

/* --- parts ---------------------------------------------------------------------------------------------------------- */

/* The device of the guest that is meant; NULL after a message. */
struct node *plug_find(struct plug *p);
/* True when some device is meant. */
bool plug_is_there(struct plug *p);
/* Another device that agrees with the completed one in what is unique, or NULL. */
struct node *plug_find_same(struct plug *p);

/* Refuses an attached device that leaves open what libvirt does not fill in then. */
bool plug_is_whole(struct plug *p);
/* Refuses what the guest cannot be given, or what cannot be taken from it. */
bool plug_is_allowed(struct plug *p);
/* Adds to the given device what an update of a running guest may leave out. */
void plug_keep(struct plug *p, const struct node *old);
/* Refuses changes from `old` to the completed device that a running guest cannot make. */
bool plug_may_change(struct plug *p, struct node *old);

/* "attach", "detach", "update". */
const char *plug_word(enum plug_action action);

#endif
