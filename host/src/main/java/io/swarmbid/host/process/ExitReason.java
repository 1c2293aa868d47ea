package io.swarmbid.host.process;

import java.util.Map;

/** Says in words how a process ended. */
final class ExitReason {
    private static final int SIGNAL_BASE = 128;
    private static final int SIGNAL_MAX = 64;
    private static final int NOT_PLACED = 125;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final Map<Integer, String> SIGNALS =
            Map.ofEntries(
                    Map.entry(1, "SIGHUP"),
                    Map.entry(2, "SIGINT"),
                    Map.entry(3, "SIGQUIT"),
                    Map.entry(4, "SIGILL"),
                    Map.entry(6, "SIGABRT"),
                    Map.entry(7, "SIGBUS"),
                    Map.entry(8, "SIGFPE"),
                    Map.entry(9, "SIGKILL"),
                    Map.entry(11, "SIGSEGV"),
                    Map.entry(13, "SIGPIPE"),
                    Map.entry(15, "SIGTERM"),
                    Map.entry(24, "SIGXCPU"),
                    Map.entry(25, "SIGXFSZ"));

    private ExitReason() {}

    /**
     * Words for an exit status.
     *
     * @param exitCode 0 to 255; 128 + n for signal n
     * @param outOfMemoryKills how many of the task's processes the kernel killed for their memory
     *     limit
     */
    static String of(final int exitCode, final long outOfMemoryKills) {
        if (exitCode == 0) {
            return "exit 0";
        }
        final String words = plain(exitCode);
        return outOfMemoryKills > 0 ? words + ", over its memory limit" : words;
    }

    private static String plain(final int exitCode) {
        return switch (exitCode) {
            case NOT_PLACED -> "exit 125: it could not be put into its control group";
            case NOT_EXECUTABLE -> "exit 126: the command cannot be executed";
            case NOT_FOUND -> "exit 127: the command was not found";
            default -> {
                final int signal = exitCode - SIGNAL_BASE;
                yield signal > 0 && signal <= SIGNAL_MAX
                        ? "ended by signal "
                                + signal
                                + " ("
                                + SIGNALS.getOrDefault(signal, "see signal(7)")
                                + ")"
                        : "exit " + exitCode;
            }
        };
    }
}
