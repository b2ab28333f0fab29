/* What passes about disks ask of a <disk>. */
#ifndef VC_CANON_DISK_H
#define VC_CANON_DISK_H

#include "../addr/drive.h"
#include "canon.h"

/* Name of the drive (target/@dev) without Xen's "ioemu:", or "". */
const char *disk_name(const struct node *disk);
/* What its name counts to (a = 0), or -1. */
int64_t disk_number(const struct node *disk);
enum atom disk_bus(const struct node *disk);
/* The bus that its name stands for, unless it has one. */
void disk_fill_bus(struct canon *c, struct node *disk);
/* The drive cannot be written: <readonly/> or a CD-ROM. */
bool disk_is_readonly(const struct node *disk);
/* Nothing is inserted. `source` is the <source> of a disk or of one of its images, or NULL. */
bool source_is_empty(const struct node *source, enum atom type);

/* Servers, ports and other parts of a <source> that is reached over the network. */
void settle_network_source(struct canon *c, struct node *source);

/* Who asks for the source; NULL: nobody. */
void check_auth(struct canon *c, const struct node *auth, enum atom protocol);

/* A drive address; absent numbers count as 0. */
struct drive_addr drive_of(const struct node *address);
/* Units of a SCSI bus as the hypervisor counts them. */
enum drive_layout scsi_layout(const struct canon *c);

#endif
