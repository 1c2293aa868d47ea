/*
 * One process. Its identity is the descriptor open on /proc/PID/stat: that descriptor belongs to the process, not to
 * the number, and answers ESRCH once the process has been reaped, even when the number is in use again.
 */
#define _GNU_SOURCE
#include "clock.h"
#include "probe_set.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FD_STAT, FD_STATM, FD_IO, FD_STATUS, FD_PIDFD };

static int open_pidfd(int64_t pid)
{
#ifdef SYS_pidfd_open
    return (int) syscall(SYS_pidfd_open, (pid_t) pid, 0);
#else
    (void) pid;
    errno = ENOSYS;
    return -1;
#endif
}

/*
 * Has the end of a process end its guard's silence. Without (no pidfd or no epoll here, or no more descriptors) the guard
 * is asked at every sample.
 */
static void watch_end(struct probe_set *set, struct probe *probe, uint32_t slot)
{
    const int pidfd = open_pidfd(probe->subject);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = slot};
    if (pidfd >= 0 && epoll_ctl(set->ends, EPOLL_CTL_ADD, pidfd, &event) != 0) {
        close(pidfd);
    } else if (pidfd >= 0) {
        probe->fd[FD_PIDFD] = pidfd;
        set->ends_watched++;
    }
}

void process_close(struct probe_set *set, const struct probe *probe)
{
    if (probe->kind == KIND_PROCESS && probe->fd[FD_PIDFD] >= 0) {
        epoll_ctl(set->ends, EPOLL_CTL_DEL, probe->fd[FD_PIDFD], NULL);
        set->ends_watched--;
    }
}

static void refuse(struct probe *probe, int error)
{
    /* No directory for this number: there is no such process, now or ever. */
    probe->opened = error == ENOENT ? STATE_GONE : state_of_errno(error);
    probe->open_error = error;
}

int process_open_identity(struct probe_set *set, struct probe *probe, int64_t start_ticks)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/%lld", (long long) probe->subject);
    const int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) {
        refuse(probe, errno);
        return -1;
    }
    struct row row;
    struct stat_line line;
    row_begin(&row, KIND_PROCESS, 0, 0, probe->subject);
    probe_open_file(probe, FD_STAT, directory, "stat");
    const ssize_t length = probe_read(set, probe, FD_STAT, &row);
    line.valid = 0;
    if (length >= 0) {
        parse_stat_line(set->text, (size_t) length, &line, &row);
    }
    if (row.state != STATE_OK) {
        probe->opened = row.error == ENOENT ? STATE_GONE : (enum row_state) row.state;
        probe->open_error = row.error;
    } else if (start_ticks != 0 && line.value[STAT_START] != start_ticks) {
        refuse(probe, ESRCH); /* the number is there, but it is another process */
    } else {
        probe->generation = line.value[STAT_START];
        return directory;
    }
    close(directory);
    return -1;
}

void process_open(struct probe_set *set, uint32_t slot, int64_t start_ticks, uint32_t aspects)
{
    struct probe *probe = &set->probes[slot];
    probe->aspects = aspects;
    const int directory = process_open_identity(set, probe, start_ticks);
    if (directory < 0) {
        return;
    }
    if ((aspects & ASPECT_MEMORY) != 0) {
        probe_open_file(probe, FD_STATM, directory, "statm");
    }
    if ((aspects & ASPECT_IO) != 0) {
        probe_open_file(probe, FD_IO, directory, "io");
    }
    if ((aspects & ASPECT_SWITCHES) != 0) {
        probe_open_file(probe, FD_STATUS, directory, "status");
    }
    close(directory);
    if ((aspects & ASPECT_CPU_TIME) == 0) {
        return;
    }
    const int unusable = clock_getcpuclockid((pid_t) probe->subject, &probe->clock);
    if (aspects == ASPECT_CPU_TIME) {
        watch_end(set, probe, slot);
    }
    /* Still the process that stat was opened on, so the clock and the pidfd are this process's too. */
    char byte;
    if (unusable != 0 || pread(probe->fd[FD_STAT], &byte, 1, 0) < 1) {
        refuse(probe, ESRCH);
    }
}

