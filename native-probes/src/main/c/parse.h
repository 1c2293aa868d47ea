/*
 * Parsers of kernel files. Each takes the bytes of one read and fills fields of a row that row_begin() has prepared;
 * none allocates, none keeps anything. Each has a twin in Java, and the two are tested against each other.
 */
#ifndef SWARMBID_PARSE_H
#define SWARMBID_PARSE_H

#include "text.h"

/* What the kernel's units are worth on this machine. */
struct units {
    int64_t tick_ns;
    int64_t page_bytes;
};

/* The parsers by number, so that a test can name one. Twin: ProcParser. */
enum parser {
    PARSE_HOST_CPU,
    PARSE_CPU,
    PARSE_MEMINFO,
    PARSE_PRESSURE,
    PARSE_PROCESS_STAT,
    PARSE_PROCESS_STATM,
    PARSE_PROCESS_IO,
    PARSE_PROCESS_STATUS,
    PARSE_CGROUP_CPU_STAT_V2,
    PARSE_CGROUP_CPU_STAT_V1,
    PARSE_CGROUP_CPU_USAGE,
    PARSE_CGROUP_MEMORY,
    PARSE_CGROUP_IO_V2,
    PARSE_CGROUP_IO_V1,
    PARSER_COUNT
};

/* Runs a parser on a text; row->subject names the CPU for PARSE_CPU. False for an unknown parser. */
bool parse(enum parser parser, const char *bytes, size_t length, const struct units *units, struct row *row);

/* Fields 3 to 24 of /proc/PID/stat, by their number in proc(5). */
#define STAT_FIELDS 25
enum stat_field { STAT_PARENT = 4, STAT_MAJOR_FAULTS = 12, STAT_USER = 14, STAT_SYSTEM = 15, STAT_REAPED_USER = 16,
    STAT_REAPED_SYSTEM = 17, STAT_THREADS = 20, STAT_START = 22, STAT_RSS = 24 };

struct stat_line {
    int64_t value[STAT_FIELDS];
    uint32_t valid;
};

/* Faults go to the row. */
void parse_stat_line(const char *bytes, size_t length, struct stat_line *line, struct row *row);
void put_stat_line(const struct stat_line *line, const struct units *units, struct row *row);

/* Iterates over the "cpu" lines of /proc/stat: the id (-1 for the total), the cursor behind the name. */
bool next_cpu_line(struct text *text, int64_t *id);
void parse_cpu_line(struct text *text, const struct units *units, struct row *row);

void parse_pressure(const char *bytes, size_t length, struct row *row);
void parse_cgroup_io_v2(const char *bytes, size_t length, struct row *row);
void parse_cgroup_io_v1(const char *bytes, size_t length, struct row *row);

/* A file of "key value" lines. The keys are in the order in which the kernel prints them. */
struct key {
    const char *name;
    size_t length;
    int field;
    int64_t scale;
    bool required;
};
#define KEY(name, field, scale, required) {name, sizeof(name) - 1, field, scale, required}
void parse_keyed(const char *bytes, size_t length, const struct key *keys, int count, struct row *row);

#endif
