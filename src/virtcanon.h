/* virtcanon: what a libvirt domain document really stands for, without libvirt.
 *
 * Ownership: a document owns everything that is reached from it (messages, decisions, text); it all lives until
 * vc_document_free. Hosts are freed by the caller, after the documents that were canonicalized with them.
 *
 * Threads: there is no global state. Different documents may be used in different threads at a time, and share hosts.
 *
 * Errors: functions that can fail return NULL or a status; the reasons are the document's diagnostics. The library
 * never prints, never exits and never aborts. */
#ifndef VIRTCANON_H
#define VIRTCANON_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define VC_API __attribute__((visibility("default")))
#else
#define VC_API
#endif

/* The version of the library, "MAJOR.MINOR.PATCH". */
VC_API const char *vc_version(void);

/* --- hosts --------------------------------------------------------------------------------------------------------
 * A host profile holds the facts about a host and its QEMU on which the meaning of a document depends: machine types
 * and their aliases, default devices, what the emulator offers. */

typedef struct vc_host vc_host;

/* Opens a profile: an embedded one by its name ("qemu-10.0-x86_64"), else a file in the format of
 * docs/host-profiles.md. NULL with a reason in *error (vc_free). */
VC_API vc_host *vc_host_open(const char *name_or_path, char **error);
VC_API void vc_host_free(vc_host *host);

/* Name of the index-th embedded profile, in alphabetical order; NULL behind the last. */
VC_API const char *vc_host_name(size_t index);

/* Texts about profiles, terminated, to be freed with vc_free; NULL with a reason in *error (vc_free) where there is one.
 *
 * The embedded profiles, one a line. */
VC_API char *vc_host_list(void);
/* One profile for people to read. */
VC_API char *vc_host_show(const vc_host *host);
/* The profile, in the format of profile files, that a recorded conversation of libvirt with QEMU stands for. With
 * keep_aliases false machines go by their alias ("pc" stays "pc"). Firmware descriptors are read from `firmware_dirs`
 * (the later wins, by file name; NULL-terminated), or without any from folders beside the recording. */
VC_API char *vc_host_import(const char *path, bool keep_aliases, const char *const *firmware_dirs, char **error);
/* The same, asked of the QEMU binary itself; it is started and ended again. */
VC_API char *vc_host_probe(const char *emulator, const char *const *firmware_dirs, char **error);

/* --- documents ---------------------------------------------------------------------------------------------------- */

typedef struct vc_document vc_document;

/* Parses a document. `name` is what messages call it. The bytes are copied. Returns NULL only without memory; a
 * document that is not well-formed has an error among its diagnostics and vc_document_ok is false. */
VC_API vc_document *vc_document_parse(const char *text, size_t len, const char *name);
VC_API void vc_document_free(vc_document *doc);
/* The text that was parsed, in UTF-8 whatever encoding it had: lines and columns of messages count in it. NULL, and
 * length 0, when it was refused unread. */
VC_API const char *vc_document_source(const vc_document *doc, size_t *len);
/* True as long as no error was found. */
VC_API bool vc_document_ok(const vc_document *doc);

/* Judges the document by the schema; each mistake becomes an error among its diagnostics. True when there is none. */
VC_API bool vc_document_validate(vc_document *doc);

/* The same by a RELAX NG schema from a file, through libxml2; messages are libxml2's. A schema can serve many threads. */
typedef struct vc_schema vc_schema;
/* NULL with a reason in *error (vc_free). */
VC_API vc_schema *vc_schema_load(const char *path, char **error);
VC_API void vc_schema_free(vc_schema *schema);
VC_API bool vc_document_validate_by(vc_document *doc, const vc_schema *schema);

enum vc_canon_flag {
    VC_LIBVIRT = 1 << 0, /* exactly what libvirt prints: comments and foreign content go, unknown names are ignored */
    VC_GENERIC = 1 << 1, /* only what holds for every hypervisor */
    VC_RELOAD = 1 << 2,  /* read as a daemon reads its own files, not as a new definition */
    VC_RANDOM = 1 << 3,  /* draw missing UUIDs and MAC addresses instead of deriving them from the guest's name */
    VC_SETTLED = 1 << 4, /* with VC_LIBVIRT: as libvirt prints it once it has read its own text again */
};

