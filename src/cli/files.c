/* Reading documents, replacing files as a whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "escape.h"

enum { FIRST_READ = 16 * 1024, LARGEST = 64 * 1024 * 1024 };

/* Reads up to LARGEST + 1 bytes: the library says what is wrong with more. The text is terminated. */
static bool read_all(struct input *in, int fd)
{
    size_t size = in->stat.st_size > 0 && in->stat.st_size < LARGEST ? (size_t)in->stat.st_size + 2 : FIRST_READ;
    in->text = malloc(size);
    while (in->text) {
        if (in->len + 1 == size) {
            char *more = realloc(in->text, size *= 2);
            if (!more)
                break;
            in->text = more;
        }
        const ssize_t got = read(fd, in->text + in->len, size - in->len - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        in->len += (size_t)got;
        in->text[in->len] = '\0';
        if (got == 0 || in->len > LARGEST)
            return true;
    }
    return false;
}

bool input_read(struct input *in, const char *path)
{
    const bool standard = strcmp(path, "-") == 0;
    *in = (struct input){.name = standard ? "<stdin>" : path};
    const int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    bool done = fd >= 0 && (standard || fstat(fd, &in->stat) == 0);
    if (done && S_ISDIR(in->stat.st_mode)) {
        errno = EISDIR;
        done = false;
    }
    done = done && read_all(in, fd);
    if (!done) {
        in->trouble = strerror(errno);
        put_plain(stderr, in->name);
        fprintf(stderr, ": error: cannot read the file: %s [unreadable]\n", in->trouble);
    }
    if (fd >= 0 && !standard)
        close(fd);
    if (!done)
        input_free(in);
    return done;
}

void input_free(struct input *in)
{
    free(in->text);
    in->text = NULL;
}

static bool write_all(int fd, const char *text, size_t len)
{
    while (len) {
        const ssize_t put = write(fd, text, len);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0) {
            text += put;
            len -= (size_t)put;
        }
    }
    return true;
}

static bool unchanged(const char *path, const struct stat *old)
{
    struct stat now;
    return stat(path, &now) == 0 && now.st_ino == old->st_ino && now.st_dev == old->st_dev &&
           now.st_size == old->st_size && now.st_mtim.tv_sec == old->st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == old->st_mtim.tv_nsec;
}

/* Mode and owner of the file that is replaced; a file that cannot be given to its owner is not replaced. */
static bool take_after(int fd, const struct stat *old)
{
    struct stat own;
    if (fstat(fd, &own) != 0)
        return false;
    if ((own.st_uid != old->st_uid || own.st_gid != old->st_gid) && fchown(fd, old->st_uid, old->st_gid) != 0)
        return false;
    return fchmod(fd, old->st_mode & 07777) == 0;
}

static bool fill(int fd, const char *text, size_t len, const struct input *old)
{
    const mode_t mask = umask(0);
    umask(mask);
    const bool dressed = old ? take_after(fd, &old->stat) : fchmod(fd, 0666 & ~mask) == 0;
    return dressed && write_all(fd, text, len) && fsync(fd) == 0;
}

static bool replace(const char *path, const char *temporary, int fd, const char *text, size_t len,
                    const struct input *old)
{
    bool done = fill(fd, text, len, old);
    done = close(fd) == 0 && done;
    if (done && old && !unchanged(path, &old->stat)) {
        complain("%s: the file was changed meanwhile; it is left as it is", path);
        unlink(temporary);
        return false;
    }
    if (!done || rename(temporary, path) != 0) {
        complain("%s: cannot write: %s", path, strerror(errno));
        unlink(temporary);
        return false;
    }
    return true;
}

bool file_replace(const char *path, const char *text, size_t len, const struct input *old)
{
    char *target = realpath(path, NULL); /* a symbolic link stays one */
    const char *name = target ? target : path;
    const size_t size = strlen(name) + sizeof ".XXXXXX";
    char *temporary = malloc(size);
    bool done = false;
    int fd = -1;
    if (temporary) {
        snprintf(temporary, size, "%s.XXXXXX", name);
        fd = mkostemp(temporary, O_CLOEXEC);
    }
    if (fd >= 0)
        done = replace(name, temporary, fd, text, len, old);
    else
        complain("%s: cannot write: %s", path, strerror(errno));
    free(temporary);
    free(target);
    return done;
}

bool output_write(const char *text, size_t len)
{
    if (fwrite(text, 1, len, stdout) == len)
        return true;
    complain("cannot write to standard output: %s", strerror(errno));
    return false;
}

bool output_close(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    complain("cannot write to standard output: %s", strerror(errno));
    return false;
}
