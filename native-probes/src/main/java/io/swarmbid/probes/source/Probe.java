package io.swarmbid.probes.source;

import io.swarmbid.probes.frame.ProbeKind;
import java.util.EnumSet;
import java.util.Set;

/** One thing to sample; takes one slot of a set, and one row of each frame. */
public sealed interface Probe {
    /**
     * Kind of the row that this fills.
     *
     * @return never NONE.
     */
    ProbeKind kind();

    /** All CPUs together. */
    record HostCpu() implements Probe {
        @Override
        public ProbeKind kind() {
            return ProbeKind.HOST_CPU;
        }
    }

    /**
     * One CPU.
     *
     * @param id as in /proc/stat; ids may have gaps.
     */
    record Cpu(int id) implements Probe {
        /** Checks the id. */
        public Cpu {
            requirePositiveOrZero("CPU id", id);
        }

        @Override
        public ProbeKind kind() {
            return ProbeKind.CPU;
        }
    }

    /** The machine's memory. */
    record HostMemory() implements Probe {
        @Override
        public ProbeKind kind() {
            return ProbeKind.HOST_MEMORY;
        }
    }

    /**
     * Pressure stall information of the machine.
     *
     * @param resource that work waits for.
     */
    record Pressure(PressureResource resource) implements Probe {
        @Override
        public ProbeKind kind() {
            return ProbeKind.PRESSURE;
        }
    }

    /**
     * One process.
     *
     * @param pid its id.
     * @param startTicks its start time in ticks since boot, so that no later process of the same id is taken for it; 0
     *     for whichever process has the id when the probe is added.
     * @param aspects what to read of it, at least one.
     */
    record Process(long pid, long startTicks, Set<ProcessAspect> aspects) implements Probe {
        /** Checks the ids and copies the set. */
        public Process {
            requirePositive("process id", pid);
            requirePositiveOrZero("start time", startTicks);
            aspects = Set.copyOf(aspects);
            if (aspects.isEmpty()) {
                throw new IllegalArgumentException("no aspect of process " + pid + " is asked for");
            }
        }

        @Override
        public ProbeKind kind() {
            return ProbeKind.PROCESS;
        }
    }

    /**
     * A process and all its descendants, up to 256 at a time.
     *
     * @param pid of the root.
     * @param startTicks as for a process.
     * @param io whether to read I/O bytes too, about 1.5 microseconds for each member.
     */
    record ProcessTree(long pid, long startTicks, boolean io) implements Probe {
        /** Checks the ids. */
        public ProcessTree {
            requirePositive("process id", pid);
            requirePositiveOrZero("start time", startTicks);
        }

        @Override
        public ProbeKind kind() {
            return ProbeKind.PROCESS_TREE;
        }
    }

    /**
     * A control group: the cheapest unit for a task of many processes.
     *
     * @param files to read.
     */
    record Cgroup(CgroupFiles files) implements Probe {
        @Override
        public ProbeKind kind() {
            return ProbeKind.CGROUP;
        }
    }

    /**
     * perf_event counters of a process, from the native reader only.
     *
     * @param pid its id.
     * @param startTicks as for a process.
     */
    record Perf(long pid, long startTicks) implements Probe {
        /** Checks the ids. */
        public Perf {
            requirePositive("process id", pid);
            requirePositiveOrZero("start time", startTicks);
        }

        @Override
        public ProbeKind kind() {
            return ProbeKind.PERF;
        }
    }

    /**
     * The CPU time of a process, alone, from the pages of its threads' task clocks: no system call for a process that
     * has not run since the last sample. It makes each context switch of the process dearer, by about a microsecond, so
     * it is for processes that are sampled far more often than they run. From the native reader; the Java one reads
     * the same field from {@code stat}.
     *
     * @param pid its id.
     * @param startTicks as for a process.
     * @param confirmAfterNs how long a row may be STALE before the kernel is asked for the exact time; 0 for at once, so
     *     that it never is for that reason.
     */
    record CpuPages(long pid, long startTicks, long confirmAfterNs) implements Probe {
        /** Checks the ids and the time. */
        public CpuPages {
            requirePositive("process id", pid);
            requirePositiveOrZero("start time", startTicks);
            requirePositiveOrZero("time to confirm after", confirmAfterNs);
        }

        @Override
        public ProbeKind kind() {
            return ProbeKind.PROCESS;
        }
    }

    /**
     * A process by its id alone.
     *
     * @param pid its id.
     * @param first of the aspects to read.
     * @param more aspects.
     * @return a probe of whichever process has the id when it is added.
     */
    static Process process(final long pid, final ProcessAspect first, final ProcessAspect... more) {
        return new Process(pid, 0, EnumSet.of(first, more));
    }

    private static void requirePositive(final String what, final long value) {
        if (value <= 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    what + " is " + value + ", must be 1 to " + Integer.MAX_VALUE);
        }
    }

    private static void requirePositiveOrZero(final String what, final long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " is " + value + ", must not be negative");
        }
    }
}
