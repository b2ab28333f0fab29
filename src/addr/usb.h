/* Gives USB ports: root hubs of controllers, hubs behind their ports, devices at port paths such as 1.2.
 * Knows no XML. */
#ifndef VC_ADDR_USB_H
#define VC_ADDR_USB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "addr/refusal.h"

struct arena;
struct usb_set;

/* An xHCI counts its ports in eight bits (MaxPorts in HCSPARAMS1). */
enum { USB_DEPTH = 4, USB_HUB_PORTS = 8, USB_PORTS_MAX = 255, USB_BUS_MAX = 0xffff };

/* Ports from the controller down, 0 after the last; ports[0] == 0: only the bus is known. */
struct usb_addr {
    uint32_t bus;
    uint32_t ports[USB_DEPTH];
};

bool usb_path_parse(const char *text, uint32_t ports[USB_DEPTH]);
void usb_path_format(const uint32_t ports[USB_DEPTH], char *buf, size_t size);

/* Ports of a controller model by its spelling in documents; given: what the document says for those models
 * that take a number, 0 when it does not; no controller has more than USB_PORTS_MAX. 0: unknown model. */
uint32_t usb_controller_ports(const char *model, uint64_t given);
/* How many hubs have to be added so that all devices find a port. */
uint32_t usb_hubs_needed(uint32_t devices, uint32_t ports);

struct usb_set *usb_set_new(struct arena *arena);
/* A controller that is not a companion. ADDR_TAKEN: two with the same number. */
bool usb_add_controller(struct usb_set *set, uint32_t bus, uint32_t ports, const void *owner,
                        struct addr_refusal *why);
/* A hub at its place, which must be known; the port need not be reserved before. */
bool usb_add_hub(struct usb_set *set, const struct usb_addr *addr, const void *owner,
                 struct addr_refusal *why);
bool usb_reserve(struct usb_set *set, const struct usb_addr *addr, const void *owner,
                 struct addr_refusal *why);
/* The first free port, on bus *bus when bus is not NULL. */
bool usb_assign(struct usb_set *set, const uint32_t *bus, const void *owner, struct usb_addr *addr,
                struct addr_refusal *why);

#endif
