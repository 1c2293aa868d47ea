/* A control group, the cheapest unit for a whole task: one read covers all its processes, the dead ones too. */
#define _GNU_SOURCE
#include "probe_set.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

enum { FILE_CPU_USAGE, FILE_CPU_STAT, FILE_MEMORY, FILE_IO, FILES };

static const enum parser PARSERS[2][FILES] = {
    {PARSE_CGROUP_CPU_USAGE, PARSE_CGROUP_CPU_STAT_V1, PARSE_CGROUP_MEMORY, PARSE_CGROUP_IO_V1},
    {PARSE_CGROUP_CPU_USAGE, PARSE_CGROUP_CPU_STAT_V2, PARSE_CGROUP_MEMORY, PARSE_CGROUP_IO_V2},
};

void cgroup_open(struct probe_set *set, uint32_t slot, uint32_t version, const char *const paths[4])
{
    struct probe *probe = &set->probes[slot];
    probe->version = version;
    int opened = 0;
    int error = ENOENT;
    for (int file = 0; file < FILES; file++) {
        if (paths[file][0] == '\0') {
            continue;
        }
        probe->aspects |= 1u << file;
        if (probe_open_file(probe, file, AT_FDCWD, paths[file])) {
            struct stat status;
            /* The inode tells a group from a later one of the same name. */
            if (opened++ == 0 && fstat(probe->fd[file], &status) == 0) {
                probe->generation = (int64_t) status.st_ino;
            }
        } else {
            error = probe->fd_error[file];
        }
    }
    if (opened == 0) {
        probe->opened = state_of_errno(error);
        probe->open_error = error;
    }
}

void cgroup_sample(struct probe_set *set, struct probe *probe, struct row *row)
{
    for (int file = 0; file < FILES && row->state != STATE_GONE; file++) {
        const ssize_t length = (probe->aspects & (1u << file)) == 0 ? -1 : probe_read(set, probe, file, row);
        if (length >= 0) {
            parse(PARSERS[probe->version == 2][file], set->text, (size_t) length, &set->units, row);
        }
    }
}
