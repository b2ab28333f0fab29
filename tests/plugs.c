/* Properties of hotplug over the documents whose paths are on standard input. Whatever is attached to a document that is
 * accepted, whether the guest runs or not:
 *   all that was there is still there, in the same order and with the same words: the old text is a part of the new one;
 *   the result is canonical;
 *   detaching the completed device finds it, and where nothing else came with it, the old text is back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/base/array.h"
#include "../src/virtcanon.h"
#include "files.h"

static const char *const devices[] = {
    "<disk type='file' device='disk'><source file='/srv/new.img'/><target dev='vdzy' bus='virtio'/></disk>",
    "<disk type='file' device='disk'><source file='/srv/new.img'/><target dev='sdzy' bus='scsi'/></disk>",
    "<disk type='file' device='cdrom'><target dev='sdzz' bus='usb'/></disk>",
    "<interface type='user'><model type='virtio'/></interface>",
    "<interface type='user'><mac address='52:54:00:a1:b2:c3'/></interface>",
    "<controller type='scsi' model='virtio-scsi'/>",
    "<channel type='unix'><target type='virtio' name='org.example.new'/></channel>",
    "<rng model='virtio'><backend model='random'>/dev/random</backend></rng>",
    "<input type='tablet' bus='usb'/>",
    "<memory model='dimm'><target><size unit='MiB'>512</size><node>0</node></target></memory>",
    "<lease><lockspace>area</lockspace><key>new</key><target path='/srv/lease'/></lease>",
};
enum { DEVICES = countof(devices) };

static unsigned attached, refused, failed;

static void fail(const char *path, const char *device, const char *what)
{
    failed++;
    printf("FAILED %s: %s (%s)\n", path, what, device);
}

static char *canonical(const char *text)
{
    vc_document *doc = vc_document_parse(text, strlen(text), "test");
    char *out = vc_document_canonicalize(doc, NULL, VC_LIBVIRT | VC_SETTLED) ? vc_document_text(doc, NULL) : NULL;
    vc_document_free(doc);
    return out;
}

/* The new text of the domain, or NULL; the completed device in *completed (vc_free). */
static char *plug(const char *text, const char *device, enum vc_plug what, unsigned flags, char **completed)
{
    vc_document *domain = vc_document_parse(text, strlen(text), "domain");
    vc_document *doc = vc_document_parse(device, strlen(device), "device");
    char *out = NULL;
    if (vc_document_plug(domain, doc, what, NULL, flags | VC_LIBVIRT)) {
        out = vc_document_text(domain, NULL);
        *completed = vc_document_text(doc, NULL);
    }
    vc_document_free(domain);
    vc_document_free(doc);
    return out;
}

static size_t line_length(const char *text)
{
    const char *end = strchr(text, '\n');
    return end ? (size_t)(end - text) + 1 : strlen(text);
}

/* The sizes of the guest's memory grow by a module, and a function 0 says that it has company. */
static bool may_change(const char *line)
{
    const char *content = line + strspn(line, " ");
    return strncmp(content, "<memory unit", 12) == 0 || strncmp(content, "<currentMemory", 14) == 0 ||
           strncmp(content, "<address type='pci'", 19) == 0;
}

static bool same_line(const char *a, const char *b, size_t len)
{
    if (line_length(b) == len && memcmp(a, b, len) == 0)
        return true;
    const size_t common = strcspn(a, ">/");
    return may_change(a) && may_change(b) && (strstr(a, "emory") || strncmp(a, b, common) == 0);
}

/* True when the lines of old appear among those of new, in their order. */
static bool contains(const char *new, const char *old)
{
    while (*old && *new) {
        const size_t len = line_length(old);
        if (same_line(old, new, len))
            old += len;
        new += line_length(new);
    }
    return !*old;
}

static size_t lines(const char *text)
{
    size_t count = 0;
    for (; *text; text += line_length(text))
        count++;
    return count;
}

static void check_device(const char *path, const char *text, const char *device, unsigned flags)
{
    char *completed = NULL, *taken = NULL;
    char *with = plug(text, device, VC_ATTACH, flags, &completed);
    if (!with) {
        refused++;
        return;
    }
    attached++;
    char *again = canonical(with);
    if (!contains(with, text))
        fail(path, device, "something else was changed");
    if (!again || strcmp(again, with) != 0)
        fail(path, device, "the result is not canonical");
    char *without = plug(with, completed, VC_DETACH, flags, &taken);
    if (!without)
        fail(path, device, "the completed device is not found again");
    else if (lines(with) == lines(text) + lines(completed) && strcmp(without, text) != 0)
        fail(path, device, "detaching does not bring the old text back");
    vc_free(without);
    vc_free(taken);
    vc_free(again);
    vc_free(with);
    vc_free(completed);
}

/* Guests of QEMU: for others nothing is known of their hotplug. */
static bool concerns(const char *text)
{
    return strncmp(text, "<domain type='qemu'", 19) == 0 || strncmp(text, "<domain type='kvm'", 18) == 0;
}

int main(void)
{
    char path[4096];
    for (unsigned i = 0; fgets(path, sizeof path, stdin); i++) {
        size_t len = 0;
        path[strcspn(path, "\n")] = '\0';
        char *source = read_file(path, &len);
        char *text = source ? canonical(source) : NULL, *again = text ? canonical(text) : NULL;
        const bool fixed = again && strcmp(again, text) == 0; /* not where a password went that has a time limit */
        /* Each document with some of the devices: together they see all of them often. */
        for (unsigned k = 0; fixed && concerns(text) && k < 3; k++) {
            check_device(path, text, devices[(i * 3 + k) % DEVICES], 0);
            check_device(path, text, devices[(i * 3 + k) % DEVICES], VC_DEFINITION);
        }
        vc_free(again);
        vc_free(text);
        free(source);
    }
    printf("%u devices attached, %u refused, %u properties do not hold\n", attached, refused, failed);
    return failed != 0 || attached == 0;
}
