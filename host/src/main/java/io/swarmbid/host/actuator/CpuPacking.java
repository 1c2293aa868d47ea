package io.swarmbid.host.actuator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which CPUs each task may use so that no CPU is promised twice: the largest share first, each whole on one CPU where
 * it fits there (the one it already has before others, else the fullest), over several where it does not. One thread
 * that is granted a whole CPU gets it only where nobody else may run on it: the kernel's balancing alone gave it 85 to
 * 99 %. Bin packing by best fit, decreasing.
 */
final class CpuPacking {
    private final BitSet cpus;
    private final Map<Object, BitSet> places = new LinkedHashMap<>();

    /**
     * Creates it.
     *
     * @param cpus that may be used; at least one
     */
    CpuPacking(final BitSet cpus) {
        this.cpus = (BitSet) cpus.clone();
    }

    /** All CPUs that may be used. */
    BitSet all() {
        return (BitSet) cpus.clone();
    }

    /**
     * Finds a place for each task.
     *
     * @param sharesPpm of all that run, micro-vCPU, above 0
     * @return the CPUs of each; all of them where there is but one task
     */
    Map<Object, BitSet> pack(final Map<?, Long> sharesPpm) {
        final Map<Integer, Long> free = new LinkedHashMap<>();
        cpus.stream().forEach(cpu -> free.put(cpu, CpuQuota.VCPU_PPM));
        final List<Object> order = new ArrayList<>(sharesPpm.keySet());
        order.sort(Comparator.comparing((Object task) -> sharesPpm.get(task)).reversed());
        final Map<Object, BitSet> packed = new LinkedHashMap<>();
        for (final Object task : order) {
            packed.put(
                    task, sharesPpm.size() == 1 ? all() : place(task, sharesPpm.get(task), free));
        }
        places.clear();
        places.putAll(packed);
        return packed;
    }

    private BitSet place(final Object task, final long sharePpm, final Map<Integer, Long> free) {
        final BitSet before = places.getOrDefault(task, new BitSet());
        final BitSet chosen = new BitSet();
        int whole = -1;
        for (final int cpu : free.keySet()) {
            if (free.get(cpu) >= sharePpm && (whole < 0 || isBetter(cpu, whole, free, before))) {
                whole = cpu;
            }
        }
        if (whole >= 0) {
            free.merge(whole, -sharePpm, Long::sum);
            chosen.set(whole);
            return chosen;
        }
        long left = sharePpm;
        while (left > 0 && chosen.cardinality() < free.size()) {
            int roomiest = -1;
            for (final int cpu : free.keySet()) {
                if (!chosen.get(cpu) && (roomiest < 0 || free.get(cpu) > free.get(roomiest))) {
                    roomiest = cpu;
                }
            }
            final long part = Math.min(left, Math.max(0, free.get(roomiest)));
            free.merge(roomiest, -part, Long::sum);
            left -= part;
            chosen.set(roomiest);
        }
        return chosen;
    }

    private static boolean isBetter(
            final int cpu, final int best, final Map<Integer, Long> free, final BitSet before) {
        if (before.get(cpu) != before.get(best)) {
            return before.get(cpu);
        }
        return free.get(cpu) < free.get(best);
    }
}
