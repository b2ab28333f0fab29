/* Gives ports on virtio-serial controllers; port 0 is for consoles. Knows no XML. */
#ifndef VC_ADDR_VIRTIO_SERIAL_H
#define VC_ADDR_VIRTIO_SERIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "addr/refusal.h"

struct arena;
struct vserial_set;

enum { VSERIAL_PORTS = 31 };

struct vserial_addr {
    uint32_t controller, bus, port;
};

struct vserial_set *vserial_set_new(struct arena *arena);
bool vserial_add_controller(struct vserial_set *set, uint32_t index, uint32_t ports, const void *owner,
                            struct addr_refusal *why);
bool vserial_has_controller(const struct vserial_set *set, uint32_t index);
/* Port 0 means that no port is known yet: nothing is reserved. */
bool vserial_reserve(struct vserial_set *set, const struct vserial_addr *addr, const void *owner,
                     struct addr_refusal *why);
/* The first free port; on *controller when controller is not NULL. Otherwise a controller with the default
 * number of ports is added when all are full, and *added tells so: its number is addr->controller. */
bool vserial_assign(struct vserial_set *set, const uint32_t *controller, bool console, const void *owner,
                    struct vserial_addr *addr, bool *added, struct addr_refusal *why);

#endif
