package io.swarmbid.pipeline;

import static io.swarmbid.pipeline.EntryDescriptor.BODY_OFFSET;
import static io.swarmbid.pipeline.EntryDescriptor.COMMAND;
import static io.swarmbid.pipeline.EntryDescriptor.COMMAND_MESSAGE_OFFSET;
import static io.swarmbid.pipeline.EntryDescriptor.COMMAND_SEQUENCE_OFFSET;
import static io.swarmbid.pipeline.EntryDescriptor.COMMAND_TIME_OFFSET;
import static io.swarmbid.pipeline.EntryDescriptor.DECISION;
import static io.swarmbid.pipeline.EntryDescriptor.LENGTH_OFFSET;
import static io.swarmbid.pipeline.EntryDescriptor.PADDING;
import static io.swarmbid.pipeline.EntryDescriptor.STAMP_OFFSET;
import static io.swarmbid.pipeline.EntryDescriptor.STRIDE;
import static io.swarmbid.pipeline.EntryDescriptor.TYPE_OFFSET;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SingleProducerSequencer;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decisions, and where a tap wants them commands, on their way to the decision thread. An event's entries are published
 * together when it ends, or before the engine waits for room.
 *
 * <p>When the ring is full the engine waits for the handler: nothing is lost, the wait is counted and the host is told.
 *
 * <p>The {@link Outlet} is for the engine thread, {@link #poll} for the decision thread.
 */
final class DecisionRing implements Outlet {
    /** Entries after which the reader gives their slots back, within a batch. */
    private static final int RELEASE_INTERVAL = 64;

    private final Sequence consumed = new Sequence();
    private final SingleProducerSequencer sequencer;
    private final EngineContext context;
    private final EngineCounters counters;
    private final Lifecycle lifecycle;
    private final Waiter waiter;
    private final UnsafeBuffer memory;
    private final int size;
    private final boolean withCommands;
    private long claimed = -1;
    private long published = -1;
    private long stampNs;
    private volatile boolean ended;

    DecisionRing(
            final EngineContext context,
            final EngineCounters counters,
            final Lifecycle lifecycle,
            final Waiter waiter) {
        size = context.decisionRingSize();
        sequencer = new SingleProducerSequencer(size, new BusySpinWaitStrategy());
        sequencer.addGatingSequences(consumed);
        this.context = context;
        this.counters = counters;
        this.lifecycle = lifecycle;
        this.waiter = waiter;
        withCommands = context.tap() != null;
        final ByteBuffer bytes = ByteBuffer.allocateDirect((size + 1) * STRIDE);
        memory = new UnsafeBuffer(bytes.alignedSlice(STRIDE), 0, size * STRIDE);
    }

    @Override
    public void beginCommand(
            final long sequence,
            final long timeNs,
            final long stampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        this.stampNs = stampNs;
        if (withCommands) {
            final int entry = claim(COMMAND, 2 * Long.BYTES + length);
            memory.putLong(entry + COMMAND_SEQUENCE_OFFSET, sequence);
            memory.putLong(entry + COMMAND_TIME_OFFSET, timeNs);
            memory.putBytes(entry + COMMAND_MESSAGE_OFFSET, buffer, offset, length);
        }
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        memory.putBytes(claim(DECISION, length) + BODY_OFFSET, buffer, offset, length);
    }

    @Override
    public void endEvent() {
        if (claimed != published) {
            publish();
        }
    }

    @Override
    public void endBatch() {}

    @Override
    public void end() {
        ended = true;
        VarHandle.fullFence();
        waiter.wake();
    }

    /** Whether nothing will follow what is published now. Decision thread. */
    boolean isEnded() {
        return ended;
    }

    private int claim(final int type, final int bodyLength) {
        final int slots = EntryDescriptor.slots(bodyLength);
        final int toEnd = size - index(claimed + 1);
        if (slots > toEnd) {
            next(toEnd, PADDING, toEnd * STRIDE - BODY_OFFSET);
        }
        return next(slots, type, bodyLength);
    }

    private int next(final int slots, final int type, final int bodyLength) {
        if (!sequencer.hasAvailableCapacity(slots)) {
            awaitRoom(slots);
        }
        final int entry = index(claimed + 1) * STRIDE;
        try {
            claimed = sequencer.tryNext(slots);
        } catch (final InsufficientCapacityException e) {
            throw new IllegalStateException("a room that was there is gone", e);
        }
        memory.putInt(entry + TYPE_OFFSET, type);
        memory.putInt(entry + LENGTH_OFFSET, bodyLength);
        memory.putLong(entry + STAMP_OFFSET, stampNs);
        return entry;
    }

    private int index(final long sequence) {
        return (int) sequence & (size - 1);
    }

    private void publish() {
        published = claimed;
        sequencer.publish(claimed);
        if (waiter.needsWaking()) {
            VarHandle.fullFence();
            waiter.wake();
        }
    }

    private void awaitRoom(final int slots) {
        endEvent();
        final long startNs = System.nanoTime();
        try {
            context.errorHandler().onHandlerLag(counters.decisions());
        } catch (final Throwable e) {
            throw new HostCodeException("the error handler's onHandlerLag", e);
        }
        for (int attempt = 0; !sequencer.hasAvailableCapacity(slots); attempt++) {
            if (lifecycle.isFailed()) {
                throw EngineStopped.INSTANCE;
            }
            context.waitStrategy().pause(attempt, context.parkNs());
        }
        counters.onHandlerLag(System.nanoTime() - startNs);
    }

    /**
     * Hands over what is published. Decision thread.
     *
     * @return how many entries there were.
     */
    int poll(final Delivery delivery) {
        final long available = sequencer.getCursor();
        long next = consumed.get() + 1;
        int entries = 0;
        while (next <= available) {
            final int entry = index(next) * STRIDE;
            final int length = memory.getInt(entry + LENGTH_OFFSET);
            deliver(delivery, entry, length);
            next += EntryDescriptor.slots(length);
            if (++entries % RELEASE_INTERVAL == 0) {
                consumed.set(next - 1);
            }
        }
        if (entries > 0) {
            consumed.set(next - 1);
        }
        return entries;
    }

    private void deliver(final Delivery delivery, final int entry, final int length) {
        switch (memory.getInt(entry + TYPE_OFFSET)) {
            case DECISION ->
                    delivery.decision(
                            memory.getLong(entry + STAMP_OFFSET),
                            memory,
                            entry + BODY_OFFSET,
                            length);
            case COMMAND ->
                    delivery.command(
                            memory.getLong(entry + COMMAND_SEQUENCE_OFFSET),
                            memory.getLong(entry + COMMAND_TIME_OFFSET),
                            memory,
                            entry + COMMAND_MESSAGE_OFFSET,
                            length - 2 * Long.BYTES);
            default -> {
                // Padding says nothing.
            }
        }
    }
}
