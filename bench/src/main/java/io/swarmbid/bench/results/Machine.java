package io.swarmbid.bench.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The machine and the JVM that figures were taken on, and how much of the machine others took meanwhile. */
public final class Machine {
    private static final Path STAT = Path.of("/proc/stat");
    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final int STEAL = 8;

    private final long[] atStart = ticks();

    /** What can be said at the end of a run that began when this was made; what the system does not tell is left out. */
    public Map<String, String> describe() {
        final Map<String, String> facts = new LinkedHashMap<>();
        lines(CPUS).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .ifPresent(line -> facts.put("cpu", line.substring(line.indexOf(':') + 2)));
        facts.put("cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put(
                "jvm",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        final List<String> load = lines(LOAD);
        if (!load.isEmpty()) {
            facts.put("load at the end", load.get(0).split(" ")[0]);
        }
        final long[] now = ticks();
        if (now.length > STEAL && atStart.length > STEAL) {
            long all = 0;
            for (int field = 1; field <= STEAL; field++) {
                all += now[field] - atStart[field];
            }
            facts.put(
                    "steal",
                    String.format(
                            Locale.ROOT,
                            "%.2f %%",
                            100.0 * (now[STEAL] - atStart[STEAL]) / Math.max(1, all)));
        }
        return facts;
    }

    /** The same in one line. */
    public String line() {
        final StringBuilder line = new StringBuilder();
        describe()
                .forEach(
                        (fact, value) ->
                                line.append(line.isEmpty() ? "" : "; ")
                                        .append(fact)
                                        .append(' ')
                                        .append(value));
        return line.toString();
    }

    /** Fields of the line for all CPUs, from 1: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static long[] ticks() {
        final List<String> stat = lines(STAT);
        if (stat.isEmpty()) {
            return new long[0];
        }
        final String[] words = stat.get(0).split(" +");
        final long[] ticks = new long[words.length];
        for (int field = 1; field < words.length; field++) {
            ticks[field] = Long.parseLong(words[field]);
        }
        return ticks;
    }

    private static List<String> lines(final Path path) {
        try {
            return Files.isReadable(path) ? Files.readAllLines(path) : List.of();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
