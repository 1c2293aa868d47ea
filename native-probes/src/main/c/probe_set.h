/*
 * A set of probes and the frame they write. One thread at a time; memory is allocated when a probe is added, never when
 * it is sampled. Descriptors are opened when a probe is added and read with pread() from then on; a process that is read
 * by pages has more of them opened when it starts threads.
 */
#ifndef SWARMBID_PROBE_SET_H
#define SWARMBID_PROBE_SET_H

#include "parse.h"

#include <linux/perf_event.h>
#include <sys/epoll.h>
#include <sys/types.h>
#include <time.h>

#define PROBE_DESCRIPTORS 12

/* What to read of a process; twin: ProcessAspect. */
enum aspect {
    ASPECT_CPU_TIME = 1, /* POSIX CPU clock: nanoseconds, no text */
    ASPECT_STAT = 2,     /* /proc/PID/stat */
    ASPECT_MEMORY = 4,   /* /proc/PID/statm, unless stat is read anyway */
    ASPECT_IO = 8,       /* /proc/PID/io */
    ASPECT_SWITCHES = 16 /* /proc/PID/status, the dearest */
};

struct tree;
struct pages;

/* One page of a thread that has not run since its probe was last read; dense, for it is all that a quiet sample reads. */
struct page_watch {
    const volatile struct perf_event_mmap_page *page;
    uint32_t lock; /* the page's, when the thread was seen off the CPU */
    uint32_t slot;
};

struct probe {
    enum row_kind kind;
    uint32_t aspects;
    uint32_t version; /* of a cgroup: 1 or 2 */
    int64_t subject;
    int64_t generation;
    enum row_state opened; /* OK, or why nothing could be opened */
    int open_error;
    clockid_t clock;
    int64_t sampled; /* of a CPU: the sequence of the last sample that had a line for it */
    int fd[PROBE_DESCRIPTORS];
    int fd_error[PROBE_DESCRIPTORS];
    struct tree *tree;
    struct pages *pages;
};

struct probe_set {
    struct frame_header *header;
    struct row *rows;
    struct probe *probes;
    uint32_t capacity;
    uint32_t length; /* slots in use, up to the highest */
    struct units units;
    char *text;
    size_t text_capacity;
    int64_t sequence;
    /* /proc/stat is read once for the total and for all CPUs. */
    int cpu_stat;
    uint32_t cpu_probes;
    int32_t *cpu_slots; /* CPU id + 1 to slot, or -1; index 0 is the total */
    uint32_t cpu_ids;
    /* Processes read by their clock alone are guarded against a reused pid: one epoll gives those that have ended. */
    int ends;
    uint32_t ends_watched;
    struct epoll_event *ended;
    uint32_t *guards; /* those that it cannot watch */
    uint32_t guard_count;
    bool guards_changed;
    /* Processes read by the pages of their threads' events. A quiet slot's row still is right. */
    struct page_watch *watches;
    uint32_t watch_count;
    uint32_t watch_capacity;
    bool watches_changed;
    uint8_t *quiet;
    uint32_t quiet_count;
};

struct units units_of_machine(void);

/* The frame must hold a header and capacity rows, be 8-aligned, and outlive the set. NULL when memory is short. */
struct probe_set *probe_set_open(void *frame, uint32_t capacity, uint32_t cpu_ids);
void probe_set_close(struct probe_set *set);
/* Fills the frame. Rows of empty slots are of KIND_NONE. */
void probe_set_sample(struct probe_set *set);
void probe_set_remove(struct probe_set *set, uint32_t slot);

/* Prepares an empty slot; false when it is out of range or taken. */
bool probe_set_take(struct probe_set *set, uint32_t slot, enum row_kind kind, int64_t subject);

/* The sources. Each "open" fills a slot that has been taken; each "sample" fills its row. */
void host_open(struct probe_set *set, uint32_t slot);
void host_close(struct probe_set *set, struct probe *probe);
void host_sample_cpus(struct probe_set *set);
void host_sample(struct probe_set *set, struct probe *probe, struct row *row);
/* start_ticks 0: whatever process has the number now. */
void process_open(struct probe_set *set, uint32_t slot, int64_t start_ticks, uint32_t aspects);
void process_sample(struct probe_set *set, struct probe *probe, struct row *row);
void process_close(struct probe_set *set, const struct probe *probe);
/* After all rows: turns rows whose process may have gone before its clock was read into GONE. */
void process_check_guards(struct probe_set *set);
void tree_open(struct probe_set *set, uint32_t slot, int64_t start_ticks, uint32_t aspects);
void tree_close(struct probe *probe);
void tree_sample(struct probe_set *set, struct probe *probe, struct row *row);
/* paths: CPU usage (v1 only), CPU statistics, memory, I/O; an empty path is not read. */
void cgroup_open(struct probe_set *set, uint32_t slot, uint32_t version, const char *const paths[4]);
void cgroup_sample(struct probe_set *set, struct probe *probe, struct row *row);
void perf_open(struct probe_set *set, uint32_t slot, int64_t start_ticks);
void perf_sample(struct probe_set *set, struct probe *probe, struct row *row);

/* confirm_after_ns: how long a row may be STALE before the kernel is asked; 0 for at once. */
void pages_open(struct probe_set *set, uint32_t slot, int64_t start_ticks, int64_t confirm_after_ns);
void pages_close(struct probe_set *set, uint32_t slot);
/* Before all rows: slots of which a thread has run since are quiet no longer. */
void pages_look(struct probe_set *set);
void pages_sample(struct probe_set *set, uint32_t slot, struct row *row);
/* For the benchmark: the counters of all pages, by the protocol of the page, and nothing else. */
uint64_t pages_floor(const struct probe_set *set);

/* Opens for reading; the descriptor or its errno go to the probe. */
bool probe_open_file(struct probe *probe, int index, int directory, const char *path);
/* Opens /proc/PID and its stat (descriptor 0) and checks the start time; false when it is not that process. */
int process_open_identity(struct probe_set *set, struct probe *probe, int64_t start_ticks);
/* One pread into the set's buffer; below zero after a fault, which the row then says. */
ssize_t probe_read(struct probe_set *set, struct probe *probe, int index, struct row *row);

#endif