/* Rewrites the document into its canonical form: what `virsh define` and `virsh dumpxml --inactive --security-info`
 * would show on the host. host NULL: the newest embedded profile for the document's architecture.
 * True when it was accepted; otherwise the diagnostics say why and the document is not to be printed. */
VC_API bool vc_document_canonicalize(vc_document *doc, const vc_host *host, unsigned flags);

enum vc_check_flag {
    VC_NO_WARNINGS = 1 << 0, /* only what libvirt refuses */
};

/* Judges what a schema cannot: adds what libvirt would refuse when the guest is defined as errors, and what it accepts
 * and people regret as warnings and notes. The document itself is not changed. With host NULL what depends on the host
 * is only warned of. After vc_document_validate found errors, only refusals in parts of the document that those do not
 * touch are added, so that no mistake is told twice. True when there is no error. */
VC_API bool vc_document_check(vc_document *doc, const vc_host *host, unsigned flags);

/* Documents that are to be used side by side: what two of them claim is warned of (names, uuids, MAC addresses, images,
 * ports). */
typedef struct vc_group vc_group;
VC_API vc_group *vc_group_new(void);
VC_API void vc_group_free(vc_group *group);
/* Compares a document that was checked (vc_document_check) with those before it, then remembers it. False without
 * memory. */
VC_API bool vc_group_add(vc_group *group, vc_document *doc);

/* Rules of a site, in the form of docs/policies.md. */
typedef struct vc_policy vc_policy;
/* Reads a policy; `name` is what messages call it. NULL only without memory; what is wrong with it is told by
 * vc_policy_diagnostic, and vc_policy_ok is false then. */
VC_API vc_policy *vc_policy_parse(const char *text, size_t len, const char *name);
VC_API void vc_policy_free(vc_policy *policy);
VC_API bool vc_policy_ok(const vc_policy *policy);
struct vc_diagnostic;
VC_API bool vc_policy_diagnostic(vc_policy *policy, size_t index, struct vc_diagnostic *out);
/* Adds what the policy says against a document. Rules about its canonical form need vc_document_check before. True when
 * the document has no error. A policy is for one thread at a time. */
VC_API bool vc_policy_apply(vc_policy *policy, vc_document *doc);

/* The document as text, terminated; its length in *len when len is not NULL. NULL without memory or when the document
 * has errors. To be freed with vc_free. */
VC_API char *vc_document_text(vc_document *doc, size_t *len);

/* --- diagnostics, in the order of their places ---------------------------------------------------------------------- */

enum vc_severity { VC_NOTE, VC_WARNING, VC_ERROR };

typedef struct vc_diagnostic {
    enum vc_severity severity;
    unsigned line, column; /* from 1; 0 when the message is about no place */
    const char *rule;      /* stable id, e.g. "value" */
    const char *message;
} vc_diagnostic;

/* The index-th diagnostic; false behind the last. */
VC_API bool vc_document_diagnostic(vc_document *doc, size_t index, vc_diagnostic *out);

/* The rules behind diagnostics. */
typedef struct vc_rule {
    const char *id;
    enum vc_severity severity;
    const char *message; /* with {0} {1} ... for what differs */
    const char *help;    /* a sentence or two; NULL where the message says it all */
    enum vc_severity anywhere; /* the severity where no host is given: less, when another host might not say so */
} vc_rule;
/* The index-th rule; false behind the last. */
VC_API bool vc_rule_at(size_t index, vc_rule *out);

/* --- decisions: what canonicalization filled in and why ------------------------------------------------------------- */

typedef struct vc_decision {
    const char *path;   /* /domain/devices/disk[1]/target/@bus */
    const char *value;  /* of the attribute; the text of an element, or the attributes that it got with it */
    const char *rule;   /* stable id, e.g. "machine-alias" */
    const char *reason; /* a sentence */
    const char *detail; /* what was there before or the like; may be NULL */
} vc_decision;

