package io.swarmbid.probes;

import io.swarmbid.probes.frame.FrameDescriptor;
import io.swarmbid.probes.frame.ProbeFrame;
import io.swarmbid.probes.jni.LibraryConfig;
import io.swarmbid.probes.jni.LibraryStatus;
import io.swarmbid.probes.jni.NativeLibrary;
import io.swarmbid.probes.jni.NativeReader;
import io.swarmbid.probes.procfs.JavaReader;
import io.swarmbid.probes.source.Probe;
import io.swarmbid.probes.source.ProbeReader;
import java.util.BitSet;
import java.util.Objects;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A set of probes that are sampled together, into one frame.
 *
 * <pre>{@code
 * try (ProbeSet probes = ProbeSet.open(64)) {
 *     final int memory = probes.add(new Probe.HostMemory());
 *     final int task = probes.add(Probe.process(pid, ProcessAspect.CPU_TIME, ProcessAspect.MEMORY));
 *     final ProbeFrame frame = probes.sample();
 *     if (frame.has(task, ProcessField.CPU_NS)) {
 *         use(frame.value(task, ProcessField.CPU_NS));
 *     }
 * }
 * }</pre>
 *
 * <p>Not threadsafe: one thread adds, removes, samples, reads and closes. Memory is allocated when the set is opened
 * and when a probe is added; a sample allocates nothing. Nothing that the kernel refuses is an exception: it is the
 * state of a row.
 */
public final class ProbeSet implements AutoCloseable {
    /** Slots that one set can have; a descriptor or more is open for each. */
    public static final int CAPACITY_MAX = 65_536;

    private final UnsafeBuffer buffer;
    private final ProbeReader reader;
    private final String explanation;
    private final Probe[] probes;
    private final BitSet inUse = new BitSet();
    private final ProbeFrame frame;
    private boolean closed;

    private ProbeSet(final int capacity, final LibraryStatus status) {
        final int length = FrameDescriptor.rowOffset(capacity);
        final int cpuIds = HostCpus.possibleIds();
        this.buffer =
                new UnsafeBuffer(
                        BufferUtil.allocateDirectAligned(length, FrameDescriptor.HEADER_LENGTH));
        this.reader =
                status.isLoaded()
                        ? new NativeReader(buffer, capacity, cpuIds)
                        : new JavaReader(buffer, capacity, cpuIds);
        this.explanation = reader.name() + " reader: " + status.explanation();
        this.probes = new Probe[capacity];
        this.frame = new ProbeFrame().wrap(buffer, 0, length);
    }

    /**
     * Opens an empty set with the native reader, or with the Java reader where that is impossible.
     *
     * @param capacity in probes, 1 to {@link #CAPACITY_MAX}.
     * @return a set that must be closed.
     */
    public static ProbeSet open(final int capacity) {
        return open(capacity, new LibraryConfig());
    }

    /**
     * Opens an empty set.
     *
     * @param capacity in probes, 1 to {@link #CAPACITY_MAX}.
     * @param config which reader, and where its library is.
     * @return a set that must be closed.
     * @throws IllegalStateException when a library that the configuration insists on does not load.
     */
    public static ProbeSet open(final int capacity, final LibraryConfig config) {
        if (capacity < 1 || capacity > CAPACITY_MAX) {
            throw new IllegalArgumentException(
                    "capacity is " + capacity + ", must be 1 to " + CAPACITY_MAX);
        }
        return new ProbeSet(capacity, NativeLibrary.load(config));
    }

    /**
     * Adds a probe; its row is filled by the next sample. What it reads is opened now.
     *
     * @param probe to sample.
     * @return its slot, which is its row in every frame until it is removed.
     * @throws IllegalStateException when the set is full or closed.
     */
    public int add(final Probe probe) {
        requireOpen();
        Objects.requireNonNull(probe, "probe");
        final int slot = inUse.nextClearBit(0);
        if (slot >= probes.length) {
            throw new IllegalStateException(
                    "all " + probes.length + " slots of the probe set are in use");
        }
        reader.add(slot, probe);
        inUse.set(slot);
        probes[slot] = probe;
        return slot;
    }

    /**
     * Removes a probe and closes what it read. The slot can be given out again by the next {@link #add}.
     *
     * @param slot from {@link #add}.
     * @throws IllegalArgumentException when the slot is empty.
     */
    public void remove(final int slot) {
        requireOpen();
        if (slot < 0 || !inUse.get(slot)) {
            throw new IllegalArgumentException("slot " + slot + " of the probe set is empty");
        }
        reader.remove(slot);
        inUse.clear(slot);
        probes[slot] = null;
    }

    /**
     * Reads every source once.
     *
     * @return the frame, which the next sample overwrites; always the same object.
     */
    public ProbeFrame sample() {
        requireOpen();
        reader.sample();
        return frame;
    }

    /**
     * The last sample, or an empty frame before the first.
     *
     * @return the frame that {@link #sample} returns.
     */
    public ProbeFrame frame() {
        requireOpen();
        return frame;
    }

    /**
     * What a slot samples.
     *
     * @param slot of the set.
     * @return null for an empty slot.
     */
    public Probe probe(final int slot) {
        return probes[slot];
    }

    /**
     * How many probes the set can hold.
     *
     * @return slots.
     */
    public int capacity() {
        return probes.length;
    }

    /**
     * How many probes the set holds.
     *
     * @return slots in use.
     */
    public int size() {
        return inUse.cardinality();
    }

    /**
     * Which reader samples.
     *
     * @return {@code native} or {@code java}.
     */
    public String readerName() {
        return reader.name();
    }

    /**
     * Which reader samples, and why that one.
     *
     * @return one line.
     */
    public String explanation() {
        return explanation;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the probe set is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            reader.close();
        }
    }
}
