/* Why an allocator refused a request: one record for all kinds of addresses, with owners for the message.
 * Knows no wording; the pass that asked composes the sentence. */
#ifndef VC_ADDR_REFUSAL_H
#define VC_ADDR_REFUSAL_H

#include <stdint.h>

enum addr_verdict {
    ADDR_OK,
    ADDR_TAKEN,        /* holder has it already */
    ADDR_NO_BUS,       /* the bus, controller or hub named does not exist; high: the last one there is */
    ADDR_NO_BUSES,     /* there is nothing at all to connect to */
    ADDR_DOMAIN,       /* a PCI domain other than 0 */
    ADDR_BELOW,        /* value < low */
    ADDR_ABOVE,        /* value > high */
    ADDR_FUNCTION,     /* PCI function > 7; value */
    ADDR_KIND,         /* the bus does not accept this kind of device; kind: what it would have to accept */
    ADDR_INTEGRATED,   /* the device has to sit on bus 0 */
    ADDR_NO_HOTPLUG,   /* the device needs hotplug, the bus has none */
    ADDR_NO_AUTO,      /* nothing may be placed on the bus unasked */
    ADDR_NO_HUB,       /* the USB port path goes through a port without a hub */
    ADDR_FULL,         /* nothing free; kind: what would help, where the caller can add it */
    ADDR_CANNOT_GROW   /* no bus can be added for this kind of device; kind */
};

struct addr_refusal {
    enum addr_verdict verdict;
    const void *owner;  /* who asked */
    const void *holder; /* who was there first, ADDR_TAKEN only */
    uint64_t value;     /* the number that was refused, or the bus for the PCI verdicts about buses */
    uint64_t low, high; /* the range it had to be in */
    uint32_t kind;      /* connect flags (PCI) */
};

#endif