/* The index-th decision in document order; false behind the last. */
VC_API bool vc_document_decision(vc_document *doc, size_t index, vc_decision *out);

/* --- pinning: what canonicalization had to choose, written into the user's own text ---------------------------------- */

/* Canonicalizes a document that was parsed (and not changed since) and gives its source with all that had to be chosen
 * written into it, so that no other host, QEMU or edit chooses otherwise: addresses, controllers, implicit devices,
 * models, the versioned machine type, UUID and MAC addresses. Everything else stays byte for byte: comments, quotes, line
 * ends, order. Its canonical form is that of the document. `host` and `flags` are those of vc_document_canonicalize.
 * Terminated, to be freed with vc_free; NULL when the document is refused: the diagnostics say why. */
VC_API char *vc_document_pin(vc_document *doc, const vc_host *host, unsigned flags, size_t *len);

/* One edit of the source: `length` bytes at `offset` are replaced by `text`. */
typedef struct vc_edit {
    size_t offset, length;
    const char *text;
    const char *rule;   /* stable id, e.g. "pci-address" */
    const char *reason; /* a sentence */
} vc_edit;

/* The index-th edit that vc_document_pin made, in the order of their places; false behind the last. */
VC_API bool vc_document_edit(vc_document *doc, size_t index, vc_edit *out);

/* --- differences ------------------------------------------------------------------------------------------------------
 * What the guest would notice of the step from one document to another. Both have been canonicalized, each with its
 * host, and are kept until the comparison is freed. */

enum vc_class {
    VC_CLASS_GUEST,    /* guest ABI: libvirt refuses to go on with a saved or migrating guest */
    VC_CLASS_IDENTITY, /* name and UUID: another guest */
    VC_CLASS_UNWRITTEN, /* an address that only the old document writes: libvirt chooses none for a saved guest */
    VC_CLASS_ACCEPTED, /* guest ABI, but libvirt accepts it: a warning */
    VC_CLASS_HOST,     /* what stands behind the guest on the host */
    VC_CLASS_TUNING,
    VC_CLASS_INFO,
};

typedef struct vc_difference {
    enum vc_class type;
    const char *change;               /* "changed", "added", "removed", "moved" */
    const char *group;                /* path of the device, or of the part of the domain, that holds it */
    const char *old_path, *new_path;  /* NULL where there is nothing */
    const char *old_value, *new_value;
    unsigned old_line, old_column, new_line, new_column; /* from 1; 0 when there is no place */
    const char *rule;   /* stable id, e.g. "nic_address" */
    const char *reason; /* a sentence */
} vc_difference;

typedef struct vc_diff vc_diff;

/* Compares two canonicalized documents. NULL without memory or when one of them has errors. */
VC_API vc_diff *vc_diff_new(vc_document *old_doc, vc_document *new_doc);
VC_API void vc_diff_free(vc_diff *diff);
/* True when libvirt would take the one for the other: no difference of the first three classes. */
VC_API bool vc_diff_same(const vc_diff *diff);
/* The index-th difference: the guest's first, each class in document order; false behind the last. */
VC_API bool vc_diff_get(const vc_diff *diff, size_t index, vc_difference *out);
/* "guest", "identity", "unwritten", "accepted", "host", "tuning", "info". */
VC_API const char *vc_class_name(enum vc_class type);

/* What the target of a migration must offer to a canonicalized document. */
typedef struct vc_need {
    const char *path; /* what asks for it */
    const char *rule; /* stable id, e.g. "cpu_optional" */
    const char *text;
} vc_need;

/* The index-th need in document order; false behind the last. */
VC_API bool vc_document_need(vc_document *doc, size_t index, vc_need *out);

/* The fingerprint of the guest ABI of a canonicalized document, "abi1:...": equal for two documents exactly when there
 * is no difference of class VC_CLASS_GUEST. To be freed with vc_free; NULL without memory or with errors. */
