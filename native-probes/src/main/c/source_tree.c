/*
 * A process and all its descendants, the unit of a task where there is no cgroup. Members are found through
 * /proc/PID/task/TID/children and kept once found, also when they are handed to another parent.
 *
 * The kernel adds what a reaped child has used to its parent, so the sum over live members of "own + reaped" misses
 * nothing that was waited for. Two readings must not see one child twice or not at all: parents are read before their
 * children, and when a member turns out to be gone the pass starts again.
 */
#define _GNU_SOURCE
#include "probe_set.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MEMBERS_MAX 256
#define PASSES_MAX 4

struct member {
    int64_t pid;
    int stat;
    int io;
    int children; /* of the leading thread */
    int tasks;
};

struct tree {
    uint32_t count;
    bool departed; /* since the last sample */
    /* Used by members that died without anybody waiting for them; their last reading is kept here. */
    int64_t carried[ROW_FIELDS];
    int64_t last[ROW_FIELDS];
    struct member members[MEMBERS_MAX];
};

static void close_member(const struct member *member)
{
    const int fds[] = {member->stat, member->io, member->children, member->tasks};
    for (size_t index = 0; index < sizeof fds / sizeof *fds; index++) {
        if (fds[index] >= 0) {
            close(fds[index]);
        }
    }
}

static struct member *add_member(struct tree *tree, int directory, int64_t pid, bool with_io)
{
    char path[48];
    snprintf(path, sizeof path, "task/%lld/children", (long long) pid);
    struct member *member = &tree->members[tree->count++];
    member->pid = pid;
    member->stat = openat(directory, "stat", O_RDONLY | O_CLOEXEC);
    member->io = with_io ? openat(directory, "io", O_RDONLY | O_CLOEXEC) : -1;
    member->children = openat(directory, path, O_RDONLY | O_CLOEXEC);
    member->tasks = openat(directory, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return member;
}

static void drop_member(struct tree *tree, uint32_t index)
{
    close_member(&tree->members[index]);
    tree->count--;
    memmove(&tree->members[index], &tree->members[index + 1], (tree->count - index) * sizeof *tree->members);
    tree->departed = true;
}

void tree_open(struct probe_set *set, uint32_t slot, int64_t start_ticks, uint32_t aspects)
{
    struct probe *probe = &set->probes[slot];
    probe->aspects = aspects;
    const int directory = process_open_identity(set, probe, start_ticks);
    if (directory < 0) {
        return;
    }
    probe->tree = calloc(1, sizeof *probe->tree);
    if (probe->tree == NULL) {
        probe->opened = STATE_DENIED;
        probe->open_error = ENOMEM;
    } else {
        add_member(probe->tree, directory, probe->subject, (aspects & ASPECT_IO) != 0);
    }
    close(directory);
}

void tree_close(struct probe *probe)
{
    for (uint32_t index = 0; probe->tree != NULL && index < probe->tree->count; index++) {
        close_member(&probe->tree->members[index]);
    }
    free(probe->tree);
    probe->tree = NULL;
}

static bool is_member(const struct tree *tree, int64_t pid)
{
    for (uint32_t index = 0; index < tree->count; index++) {
        if (tree->members[index].pid == pid) {
            return true;
        }
    }
    return false;
}

enum reading { READING_GOOD, READING_GONE, READING_FAULTY };

/* Faults of the text go to the row. */
static enum reading read_stat(struct probe_set *set, int fd, struct stat_line *line, struct row *row)
{
    const ssize_t length = fd < 0 ? -1 : pread(fd, set->text, set->text_capacity, 0);
    if (length < 0) {
        return READING_GONE;
    }
    struct row scratch;
    row_begin(&scratch, KIND_PROCESS, 0, 0, 0);
    parse_stat_line(set->text, (size_t) length, line, &scratch);
    if (scratch.state != STATE_OK) {
        row_fault(row, (enum row_state) scratch.state, 0);
        return READING_FAULTY;
    }
    return READING_GOOD;
}

static void adopt(struct probe_set *set, struct probe *probe, int64_t parent, int64_t pid, struct row *row)
{
    struct tree *tree = probe->tree;
    if (is_member(tree, pid)) {
        return;
    }
    if (tree->count == MEMBERS_MAX) {
        row_fault(row, STATE_TRUNCATED, 0);
        return;
    }
    char path[32];
    snprintf(path, sizeof path, "/proc/%lld", (long long) pid);
    const int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) {
        return; /* came and went */
    }
    struct member *member = add_member(tree, directory, pid, (probe->aspects & ASPECT_IO) != 0);
    close(directory);
    struct stat_line line;
    /* The number may have been given to a stranger since the list was read. */
    if (read_stat(set, member->stat, &line, row) != READING_GOOD || line.value[STAT_PARENT] != parent) {
        close_member(member);
        tree->count--;
    }
}

