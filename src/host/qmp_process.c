/* Starts QEMU, exchanges QMP lines with it under a deadline, ends it. Knows no question. */
#include "qmp_process.h"

#include <errno.h>
#include <fcntl.h>
#include <json-c/json.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

enum { SESSION_MS = 30000, QUIT_MS = 2000, MAX_LINE = 64 * 1024 * 1024 };

extern char **environ;

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int spawn(struct qmp_process *q, const char *accel, int theirs)
{
    char machine[64] = "none,accel=";
    const char *const argv[] = {q->emulator, "-S",       "-no-user-config", "-nodefaults", "-display",
                                "none",      "-machine", machine,           "-qmp",        "stdio",
                                NULL};
    posix_spawn_file_actions_t actions;
    strncat(machine, accel, sizeof machine - strlen(machine) - 1);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, theirs, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const int failed = posix_spawn(&q->pid, q->emulator, &actions, NULL, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

bool qmp_start(struct qmp_process *q, const char *emulator, const char *accel, struct qmp_replies *replies,
               struct buf *error)
{
    int pair[2];
    *q = (struct qmp_process){.emulator = emulator, .replies = replies, .error = error, .pid = -1, .fd = -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        buf_printf(error, "no socket: %s", strerror(errno));
        return false;
    }
    const int failed = spawn(q, accel, pair[1]);
    close(pair[1]);
    if (failed) {
        close(pair[0]);
        buf_printf(error, "cannot be started: %s", strerror(failed));
        return false;
    }
    q->fd = pair[0];
    q->deadline = now_ms() + SESSION_MS;
    return true;
}

static bool give_up(struct qmp_process *q, const char *why)
{
    buf_puts(q->error, why);
    return false;
}

static bool wait_for(struct qmp_process *q, short events)
{
    struct pollfd p = {q->fd, events, 0};
    for (;;) {
        const int64_t left = q->deadline - now_ms();
        const int n = left > 0 ? poll(&p, 1, (int)left) : 0;
        if (n > 0)
            return true;
        if (n == 0)
            return give_up(q, "it does not answer over QMP in time");
        if (errno != EINTR)
            return give_up(q, strerror(errno));
    }
}

static bool send_text(struct qmp_process *q, const char *text)
{
    size_t left = strlen(text);
    while (left) {
        if (!wait_for(q, POLLOUT))
            return false;
        const ssize_t n = send(q->fd, text, left, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno != EAGAIN && errno != EINTR)
            return give_up(q, "it ended while it was asked over QMP");
        if (n > 0) {
            text += n;
            left -= (size_t)n;
        }
    }
    return true;
}

static bool receive(struct qmp_process *q)
{
    char chunk[65536];
    if (!wait_for(q, POLLIN))
        return false;
    const ssize_t n = recv(q->fd, chunk, sizeof chunk, MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        return give_up(q, "it ended without an answer over QMP");
    if (n > 0)
        buf_put(&q->in, chunk, (size_t)n);
    return !q->in.failed && q->in.len < MAX_LINE ? true : give_up(q, "it says too much over QMP");
}

/* The next line as JSON; NULL with a message when there is none. */
static struct json_object *next_line(struct qmp_process *q)
{
    const char *end;
    while (!q->in.len || !(end = memchr(q->in.text, '\n', q->in.len)))
        if (!receive(q))
            return NULL;
    const size_t used = (size_t)(end - q->in.text) + 1;
    struct json_tokener *t = json_tokener_new();
    struct json_object *o = t ? json_tokener_parse_ex(t, q->in.text, (int)used) : NULL;
    if (t)
        json_tokener_free(t);
    memmove(q->in.text, q->in.text + used, q->in.len - used);
    q->in.len -= used;
    if (!o)
        give_up(q, "it does not speak QMP");
    return o;
}

/* The greeting and events are no answers. */
static struct json_object *next_answer(struct qmp_process *q)
{
    struct json_object *o;
    while ((o = next_line(q)) && !json_member(o, "return") && !json_member(o, "error"))
        json_object_put(o);
    return o;
}

bool qmp_ask(struct qmp_process *q, const char *command, struct json_object *arguments)
{
    struct json_object *o = json_object_new_object();
    struct buf id = {0};
    buf_printf(&id, "virtcanon-%u", ++q->id);
    json_object_object_add(o, "execute", json_object_new_string(command));
    if (arguments)
        json_object_object_add(o, "arguments", arguments);
    json_object_object_add(o, "id", json_object_new_string(id.text ? id.text : ""));
    buf_free(&id);
    const bool sent =
        send_text(q, json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN)) && send_text(q, "\n");
    struct json_object *answer = sent ? next_answer(q) : NULL;
    if (answer)
        return qmp_add(q->replies, o, answer, q->error);
    json_object_put(o);
    return false;
}

void qmp_stop(struct qmp_process *q)
{
    static const char quit[] = "{\"execute\":\"quit\"}\n";
    const struct timespec pause = {0, 5 * 1000 * 1000};
    const int64_t until = now_ms() + QUIT_MS;
    if (send(q->fd, quit, sizeof quit - 1, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        kill(q->pid, SIGTERM);
    close(q->fd);
    pid_t ended;
    while ((ended = waitpid(q->pid, NULL, WNOHANG)) == 0 && now_ms() < until)
        nanosleep(&pause, NULL);
    if (ended == 0) {
        kill(q->pid, SIGKILL);
        while (waitpid(q->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    buf_free(&q->in);
}
