package io.swarmbid.probes.jni;

import io.swarmbid.probes.source.CgroupFiles;
import io.swarmbid.probes.source.Probe;
import io.swarmbid.probes.source.ProbeReader;
import io.swarmbid.probes.source.ProcessAspect;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** The reader in C: one call per sample, no allocation on either side. Not threadsafe. */
public final class NativeReader implements ProbeReader {
    /** Kept, so that the memory outlives the native set. */
    private final UnsafeBuffer frame;

    private long handle;

    /**
     * A reader into a frame; the library has been loaded.
     *
     * @param frame in direct memory, of a header and capacity rows.
     * @param capacity in slots.
     * @param cpuIds one more than the highest CPU id that this machine can have.
     */
    public NativeReader(final UnsafeBuffer frame, final int capacity, final int cpuIds) {
        if (frame.byteArray() != null) {
            throw new IllegalArgumentException("the frame must be in direct memory");
        }
        this.frame = frame;
        this.handle = NativeProbes.open(frame.addressOffset(), capacity, cpuIds);
        if (handle == 0) {
            throw new IllegalStateException("native probes: no memory for " + capacity + " probes");
        }
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public void add(final int slot, final Probe probe) {
        final long open = open();
        final int kind = probe.kind().ordinal();
        if (probe instanceof Probe.Process process) {
            int aspects = 0;
            for (final ProcessAspect aspect : process.aspects()) {
                aspects |= aspect.bit();
            }
            NativeProbes.addProcess(open, slot, kind, process.pid(), process.startTicks(), aspects);
        } else if (probe instanceof Probe.ProcessTree tree) {
            final int aspects = ProcessAspect.STAT.bit() | (tree.io() ? ProcessAspect.IO.bit() : 0);
            NativeProbes.addProcess(open, slot, kind, tree.pid(), tree.startTicks(), aspects);
        } else if (probe instanceof Probe.Perf perf) {
            NativeProbes.addProcess(open, slot, kind, perf.pid(), perf.startTicks(), 0);
        } else if (probe instanceof Probe.CpuPages pages) {
            NativeProbes.addPages(
                    open, slot, pages.pid(), pages.startTicks(), pages.confirmAfterNs());
        } else if (probe instanceof Probe.Cgroup cgroup) {
            addCgroup(open, slot, cgroup.files());
        } else {
            NativeProbes.addHost(open, slot, kind, subject(probe));
        }
    }

    private static void addCgroup(final long open, final int slot, final CgroupFiles files) {
        final String joined =
                files.cpuUsage()
                        + '\0'
                        + files.cpuStat()
                        + '\0'
                        + files.memory()
                        + '\0'
                        + files.io()
                        + '\0';
        NativeProbes.addCgroup(
                open, slot, files.version(), joined.getBytes(StandardCharsets.UTF_8));
    }

    private static long subject(final Probe probe) {
        if (probe instanceof Probe.Cpu cpu) {
            return cpu.id();
        }
        return probe instanceof Probe.Pressure pressure ? pressure.resource().ordinal() : 0;
    }

    @Override
    public void remove(final int slot) {
        NativeProbes.remove(open(), slot);
    }

    @Override
    public void sample() {
        NativeProbes.sample(open());
    }

    /**
     * Makes the system calls of a sample of processes and drops what they return: the floor that a benchmark compares a
     * sample with.
     *
     * @return a number that depends on all of them.
     */
    public long sampleFloor() {
        return NativeProbes.floor(open());
    }

    /**
     * Reads the pages of all {@link Probe.CpuPages} and nothing else: the floor for a sample of them.
     *
     * @return a number that depends on all of them.
     */
    public long pagesFloor() {
        return NativeProbes.floorPages(open());
    }

    private long open() {
        if (handle == 0) {
            throw new IllegalStateException("the probe reader is closed");
        }
        return handle;
    }

    @Override
    public void close() {
        if (handle != 0) {
            final long closing = handle;
            handle = 0;
            NativeProbes.close(closing);
            frame.setMemory(0, frame.capacity(), (byte) 0);
        }
    }
}
