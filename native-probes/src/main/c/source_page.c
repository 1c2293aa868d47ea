/*
 * CPU time of a process without a system call, from the pages that the kernel keeps of its threads' task clocks (struct
 * perf_event_mmap_page). The kernel renews a page each time the thread comes onto a CPU, and only then. So a page that
 * moved shows a value no older than the last sample; a page that did not move shows nothing: the thread may have slept,
 * or still be running. Then its event is read twice: equal counts show that it is off the CPU, and from then on the page
 * standing still shows that it has not run, not ended and not started a thread. Such a row needs no more work.
 *
 * An event belongs to the thread, not to its number.
 */
#define _GNU_SOURCE
#include "probe_set.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define THREADS_MAX 64
#define SEQLOCK_TRIES 16
/* How often a process that keeps moving is asked for new threads. */
#define CHECK_INTERVAL_NS 100000000
/* The clock of the process counts a switch longer than that of a thread: up to this they differ without a thread missed. */
#define DIFFERENCE_NS 1000000
#define DIFFERENCE_PART 16
/* A thread can start others while the list of threads is read. */
#define PASSES 2
#define FD_TASKS 1
#define LINKS_WITHOUT_THREADS 2

struct thread {
    const volatile struct perf_event_mmap_page *page;
    int64_t count;
    uint32_t lock;
    uint32_t watch;
    pid_t id;
    int fd;
    bool settled; /* off the CPU when the page was last seen to move */
    bool ended; /* its count is final */
};

struct pages {
    struct thread thread[THREADS_MAX];
    uint32_t threads;
    bool by_clock; /* too many threads, or the events of new ones were refused */
    bool gone;
    int64_t base_ns; /* used before the events were opened, and by threads dropped since */
    int64_t confirm_after_ns;
    int64_t confirmed_ns;
};

static size_t page_bytes(void)
{
    return (size_t) sysconf(_SC_PAGESIZE);
}

static bool read_count(struct thread *thread)
{
    int64_t count;
    if (read(thread->fd, &count, sizeof count) != (ssize_t) sizeof count || count < thread->count) {
        return false;
    }
    thread->count = count;
    return true;
}

/* The protocol of the page; false when its writer kept writing, or was itself held off its CPU while it did. */
static bool read_page(const volatile struct perf_event_mmap_page *page, uint32_t *lock, int64_t *count)
{
    for (int attempt = 0; attempt < SEQLOCK_TRIES; attempt++) {
        const uint32_t before = __atomic_load_n(&page->lock, __ATOMIC_ACQUIRE);
        const int64_t offset = __atomic_load_n(&page->offset, __ATOMIC_RELAXED);
        __atomic_thread_fence(__ATOMIC_ACQUIRE);
        if ((before & 1) == 0 && __atomic_load_n(&page->lock, __ATOMIC_RELAXED) == before) {
            *lock = before;
            *count = offset;
            return true;
        }
    }
    return false;
}

static void drop(struct pages *pages, struct thread *thread)
{
    munmap((void *) (uintptr_t) thread->page, page_bytes());
    close(thread->fd);
    pages->base_ns += thread->count;
    *thread = pages->thread[--pages->threads];
}

/* 0 or errno; a thread that ended meanwhile is no fault. */
static int add_thread(struct pages *pages, pid_t id)
{
    for (uint32_t index = 0; index < pages->threads; index++) {
        if (pages->thread[index].id == id) {
            return 0;
        }
    }
    if (pages->threads == THREADS_MAX) {
        return E2BIG;
    }
    struct perf_event_attr attributes = {
        .type = PERF_TYPE_SOFTWARE,
        .size = sizeof attributes,
        .config = PERF_COUNT_SW_TASK_CLOCK,
        .exclude_kernel = 1, /* asks for no privilege; this clock counts time in the kernel all the same */
        .exclude_hv = 1,
    };
    struct thread thread = {.id = id};
    thread.fd = (int) syscall(SYS_perf_event_open, &attributes, id, -1, -1, PERF_FLAG_FD_CLOEXEC);
    if (thread.fd < 0) {
        return errno == ESRCH ? 0 : errno;
    }
    void *page = mmap(NULL, page_bytes(), PROT_READ, MAP_SHARED, thread.fd, 0);
    if (page == MAP_FAILED) {
        const int error = errno;
        close(thread.fd);
        return error;
    }
    thread.page = page;
    thread.lock = thread.page->lock;
    pages->thread[pages->threads++] = thread;
    return 0;
}

/* Forgets threads that ended and adds those that started. */
static int list_threads(struct pages *pages, int tasks)
{
    char entries[2048] __attribute__((aligned(8)));
    for (uint32_t index = pages->threads; index-- > 0;) {
        if (pages->thread[index].ended) {
            drop(pages, &pages->thread[index]);
        }
    }
    for (int pass = 0; pass < PASSES; pass++) {
        long length;
        if (lseek(tasks, 0, SEEK_SET) < 0) {
            return errno;
        }
        while ((length = syscall(SYS_getdents64, tasks, entries, sizeof entries)) > 0) {
            for (long offset = 0; offset < length;) {
                const struct dirent64 *entry = (const void *) (entries + offset);
                offset += entry->d_reclen;
                const int error = entry->d_name[0] == '.' ? 0 : add_thread(pages, (pid_t) atoll(entry->d_name));
                if (error != 0) {
                    return error;
                }
            }
        }
    }
    return 0;
}

