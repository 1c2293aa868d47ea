package io.swarmbid.host.replay;

import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.RefuseDecisionDecoder;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.host.log.CommandSource;
import io.swarmbid.host.log.CommandWriter;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Runs a core in logical time. At one time the simulated surroundings speak first (recorded prices, then the host),
 * then due timers, then input, then the core's tick. Not threadsafe.
 *
 * <p>It ends when the input is used up, nothing runs to an end any more, no timer is pending and a tick would change
 * nothing; without a host, at the time of the last input.
 */
public final class ReplayLoop {
    private static final long NONE = Long.MAX_VALUE;

    private final AllocationCore core;
    private final CommandSource source;
    private final SimulatedHost host;
    private final CommandWriter log;
    private final DecisionSink decisions;
    private final CommandListener[] listeners;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ExpandableArrayBuffer answer = new ExpandableArrayBuffer();
    private final DecisionSink sink = this::decided;
    private boolean hasCommand;
    private boolean started;
    private boolean refused;
    private long lastInput;
    private long given;

    /**
     * A loop over a source that has not begun.
     *
     * @param host the simulated host, null to play none.
     * @param log takes the commands of the source as they are given to the core, null to write none.
     * @param decisions takes every decision before the listeners do.
     * @param listeners told of every command and decision, the host among them.
     */
    public ReplayLoop(
            final AllocationCore core,
            final CommandSource source,
            final SimulatedHost host,
            final CommandWriter log,
            final DecisionSink decisions,
            final List<CommandListener> listeners) {
        this.core = core;
        this.source = source;
        this.host = host;
        this.log = log;
        this.decisions = decisions;
        this.listeners = listeners.toArray(CommandListener[]::new);
    }

    /** Runs to the end. */
    public void run() {
        boolean more = true;
        while (more) {
            more = step();
        }
    }

    /**
     * Does what comes next.
     *
     * @return false at the end.
     */
    public boolean step() {
        if (!started) {
            started = true;
            hasCommand = source.next();
        }
        return host == null ? scriptedStep() : playedStep();
    }

    /** Lets the core do something that no command asks for, between two commands; its decisions go where all go. */
    public void act(final Consumer<DecisionSink> action) {
        action.accept(sink);
    }

    /** Commands of the source that were given to the core. */
    public long given() {
        return given;
    }

    /** The last input sequence that was given to the core. */
    public long lastInput() {
        return lastInput;
    }

    private boolean scriptedStep() {
        if (hasCommand && source.hasInput()) {
            give();
            return true;
        }
        // Timers that the last command itself made due, and the tick of its time.
        final long endNs = core.timeNs();
        if (Math.min(core.nextTimerNs(), core.nextTickNs()) <= endNs) {
            core.advanceThrough(endNs, sink);
            return true;
        }
        return false;
    }

    private boolean playedStep() {
        final long timerNs = core.nextTimerNs();
        final long hostNs = host.nextNs();
        final long tickNs = core.nextTickNs();
        final long commandNs = commandNs(Math.min(timerNs, tickNs), hostNs);
        final long nowNs = Math.min(Math.min(timerNs, tickNs), Math.min(hostNs, commandNs));
        if (nowNs == NONE) {
            return false;
        }
        if (commandNs == nowNs && source.sequence() == AllocationCore.UNNUMBERED) {
            give();
        } else if (hostNs == nowNs) {
            final int length = host.takeAnswer(answer);
            apply(AllocationCore.UNNUMBERED, nowNs, answer, length, CommandSource.NO_ACTUAL_WORK);
        } else if (timerNs == nowNs) {
            core.advanceTo(nowNs, sink);
        } else if (commandNs == nowNs) {
            give();
        } else {
            core.advanceThrough(nowNs, sink);
        }
        return true;
    }

    /** Time of the next command. Recorded prices after the last input count only while something runs. */
    private long commandNs(final long timerNs, final long hostNs) {
        if (!hasCommand || (!source.hasInput() && !host.runsTasks())) {
            return NONE;
        }
        final boolean onlyPricesLeft = !source.hasInput() && timerNs == NONE && hostNs == NONE;
        return onlyPricesLeft ? NONE : source.atNs();
    }

    private void give() {
        if (source.sequence() != AllocationCore.UNNUMBERED) {
            lastInput = source.sequence();
        }
        if (log != null) {
            log.write(source.atNs(), source.buffer(), 0, source.actualWorkNs());
        }
        apply(
                source.sequence(),
                source.atNs(),
                source.buffer(),
                source.length(),
                source.actualWorkNs());
        given++;
        hasCommand = source.next();
    }

    private void apply(
            final long sequence,
            final long atNs,
            final DirectBuffer buffer,
            final int length,
            final long actualWorkNs) {
        refused = false;
        for (final CommandListener listener : listeners) {
            listener.onCommand(sequence, atNs, buffer, 0, actualWorkNs);
        }
        core.onCommand(sequence, atNs, buffer, 0, length, sink);
        for (final CommandListener listener : listeners) {
            listener.onOutcome(refused);
        }
    }

    private void decided(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        refused |= header.templateId() == RefuseDecisionDecoder.TEMPLATE_ID;
        decisions.onDecision(buffer, offset, length);
        for (final CommandListener listener : listeners) {
            listener.onDecision(buffer, offset, length);
        }
    }
}
