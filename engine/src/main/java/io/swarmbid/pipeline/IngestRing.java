package io.swarmbid.pipeline;

import static io.swarmbid.pipeline.SlotDescriptor.COMMAND_OFFSET;
import static io.swarmbid.pipeline.SlotDescriptor.LENGTH_OFFSET;
import static io.swarmbid.pipeline.SlotDescriptor.SHORT_COMMAND_LENGTH;
import static io.swarmbid.pipeline.SlotDescriptor.STRIDE;
import static io.swarmbid.pipeline.SlotDescriptor.TIME_OFFSET;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.MultiProducerSequencer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.Sequencer;
import com.lmax.disruptor.SingleProducerSequencer;
import io.swarmbid.codec.Refusal;
import io.swarmbid.config.Setting;
import io.swarmbid.config.Settings;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Commands on their way to the engine thread: a Disruptor sequencer over off-heap slots instead of an array of objects.
 * Input sequences follow those of the ring, on from the last one that was recovered, so only commands that passed the
 * static checks may be offered: they arrive encoded, and nothing can go wrong between claim and publication but a copy of
 * their bytes. That also keeps the time short in which a producer that loses its CPU holds up those behind it.
 *
 * <p>{@link #offer} is for producers, as many as the mode allows; the rest is for the engine thread.
 */
final class IngestRing {
    private final Sequence consumed = new Sequence();
    private final Sequencer sequencer;
    private final Lifecycle lifecycle;
    private final LongSupplier clock;
    private final Waiter waiter;
    private final boolean fences;
    private final UnsafeBuffer memory;
    private final int mask;
    private final int longStride;
    private final int longRegion;
    private final long firstInput;

    IngestRing(
            final Settings settings,
            final Producers producers,
            final LongSupplier clock,
            final Waiter waiter,
            final Lifecycle lifecycle,
            final long lastInput) {
        firstInput = lastInput + 1;
        final int size = settings.getInt(Setting.RING_SIZE);
        final BusySpinWaitStrategy unused = new BusySpinWaitStrategy();
        sequencer =
                producers == Producers.SINGLE
                        ? new SingleProducerSequencer(size, unused)
                        : new MultiProducerSequencer(size, unused);
        sequencer.addGatingSequences(consumed);
        this.lifecycle = lifecycle;
        this.clock = clock;
        this.waiter = waiter;
        fences = producers == Producers.SINGLE || waiter.needsWaking();
        mask = size - 1;
        longStride = SlotDescriptor.longStride(settings);
        longRegion = size * STRIDE;
        memory =
                new UnsafeBuffer(
                        ByteBuffer.allocateDirect(Math.toIntExact(bytes(settings)) + STRIDE));
        alignMemory();
    }

    private void alignMemory() {
        final int skip = (int) (-memory.addressOffset() & (STRIDE - 1));
        memory.wrap(memory.byteBuffer(), skip, memory.capacity() - STRIDE);
    }

    /** Off-heap bytes of a ring with these settings. */
    static long bytes(final Settings settings) {
        return settings.get(Setting.RING_SIZE) * (STRIDE + SlotDescriptor.longStride(settings));
    }

    /**
     * Publishes one encoded command, or refuses at once.
     *
     * @return the input sequence, or the code of {@link Refusal#RING_FULL} or {@link Refusal#CLOSED}.
     */
    long offer(final DirectBuffer source, final int length) {
        if (!lifecycle.isOpen()) {
            return Refusal.CLOSED.code();
        }
        if (!sequencer.hasAvailableCapacity(1)) {
            return Refusal.RING_FULL.code();
        }
        final long stampNs;
        try {
            stampNs = clock.getAsLong();
        } catch (final HostCodeException e) {
            return stopFor(e);
        }
        final long sequence;
        try {
            sequence = sequencer.tryNext();
        } catch (final InsufficientCapacityException e) {
            return Refusal.RING_FULL.code();
        }
        final int slot = slot(sequence);
        memory.putLong(slot + TIME_OFFSET, stampNs);
        memory.putInt(slot + LENGTH_OFFSET, length);
        memory.putBytes(commandOffset(sequence, length), source, 0, length);
        sequencer.publish(sequence);
        if (fences) {
            VarHandle.fullFence();
            waiter.wake();
        }
        return lifecycle.isOpen() || lifecycle.counts(sequence)
                ? inputSequence(sequence)
                : Refusal.CLOSED.code();
    }

    private long stopFor(final HostCodeException e) {
        lifecycle.fail(0, e.where(), e.getCause());
        VarHandle.fullFence();
        waiter.wake();
        return Refusal.CLOSED.code();
    }

    /** The input sequence of a command by its place in the ring. */
    long inputSequence(final long sequence) {
        return firstInput + sequence;
    }

    /** The highest sequence that was claimed, and in single-producer mode published. */
    long cursor() {
        return sequencer.getCursor();
    }

    /** The highest sequence up to which all is published; {@code next - 1} if nothing is new. */
    long published(final long next) {
        return sequencer.getHighestPublishedSequence(next, sequencer.getCursor());
    }

    /** Commands that are published and not released yet, as far as a look from outside can tell. Any thread. */
    long waiting() {
        final long next = consumed.get() + 1;
        return published(next) - next + 1;
    }

    /**
     * Reads every line of a short slot at once, so that they come from the producer's cache together and not one after the
     * other as the command is decoded.
     *
     * @return something that depends on all of them.
     */
    long fetch(final long sequence) {
        final int slot = slot(sequence);
        return memory.getLong(slot) ^ memory.getLong(slot + BitUtil.CACHE_LINE_LENGTH);
    }

    /** Gives the slots up to this sequence back to the producers. */
    void release(final long sequence) {
        consumed.set(sequence);
    }

    UnsafeBuffer memory() {
        return memory;
    }

    long stampNs(final long sequence) {
        return memory.getLong(slot(sequence) + TIME_OFFSET);
    }

    int length(final long sequence) {
        return memory.getInt(slot(sequence) + LENGTH_OFFSET);
    }

    int commandOffset(final long sequence, final int length) {
        return length <= SHORT_COMMAND_LENGTH
                ? slot(sequence) + COMMAND_OFFSET
                : longRegion + ((int) sequence & mask) * longStride;
    }

    private int slot(final long sequence) {
        return ((int) sequence & mask) * STRIDE;
    }
}
