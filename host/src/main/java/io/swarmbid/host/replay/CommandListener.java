package io.swarmbid.host.replay;

import io.swarmbid.decision.DecisionSink;
import org.agrona.DirectBuffer;

/**
 * Follows what a core is told and decides, on the thread that runs the core: for each command {@link #onCommand}, then
 * the decisions of the timers before it and of the command itself, then {@link #onOutcome}.
 */
public interface CommandListener extends DecisionSink {
    /**
     * A command is about to be given to the core.
     *
     * @param atNs its logical time.
     * @param buffer that holds it; valid during the call only.
     * @param offset of its message header.
     * @param actualWorkNs of a task, or {@link io.swarmbid.host.log.CommandSource#NO_ACTUAL_WORK}.
     */
    void onCommand(long sequence, long atNs, DirectBuffer buffer, int offset, long actualWorkNs);

    /** The core is done with the command; it refused it or not. */
    void onOutcome(boolean refused);
}
