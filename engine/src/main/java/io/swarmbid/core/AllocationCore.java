package io.swarmbid.core;

import io.swarmbid.decision.DecisionSink;
import io.swarmbid.memory.Arena;
import java.util.Optional;
import org.agrona.DirectBuffer;

/**
 * The deterministic heart of the engine: time and bytes in, decisions out. It knows no thread, no clock and no file.
 *
 * <p>Not threadsafe: one thread at a time. The same commands at the same times give the same decisions, bit for bit.
 */
public interface AllocationCore extends AutoCloseable {
    /** The sequence of a command that is no input: an answer of a simulated host. */
    long UNNUMBERED = 0;

    /**
     * Applies one command. Timers that are due fire first: those up to and including {@code timeNs} before an input,
     * those strictly before {@code timeNs} before an unnumbered answer. So does the core's own tick, if it is due
     * strictly before {@code timeNs}.
     *
     * @param sequence input sequence, which decisions name as their cause; {@link #UNNUMBERED} for a simulated host's
     *     answer.
     * @param timeNs logical time, never before that of an earlier call.
     * @param buffer that holds the command.
     * @param offset of its SBE message header.
     * @param length of header and message in bytes.
     * @param sink for the decisions.
     * @throws IllegalArgumentException if the template is unknown or time runs backwards; the state is unchanged.
     */
    void onCommand(
            long sequence,
            long timeNs,
            DirectBuffer buffer,
            int offset,
            int length,
            DecisionSink sink);

    /**
     * Fires the timers due up to and including {@code timeNs}, which becomes the logical time, and the core's own ticks
     * due before it: the tick of a time comes after all its commands.
     */
    void advanceTo(long timeNs, DecisionSink sink);

    /** As {@link #advanceTo}, with the tick of {@code timeNs} too: no later command is at that time. */
    default void advanceThrough(final long timeNs, final DecisionSink sink) {
        advanceTo(timeNs, sink);
    }

    /** Logical time at which the next timer is due, {@link Long#MAX_VALUE} if none is. */
    long nextTimerNs();

    /** Logical time at which the core's own next tick is due, {@link Long#MAX_VALUE} if there is nothing to do in one. */
    default long nextTickNs() {
        return Long.MAX_VALUE;
    }

    /** Logical time of the last event. */
    long timeNs();

    /** Decisions emitted so far; also the sequence of the last one. */
    long decisionCount();

    /** Shows the state after the last event; nothing, where a core has none to show. Allocates. */
    default void describe(final StateVisitor visitor) {}

    /** Digest of the whole state, the same for equal states on every machine; see the rule book, section 11. */
    long stateDigest();

    /**
     * The memory that holds the whole state: its bytes, put into that of another core of the same settings between two
     * events, make that one go on like this one. Empty if the core keeps its state elsewhere.
     */
    default Optional<Arena> memory() {
        return Optional.empty();
    }

    /** Frees the state. */
    @Override
    void close();
}
