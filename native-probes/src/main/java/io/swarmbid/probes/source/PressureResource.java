package io.swarmbid.probes.source;

/** What work can wait for; the ordinal is the subject of the row. */
public enum PressureResource {
    CPU,
    MEMORY,
    IO;

    /**
     * Name of the file under /proc/pressure.
     *
     * @return lower case.
     */
    public String fileName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
