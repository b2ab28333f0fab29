/* What passes over devices share: addresses, names from a table, sizes. Knows no kind of device. */
#ifndef VC_CANON_DEVICE_H
#define VC_CANON_DEVICE_H

#include "canon.h"

/* A value of a table that ends with 0. */
bool atom_in(enum atom value, const uint16_t *list);

/* The type of a device's address, 0 without one. */
enum atom address_type(const struct node *device);
/* The address of a device, made when there is none. */
struct node *need_address(struct canon *c, struct node *device, enum atom type, enum rule r);

/* The first device of a kind with this value of an attribute, or NULL. */
struct node *find_device(struct canon *c, enum atom kind, enum atom attribute, enum atom value);

/* The machine is one of these boards: BOARD(Q35) | ARCH(PPC64) ... */
bool is_board(const struct canon *c, uint32_t boards);

enum model_of {
    MODEL_OF_INTERFACE,
    MODEL_OF_VIDEO,
    MODEL_OF_SCSI,
    MODEL_OF_USB,
    MODEL_OF_USB_OF_OLD,
    MODEL_OF_SERIAL,
    MODEL_OF_SYSTEM_SERIAL,
    MODEL_OF_PANIC,
    MODEL_OF_TPM,
};
/* What QEMU makes of a device that does not say it (models.def); 0 where nothing is known. */
enum atom default_model(const struct canon *c, enum model_of what);

/* A network card that is a USB device of the host. */
bool is_usb_card(const struct node *interface);

bool is_hvm(const struct canon *c);
/* A guest that knows that it runs on Xen: paravirtual, or in a hardware container. */
bool is_xen_guest(const struct canon *c);
bool is_pseries(const struct canon *c);
bool is_q35(const struct canon *c);
/* On some architectures most boards have no PCI at all; devices sit on a bus of the board. */
bool machine_has_pci(const struct canon *c);

/* virtio, virtio-transitional and virtio-non-transitional. */
bool is_virtio_model(enum atom model);
/* True when a <driver> has one of the options that virtio devices share. */
bool has_virtio_options(const struct node *driver);

/* The memory of the guest is shared with other processes of the host. */
bool memory_is_shared(struct canon *c);

uint64_t next_power_of_two(uint64_t n);

/* Kinds of devices in the order in which libvirt walks through them; ends with 0. */
extern const uint16_t device_order[];

#endif