static void list_watches(struct probe_set *set)
{
    set->watch_count = 0;
    for (uint32_t slot = 0; slot < set->length; slot++) {
        struct pages *pages = set->probes[slot].pages;
        for (uint32_t index = 0; pages != NULL && index < pages->threads; index++) {
            struct thread *thread = &pages->thread[index];
            thread->watch = set->watch_count;
            set->watches[set->watch_count++] = (struct page_watch){thread->page, thread->lock, slot};
        }
    }
    set->watches_changed = false;
}

static int64_t total_ns(const struct pages *pages)
{
    int64_t total = pages->base_ns;
    for (uint32_t index = 0; index < pages->threads; index++) {
        total += pages->thread[index].count;
    }
    return total;
}

/* How many threads the process has; 0 once it has been reaped, when the number may be another's. */
static uint64_t count_threads(const struct probe *probe)
{
    struct stat status;
    if (fstat(probe->fd[FD_TASKS], &status) != 0 || status.st_nlink < LINKS_WITHOUT_THREADS) {
        return 0;
    }
    return status.st_nlink - LINKS_WITHOUT_THREADS;
}

static int64_t clock_ns(const struct probe *probe)
{
    struct timespec time;
    return clock_gettime(probe->clock, &time) != 0 ? -1 : (int64_t) time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Adds what the process has used outside its known threads. The clock was read before the counts, so never too much. */
static int64_t add_missed(struct pages *pages, int64_t clock)
{
    const int64_t missed = clock - total_ns(pages);
    pages->base_ns += missed > 0 ? missed : 0;
    return missed;
}

static void refuse(struct probe_set *set, uint32_t slot, enum row_state state, int error)
{
    set->probes[slot].opened = state;
    set->probes[slot].open_error = error;
    pages_close(set, slot);
}

/* From now on the process's clock tells what its threads used. */
static void leave_pages(struct probe_set *set, struct pages *pages)
{
    pages->by_clock = true;
    while (pages->threads > 0) {
        drop(pages, &pages->thread[pages->threads - 1]);
    }
    set->watches_changed = true;
}

void pages_open(struct probe_set *set, uint32_t slot, int64_t start_ticks, int64_t confirm_after_ns)
{
    struct probe *probe = &set->probes[slot];
    const int directory = process_open_identity(set, probe, start_ticks);
    if (directory < 0) {
        return;
    }
    probe_open_file(probe, FD_TASKS, directory, "task");
    close(directory);
    struct pages *pages = calloc(1, sizeof *pages);
    struct page_watch *watches = realloc(set->watches, (set->watch_capacity + THREADS_MAX) * sizeof *watches);
    set->watches = watches != NULL ? watches : set->watches;
    if (pages == NULL || watches == NULL || probe->fd[FD_TASKS] < 0) {
        free(pages);
        probe->open_error = probe->fd[FD_TASKS] < 0 ? probe->fd_error[FD_TASKS] : ENOMEM;
        probe->opened = probe->open_error == ENOENT ? STATE_GONE : state_of_errno(probe->open_error);
        return;
    }
    set->watch_capacity += THREADS_MAX;
    set->watches_changed = true;
    pages->confirm_after_ns = confirm_after_ns;
    probe->pages = pages;
    const int error = list_threads(pages, probe->fd[FD_TASKS]);
    const int unusable = clock_getcpuclockid((pid_t) probe->subject, &probe->clock);
    const int64_t clock = unusable != 0 ? -1 : clock_ns(probe);
    if (clock < 0 || count_threads(probe) == 0) {
        refuse(set, slot, STATE_GONE, ESRCH); /* it ended meanwhile: some of this may be of another process */
        return;
    }
    if (error == E2BIG) {
        leave_pages(set, pages);
    } else if (error != 0) {
        refuse(set, slot, error == ENOENT || error == ENODEV ? STATE_UNSUPPORTED : state_of_errno(error), error);
        return;
    }
    for (uint32_t index = 0; index < pages->threads; index++) {
        read_count(&pages->thread[index]);
    }
    add_missed(pages, clock);
}

void pages_close(struct probe_set *set, uint32_t slot)
{
    struct pages *pages = set->probes[slot].pages;
    if (pages == NULL) {
        return;
    }
    leave_pages(set, pages);
    free(pages);
    set->probes[slot].pages = NULL;
    set->watch_capacity -= THREADS_MAX;
    set->quiet_count -= set->quiet[slot];
    set->quiet[slot] = 0;
}

void pages_look(struct probe_set *set)
{
    if (set->watches_changed) {
        list_watches(set);
    }
    for (uint32_t index = 0; index < set->watch_count; index++) {
        const struct page_watch *watch = &set->watches[index];
        if (__atomic_load_n(&watch->page->lock, __ATOMIC_ACQUIRE) != watch->lock && set->quiet[watch->slot]) {
            set->quiet[watch->slot] = 0;
            set->quiet_count--;
        }
    }
}

/* Takes the pages that moved; whether all that have not are known to be off the CPU. */
static bool take_moved(struct pages *pages)
{
    bool known = pages->threads > 0;
    bool live = false;
    for (uint32_t index = 0; index < pages->threads; index++) {
        struct thread *thread = &pages->thread[index];
        uint32_t lock = thread->lock;
        int64_t count = thread->count;
        const bool read = read_page(thread->page, &lock, &count);
        const bool moved = read && lock != thread->lock;
        if (moved) {
            thread->lock = lock;
            thread->settled = false;
            thread->ended = false;
        }
        thread->count = count > thread->count ? count : thread->count;
        known &= read && (moved || thread->settled);
        live |= !thread->ended;
    }
    return known && live;
}

static uint32_t find_ended(struct pages *pages)
{
    struct pollfd polled[THREADS_MAX];
    for (uint32_t index = 0; index < pages->threads; index++) {
        polled[index] = (struct pollfd){.fd = pages->thread[index].fd, .events = POLLIN};
    }
    const bool answered = poll(polled, pages->threads, 0) >= 0;
    uint32_t live = 0;
    for (uint32_t index = 0; index < pages->threads; index++) {
        struct thread *thread = &pages->thread[index];
        thread->ended = answered && (polled[index].revents & POLLHUP) != 0;
        live += !thread->ended;
    }
    return live;
}

/* Whether no thread is on a CPU: its count stands still, and its page has not moved since it was taken. */
static bool settle(struct pages *pages)
{
    bool all = true;
    for (uint32_t index = 0; index < pages->threads; index++) {
        struct thread *thread = &pages->thread[index];
        const int64_t before = thread->count;
        thread->settled = read_count(thread) && thread->count == before && thread->page->lock == thread->lock;
        all &= thread->settled;
    }
    return all;
}

/* Asks the kernel; whether the row will stay right for as long as the pages stand still. */
static bool confirm(struct probe_set *set, struct probe *probe, struct row *row, int64_t now_ns)
{
    struct pages *pages = probe->pages;
    const int64_t clock = clock_ns(probe);
    const uint32_t live = find_ended(pages);
    const uint64_t threads = count_threads(probe);
    if (threads == 0 || clock < 0) {
        pages->gone = true;
        row_gone(row, ESRCH);
        return false;
    }
    for (uint32_t index = 0; index < pages->threads; index++) {
        read_count(&pages->thread[index]);
    }
    const int64_t missed = add_missed(pages, clock);
    const bool plausible = missed <= DIFFERENCE_NS + (now_ns - pages->confirmed_ns) / DIFFERENCE_PART;
    pages->confirmed_ns = now_ns;
    if (pages->by_clock) {
        return false;
    }
    if (!plausible) {
        row_fault(row, STATE_STALE, 0); /* the samples since the last time had not counted it */
    }
    if (threads != live) {
        if (list_threads(pages, probe->fd[FD_TASKS]) != 0) {
            leave_pages(set, pages);
        }
        set->watches_changed = true;
        return false;
    }
    return settle(pages) && live > 0 && plausible;
}

static void make_quiet(struct probe_set *set, uint32_t slot)
{
    const struct pages *pages = set->probes[slot].pages;
    for (uint32_t index = 0; index < pages->threads; index++) {
        set->watches[pages->thread[index].watch].lock = pages->thread[index].lock;
    }
    set->quiet[slot] = 1;
    set->quiet_count++;
}

void pages_sample(struct probe_set *set, uint32_t slot, struct row *row)
{
    struct probe *probe = &set->probes[slot];
    struct pages *pages = probe->pages;
    const int64_t now_ns = set->header->start_ns;
    if (pages->gone) {
        row_gone(row, ESRCH);
        return;
    }
    bool quiet = false;
    const bool known = !pages->by_clock && take_moved(pages);
    const int64_t unconfirmed_ns = now_ns - pages->confirmed_ns;
    const int64_t patience_ns =
        known && pages->confirm_after_ns < CHECK_INTERVAL_NS ? CHECK_INTERVAL_NS : pages->confirm_after_ns;
    if (pages->by_clock || pages->confirmed_ns == 0 || unconfirmed_ns >= patience_ns) {
        quiet = confirm(set, probe, row, now_ns);
    } else if (!known) {
        row_fault(row, STATE_STALE, 0);
    }
    if (!pages->gone) {
        row_put(row, PROCESS_CPU, total_ns(pages));
    }
    if (quiet) {
        make_quiet(set, slot);
    }
}

uint64_t pages_floor(const struct probe_set *set)
{
    uint64_t sum = 0;
    for (uint32_t index = 0; index < set->watch_count; index++) {
        uint32_t lock = 0;
        int64_t count = 0;
        read_page(set->watches[index].page, &lock, &count);
        sum += (uint64_t) count + lock;
    }
    return sum;
}
