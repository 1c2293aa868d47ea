package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} tells of one process.
 *
 * @param pid of the process
 * @param state the kernel's letter: R, S, D, T, Z, X …
 * @param parent pid of the parent
 * @param session id of the session
 * @param cpuTicks CPU time of the process and of the children it has waited for, in clock ticks
 * @param startTicks start after boot, in clock ticks; with the pid, the identity of a process
 */
record ProcStat(long pid, char state, long parent, long session, long cpuTicks, long startTicks) {
    /**
     * Clock ticks a second in {@code /proc}; the kernel's USER_HZ, 100 on every architecture that a
     * JDK runs on.
     */
    static final long TICKS_PER_SECOND = 100;

    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int SESSION = 3;
    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;
    private static final int START = 19;

    /**
     * Reads one process.
     *
     * @return empty when it is gone or its line cannot be read
     */
    static Optional<ProcStat> read(final Path proc, final long pid) {
        try {
            return parse(
                    Files.readString(proc.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1));
        } catch (final IOException gone) {
            return Optional.empty();
        }
    }

    /** Parses the line from its last {@code )}, because a process may name itself anything. */
    static Optional<ProcStat> parse(final String line) {
        final int open = line.indexOf('(');
        final int close = line.lastIndexOf(')');
        if (open < 2 || close < open) {
            return Optional.empty();
        }
        final String[] fields = line.substring(close + 1).strip().split(" ");
        if (fields.length <= START) {
            return Optional.empty();
        }
        long cpuTicks = 0;
        for (int i = USER; i <= CHILDREN_SYSTEM; i++) {
            cpuTicks += Long.parseLong(fields[i]);
        }
        return Optional.of(
                new ProcStat(
                        Long.parseLong(line.substring(0, open).strip()),
                        fields[STATE].charAt(0),
                        Long.parseLong(fields[PARENT]),
                        Long.parseLong(fields[SESSION]),
                        cpuTicks,
                        Long.parseLong(fields[START])));
    }

    /** Whether it still runs: a zombie does not. */
    boolean live() {
        return state != 'Z' && state != 'X';
    }
}
