#define _GNU_SOURCE
#include "clock.h"
#include "probe_set.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The longest file but /proc/stat is a cgroup's list of devices. */
#define TEXT_BYTES_MIN 16384
/* Ten 20-digit numbers at most, and the name. */
#define TEXT_BYTES_PER_CPU 232

struct units units_of_machine(void)
{
    return (struct units){.tick_ns = 1000000000L / sysconf(_SC_CLK_TCK), .page_bytes = sysconf(_SC_PAGESIZE)};
}

struct probe_set *probe_set_open(void *frame, uint32_t capacity, uint32_t cpu_ids)
{
    struct probe_set *set = calloc(1, sizeof *set);
    if (set == NULL) {
        return NULL;
    }
    set->header = frame;
    set->rows = (struct row *) (set->header + 1);
    set->capacity = capacity;
    set->units = units_of_machine();
    set->text_capacity = TEXT_BYTES_MIN + (size_t) TEXT_BYTES_PER_CPU * cpu_ids;
    set->cpu_stat = -1;
    set->cpu_ids = cpu_ids;
    set->probes = calloc(capacity, sizeof *set->probes);
    set->guards = calloc(capacity, sizeof *set->guards);
    set->ended = calloc(capacity, sizeof *set->ended);
    set->ends = epoll_create1(EPOLL_CLOEXEC);
    set->quiet = calloc(capacity, sizeof *set->quiet);
    set->cpu_slots = malloc(((size_t) cpu_ids + 1) * sizeof *set->cpu_slots);
    set->text = malloc(set->text_capacity);
    if (set->probes == NULL || set->guards == NULL || set->ended == NULL || set->cpu_slots == NULL
        || set->text == NULL || set->quiet == NULL) {
        probe_set_close(set);
        return NULL;
    }
    memset(set->cpu_slots, -1, ((size_t) cpu_ids + 1) * sizeof *set->cpu_slots);
    memset(frame, 0, sizeof(struct frame_header) + (size_t) capacity * sizeof(struct row));
    return set;
}

void probe_set_close(struct probe_set *set)
{
    for (uint32_t slot = 0; set->probes != NULL && slot < set->length; slot++) {
        probe_set_remove(set, slot);
    }
    free(set->text);
    free(set->cpu_slots);
    free(set->watches);
    free(set->quiet);
    if (set->ends >= 0) {
        close(set->ends);
    }
    free(set->ended);
    free(set->guards);
    free(set->probes);
    free(set);
}

bool probe_set_take(struct probe_set *set, uint32_t slot, enum row_kind kind, int64_t subject)
{
    if (slot >= set->capacity || set->probes[slot].kind != KIND_NONE) {
        return false;
    }
    struct probe *probe = &set->probes[slot];
    *probe = (struct probe){.kind = kind, .subject = subject, .opened = STATE_OK};
    for (int index = 0; index < PROBE_DESCRIPTORS; index++) {
        probe->fd[index] = -1;
    }
    if (slot >= set->length) {
        set->length = slot + 1;
    }
    set->guards_changed = true;
    return true;
}

void probe_set_remove(struct probe_set *set, uint32_t slot)
{
    if (slot >= set->capacity || set->probes[slot].kind == KIND_NONE) {
        return;
    }
    struct probe *probe = &set->probes[slot];
    host_close(set, probe);
    process_close(set, probe);
    tree_close(probe);
    pages_close(set, slot);
    for (int index = 0; index < PROBE_DESCRIPTORS; index++) {
        if (probe->fd[index] >= 0) {
            close(probe->fd[index]);
        }
    }
    memset(probe, 0, sizeof *probe);
    memset(&set->rows[slot], 0, sizeof(struct row));
    set->guards_changed = true;
}

bool probe_open_file(struct probe *probe, int index, int directory, const char *path)
{
    const int fd = openat(directory, path, O_RDONLY | O_CLOEXEC);
    probe->fd[index] = fd;
    probe->fd_error[index] = fd < 0 ? errno : 0;
    return fd >= 0;
}

