package io.swarmbid.probes.frame;

import java.util.List;

/** What a row is about. The subject and the generation of a row mean something else for each. */
public enum ProbeKind {
    /** An empty slot. */
    NONE,
    /** All CPUs together. */
    HOST_CPU(CpuField.values()),
    /** One CPU; the subject is its id. */
    CPU(CpuField.values()),
    /** The machine's memory. */
    HOST_MEMORY(MemoryField.values()),
    /** Pressure; the subject is 0 for the CPU, 1 for memory, 2 for I/O. */
    PRESSURE(PressureField.values()),
    /** One process; the subject is its id, the generation its start time in ticks since boot. */
    PROCESS(ProcessField.values()),
    /** A process and its descendants; subject and generation are those of the root. */
    PROCESS_TREE(TreeField.values()),
    /** A control group; the generation is an inode of it. */
    CGROUP(CgroupField.values()),
    /** perf_event counters of a process; subject and generation as for a process. */
    PERF(PerfField.values());

    private static final ProbeKind[] KINDS = values();

    private final List<ProbeField> fields;
    private final Class<?> fieldType;
    private final int counters;

    ProbeKind(final ProbeField... fields) {
        this.fields = List.of(fields);
        this.fieldType = fields.length == 0 ? Void.class : fields[0].getClass();
        int bits = 0;
        for (final ProbeField field : fields) {
            bits |= field.isCounter() ? 1 << field.ordinal() : 0;
        }
        this.counters = bits;
    }

    /**
     * By its number in a frame.
     *
     * @param code as in the row.
     * @return the kind.
     * @throws IllegalArgumentException when the code is none.
     */
    public static ProbeKind of(final int code) {
        if (code < 0 || code >= KINDS.length) {
            throw new IllegalArgumentException("no probe kind " + code);
        }
        return KINDS[code];
    }

    /**
     * The fields of such a row.
     *
     * @return in the order of the row, unmodifiable.
     */
    public List<ProbeField> fields() {
        return fields;
    }

    /**
     * Whether rows of this kind have this field.
     *
     * @param field to look for.
     * @return false for a field of another family.
     */
    public boolean has(final ProbeField field) {
        return field.getClass() == fieldType;
    }

    /**
     * Bits of the fields that only grow.
     *
     * @return one bit for each counter, at its ordinal.
     */
    public int counters() {
        return counters;
    }
}
