package io.swarmbid.simulation;

import io.swarmbid.codec.SymbolTable;
import io.swarmbid.config.Settings;
import io.swarmbid.core.EngineCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.pipeline.CommandTap;
import io.swarmbid.reference.DecisionText;
import io.swarmbid.reference.HistoryGenerator;
import io.swarmbid.reference.InvariantChecker;
import java.util.ArrayDeque;
import java.util.Queue;
import org.agrona.DirectBuffer;

/**
 * Watches an engine from outside. The invariants are checked after every command, and a second core that sees nothing but
 * the accepted commands must decide the same, byte for byte, and account for all money.
 */
final class Lockstep implements CommandTap, DecisionSink, AutoCloseable {
    private final EngineCore second;
    private final InvariantChecker checker;
    private final Queue<String> decided = new ArrayDeque<>();
    private final Queue<String> expected = new ArrayDeque<>();
    private final Tally tally;
    private boolean open;
    private long sequence;
    private long decisions;
    private CrashPoint crashPoint;

    Lockstep(final Settings settings, final SymbolTable symbols, final Tally tally) {
        this.tally = tally;
        second = new EngineCore(settings, symbols);
        checker = new InvariantChecker(settings, () -> second.ledger().sum());
    }

    @Override
    public void onCommand(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (crashPoint == CrashPoint.BEFORE_THE_COMMAND) {
            throw new SimulatedCrash();
        }
        settle();
        final byte[] command = new byte[length];
        buffer.getBytes(offset, command);
        checker.before(new HistoryGenerator.Step(sequence, timeNs, command));
        open = true;
        this.sequence = sequence;
        second.onCommand(
                sequence,
                timeNs,
                buffer,
                offset,
                length,
                (b, at, size) -> expected.add(DecisionText.of(b, at)));
        tally.count("commands");
        if (crashPoint != null) {
            throw new SimulatedCrash();
        }
    }

    /** The next command does not return: the engine dies there. Null: it lives. */
    void dieAt(final CrashPoint point) {
        crashPoint = point;
    }

    /** Sequence of the last decision that the host was given. */
    long decisions() {
        return decisions;
    }

    /** Timers may fire now without a command. */
    void beforeTimers() {
        settle();
        checker.before(null);
        open = true;
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        checker.onDecision(buffer, offset, length);
        decided.add(DecisionText.of(buffer, offset));
        decisions++;
        tally.count("decisions");
    }

    /** What was begun is over: checks it. Decisions of timers wait until the second core is told of the time. */
    private void settle() {
        if (!open) {
            return;
        }
        open = false;
        checker.after();
        while (!expected.isEmpty()) {
            final String second = expected.remove();
            final String first = decided.poll();
            if (!second.equals(first)) {
                throw new AssertionError(
                        "after command " + sequence + ": " + first + " where replay has " + second);
            }
        }
    }

    /**
     * The last command, the closing tick, is over.
     *
     * @param stateDigest of the engine after it.
     */
    void end(final long stateDigest) {
        settle();
        second.advanceThrough(
                second.timeNs(), (b, at, size) -> expected.add(DecisionText.of(b, at)));
        open = true;
        settle();
        if (!decided.isEmpty()) {
            throw new AssertionError("replay lacks " + decided.peek());
        }
        if (stateDigest != second.stateDigest()) {
            throw new AssertionError("replay ends in another state");
        }
    }

    @Override
    public void close() {
        second.close();
    }
}
