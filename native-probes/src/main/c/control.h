/* Small actions on processes and open cgroup files. Each returns 0 or a negative errno; none allocates. */
#ifndef SWARMBID_CONTROL_H
#define SWARMBID_CONTROL_H

#include <stddef.h>
#include <stdint.h>

/* For each thread of the process; words of 64 CPUs, lowest first. */
int control_affinity(int64_t pid, const uint64_t *mask, size_t words);
int control_nice(int64_t pid, int nice);
int control_signal(int64_t pid, int signal);
/* A descriptor for writing, or a negative errno. */
int control_open(const char *path);
int control_write(int fd, const char *bytes, size_t length);
int control_close(int fd);

#endif
