package io.swarmbid.host.actuator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which CPUs each task may use when only whole ones can be given: as many as its share rounds up
 * to, the least loaded first, those that it already has before others. Not threadsafe.
 */
final class CpuPlacement {
    private final BitSet cpus;
    private final Map<Object, Place> places = new HashMap<>();

    /**
     * Creates it.
     *
     * @param cpus that may be used; at least one
     */
    CpuPlacement(final BitSet cpus) {
        this.cpus = (BitSet) cpus.clone();
    }

    /**
     * Where a task runs.
     *
     * @param cpus that it may use
     * @param cpuPpm its share of them together, micro-vCPU
     */
    record Place(BitSet cpus, long cpuPpm) {
        /**
         * A nice value whose weight, as the kernel counts it (a factor of 1.25 a step), is to full
         * weight as the share is to the CPUs it may use.
         */
        int nice() {
            final double part =
                    Math.min(
                            1.0,
                            (double) cpuPpm / (cpus.cardinality() * (double) CpuQuota.VCPU_PPM));
            return (int) Math.min(NICE_MAX, Math.round(-Math.log(part) / Math.log(WEIGHT_STEP)));
        }
    }

    private static final double WEIGHT_STEP = 1.25;
    private static final int NICE_MAX = 19;

    /** Finds a place for a task's new share. */
    Place place(final Object task, final long cpuPpm) {
        final Place before = places.remove(task);
        final long whole = (cpuPpm + CpuQuota.VCPU_PPM - 1) / CpuQuota.VCPU_PPM;
        final int wanted = (int) Math.max(1, Math.min(whole, cpus.cardinality()));
        final Map<Integer, Long> load = load();
        final BitSet chosen = new BitSet();
        while (chosen.cardinality() < wanted) {
            int best = -1;
            for (int cpu = cpus.nextSetBit(0); cpu >= 0; cpu = cpus.nextSetBit(cpu + 1)) {
                if (!chosen.get(cpu) && (best < 0 || better(cpu, best, load, before))) {
                    best = cpu;
                }
            }
            chosen.set(best);
        }
        final Place place = new Place(chosen, cpuPpm);
        places.put(task, place);
        return place;
    }

    /** Forgets a task that has ended or was paused. */
    void remove(final Object task) {
        places.remove(task);
    }

    private static boolean better(
            final int cpu, final int best, final Map<Integer, Long> load, final Place before) {
        final long gain = load.getOrDefault(best, 0L) - load.getOrDefault(cpu, 0L);
        return gain > 0
                || gain == 0
                        && before != null
                        && before.cpus().get(cpu)
                        && !before.cpus().get(best);
    }

    private Map<Integer, Long> load() {
        final Map<Integer, Long> load = new HashMap<>();
        for (final Place place : places.values()) {
            place.cpus().stream()
                    .forEach(
                            cpu ->
                                    load.merge(
                                            cpu,
                                            place.cpuPpm() / place.cpus().cardinality(),
                                            Long::sum));
        }
        return load;
    }

    /** The CPUs that this process may use. */
    static BitSet allowed() throws IOException {
        return parse(status("Cpus_allowed_list"));
    }

    /** A field of this process's status. */
    static String status(final String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)
                .stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/self/status has no " + key));
    }

    /** Parses a kernel list of CPUs such as {@code 0-3,8}. */
    static BitSet parse(final String list) {
        final BitSet cpus = new BitSet();
        for (final String range : list.strip().split(",")) {
            if (!range.isEmpty()) {
                final String[] ends = range.split("-");
                cpus.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
            }
        }
        return cpus;
    }
}