VC_API char *vc_document_fingerprint(vc_document *doc);

/* --- reports ----------------------------------------------------------------------------------------------------------
 * What people look at: the facts about a guest, or about the step from one to another, as XML (docs/report.md), and the
 * HTML page made of that. Texts are terminated, to be freed with vc_free; the length goes to *len when len is not NULL. */

/* A canonicalized document by itself. NULL without memory or with errors. */
VC_API char *vc_report_guest(vc_document *doc, size_t *len);
/* A comparison. NULL without memory. */
VC_API char *vc_report_diff(vc_diff *diff, size_t *len);
/* The page made of a report: one file with pictures, without scripts, that refers to nothing outside. NULL with a reason
 * in *error (vc_free). */
VC_API char *vc_report_page(const char *report, size_t len, size_t *out_len, char **error);

/* --- CPU models -------------------------------------------------------------------------------------------------------
 * What libvirt computes with the CPUs of hosts and guests. A vc_cpu is a text that was read: a <cpu> element, a document
 * with CPUs in it (`virsh capabilities`, `virsh domcapabilities`, a domain, any element with <cpu> children), CPUID data
 * (<cpudata>), or a reply of QEMU's monitor to query-cpu-model-expansion or query-cpu-definitions. Several XML documents
 * may stand in one text, one behind the other. */

typedef struct vc_cpu vc_cpu;

/* Reads a text; `name` is what messages call it. NULL only without memory; what is wrong with the text is told by the
 * computations, and stands among its diagnostics then. */
VC_API vc_cpu *vc_cpu_parse(const char *text, size_t len, const char *name);
VC_API void vc_cpu_free(vc_cpu *cpu);
VC_API const char *vc_cpu_name(const vc_cpu *cpu);
VC_API bool vc_cpu_diagnostic(vc_cpu *cpu, size_t index, vc_diagnostic *out);

typedef struct vc_cpu_options {
    const char *arch;          /* libvirt's name of the architecture; NULL: that of the first host, or x86_64 */
    const char *const *models; /* models that may be used, NULL at the end; NULL: any */
    vc_cpu *definitions;       /* the same from a reply to query-cpu-definitions, with what the host lacks; or NULL */
    const char *target_model;  /* live: translate the guest to this model first */
    bool guest;                /* decode: a guest's CPU, not a host's */
    bool explain;              /* baseline: say what each CPU costs the others */
    bool expand;               /* baseline, live: write out all features */
    bool migratable;           /* baseline: without features that cannot migrate */
    bool restored;             /* update: the guest comes from a migration or a saved state */
} vc_cpu_options;

enum vc_cpu_verdict {
    VC_CPU_YES,
    VC_CPU_NO,  /* a negative answer, or none is possible */
    VC_CPU_BAD, /* something given is wrong: diagnostics of it say what */
};

/* The texts are freed with vc_free, and may be NULL. */
typedef struct vc_cpu_answer {
    enum vc_cpu_verdict verdict;
    char *text;   /* a word, or a <cpu> element */
    char *reason; /* why the answer is negative; without both there was no memory */
    char *explanation; /* lines about the answer, if they were asked for */
} vc_cpu_answer;

/* True for CPUs of hosts: with an <arch>, CPUID data, capabilities. False for guests' and for what cannot be read. */
VC_API bool vc_cpu_is_host(vc_cpu *cpu);