ssize_t probe_read(struct probe_set *set, struct probe *probe, int index, struct row *row)
{
    if (probe->fd[index] < 0) {
        row_fault(row, state_of_errno(probe->fd_error[index]), probe->fd_error[index]);
        return -1;
    }
    const ssize_t length = pread(probe->fd[index], set->text, set->text_capacity, 0);
    if (length < 0) {
        const enum row_state state = state_of_errno(errno);
        if (state == STATE_GONE) {
            row_gone(row, errno);
        } else {
            row_fault(row, state, errno);
        }
    }
    return length;
}

static int64_t monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

/*
 * A good row of a clock alone needs its one number and nothing else. False, and nothing changed, where it has to be
 * filled anew: it was not good, the clock is gone, or it went back.
 */
static inline bool renew(const struct probe *probe, struct row *row)
{
    if (probe->aspects != ASPECT_CPU_TIME || row->state != STATE_OK || row->validity != 1u << PROCESS_CPU) {
        return false;
    }
    struct timespec time;
    if (clock_read(probe->clock, &time) != 0 || clock_time_ns(&time) < row->field[PROCESS_CPU]) {
        return false;
    }
    row->field[PROCESS_CPU] = clock_time_ns(&time);
    return true;
}

static void sample_slot(struct probe_set *set, uint32_t slot)
{
    struct probe *probe = &set->probes[slot];
    struct row *row = &set->rows[slot];
    if (probe->kind == KIND_NONE || probe->kind == KIND_HOST_CPU || probe->kind == KIND_CPU) {
        return; /* empty, or filled by host_sample_cpus() */
    }
    if (probe->kind == KIND_PROCESS && renew(probe, row)) {
        return;
    }
    const struct row before = *row;
    row_begin(row, probe->kind, slot, probe->generation, probe->subject);
    if (probe->opened != STATE_OK) {
        row_fault(row, probe->opened, probe->open_error);
        return;
    }
    switch (probe->kind) {
    case KIND_PROCESS:
        if (probe->pages != NULL) {
            pages_sample(set, slot, row);
        } else {
            process_sample(set, probe, row);
        }
        break;
    case KIND_PROCESS_TREE:
        tree_sample(set, probe, row);
        break;
    case KIND_CGROUP:
        cgroup_sample(set, probe, row);
        break;
    case KIND_PERF:
        perf_sample(set, probe, row);
        break;
    default:
        host_sample(set, probe, row);
        break;
    }
    row_compare(row, &before);
}

/* Fills the rows that are not quiet; gives the kinds of which there is a valid one. */
static uint64_t sample_slots(struct probe_set *set)
{
    for (uint32_t slot = 0; slot < set->length; slot++) {
        if (!set->quiet[slot]) {
            sample_slot(set, slot);
        }
    }
    process_check_guards(set);
    uint64_t valid_sources = 0;
    for (uint32_t slot = 0; slot < set->length; slot++) {
        valid_sources |= (uint64_t) (set->rows[slot].validity != 0) << set->rows[slot].kind;
    }
    return valid_sources;
}

void probe_set_sample(struct probe_set *set)
{
    struct frame_header *header = set->header;
    header->start_ns = monotonic_ns();
    if (set->cpu_probes > 0) {
        host_sample_cpus(set);
    }
    pages_look(set);
    const bool quiet = set->quiet_count == set->length;
    const uint64_t valid_sources = quiet ? (uint64_t) (set->length != 0) << KIND_PROCESS : sample_slots(set);
    header->magic = FRAME_MAGIC;
    header->version = FRAME_VERSION;
    header->length = (uint32_t) (sizeof *header + set->length * sizeof(struct row));
    header->rows = set->length;
    header->valid_sources = valid_sources;
    header->reader = FRAME_READER_NATIVE;
    header->sequence = ++set->sequence;
    /* What a page that has not moved shows also held at the start, so such a sample is of one instant. */
    header->end_ns = quiet ? header->start_ns : monotonic_ns();
}
