/* The PCI devices of this machine, as the kernel shows them in a folder. Knows nothing of guests. */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facts.h"
#include "internal.h"

enum { MAX_DEVICES = 4096, CONFIG_SIZE = 256, STATUS = 0x06, HAS_LIST = 0x10, FIRST = 0x34, HEADER = 0x40 };
enum { EXPRESS = 0x10 }; /* id of the capability that only PCI Express devices have */

/* Only express devices have a longer configuration space, which is seen without reading it. Whoever may not read beyond
 * the header learns nothing else: such a device counts as express, as an unknown one does. */
static bool is_express(const char *path)
{
    unsigned char config[CONFIG_SIZE];
    struct stat st;
    if (stat(path, &st) == 0 && st.st_size > CONFIG_SIZE)
        return true;
    FILE *f = fopen(path, "rb");
    const size_t len = f ? fread(config, 1, sizeof config, f) : 0;
    if (f)
        fclose(f);
    if (len < sizeof config)
        return true;
    if (!(config[STATUS] & HAS_LIST))
        return false;
    unsigned at = config[FIRST] & ~3u;
    for (int steps = 0; at >= HEADER && steps < CONFIG_SIZE / 4; steps++, at = config[at + 1] & ~3u)
        if (config[at] == EXPRESS)
            return true;
    return false;
}

static int group_of(const char *path)
{
    char target[PATH_MAX];
    const ssize_t len = readlink(path, target, sizeof target - 1);
    if (len <= 0)
        return -1;
    target[len] = '\0';
    const char *name = strrchr(target, '/');
    return atoi(name ? name + 1 : target);
}

static int by_address(const void *a, const void *b)
{
    const struct host_pci_device *x = a, *y = b;
    if (x->domain != y->domain)
        return x->domain < y->domain ? -1 : 1;
    const int p = x->bus << 8 | x->slot << 3 | x->function, q = y->bus << 8 | y->slot << 3 | y->function;
    return (p > q) - (p < q);
}

void pci_devices_collect(struct arena *a, struct host_profile *p, const char *dir)
{
    struct host_pci_device *list = arena_new_array(a, struct host_pci_device, MAX_DEVICES);
    uint32_t n = 0;
    DIR *d = opendir(dir);
    struct dirent *e;
    while (d && n < MAX_DEVICES && (e = readdir(d))) {
        unsigned domain, bus, slot, function;
        char path[PATH_MAX];
        if (sscanf(e->d_name, "%x:%2x:%2x.%1x", &domain, &bus, &slot, &function) != 4 || domain > UINT16_MAX)
            continue;
        snprintf(path, sizeof path, "%s/%s/iommu_group", dir, e->d_name);
        list[n] = (struct host_pci_device){(uint16_t)domain,  (uint8_t)bus, (uint8_t)slot,
                                           (uint8_t)function, false,        group_of(path)};
        snprintf(path, sizeof path, "%s/%s/config", dir, e->d_name);
        list[n++].express = is_express(path);
    }
    if (d)
        closedir(d);
    qsort(list, n, sizeof *list, by_address);
    p->pci = list;
    p->pci_count = n;
}
