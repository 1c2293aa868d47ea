/*
 * The binary layout of a sample frame. The Java twin is FrameDescriptor; the library refuses to load when they differ.
 *
 *   header, 64 bytes                                   row, 128 bytes
 *    0 u32 magic          4 u32 schema version          0 u16 kind        2 u16 state      4 u32 slot
 *    8 u32 frame length  12 u32 rows                    8 i64 generation
 *   16 i64 sequence                                    16 i64 subject
 *   24 i64 start time, ns, CLOCK_MONOTONIC             24 u32 validity   28 i32 errno
 *   32 i64 end time, ns                                32 i64 field[12]
 *   40 u64 valid sources, one bit per kind
 *   48 u32 reader        52 reserved
 */
#ifndef SWARMBID_FRAME_H
#define SWARMBID_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FRAME_MAGIC 0x46504253u /* "SBPF", little endian */
#define FRAME_VERSION 1u
#define FRAME_READER_NATIVE 1u
#define ROW_FIELDS 12

enum row_kind {
    KIND_NONE = 0,
    KIND_HOST_CPU = 1,
    KIND_CPU = 2,
    KIND_HOST_MEMORY = 3,
    KIND_PRESSURE = 4,
    KIND_PROCESS = 5,
    KIND_PROCESS_TREE = 6,
    KIND_CGROUP = 7,
    KIND_PERF = 8,
    KIND_COUNT = 9
};

/* ABSENT is zero, so that zeroed memory claims nothing. */
enum row_state {
    STATE_ABSENT = 0,
    STATE_OK = 1,
    STATE_DENIED = 2,
    STATE_UNSUPPORTED = 3,
    STATE_GONE = 4,
    STATE_TRUNCATED = 5,
    STATE_MALFORMED = 6,
    STATE_OVERFLOW = 7,
    STATE_REGRESSED = 8,
    STATE_STALE = 9,
    STATE_COUNT = 10
};

struct frame_header {
    uint32_t magic;
    uint32_t version;
    uint32_t length;
    uint32_t rows;
    int64_t sequence;
    int64_t start_ns;
    int64_t end_ns;
    uint64_t valid_sources;
    uint32_t reader;
    uint32_t reserved[3];
};

struct row {
    uint16_t kind;
    uint16_t state;
    uint32_t slot;
    int64_t generation;
    int64_t subject;
    uint32_t validity;
    int32_t error;
    int64_t field[ROW_FIELDS];
};

_Static_assert(sizeof(struct frame_header) == 64, "frame header is 64 bytes");
_Static_assert(sizeof(struct row) == 128, "row is 128 bytes");

/* CPU fields, for KIND_HOST_CPU and KIND_CPU, in the order of /proc/stat. */
enum cpu_field { CPU_USER, CPU_NICE, CPU_SYSTEM, CPU_IDLE, CPU_IOWAIT, CPU_IRQ, CPU_SOFTIRQ, CPU_STEAL, CPU_GUEST,
    CPU_GUEST_NICE, CPU_FIELDS };

/* In the order in which the kernel prints them, which the parser relies on. */
enum memory_field { MEMORY_TOTAL, MEMORY_FREE, MEMORY_AVAILABLE, MEMORY_BUFFERS, MEMORY_CACHED, MEMORY_SWAP_TOTAL,
    MEMORY_SWAP_FREE, MEMORY_DIRTY, MEMORY_ANONYMOUS, MEMORY_SHARED, MEMORY_RECLAIMABLE, MEMORY_FIELDS };

enum pressure_field { PRESSURE_SOME_TOTAL, PRESSURE_FULL_TOTAL, PRESSURE_SOME_10, PRESSURE_SOME_60, PRESSURE_SOME_300,
    PRESSURE_FULL_10, PRESSURE_FULL_60, PRESSURE_FULL_300, PRESSURE_FIELDS };

enum process_field { PROCESS_CPU, PROCESS_USER, PROCESS_SYSTEM, PROCESS_RSS, PROCESS_THREADS, PROCESS_READ,
    PROCESS_WRITE, PROCESS_READ_CHARS, PROCESS_WRITE_CHARS, PROCESS_VOLUNTARY, PROCESS_INVOLUNTARY,
    PROCESS_MAJOR_FAULTS, PROCESS_FIELDS };

enum tree_field { TREE_CPU, TREE_USER, TREE_SYSTEM, TREE_RSS, TREE_THREADS, TREE_READ, TREE_WRITE, TREE_READ_CHARS,
    TREE_WRITE_CHARS, TREE_MEMBERS, TREE_FIELDS };

enum cgroup_field { CGROUP_CPU, CGROUP_USER, CGROUP_SYSTEM, CGROUP_PERIODS, CGROUP_THROTTLED_PERIODS, CGROUP_THROTTLED,
    CGROUP_MEMORY, CGROUP_READ, CGROUP_WRITE, CGROUP_FIELDS };

enum perf_field { PERF_TASK_CLOCK, PERF_SWITCHES, PERF_MIGRATIONS, PERF_FAULTS, PERF_MAJOR_FAULTS, PERF_CYCLES,
    PERF_INSTRUCTIONS, PERF_CACHE_REFERENCES, PERF_CACHE_MISSES, PERF_BRANCHES, PERF_BRANCH_MISSES, PERF_FIELDS };

/* Bits of the fields that only ever grow, per kind: these are checked against the sample before. */
uint32_t row_counters(enum row_kind kind);

void row_begin(struct row *row, enum row_kind kind, uint32_t slot, int64_t generation, int64_t subject);
/* The first fault of a row is the one it keeps. */
void row_fault(struct row *row, enum row_state state, int error);
/* A row whose subject is gone carries no values at all. */
void row_gone(struct row *row, int error);
void row_put(struct row *row, int field, int64_t value);
/* value * scale, or OVERFLOW. */
void row_put_scaled(struct row *row, int field, int64_t value, int64_t scale);
void row_add(struct row *row, int field, int64_t value);
/* Marks counters that went backwards: the field holds the new reading, its bit is cleared for this sample. */
void row_compare(struct row *row, const struct row *before);

enum row_state state_of_errno(int error);

#endif
