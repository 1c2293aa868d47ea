package io.swarmbid.probes.procfs;

import io.swarmbid.probes.frame.FrameDescriptor;
import io.swarmbid.probes.frame.ProbeKind;
import io.swarmbid.probes.frame.ProbeState;
import io.swarmbid.probes.frame.RowWriter;
import io.swarmbid.probes.source.Probe;
import io.swarmbid.probes.source.ProbeReader;
import io.swarmbid.probes.source.ProcessAspect;
import java.util.EnumSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The reader in plain Java. It gives what the native one gives, but for perf_event counters (UNSUPPORTED) and the CPU
 * clock (CPU time comes in ticks). It allocates nothing per sample, except for process trees and when a read fails.
 */
public final class JavaReader implements ProbeReader {
    private final UnsafeBuffer frame;
    private final Reading reading;
    private final CpuSource cpus;
    private final Source[] sources;
    private final boolean[] inUse;
    private final RowWriter row = new RowWriter();
    private final UnsafeBuffer before = new UnsafeBuffer(new byte[FrameDescriptor.ROW_LENGTH]);
    private int length;
    private long sequence;

    /**
     * A reader into a frame.
     *
     * @param frame of a header and capacity rows.
     * @param capacity in slots.
     * @param cpuIds one more than the highest CPU id that this machine can have.
     */
    public JavaReader(final UnsafeBuffer frame, final int capacity, final int cpuIds) {
        this.frame = frame;
        this.reading = new Reading(Units.ofMachine(), cpuIds);
        this.cpus = new CpuSource(reading, frame, cpuIds);
        this.sources = new Source[capacity];
        this.inUse = new boolean[capacity];
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public void add(final int slot, final Probe probe) {
        if (probe instanceof Probe.HostCpu) {
            cpus.add(slot, -1);
        } else if (probe instanceof Probe.Cpu cpu) {
            cpus.add(slot, cpu.id());
        } else {
            sources[slot] = open(slot, probe);
        }
        inUse[slot] = true;
        length = Math.max(length, slot + 1);
    }

    private Source open(final int slot, final Probe probe) {
        if (probe instanceof Probe.HostMemory) {
            return FileSource.memory(reading);
        }
        if (probe instanceof Probe.Pressure pressure) {
            return FileSource.pressure(reading, pressure);
        }
        if (probe instanceof Probe.Cgroup cgroup) {
            return FileSource.cgroup(reading, cgroup.files());
        }
        if (probe instanceof Probe.Process process) {
            return new ProcessSource(
                    reading, process.pid(), process.startTicks(), process.aspects());
        }
        if (probe instanceof Probe.CpuPages pages) {
            return new ProcessSource(
                    reading, pages.pid(), pages.startTicks(), EnumSet.of(ProcessAspect.CPU_TIME));
        }
        if (probe instanceof Probe.ProcessTree tree) {
            final ProcessSource root =
                    new ProcessSource(
                            reading, tree.pid(), tree.startTicks(), EnumSet.of(ProcessAspect.STAT));
            return new TreeSource(reading, root, tree.io());
        }
        final Probe.Perf perf = (Probe.Perf) probe;
        row.wrap(frame, FrameDescriptor.rowOffset(slot));
        row.begin(ProbeKind.PERF, slot, 0, perf.pid());
        row.fault(ProbeState.UNSUPPORTED);
        return null;
    }

    @Override
    public void remove(final int slot) {
        if (!inUse[slot]) {
            return;
        }
        cpus.remove(slot);
        if (sources[slot] != null) {
            sources[slot].close();
            sources[slot] = null;
        }
        inUse[slot] = false;
        row.wrap(frame, FrameDescriptor.rowOffset(slot));
        row.clear();
    }

    @Override
    public void sample() {
        frame.putLong(FrameDescriptor.START_NS_OFFSET, System.nanoTime());
        cpus.sample();
        long validSources = 0;
        for (int slot = 0; slot < length; slot++) {
            row.wrap(frame, FrameDescriptor.rowOffset(slot));
            if (sources[slot] != null) {
                row.copyTo(before);
                final Source source = sources[slot];
                row.begin(source.kind(), slot, source.generation(), source.subject());
                source.sample(row);
                row.compare(before);
            }
            validSources |= row.validity() == 0 ? 0 : 1L << row.kind();
        }
        frame.putInt(FrameDescriptor.MAGIC_OFFSET, FrameDescriptor.MAGIC);
        frame.putInt(FrameDescriptor.VERSION_OFFSET, FrameDescriptor.SCHEMA_VERSION);
        frame.putInt(FrameDescriptor.LENGTH_OFFSET, FrameDescriptor.rowOffset(length));
        frame.putInt(FrameDescriptor.ROWS_OFFSET, length);
        frame.putLong(FrameDescriptor.VALID_SOURCES_OFFSET, validSources);
        frame.putInt(FrameDescriptor.READER_OFFSET, FrameDescriptor.READER_JAVA);
        frame.putLong(FrameDescriptor.SEQUENCE_OFFSET, ++sequence);
        frame.putLong(FrameDescriptor.END_NS_OFFSET, System.nanoTime());
    }

    @Override
    public void close() {
        for (int slot = 0; slot < length; slot++) {
            remove(slot);
        }
        cpus.close();
    }
}
