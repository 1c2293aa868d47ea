package io.swarmbid.probes.procfs;

import static io.swarmbid.probes.procfs.KeyedFile.optional;
import static io.swarmbid.probes.procfs.KeyedFile.required;

import io.swarmbid.probes.frame.CgroupField;
import io.swarmbid.probes.frame.MemoryField;
import io.swarmbid.probes.frame.ProbeKind;
import io.swarmbid.probes.frame.ProcessField;

/** The formats of kernel files that both readers know, in the order of {@code enum parser} in {@code parse.h}. */
public enum ProcParser {
    HOST_CPU(ProbeKind.HOST_CPU),
    CPU(ProbeKind.CPU),
    MEMINFO(
            ProbeKind.HOST_MEMORY,
            required("MemTotal:", MemoryField.TOTAL_BYTES, 1024),
            required("MemFree:", MemoryField.FREE_BYTES, 1024),
            optional("MemAvailable:", MemoryField.AVAILABLE_BYTES, 1024),
            required("Buffers:", MemoryField.BUFFERS_BYTES, 1024),
            required("Cached:", MemoryField.CACHED_BYTES, 1024),
            optional("SwapTotal:", MemoryField.SWAP_TOTAL_BYTES, 1024),
            optional("SwapFree:", MemoryField.SWAP_FREE_BYTES, 1024),
            optional("Dirty:", MemoryField.DIRTY_BYTES, 1024),
            optional("AnonPages:", MemoryField.ANONYMOUS_BYTES, 1024),
            optional("Shmem:", MemoryField.SHARED_BYTES, 1024),
            optional("SReclaimable:", MemoryField.RECLAIMABLE_BYTES, 1024)),
    PRESSURE(ProbeKind.PRESSURE),
    PROCESS_STAT(ProbeKind.PROCESS),
    PROCESS_STATM(ProbeKind.PROCESS),
    PROCESS_IO(
            ProbeKind.PROCESS,
            required("rchar:", ProcessField.READ_CHARS_BYTES, 1),
            required("wchar:", ProcessField.WRITE_CHARS_BYTES, 1),
            required("read_bytes:", ProcessField.READ_BYTES, 1),
            required("write_bytes:", ProcessField.WRITE_BYTES, 1)),
    PROCESS_STATUS(
            ProbeKind.PROCESS,
            required("voluntary_ctxt_switches:", ProcessField.LEADER_VOLUNTARY_SWITCHES, 1),
            required("nonvoluntary_ctxt_switches:", ProcessField.LEADER_INVOLUNTARY_SWITCHES, 1)),
    CGROUP_CPU_STAT_V2(
            ProbeKind.CGROUP,
            required("usage_usec ", CgroupField.CPU_NS, 1000),
            required("user_usec ", CgroupField.USER_NS, 1000),
            required("system_usec ", CgroupField.SYSTEM_NS, 1000),
            optional("nr_periods ", CgroupField.PERIODS, 1),
            optional("nr_throttled ", CgroupField.THROTTLED_PERIODS, 1),
            optional("throttled_usec ", CgroupField.THROTTLED_NS, 1000)),
    CGROUP_CPU_STAT_V1(
            ProbeKind.CGROUP,
            required("nr_periods ", CgroupField.PERIODS, 1),
            required("nr_throttled ", CgroupField.THROTTLED_PERIODS, 1),
            required("throttled_time ", CgroupField.THROTTLED_NS, 1)),
    CGROUP_CPU_USAGE(ProbeKind.CGROUP),
    CGROUP_MEMORY(ProbeKind.CGROUP),
    CGROUP_IO_V2(ProbeKind.CGROUP),
    CGROUP_IO_V1(ProbeKind.CGROUP);

    private final ProbeKind kind;
    private final KeyedFile keyed;

    ProcParser(final ProbeKind kind, final KeyedFile.Key... keys) {
        this.kind = kind;
        this.keyed = keys.length == 0 ? null : new KeyedFile(keys);
    }

    /**
     * Kind of the rows that such a file fills.
     *
     * @return the kind.
     */
    public ProbeKind kind() {
        return kind;
    }

    KeyedFile keyed() {
        return keyed;
    }
}