/* "incompatible", "identical" or "superset": whether the host can run the CPU. */
VC_API vc_cpu_answer vc_cpu_compare(const vc_cpu_options *o, vc_cpu *host, vc_cpu *cpu);
/* The guest's CPU as it would run on the host. */
VC_API vc_cpu_answer vc_cpu_guest(const vc_cpu_options *o, vc_cpu *host, vc_cpu *cpu);
/* The guest's CPU with all that depends on the host resolved. */
VC_API vc_cpu_answer vc_cpu_update(const vc_cpu_options *o, vc_cpu *host, vc_cpu *guest);
/* The richest CPU that all of the CPUs in all texts can run. */
VC_API vc_cpu_answer vc_cpu_baseline(const vc_cpu_options *o, vc_cpu *const *list, size_t count);
/* "yes" or "no": whether a CPU has a feature. */
VC_API vc_cpu_answer vc_cpu_feature(const vc_cpu_options *o, vc_cpu *cpu, const char *feature);
/* The CPU that data describe. */
VC_API vc_cpu_answer vc_cpu_decode(const vc_cpu_options *o, vc_cpu *data);
/* "signature=0x0306c3 family=6 model=60 stepping=3". */
VC_API vc_cpu_answer vc_cpu_signature(const vc_cpu_options *o, vc_cpu *data);
/* The guest's CPU corrected by what QEMU enabled, and what it was asked for but disabled. */
VC_API vc_cpu_answer vc_cpu_live(const vc_cpu_options *o, vc_cpu *guest, vc_cpu *enabled, vc_cpu *disabled);
/* The CPU with all features of its model written out. */
VC_API vc_cpu_answer vc_cpu_expand(const vc_cpu_options *o, vc_cpu *cpu);
/* "valid": all features exist on this architecture. */
VC_API vc_cpu_answer vc_cpu_validate(const vc_cpu_options *o, vc_cpu *cpu);
/* The CPU in the words of a hypervisor. */
enum vc_cpu_form {
    VC_CPU_QEMU,       /* the value of -cpu */
    VC_CPU_XEN,        /* the value of xl's cpuid; empty when it needs none */
    VC_CPU_FEATURESET, /* Xen's words of features */
    VC_CPU_VMWARE,     /* lines of a .vmx file */
};
VC_API vc_cpu_answer vc_cpu_write(const vc_cpu_options *o, vc_cpu *cpu, enum vc_cpu_form form);
/* What CPUID, and the MSRs that can be read, say of this machine's processor: a <cpudata> document. */
VC_API vc_cpu_answer vc_cpu_local_data(void);
/* The CPU that this is. */
VC_API vc_cpu_answer vc_cpu_local(const vc_cpu_options *o);
/* The models of the architecture, one a line. */
VC_API vc_cpu_answer vc_cpu_list(const vc_cpu_options *o);

/* --- hotplug on paper -------------------------------------------------------------------------------------------------
 * What a domain is after a device was attached, detached or updated: everything else keeps its place. */

enum vc_plug { VC_ATTACH, VC_DETACH, VC_UPDATE };

enum vc_plug_flag {
    VC_DEFINITION = 1 << 8, /* change the definition, as `virsh attach-device --config` does; without it, the running
                               guest, as --live does: there a device has to do with the controllers that are there */
};

/* Canonicalizes a parsed domain and applies the device to it, a document whose root element is a device. Flags are those
 * of vc_document_canonicalize and of above. On success `domain` is the new domain, with what the device brought as its
 * decisions, and `device` the completed device, or the one that was taken out. Otherwise neither is to be printed; the
 * diagnostics of the domain tell why it was refused itself, those of the device why the device was. The device is freed
 * after the domain. */
VC_API bool vc_document_plug(vc_document *domain, vc_document *device, enum vc_plug what, const vc_host *host,
                             unsigned flags);

/* --- stylesheets ---------------------------------------------------------------------------------------------------- */

typedef struct vc_sheet vc_sheet;

/* Reads an XSLT 1.0 stylesheet from a file; NULL with a reason in *error (vc_free). */
VC_API vc_sheet *vc_sheet_load(const char *path, char **error);
VC_API void vc_sheet_free(vc_sheet *sheet);
/* Applies a sheet to a document; the result (terminated, vc_free) and its length, or NULL with a reason in *error.
 * While it runs the sheet can neither read nor write files and has no network. */
VC_API char *vc_sheet_apply(vc_sheet *sheet, const char *text, size_t len, const char *name, size_t *out_len,
                            char **error);

VC_API void vc_free(void *memory);

#ifdef __cplusplus
}
#endif

#endif
