package io.swarmbid.host.actuator;

import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;

/** Holds the running tasks on the CPUs that {@link CpuPacking} gives them, by the kernel's cpusets. Threadsafe. */
final class CpuHomes {
    /** Where one task's CPUs are set. */
    interface Pin {
        /** Lets the task run on these CPUs only. */
        void pin(BitSet cpus) throws IOException;
    }

    private final CpuPacking packing;
    private final Map<Pin, Long> shares = new LinkedHashMap<>();
    private final Map<Pin, BitSet> pinned = new LinkedHashMap<>();

    CpuHomes(final CpuPacking packing) {
        this.packing = packing;
    }

    /**
     * A task runs from now on with a share, and the others move out of its way where they must.
     *
     * @param cpuPpm micro-vCPU, above 0
     * @throws IOException when the kernel refuses; the message names the file
     */
    synchronized void grant(final Pin task, final long cpuPpm) throws IOException {
        shares.put(task, cpuPpm);
        apply();
    }

    /** A task does not run any more; where it did run is free for others. */
    synchronized void pause(final Pin task) throws IOException {
        if (shares.remove(task) != null) {
            apply();
        }
    }

    /** A task is gone. */
    synchronized void forget(final Pin task) {
        pinned.remove(task);
        shares.remove(task);
    }

    private void apply() throws IOException {
        for (final Entry<Object, BitSet> place : packing.pack(shares).entrySet()) {
            final Pin task = (Pin) place.getKey();
            if (!place.getValue().equals(pinned.get(task))) {
                task.pin(place.getValue());
                pinned.put(task, place.getValue());
            }
        }
    }

    /** A kernel list of CPUs such as {@code 0-3,8}. */
    static String list(final BitSet cpus) {
        final StringBuilder list = new StringBuilder();
        int first = cpus.nextSetBit(0);
        while (first >= 0) {
            final int end = cpus.nextClearBit(first);
            list.append(list.isEmpty() ? "" : ",").append(first);
            if (end - first > 1) {
                list.append('-').append(end - 1);
            }
            first = cpus.nextSetBit(end);
        }
        return list.toString();
    }
}
