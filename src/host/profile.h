/* A host profile: the facts about one host and its QEMU on which the canonical form of a document depends.
 * Immutable once made; knows no XML and asks no host anything. */
#ifndef VC_HOST_PROFILE_H
#define VC_HOST_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum host_accel { HOST_TCG, HOST_KVM, HOST_HVF, HOST_ACCEL_COUNT }; /* domain types qemu, kvm, hvf */

/* What the QEMU binary can do: one line of caps.def each. */
enum host_cap {
#define CAP(id, kind, subject, detail) HOST_CAP_##id,
#include "caps.def"
#undef CAP
    HOST_CAP_COUNT
};

enum { HOST_CAP_WORDS = (HOST_CAP_COUNT + 63) / 64 };

enum host_answer { HOST_UNKNOWN, HOST_NO, HOST_YES };

/* Names one after the other, each ended by a zero byte. (Tables of pointers would have to be relocated
 * whenever the library is loaded; embedded profiles have thousands of names.) */
struct host_names {
    const char *text;
    uint32_t count, size; /* names; bytes of all of them */
};

struct host_machine {
    const char *name, *alias;          /* alias is NULL without one */
    const char *cpu[HOST_ACCEL_COUNT]; /* default CPU model per accelerator, or NULL */
    const char *ram_id;                /* default-ram-id, or NULL */
    uint32_t cpu_max;
    uint8_t acpi; /* enum host_answer */
    bool is_default, hotpluggable_cpus, numa_mem, deprecated;
};

struct host_cpu {
    const char *name;
    const char *blockers; /* features that keep it from running, separated by blanks; NULL when usable */
    bool deprecated;
};

struct host_value {
    const char *name, *value;
};

/* What a CPU model of QEMU (`host` or `max`) expands to on this host. */
struct host_cpu_model {
    const char *name;          /* the static model: `base` on x86, `gen16a-base`, ...; NULL when not known */
    struct host_names on, off; /* on x86 a feature that is not in `on` is off and `off` is empty */
    struct host_names unmigratable;  /* features that are on only when the guest need not migrate */
    struct host_names deprecated;    /* features QEMU wants guests to do without */
    const struct host_value *values; /* vendor, family, model, stepping, ... */
    uint32_t value_count;
};

struct host_accelerator {
    bool present;
    struct host_names cpus; /* two texts for each: its name, and the rest of its record in a profile file */
    struct host_cpu_model model;
    struct host_names hyperv; /* enlightenments the host offers: hv-relaxed, hv-vapic, ... */
};

struct host_gic {
    uint8_t version;
    bool kernel, emulated;
};

struct host_sev {
    bool present;
    uint32_t cbitpos, reduced_phys_bits;
};

struct host_pci_device {
    uint16_t domain;
    uint8_t bus, slot, function;
    bool express;
    int32_t iommu_group; /* -1 when not isolated */
};

/* A NUMA node of the host. */
struct host_node {
    uint32_t number;
    const char *cpus; /* like 0-3,8; may be "" */
    uint64_t memory;  /* KiB; 0 when it is not known */
};

/* Firmware descriptors, see docs/host-profiles.md. */
enum firmware_interface {
    FIRMWARE_BIOS = 1,
    FIRMWARE_UEFI = 2,
    FIRMWARE_OPENFIRMWARE = 4,
    FIRMWARE_UBOOT = 8
};
enum firmware_device { FIRMWARE_FLASH, FIRMWARE_KERNEL, FIRMWARE_MEMORY };
enum firmware_mode { FIRMWARE_SPLIT, FIRMWARE_COMBINED, FIRMWARE_STATELESS };

enum firmware_feature {
#define FIRMWARE_FEATURE(id, name) FIRMWARE_##id,
#include "firmware.def"
#undef FIRMWARE_FEATURE
    FIRMWARE_FEATURE_COUNT
};

struct firmware_file {
    const char *path, *format; /* NULL when there is none */
};

struct firmware_target {
    const char *arch;           /* libvirt's spelling */
    struct host_names machines; /* globs over canonical machine names */
};

struct host_firmware {
    const char *file;                       /* name of the descriptor, without folder */
    uint8_t interfaces;                     /* of enum firmware_interface */
    uint8_t device, mode;                   /* enum firmware_device; enum firmware_mode, for flash */
    uint32_t features;                      /* bits of enum firmware_feature */
    struct firmware_file executable, nvram; /* for kernel and memory only executable.path */
    const struct firmware_target *targets;
    uint32_t target_count;
};

