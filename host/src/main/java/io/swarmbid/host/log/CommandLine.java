package io.swarmbid.host.log;

import java.util.Arrays;

/** The fields of one line of a command log, read but not yet judged. Reusable. Not threadsafe. */
final class CommandLine {
    private static final int FIELDS = CommandField.values().length;
    private static final int KINDS = 3;

    private final long[] numbers = new long[FIELDS];
    private final String[] texts = new String[FIELDS];
    private final long[][] kinds = new long[FIELDS][];
    private long present;
    long[] pools = new long[8];
    int poolCount;
    long[] table = new long[64];
    int tableCount;
    boolean hasTable;
    boolean hasSerial;
    long serialPpm;

    CommandLine() {
        for (final CommandField field : CommandField.values()) {
            if (field.type() == CommandField.Type.KINDS) {
                kinds[field.ordinal()] = new long[KINDS];
            }
        }
    }

    void reset() {
        present = 0;
        poolCount = 0;
        tableCount = 0;
        hasTable = false;
        hasSerial = false;
        serialPpm = 0;
        Arrays.fill(texts, null);
        for (final long[] counts : kinds) {
            if (counts != null) {
                Arrays.fill(counts, 0);
            }
        }
    }

    void mark(final CommandField field) {
        present |= field.bit();
    }

    boolean has(final CommandField field) {
        return (present & field.bit()) != 0;
    }

    long presentBits() {
        return present;
    }

    void setNumber(final CommandField field, final long value) {
        numbers[field.ordinal()] = value;
    }

    long number(final CommandField field) {
        return numbers[field.ordinal()];
    }

    /** The number, or a default where the line does not have it. */
    long number(final CommandField field, final long absent) {
        return has(field) ? numbers[field.ordinal()] : absent;
    }

    /** The number as an int; -1, which no field takes, where it does not fit. */
    int count(final CommandField field) {
        return toCount(numbers[field.ordinal()]);
    }

    static int toCount(final long value) {
        return value == (int) value ? (int) value : -1;
    }

    void setText(final CommandField field, final String value) {
        texts[field.ordinal()] = value;
    }

    /** The string; for a number that fits no long, its digits. */
    String text(final CommandField field) {
        return texts[field.ordinal()];
    }

    /** Counts of vcpu, memory and accelerator. */
    long[] kinds(final CommandField field) {
        return kinds[field.ordinal()];
    }

    int kindCount(final CommandField field, final int kind) {
        return toCount(kinds[field.ordinal()][kind]);
    }

    boolean truth(final CommandField field, final boolean absent) {
        return has(field) ? numbers[field.ordinal()] != 0 : absent;
    }

    void addPool(final long pool) {
        if (poolCount == pools.length) {
            pools = Arrays.copyOf(pools, poolCount * 2);
        }
        pools[poolCount++] = pool;
    }

    void addTable(final long ppm) {
        if (tableCount == table.length) {
            table = Arrays.copyOf(table, tableCount * 2);
        }
        table[tableCount++] = ppm;
    }
}
