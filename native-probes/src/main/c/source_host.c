/* Counters of the whole machine: /proc/stat, /proc/meminfo, /proc/pressure. */
#define _GNU_SOURCE
#include "probe_set.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static const char *const PRESSURE_FILES[] = {"/proc/pressure/cpu", "/proc/pressure/memory", "/proc/pressure/io"};

static void refuse(struct probe *probe, int error)
{
    probe->opened = state_of_errno(error);
    probe->open_error = error;
}

static void open_cpu(struct probe_set *set, uint32_t slot)
{
    struct probe *probe = &set->probes[slot];
    const int64_t index = probe->kind == KIND_HOST_CPU ? 0 : probe->subject + 1;
    if (index < 0 || index > set->cpu_ids || set->cpu_slots[index] >= 0) {
        refuse(probe, index < 0 || index > set->cpu_ids ? ENOENT : EINVAL);
        return;
    }
    if (set->cpu_stat < 0) {
        set->cpu_stat = open("/proc/stat", O_RDONLY | O_CLOEXEC);
        if (set->cpu_stat < 0) {
            refuse(probe, errno);
            return;
        }
    }
    set->cpu_slots[index] = (int32_t) slot;
    set->cpu_probes++;
}

void host_open(struct probe_set *set, uint32_t slot)
{
    struct probe *probe = &set->probes[slot];
    if (probe->kind == KIND_HOST_CPU || probe->kind == KIND_CPU) {
        open_cpu(set, slot);
        if (probe->opened != STATE_OK) {
            row_begin(&set->rows[slot], probe->kind, slot, 0, probe->subject);
            row_fault(&set->rows[slot], probe->opened, probe->open_error);
        }
        return;
    }
    const bool known = probe->kind == KIND_HOST_MEMORY || (probe->subject >= 0 && probe->subject < 3);
    const char *path = probe->kind == KIND_HOST_MEMORY ? "/proc/meminfo" : PRESSURE_FILES[known ? probe->subject : 0];
    if (!known || !probe_open_file(probe, 0, AT_FDCWD, path)) {
        refuse(probe, known ? probe->fd_error[0] : ENOENT);
    }
}

void host_close(struct probe_set *set, struct probe *probe)
{
    if ((probe->kind != KIND_HOST_CPU && probe->kind != KIND_CPU) || probe->opened != STATE_OK) {
        return;
    }
    set->cpu_slots[probe->kind == KIND_HOST_CPU ? 0 : probe->subject + 1] = -1;
    if (--set->cpu_probes == 0) {
        close(set->cpu_stat);
        set->cpu_stat = -1;
    }
}

void host_sample(struct probe_set *set, struct probe *probe, struct row *row)
{
    const ssize_t length = probe_read(set, probe, 0, row);
    if (length >= 0) {
        const enum parser parser = probe->kind == KIND_HOST_MEMORY ? PARSE_MEMINFO : PARSE_PRESSURE;
        parse(parser, set->text, (size_t) length, &set->units, row);
    }
}

/*
 * One pass over the text fills the rows of all CPUs. A row that no line has reached is ABSENT (the CPU is offline), or
 * TRUNCATED when the text ended among the CPU lines.
 */
void host_sample_cpus(struct probe_set *set)
{
    const ssize_t length = pread(set->cpu_stat, set->text, set->text_capacity, 0);
    const int error = length < 0 ? errno : 0;
    struct text text = text_of(set->text, length < 0 ? 0 : (size_t) length);
    int64_t id;
    while (next_cpu_line(&text, &id)) {
        const int32_t slot = id < set->cpu_ids ? set->cpu_slots[id + 1] : -1;
        struct row *row = slot < 0 ? NULL : &set->rows[slot];
        if (row != NULL) {
            const struct row before = *row;
            row_begin(row, set->probes[slot].kind, (uint32_t) slot, 0, set->probes[slot].subject);
            parse_cpu_line(&text, &set->units, row);
            row_compare(row, &before);
            set->probes[slot].sampled = set->sequence + 1;
        }
        text_next_line(&text);
    }
    for (uint32_t index = 0; index <= set->cpu_ids; index++) {
        const int32_t slot = set->cpu_slots[index];
        if (slot < 0 || set->probes[slot].sampled == set->sequence + 1) {
            continue;
        }
        struct row *row = &set->rows[slot];
        row_begin(row, set->probes[slot].kind, (uint32_t) slot, 0, set->probes[slot].subject);
        const enum row_state missing = text.at == text.end ? STATE_TRUNCATED : STATE_ABSENT;
        row_fault(row, error != 0 ? state_of_errno(error) : missing, error);
    }
}
