/* The embedded profiles, and what a user names: one of them or a file. Knows no more of them than name,
 * architecture and version. */
#include "embedded.h"

#include <string.h>
#include <unistd.h>

#include "import.h"

const struct host_profile *host_profile_at(size_t index)
{
    return index < host_embedded_count ? host_embedded[index] : NULL;
}

const struct host_profile *host_profile_find(const char *name)
{
    for (size_t i = 0; i < host_embedded_count; i++)
        if (strcmp(host_embedded[i]->name, name) == 0)
            return host_embedded[i];
    return NULL;
}

static bool better(const struct host_profile *p, const struct host_profile *best, const char *arch)
{
    if (!best)
        return true;
    const bool own = strcmp(p->arch, arch) == 0, best_own = strcmp(best->arch, arch) == 0;
    return own != best_own ? own : p->version > best->version;
}

const struct host_profile *host_profile_default(const char *guest_arch)
{
    const struct host_profile *best = NULL;
    for (size_t i = 0; i < host_embedded_count; i++)
        if (host_runs_arch(host_embedded[i], guest_arch) && better(host_embedded[i], best, guest_arch))
            best = host_embedded[i];
    return best;
}

const struct host_profile *host_open(struct arena *a, const char *name_or_path, struct buf *error)
{
    const struct host_profile *p = host_profile_find(name_or_path);
    if (p)
        return p;
    if (!strchr(name_or_path, '/') && strcmp(name_or_path, "-") != 0 && access(name_or_path, F_OK) != 0) {
        buf_puts(error, "neither a profile file nor an embedded profile (`virtcanon host list` names them)");
        return NULL;
    }
    return host_load(a, name_or_path, error);
}
