package io.swarmbid.probes.frame;

/** One 64-bit field of a row. Implemented by one enum for each family of rows; the order is the order in the row. */
public sealed interface ProbeField
        permits CpuField,
                MemoryField,
                PressureField,
                ProcessField,
                TreeField,
                CgroupField,
                PerfField {
    /** What a field counts in. */
    enum Unit {
        NANOSECONDS,
        BYTES,
        COUNT,
        PARTS_PER_MILLION
    }

    /**
     * Position in the row.
     *
     * @return 0 to 11.
     */
    int ordinal();

    /**
     * Name for people and for JSON, with the unit last.
     *
     * @return lower camel case.
     */
    String key();

    /**
     * Unit of the value.
     *
     * @return what the value counts in.
     */
    Unit unit();

    /**
     * Whether the value only grows while its subject lives, so that differences between samples mean something.
     *
     * @return false for a gauge.
     */
    boolean isCounter();
}
