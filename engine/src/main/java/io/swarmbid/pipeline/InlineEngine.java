package io.swarmbid.pipeline;

import io.swarmbid.journal.JournalException;
import org.agrona.DirectBuffer;

/**
 * An engine without a thread: a client's call applies its command, and hands over its decisions, before it returns. For
 * simulation, tests and what-if, in the caller's own duty cycle.
 *
 * <p>Not threadsafe: one thread for the engine and all its clients. A handler may send commands; they are applied when
 * the one in hand is done, so there the ring can be full, and the waiting form does not wait.
 */
public final class InlineEngine extends SwarmEngine {
    /** Before the first time that a clock shows: nothing is due by then. */
    private static final long NO_TIMERS = -1;

    private final IngestRing ring;
    private final Delivery delivery;
    private final EngineDuty duty;
    private boolean busy;
    private boolean finished;

    InlineEngine(final EngineContext context, final EngineStart start) {
        super(context, start);
        final Waiter nobody = new Waiter(WaitStrategy.BUSY_SPIN, context.parkNs());
        ring =
                new IngestRing(
                        context.settings(),
                        Producers.SINGLE,
                        context.clock(),
                        nobody,
                        lifecycle,
                        start.lastSequence());
        delivery = new Delivery(context, counters(), latencyRecorder);
        duty =
                new EngineDuty(
                        context, start, ring, new DirectOutlet(delivery), counters(), lifecycle);
        if (start.journal() != null) {
            start.journal().onTrouble(context.errorHandler()::onJournalTrouble);
        }
    }

    @Override
    public EngineClient client() {
        return new EngineClient(
                context.settings(), symbols(), this::apply, this::apply, this::journaledSequence);
    }

    private long apply(final DirectBuffer source, final int length) {
        final long result = ring.offer(source, length);
        if (result > 0) {
            run(NO_TIMERS);
            return lifecycle.isFailed() ? CLOSED : result;
        }
        if (result == RING_FULL) {
            counters().onRefusedRingFull();
        } else if (lifecycle.isFailed()) {
            run(NO_TIMERS);
        }
        return result;
    }

    /**
     * Fires the timers that are due by what the clock shows now, and not those that come due meanwhile: it ends, however
     * long they take. Without it they fire when a command passes them.
     *
     * @return how many times at which timers were due there were.
     */
    public int poll() {
        long nowNs = NO_TIMERS;
        try {
            nowNs = context.clock().getAsLong();
        } catch (final HostCodeException e) {
            lifecycle.fail(0, e.where(), e.getCause());
        }
        return run(nowNs);
    }

    private int run(final long dueNs) {
        if (busy || finished) {
            return 0;
        }
        busy = true;
        int fired = 0;
        try {
            boolean more = true;
            while (more) {
                more = duty.drain() > 0;
                if (!more && lifecycle.isOpen() && duty.fireDue(dueNs) == 0) {
                    fired++;
                    more = true;
                }
            }
            if (lifecycle.isClosing()) {
                duty.finish();
            }
        } catch (final JournalException e) {
            lifecycle.fail(duty.inputSequence(), "the journal", e);
        } catch (final HostCodeException e) {
            lifecycle.fail(duty.inputSequence(), e.where(), e.getCause());
        } catch (final Throwable e) {
            lifecycle.fail(
                    duty.inputSequence(), delivery.threwInHostCode() ? "a handler" : "the core", e);
        } finally {
            busy = false;
            if (!lifecycle.isOpen()) {
                finished = true;
                end();
                lifecycle.endClose();
            }
        }
        return fired;
    }

    private void end() {
        try {
            duty.end();
        } catch (final JournalException e) {
            lifecycle.fail(duty.inputSequence(), "the journal", e);
        } catch (final RuntimeException e) {
            lifecycle.fail(duty.inputSequence(), "its closing", e);
        }
    }

    @Override
    void requireBetweenEvents() {
        if (duty.isInEvent()) {
            throw new IllegalStateException(
                    "a snapshot is asked for in the midst of a command, by what takes commands or decisions; ask in"
                            + " onBatchEnd, or when the client's call has returned");
        }
    }

    @Override
    public boolean isTerminated() {
        return finished;
    }

    @Override
    long finalStateDigest() {
        return duty.stateDigest();
    }

    @Override
    void stop() {
        lifecycle.beginClose(ring);
        run(NO_TIMERS);
    }

    @Override
    void turn() {
        poll();
    }

    @Override
    void handOver() {}
}