static void adopt_listed(struct probe_set *set, struct probe *probe, int64_t parent, int children, struct row *row)
{
    size_t length = 0;
    ssize_t more;
    while ((more = pread(children, set->text + length, set->text_capacity - length, (off_t) length)) > 0) {
        length += (size_t) more;
    }
    int64_t found[MEMBERS_MAX];
    int count = 0;
    struct text text = text_of(set->text, length);
    while (count < MEMBERS_MAX && text_number(&text, &found[count]) == NUMBER_GOOD) {
        count++;
    }
    for (int index = 0; index < count; index++) {
        adopt(set, probe, parent, found[index], row);
    }
}

/* Any thread can fork, and each has its own list. */
static void adopt_of_threads(struct probe_set *set, struct probe *probe, struct member member, struct row *row)
{
    char entries[2048] __attribute__((aligned(8)));
    long length;
    lseek(member.tasks, 0, SEEK_SET);
    while ((length = syscall(SYS_getdents64, member.tasks, entries, sizeof entries)) > 0) {
        for (long offset = 0; offset < length;) {
            const struct dirent64 *entry = (const void *) (entries + offset);
            offset += entry->d_reclen;
            if (entry->d_name[0] == '.' || atoll(entry->d_name) == member.pid) {
                continue;
            }
            char path[48];
            snprintf(path, sizeof path, "%.20s/children", entry->d_name);
            const int children = openat(member.tasks, path, O_RDONLY | O_CLOEXEC);
            if (children >= 0) {
                adopt_listed(set, probe, member.pid, children, row);
                close(children);
            }
        }
    }
}

static void add(struct row *row, int field, int64_t value, int64_t scale)
{
    int64_t scaled;
    if (__builtin_mul_overflow(value, scale, &scaled)) {
        row_fault(row, STATE_OVERFLOW, 0);
        row->validity &= ~(1u << field);
    } else {
        row_add(row, field, scaled);
    }
}

static void add_io(struct probe_set *set, const struct member *member, struct row *row)
{
    struct row io;
    row_begin(&io, KIND_PROCESS, 0, 0, member->pid);
    const ssize_t length = member->io < 0 ? -1 : pread(member->io, set->text, set->text_capacity, 0);
    if (length >= 0) {
        parse(PARSE_PROCESS_IO, set->text, (size_t) length, &set->units, &io);
    }
    if (length < 0 || io.state != STATE_OK) {
        row_fault(row, length < 0 ? STATE_DENIED : (enum row_state) io.state, length < 0 ? EACCES : 0);
        row->validity &= ~(1u << TREE_READ | 1u << TREE_WRITE | 1u << TREE_READ_CHARS | 1u << TREE_WRITE_CHARS);
        return;
    }
    for (int field = TREE_READ; field <= TREE_WRITE_CHARS; field++) {
        row_add(row, field, io.field[field]); /* the same places in both kinds */
    }
}

