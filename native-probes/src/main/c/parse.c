#include "parse.h"

#define COUNT(keys) ((int) (sizeof(keys) / sizeof((keys)[0])))

static const struct key MEMINFO[] = {
    KEY("MemTotal:", MEMORY_TOTAL, 1024, true),
    KEY("MemFree:", MEMORY_FREE, 1024, true),
    KEY("MemAvailable:", MEMORY_AVAILABLE, 1024, false), /* since 3.14 */
    KEY("Buffers:", MEMORY_BUFFERS, 1024, true),
    KEY("Cached:", MEMORY_CACHED, 1024, true),
    KEY("SwapTotal:", MEMORY_SWAP_TOTAL, 1024, false),
    KEY("SwapFree:", MEMORY_SWAP_FREE, 1024, false),
    KEY("Dirty:", MEMORY_DIRTY, 1024, false),
    KEY("AnonPages:", MEMORY_ANONYMOUS, 1024, false),
    KEY("Shmem:", MEMORY_SHARED, 1024, false),
    KEY("SReclaimable:", MEMORY_RECLAIMABLE, 1024, false),
};

static const struct key PROCESS_IO_KEYS[] = {
    KEY("rchar:", PROCESS_READ_CHARS, 1, true),
    KEY("wchar:", PROCESS_WRITE_CHARS, 1, true),
    KEY("read_bytes:", PROCESS_READ, 1, true),
    KEY("write_bytes:", PROCESS_WRITE, 1, true),
};

static const struct key PROCESS_STATUS_KEYS[] = {
    KEY("voluntary_ctxt_switches:", PROCESS_VOLUNTARY, 1, true),
    KEY("nonvoluntary_ctxt_switches:", PROCESS_INVOLUNTARY, 1, true),
};

static const struct key CPU_STAT_V2[] = {
    KEY("usage_usec ", CGROUP_CPU, 1000, true),
    KEY("user_usec ", CGROUP_USER, 1000, true),
    KEY("system_usec ", CGROUP_SYSTEM, 1000, true),
    KEY("nr_periods ", CGROUP_PERIODS, 1, false), /* only where the cpu controller is enabled */
    KEY("nr_throttled ", CGROUP_THROTTLED_PERIODS, 1, false),
    KEY("throttled_usec ", CGROUP_THROTTLED, 1000, false),
};

static const struct key CPU_STAT_V1[] = {
    KEY("nr_periods ", CGROUP_PERIODS, 1, true),
    KEY("nr_throttled ", CGROUP_THROTTLED_PERIODS, 1, true),
    KEY("throttled_time ", CGROUP_THROTTLED, 1, true),
};

static void one_cpu(struct text text, int64_t wanted, const struct units *units, struct row *row)
{
    int64_t id;
    while (next_cpu_line(&text, &id)) {
        if (id == wanted) {
            parse_cpu_line(&text, units, row);
            return;
        }
        text_next_line(&text);
    }
    row_fault(row, text.at == text.end ? STATE_TRUNCATED : STATE_ABSENT, 0);
}

bool parse(enum parser parser, const char *bytes, size_t length, const struct units *units, struct row *row)
{
    struct text text = text_of(bytes, length);
    struct stat_line line;
    switch (parser) {
    case PARSE_HOST_CPU:
        one_cpu(text, -1, units, row);
        return true;
    case PARSE_CPU:
        one_cpu(text, row->subject, units, row);
        return true;
    case PARSE_MEMINFO:
        parse_keyed(bytes, length, MEMINFO, COUNT(MEMINFO), row);
        return true;
    case PARSE_PRESSURE:
        parse_pressure(bytes, length, row);
        return true;
    case PARSE_PROCESS_STAT:
        parse_stat_line(bytes, length, &line, row);
        put_stat_line(&line, units, row);
        return true;
    case PARSE_PROCESS_STATM:
        if (text_note(text_skip_word(&text), row)) {
            text_field(&text, row, PROCESS_RSS, units->page_bytes);
        }
        return true;
    case PARSE_PROCESS_IO:
        parse_keyed(bytes, length, PROCESS_IO_KEYS, COUNT(PROCESS_IO_KEYS), row);
        return true;
    case PARSE_PROCESS_STATUS:
        parse_keyed(bytes, length, PROCESS_STATUS_KEYS, COUNT(PROCESS_STATUS_KEYS), row);
        return true;
    case PARSE_CGROUP_CPU_STAT_V2:
        parse_keyed(bytes, length, CPU_STAT_V2, COUNT(CPU_STAT_V2), row);
        return true;
    case PARSE_CGROUP_CPU_STAT_V1:
        parse_keyed(bytes, length, CPU_STAT_V1, COUNT(CPU_STAT_V1), row);
        return true;
    case PARSE_CGROUP_CPU_USAGE:
        text_field(&text, row, CGROUP_CPU, 1);
        return true;
    case PARSE_CGROUP_MEMORY:
        text_field(&text, row, CGROUP_MEMORY, 1);
        return true;
    case PARSE_CGROUP_IO_V2:
        parse_cgroup_io_v2(bytes, length, row);
        return true;
    case PARSE_CGROUP_IO_V1:
        parse_cgroup_io_v1(bytes, length, row);
        return true;
    default:
        return false;
    }
}
