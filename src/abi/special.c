/* The few comparisons that do not follow from the slots: what libvirt adds to every guest again by itself, and options
 * of virtio devices. A table of named rules; each knows one kind of device. */
#include <string.h>

#include "../base/array.h"
#include "guest.h"

/* libvirt leaves the PS/2 keyboard out of what it hands on, and finds one again. */
static void ps2_keyboard(struct node *n)
{
    if (attr_is(n, A_type, A_keyboard) && attr_is(n, A_bus, A_ps2))
        n->data |= MARK_ACCEPTED;
}

/* The watchdog of the Q35 chipset is always there. */
static void chipset_watchdog(struct node *n)
{
    if (attr_is(n, A_model, A_itco))
        n->data |= MARK_ACCEPTED;
}

/* libvirt compares no crypto devices; that they take an address is seen elsewhere. */
static void crypto(struct node *n)
{
    n->data |= MARK_ACCEPTED;
}

static bool begins(const char *text, const char *with)
{
    return text && strncmp(text, with, strlen(with)) == 0;
}

/* The presence of <driver> is compared on virtio devices alone. */
static void interface_driver(struct node *n)
{
    struct node *driver = node_child(n, A_driver);
    if (driver && !begins(attr_get(node_child(n, A_model), A_type), "virtio"))
        driver->data |= MARK_PLAIN;
}

static void controller_driver(struct node *n)
{
    struct node *driver = node_child(n, A_driver);
    if (driver && !begins(attr_get(n, A_model), "virtio") && !attr_is(n, A_type, A_virtio_serial))
        driver->data |= MARK_PLAIN;
}

/* libvirt leaves the root bus and the chipset's USB controller out of what it hands on, unless they have a name of the
 * user's; put back they stand behind the others, which it compares one by one. */
static void implied_controller(struct node *n)
{
    struct node *alias = node_child(n, A_alias);
    const bool root = attr_is(n, A_model, A_pci_root);
    const bool usb = attr_is(n, A_model, A_piix3_uhci) && attr_uint_or(n, A_index, 0) == 0;
    if (alias && (root || usb))
        alias->data |= MARK_PRESENT;
}

static const struct {
    uint16_t device;
    void (*mark)(struct node *n);
} rules[] = {
    {A_input, ps2_keyboard},
    {A_watchdog, chipset_watchdog},
    {A_crypto, crypto},
    {A_interface, interface_driver},
    {A_controller, controller_driver},
    {A_controller, implied_controller},
};

static void spread(struct node *n, uint32_t data)
{
    n->data = data;
    FOR_ELEMENTS(c, n)
        spread(c, data);
}

void abi_mark(struct node *root)
{
    spread(root, 0);
    FOR_ELEMENTS(n, node_child(root, A_devices))
        for (size_t i = 0; i < countof(rules); i++) {
            if (n->name == rules[i].device)
                rules[i].mark(n);
            if (n->data & MARK_ACCEPTED)
                spread(n, MARK_ACCEPTED);
        }
}

/* --- what libvirt adds while a guest runs ----------------------------------------------------------------------------- */

static bool is_dynamic_label(const struct node *n)
{
    return attr_is(n, A_type, A_dynamic);
}

/* A USB device of the host that is named by its vendor and product: where it is plugged in. */
static bool is_found_place(const struct node *n)
{
    return node_child(n->parent, A_vendor) && n->parent->name == A_source;
}

static bool is_usual_partition(const struct node *n)
{
    const struct node *partition = node_child(n, A_partition);
    return partition && partition->first && strcmp(partition->first->text, "/machine") == 0;
}

static bool is_probed_chain(const struct node *n)
{
    return n->parent->name == A_disk;
}

bool abi_is_of_running(const struct doc *d, const struct node *n)
{
    static const struct {
        uint16_t element;
        bool (*holds)(const struct node *n);
    } added[] = {
        {A_seclabel, is_dynamic_label},
        {A_address, is_found_place},
        {A_resource, is_usual_partition},
        {A_backingStore, is_probed_chain},
    };
    for (size_t i = 0; d->running && i < countof(added); i++)
        if (n->name == added[i].element && n->ns == NS_NONE)
            return added[i].holds(n);
    return false;
}

bool abi_is_unwritten(const struct node *old, const struct node *new)
{
    return new->rule && !old->rule && attr_is(new, A_type, A_usb);
}