_Static_assert(TREE_READ == (int) PROCESS_READ && TREE_WRITE_CHARS == (int) PROCESS_WRITE_CHARS, "same I/O fields");

/* One pass over all members; true when one of them turned out to be gone. */
static bool sum_members(struct probe_set *set, struct probe *probe, struct row *row)
{
    struct tree *tree = probe->tree;
    const bool with_io = (probe->aspects & ASPECT_IO) != 0;
    for (uint32_t index = 0; index < tree->count; index++) {
        struct stat_line line;
        const struct member member = tree->members[index];
        const enum reading reading = read_stat(set, member.stat, &line, row);
        if (reading == READING_GONE) {
            drop_member(tree, index);
            return true;
        }
        if (reading == READING_FAULTY) {
            row->validity = 0;
            return false;
        }
        add(row, TREE_USER, line.value[STAT_USER], set->units.tick_ns);
        add(row, TREE_USER, line.value[STAT_REAPED_USER], set->units.tick_ns);
        add(row, TREE_SYSTEM, line.value[STAT_SYSTEM], set->units.tick_ns);
        add(row, TREE_SYSTEM, line.value[STAT_REAPED_SYSTEM], set->units.tick_ns);
        add(row, TREE_RSS, line.value[STAT_RSS], set->units.page_bytes);
        add(row, TREE_THREADS, line.value[STAT_THREADS], 1);
        if (with_io) {
            add_io(set, &member, row);
        }
        if (member.children < 0) {
            row_fault(row, STATE_UNSUPPORTED, ENOENT); /* a kernel without CONFIG_PROC_CHILDREN */
        } else {
            adopt_listed(set, probe, member.pid, member.children, row);
        }
        if (line.value[STAT_THREADS] > 1 && member.tasks >= 0) {
            adopt_of_threads(set, probe, member, row);
        }
    }
    row->field[TREE_CPU] = row->field[TREE_USER];
    row_add(row, TREE_CPU, row->field[TREE_SYSTEM]);
    const uint32_t parts = 1u << TREE_USER | 1u << TREE_SYSTEM;
    if ((row->validity & parts) != parts) {
        row->validity &= ~(1u << TREE_CPU);
    }
    row->field[TREE_MEMBERS] = tree->count;
    return false;
}

/* A counter that fell because a member died unnoticed by its parent goes on from where it was. */
static void carry(struct tree *tree, struct row *row)
{
    const uint32_t counters = row->validity & row_counters(KIND_PROCESS_TREE);
    for (int field = 0; field < TREE_FIELDS; field++) {
        if ((counters & (1u << field)) == 0) {
            continue;
        }
        row_add(row, field, tree->carried[field]);
        if (tree->departed && row->field[field] < tree->last[field]) {
            tree->carried[field] += tree->last[field] - row->field[field];
            row->field[field] = tree->last[field];
        }
        tree->last[field] = row->field[field];
    }
    tree->departed = false;
}

void tree_sample(struct probe_set *set, struct probe *probe, struct row *row)
{
    const uint32_t io = 1u << TREE_READ | 1u << TREE_WRITE | 1u << TREE_READ_CHARS | 1u << TREE_WRITE_CHARS;
    const uint32_t all = (1u << TREE_FIELDS) - 1;
    bool again = true;
    for (int pass = 0; pass < PASSES_MAX && again; pass++) {
        row_begin(row, KIND_PROCESS_TREE, row->slot, probe->generation, probe->subject);
        row->validity = (probe->aspects & ASPECT_IO) != 0 ? all : all & ~io;
        again = sum_members(set, probe, row);
    }
    if (probe->tree->count == 0) {
        row_gone(row, ESRCH);
    } else if (again) {
        row_fault(row, STATE_STALE, 0); /* dies faster than it can be read: no consistent sum this time */
        row->validity = 0;
    } else {
        carry(probe->tree, row);
    }
}
