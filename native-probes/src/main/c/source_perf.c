/*
 * perf_event counters of one process: software ones everywhere, hardware ones where the machine has a PMU. A counter
 * covers the leading thread and every thread and child that starts after it was opened.
 */
#define _GNU_SOURCE
#include "probe_set.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FD_IDENTITY PERF_FIELDS

_Static_assert(FD_IDENTITY < PROBE_DESCRIPTORS, "one descriptor for each counter and one for /proc/PID/stat");

static const struct {
    uint32_t type;
    uint64_t config;
} EVENTS[PERF_FIELDS] = {
    [PERF_TASK_CLOCK] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_TASK_CLOCK},
    [PERF_SWITCHES] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CONTEXT_SWITCHES},
    [PERF_MIGRATIONS] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_MIGRATIONS},
    [PERF_FAULTS] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS},
    [PERF_MAJOR_FAULTS] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS_MAJ},
    [PERF_CYCLES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES},
    [PERF_INSTRUCTIONS] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
    [PERF_CACHE_REFERENCES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_REFERENCES},
    [PERF_CACHE_MISSES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES},
    [PERF_BRANCHES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_INSTRUCTIONS},
    [PERF_BRANCH_MISSES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES},
};

static int open_event(int64_t pid, int field)
{
    struct perf_event_attr attributes = {
        .type = EVENTS[field].type,
        .size = sizeof attributes,
        .config = EVENTS[field].config,
        .inherit = 1,
        .exclude_hv = 1,
        .read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING,
    };
    int fd = (int) syscall(SYS_perf_event_open, &attributes, (pid_t) pid, -1, -1, PERF_FLAG_FD_CLOEXEC);
    if (fd < 0 && errno == EACCES) { /* perf_event_paranoid 2 still lets us count user code */
        attributes.exclude_kernel = 1;
        fd = (int) syscall(SYS_perf_event_open, &attributes, (pid_t) pid, -1, -1, PERF_FLAG_FD_CLOEXEC);
    }
    return fd;
}

void perf_open(struct probe_set *set, uint32_t slot, int64_t start_ticks)
{
    struct probe *probe = &set->probes[slot];
    const int directory = process_open_identity(set, probe, start_ticks);
    if (directory < 0) {
        return;
    }
    close(directory);
    probe->fd[FD_IDENTITY] = probe->fd[0];
    for (int field = 0; field < PERF_FIELDS; field++) {
        probe->fd[field] = open_event(probe->subject, field);
        probe->fd_error[field] = probe->fd[field] < 0 ? errno : 0;
    }
}

/*
 * Counters outlive their process and then stand still, so the identity is asked first. Asking also shows that the
 * number still was this process's when the counters were opened.
 */
void perf_sample(struct probe_set *set, struct probe *probe, struct row *row)
{
    if (probe_read(set, probe, FD_IDENTITY, row) < 0) {
        return;
    }
    for (int field = 0; field < PERF_FIELDS; field++) {
        if (probe->fd[field] < 0) {
            const int error = probe->fd_error[field];
            row_fault(row, error == ENOENT ? STATE_UNSUPPORTED : state_of_errno(error), error);
            continue;
        }
        uint64_t reading[3]; /* count, time enabled, time running */
        if (read(probe->fd[field], reading, sizeof reading) != (ssize_t) sizeof reading) {
            row_fault(row, STATE_UNSUPPORTED, errno);
        } else if (reading[1] > 0 && reading[2] == 0) {
            row_fault(row, STATE_STALE, 0); /* others hold the PMU: it has not counted at all */
        } else if (reading[0] > INT64_MAX) {
            row_fault(row, STATE_OVERFLOW, 0);
        } else {
            row_put(row, field, (int64_t) reading[0]);
        }
    }
}