static void read_clock(const struct probe *probe, struct row *row)
{
    struct timespec time;
    const int refused = (int) -clock_read(probe->clock, &time);
    if (refused == EPERM || refused == EACCES) {
        row_fault(row, STATE_DENIED, refused);
        return;
    }
    if (refused != 0) {
        row_gone(row, ESRCH); /* EINVAL, for the kernel knows no such clock any more */
        return;
    }
    row_put(row, PROCESS_CPU, clock_time_ns(&time));
}

static void read_text(struct probe_set *set, struct probe *probe, int index, enum parser parser, struct row *row)
{
    const ssize_t length = row->state == STATE_GONE ? -1 : probe_read(set, probe, index, row);
    if (length >= 0) {
        parse(parser, set->text, (size_t) length, &set->units, row);
    }
}

/*
 * The clock first: whatever shows after it that the process still exists also shows that the number was not in use by
 * another when the clock was read. Every text file shows that; a clock alone needs a guard.
 */
void process_sample(struct probe_set *set, struct probe *probe, struct row *row)
{
    if ((probe->aspects & ASPECT_CPU_TIME) != 0) {
        read_clock(probe, row);
    }
    if ((probe->aspects & ASPECT_STAT) != 0) {
        read_text(set, probe, FD_STAT, PARSE_PROCESS_STAT, row);
    } else if ((probe->aspects & ASPECT_MEMORY) != 0) {
        read_text(set, probe, FD_STATM, PARSE_PROCESS_STATM, row);
    }
    if ((probe->aspects & ASPECT_IO) != 0) {
        read_text(set, probe, FD_IO, PARSE_PROCESS_IO, row);
    }
    if ((probe->aspects & ASPECT_SWITCHES) != 0) {
        read_text(set, probe, FD_STATUS, PARSE_PROCESS_STATUS, row);
    }
}

/* A failed open of io proves nothing, so such a probe needs the guard as well. */
static bool needs_guard(const struct probe *probe)
{
    return probe->kind == KIND_PROCESS && probe->opened == STATE_OK && (probe->aspects & ASPECT_CPU_TIME) != 0
        && (probe->aspects & ASPECT_STAT) == 0 && probe->fd[FD_STATM] < 0 && probe->fd[FD_IO] < 0
        && probe->fd[FD_STATUS] < 0;
}

static void list_guards(struct probe_set *set)
{
    set->guard_count = 0;
    for (uint32_t slot = 0; slot < set->length; slot++) {
        if (needs_guard(&set->probes[slot]) && set->probes[slot].fd[FD_PIDFD] < 0) {
            set->guards[set->guard_count++] = slot;
        }
    }
    set->guards_changed = false;
}

/* A zombie still holds its number, a reaped process does not. */
static void check_guard(struct probe_set *set, uint32_t slot)
{
    char byte;
    if (needs_guard(&set->probes[slot]) && pread(set->probes[slot].fd[FD_STAT], &byte, 1, 0) < 1) {
        row_gone(&set->rows[slot], ESRCH);
    }
}

void process_check_guards(struct probe_set *set)
{
    if (set->guards_changed) {
        list_guards(set);
    }
    for (uint32_t guard = 0; guard < set->guard_count; guard++) {
        check_guard(set, set->guards[guard]);
    }
    if (set->ends_watched == 0) {
        return;
    }
    /* Who is not among the ended was running when asked, so its clock was its own. */
    const int ended = epoll_wait(set->ends, set->ended, (int) set->capacity, 0);
    for (int index = 0; index < ended; index++) {
        check_guard(set, set->ended[index].data.u32);
    }
    for (uint32_t slot = 0; ended < 0 && slot < set->length; slot++) {
        check_guard(set, slot);
    }
}
