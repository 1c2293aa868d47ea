package io.swarmbid.pipeline;

import io.swarmbid.codec.CommandEncoder;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.journal.Journal;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's duty cycle, whichever thread runs it: takes commands from the ring in their order, gives each its
 * logical time, and in between fires the timers that are due.
 *
 * <p>Logical time never runs back: a stamp behind it is raised to it, and once the timers of time t have run between
 * commands, no command is given a time under t + 1. So the commands alone, replayed at the times they were given, make
 * the core fire the same timers at the same times between them.
 */
final class EngineDuty {
    /** Commands after which their slots are given back to the producers, within a batch. */
    private static final int LARGEST_BATCH = 256;

    /** Decisions before a command that is journaled before its predecessors are applied. */
    private static final long NOT_YET_KNOWN = -1;

    private final AllocationCore core;
    private final Journal journal;
    private final IngestRing ring;
    private final Outlet outlet;
    private final EngineCounters counters;
    private final Lifecycle lifecycle;
    private final LongSupplier clock;
    private final CommandEncoder encoder;
    private boolean isInEvent;
    private long consumed = -1;
    private long earliestNs;
    private long inputSequence;
    private long stateDigest;

    /** Keeps the reads of {@link IngestRing#fetch} alive. */
    @SuppressWarnings("unused")
    private long fetched;

    EngineDuty(
            final EngineContext context,
            final EngineStart start,
            final IngestRing ring,
            final Outlet outlet,
            final EngineCounters counters,
            final Lifecycle lifecycle) {
        core = start.core();
        journal = start.journal();
        this.ring = ring;
        this.outlet = outlet;
        this.counters = counters;
        this.lifecycle = lifecycle;
        clock = context.clock();
        encoder = new CommandEncoder(context.settings());
        earliestNs = journal == null ? Math.max(0, core.timeNs()) : journal.earliestNs();
    }

    /**
     * Applies the commands that are there.
     *
     * @return how many there were.
     */
    int drain() {
        final long next = consumed + 1;
        long last = Math.min(ring.published(next), consumed + LARGEST_BATCH);
        // Read after the cursor: a command beyond the boundary is published after the state has
        // changed.
        if (lifecycle.isClosing()) {
            last = Math.min(last, lifecycle.boundary());
        }
        if (last < next) {
            return 0;
        }
        isInEvent = true;
        final boolean isAhead = journal != null && journal.forcesBatches();
        if (isAhead) {
            journalBatch(next, last);
        }
        for (long sequence = next; sequence <= last; sequence++) {
            fetched ^= ring.fetch(sequence);
            final int length = ring.length(sequence);
            apply(
                    ring.inputSequence(sequence),
                    isAhead,
                    ring.stampNs(sequence),
                    ring.memory(),
                    ring.commandOffset(sequence, length),
                    length);
        }
        consumed = last;
        ring.release(last);
        counters.onBatch();
        isInEvent = false;
        outlet.endBatch();
        if (journal != null) {
            journal.endBatch();
        }
        return (int) (last - next) + 1;
    }

    /** Journals a whole batch before any of it is applied, so that one sync serves it. */
    private void journalBatch(final long first, final long last) {
        long timeNs = earliestNs;
        for (long sequence = first; sequence <= last; sequence++) {
            final int length = ring.length(sequence);
            inputSequence = ring.inputSequence(sequence);
            timeNs = Math.max(timeNs, ring.stampNs(sequence));
            journal.command(
                    inputSequence,
                    timeNs,
                    sequence == first ? core.decisionCount() : NOT_YET_KNOWN,
                    ring.memory(),
                    ring.commandOffset(sequence, length),
                    length);
        }
        journal.force();
    }

    private void apply(
            final long sequence,
            final boolean isJournaled,
            final long stampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        inputSequence = sequence;
        long timeNs = stampNs;
        if (stampNs < earliestNs) {
            timeNs = earliestNs;
            counters.onClamped();
        }
        earliestNs = timeNs;
        if (journal != null && !isJournaled) {
            journal.command(sequence, timeNs, core.decisionCount(), buffer, offset, length);
            journal.force();
        }
        outlet.beginCommand(sequence, timeNs, stampNs, buffer, offset, length);
        core.onCommand(sequence, timeNs, buffer, offset, length, outlet);
        counters.decisions(core.decisionCount());
        outlet.endEvent();
        counters.onCommand();
    }

    /** When the duty cycle has something to do without a command, {@link Long#MAX_VALUE} if never. */
    long nextDueNs() {
        return Math.min(core.nextTimerNs(), core.nextTickNs());
    }

    /**
     * Fires what is due by the clock, at the logical time at which it is due.
     *
     * @return nanoseconds until something will be due; 0 if something was and has been fired.
     */
    long fireDue() {
        return fireDue(clock.getAsLong());
    }

    /** The same of what is due by a time that the clock has shown. */
    long fireDue(final long nowNs) {
        final long dueNs = nextDueNs();
        if (dueNs == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        final long leftNs = dueNs - nowNs;
        if (leftNs > 0) {
            return leftNs;
        }
        inputSequence = 0;
        isInEvent = true;
        final long timeNs = Math.max(core.timeNs(), dueNs);
        advanceThrough(timeNs);
        if (nextDueNs() <= timeNs) {
            throw new IllegalStateException("timers due at " + dueNs + " are due again at once");
        }
        earliestNs = Math.max(earliestNs, timeNs + 1);
        counters.decisions(core.decisionCount());
        counters.onTimerEvent();
        outlet.endEvent();
        isInEvent = false;
        outlet.endBatch();
        return 0;
    }

    private void advanceThrough(final long timeNs) {
        if (journal != null) {
            journal.advance(timeNs, core.decisionCount());
            journal.force();
        }
        core.advanceThrough(timeNs, outlet);
    }

    /** Whether every command that counts has been applied. Only while closing. */
    boolean isDrained() {
        return consumed == lifecycle.boundary();
    }

    /** Ends the log with a tick: the commands before it, and the timers up to it, are all there is to replay. */
    void finish() {
        final UnsafeBuffer tick = new UnsafeBuffer(new byte[64]);
        final int length = (int) encoder.tick(tick, 0);
        isInEvent = true;
        apply(ring.inputSequence(consumed + 1), false, clock.getAsLong(), tick, 0, length);
        advanceThrough(core.timeNs());
        counters.decisions(core.decisionCount());
        outlet.endEvent();
        isInEvent = false;
        outlet.endBatch();
        stateDigest = core.stateDigest();
        if (journal != null) {
            journal.closed(stateDigest, core.decisionCount());
        }
    }

    /** Whether commands are journaled or being applied that the core has not done with. On the engine's thread. */
    boolean isInEvent() {
        return isInEvent;
    }

    /** The digest after {@link #finish()}. */
    long stateDigest() {
        return stateDigest;
    }

    /** The input that is, or was last, being applied; 0 for timers between commands. */
    long inputSequence() {
        return inputSequence;
    }

    void end() {
        isInEvent = false;
        try {
            outlet.end();
            if (journal != null) {
                journal.close();
            }
        } finally {
            core.close();
        }
    }
}
