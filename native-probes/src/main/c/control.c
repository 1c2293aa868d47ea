#define _GNU_SOURCE
#include "control.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A thread that was born of one not yet visited has the old setting; the second pass finds it. */
#define PASSES 2

struct action {
    const uint64_t *mask; /* NULL: set the nice value */
    size_t mask_bytes;
    int nice;
};

static int apply(const struct action *action, pid_t thread)
{
    /* The raw call takes any length of mask; the glibc wrapper wants its own type. */
    const long result = action->mask != NULL
        ? syscall(SYS_sched_setaffinity, thread, action->mask_bytes, action->mask)
        : setpriority(PRIO_PROCESS, (id_t) thread, action->nice);
    return result < 0 ? -errno : 0;
}

static int apply_to_listed(const struct action *action, int tasks, int *applied)
{
    char entries[2048] __attribute__((aligned(8)));
    long length;
    if (lseek(tasks, 0, SEEK_SET) < 0) {
        return -errno;
    }
    while ((length = syscall(SYS_getdents64, tasks, entries, sizeof entries)) > 0) {
        for (long offset = 0; offset < length;) {
            const struct dirent64 *entry = (const void *) (entries + offset);
            offset += entry->d_reclen;
            if (entry->d_name[0] == '.') {
                continue;
            }
            const int result = apply(action, (pid_t) atoll(entry->d_name));
            if (result == 0) {
                (*applied)++;
            } else if (result != -ESRCH) { /* a thread may end meanwhile */
                return result;
            }
        }
    }
    return length < 0 ? -errno : 0;
}

/* Both settings belong to a thread in Linux, whatever POSIX says, so each thread is visited. */
static int apply_to_process(const struct action *action, int64_t pid)
{
    char path[40];
    snprintf(path, sizeof path, "/proc/%lld/task", (long long) pid);
    const int tasks = pid <= 0 ? -1 : open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (tasks < 0) {
        return pid <= 0 || errno == ENOENT ? -ESRCH : -errno;
    }
    int applied = 0;
    int result = 0;
    for (int pass = 0; pass < PASSES && result == 0; pass++) {
        result = apply_to_listed(action, tasks, &applied);
    }
    close(tasks);
    if (result == -ENOENT) {
        return -ESRCH;
    }
    return result == 0 && applied == 0 ? -ESRCH : result;
}

int control_affinity(int64_t pid, const uint64_t *mask, size_t words)
{
    const struct action action = {.mask = mask, .mask_bytes = words * sizeof *mask};
    return apply_to_process(&action, pid);
}

int control_nice(int64_t pid, int nice)
{
    const struct action action = {.nice = nice};
    return apply_to_process(&action, pid);
}

int control_signal(int64_t pid, int signal)
{
    /* 0 and below mean groups of processes, or all: never what a caller of this wants. */
    if (pid <= 0 || pid > INT32_MAX) {
        return -ESRCH;
    }
    return kill((pid_t) pid, signal) < 0 ? -errno : 0;
}

int control_open(const char *path)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int control_write(int fd, const char *bytes, size_t length)
{
    const ssize_t written = pwrite(fd, bytes, length, 0);
    if (written < 0) {
        return -errno;
    }
    return (size_t) written == length ? 0 : -EIO;
}

int control_close(int fd)
{
    return close(fd) < 0 ? -errno : 0;
}