struct host_profile {
    const char *name;
    const char *arch;     /* of the host and of the binary, libvirt's spelling */
    const char *emulator; /* the binary the facts are about */
    const char *package;  /* distribution's version, may be "" */
    uint32_t version;     /* major * 1000000 + minor * 1000 + micro */
    struct host_accelerator accel[HOST_ACCEL_COUNT];
    const struct host_machine *machines;
    uint32_t machine_count;
    uint64_t caps[HOST_CAP_WORDS];
    const struct host_gic *gic;
    uint32_t gic_count;
    struct host_sev sev;
    const struct host_firmware *firmware; /* in search order */
    uint32_t firmware_count;
    const struct host_pci_device *pci;
    uint32_t pci_count;
    const struct host_node *nodes; /* none: nothing is known of the host's CPUs and memory */
    uint32_t node_count;
};

static inline bool host_has(const struct host_profile *p, enum host_cap cap)
{
    return p->caps[cap / 64] >> (cap % 64) & 1;
}

/* The name a capability has in profile files, e.g. "PCIE_ROOT_PORT". */
const char *host_cap_name(enum host_cap cap);

/* QEMU's version is at least this. */
bool host_version(const struct host_profile *p, uint32_t major, uint32_t minor);

/* The accelerator of a <domain type=...>, or HOST_ACCEL_COUNT for one that is not QEMU's. */
enum host_accel host_accel_of(const char *domain_type);
bool host_can(const struct host_profile *p, enum host_accel accel);
const char *host_accel_domain_type(enum host_accel accel);

/* Guests the binary runs: its own architecture and i686 on x86_64, armv7l on aarch64, ppc64le on ppc64, ...
 */
bool host_runs_arch(const struct host_profile *p, const char *guest_arch);
/* The emulator of a document that names none. It need not be the binary of the profile. */
const char *host_default_emulator(const struct host_profile *p, const char *guest_arch);
/* Whether documents can use this emulator: the binary of the profile, or the usual one of another
 * architecture that the host runs natively (QEMU's packages install the i386 binary beside the x86_64 one,
 * with the same contents). */
bool host_has_emulator(const struct host_profile *p, const char *path);
/* QEMU's own name of an architecture (i386 for i686, ...), and back; the argument itself when they agree. */
const char *host_qemu_arch(const char *arch);
const char *host_arch_of_qemu(const char *target);

/* The machine with this name or, failing that, this alias; NULL when the binary has none. */
const struct host_machine *host_machine_find(const struct host_profile *p, const char *name);
/* The name an alias stands for; a name that is no alias is its own. */
const char *host_machine_resolve(const struct host_profile *p, const char *name);
/* The machine of a document that names none (not yet resolved: `pc` where `pc` is an alias); NULL when there
 * is none. */
const char *host_machine_default(const struct host_profile *p, const char *guest_arch);

/* The name after this one; the first one after NULL; NULL behind the last. */
const char *host_names_next(const struct host_names *names, const char *name);
bool host_names_has(const struct host_names *names, const char *name);

/* Steps through the CPU models of an accelerator: c->name is NULL before the first step. False behind the
 * last. */
bool host_cpu_next(const struct host_accelerator *a, struct host_cpu *c);
bool host_cpu_find(const struct host_accelerator *a, const char *name, struct host_cpu *c);
/* The GIC versions an accelerator offers for a machine of type `virt`; HOST_TCG asks for emulated ones. */
bool host_has_gic(const struct host_profile *p, enum host_accel accel, unsigned version);
/* The device at this address; NULL when it is not known. */
const struct host_pci_device *host_pci_find(const struct host_profile *p, unsigned domain, unsigned bus,
                                            unsigned slot, unsigned function);

/* Whether a descriptor is meant for this guest; machine is the canonical name. */
bool host_firmware_fits(const struct host_firmware *f, const char *arch, const char *machine);
bool host_firmware_has(const struct host_firmware *f, enum firmware_feature feature);

/* Embedded profiles, sorted by name; NULL behind the last or when there is no such profile. */
const struct host_profile *host_profile_at(size_t index);
const struct host_profile *host_profile_find(const char *name);
/* The newest one whose binary runs such guests, preferring the architecture itself. */
const struct host_profile *host_profile_default(const char *guest_arch);

#endif
