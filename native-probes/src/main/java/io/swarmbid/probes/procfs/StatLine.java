package io.swarmbid.probes.procfs;

import static io.swarmbid.probes.frame.ProcessField.CPU_NS;
import static io.swarmbid.probes.frame.ProcessField.MAJOR_FAULTS;
import static io.swarmbid.probes.frame.ProcessField.RSS_BYTES;
import static io.swarmbid.probes.frame.ProcessField.SYSTEM_NS;
import static io.swarmbid.probes.frame.ProcessField.THREADS;
import static io.swarmbid.probes.frame.ProcessField.USER_NS;

import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.RowWriter;
import io.swarmbid.probes.procfs.TextCursor.Outcome;

/** Fields 4 to 24 of /proc/PID/stat, by their number in proc(5); the twin of {@code parse_process.c}. */
final class StatLine {
    static final int PARENT = 4;
    static final int FAULTS = 12;
    static final int USER = 14;
    static final int SYSTEM = 15;
    static final int REAPED_USER = 16;
    static final int REAPED_SYSTEM = 17;
    static final int THREAD_COUNT = 20;
    static final int START = 22;
    static final int RSS = 24;

    private static final int FIELDS = 25;
    private static final int WANTED =
            1 << PARENT
                    | 1 << FAULTS
                    | 1 << USER
                    | 1 << SYSTEM
                    | 1 << REAPED_USER
                    | 1 << REAPED_SYSTEM
                    | 1 << THREAD_COUNT
                    | 1 << START
                    | 1 << RSS;

    private final long[] values = new long[FIELDS];
    private final TextCursor cursor = new TextCursor();
    private int valid;

    long get(final int field) {
        return values[field];
    }

    /** The name may hold spaces, parentheses and newlines; the LAST closing parenthesis of the whole text ends it. */
    void parse(final byte[] text, final int length, final RowWriter row) {
        valid = 0;
        int nameEnd = length - 1;
        while (nameEnd >= 0 && text[nameEnd] != ')') {
            nameEnd--;
        }
        if (nameEnd < 0) {
            row.fault(ProbeState.TRUNCATED);
            return;
        }
        cursor.wrap(text, nameEnd + 1, length);
        if (!TextCursor.note(cursor.skipWord(), row)) {
            return;
        }
        for (int field = PARENT; field < FIELDS; field++) {
            final boolean wanted = (WANTED & 1 << field) != 0;
            final Outcome outcome = wanted ? cursor.number() : cursor.skipWord();
            if (!TextCursor.note(outcome, row)) {
                return;
            }
            if (wanted && outcome == Outcome.GOOD) {
                values[field] = cursor.value();
                valid |= 1 << field;
            }
        }
    }

    /** Fills the fields of a process's row. */
    void put(final Units units, final RowWriter row) {
        put(USER, row, USER_NS.ordinal(), units.tickNs());
        put(SYSTEM, row, SYSTEM_NS.ordinal(), units.tickNs());
        put(RSS, row, RSS_BYTES.ordinal(), units.pageBytes());
        put(THREAD_COUNT, row, THREADS.ordinal(), 1);
        put(FAULTS, row, MAJOR_FAULTS.ordinal(), 1);
        if (row.has(USER_NS.ordinal())
                && row.has(SYSTEM_NS.ordinal())
                && !row.has(CPU_NS.ordinal())) {
            final long sum = row.get(USER_NS.ordinal()) + row.get(SYSTEM_NS.ordinal());
            if (sum < 0) {
                row.fault(ProbeState.OVERFLOW);
            } else {
                row.put(CPU_NS.ordinal(), sum);
            }
        }
    }

    private void put(final int from, final RowWriter row, final int field, final long scale) {
        if ((valid & 1 << from) != 0) {
            row.putScaled(field, values[from], scale);
        }
    }
}
