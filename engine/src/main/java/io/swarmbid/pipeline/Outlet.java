package io.swarmbid.pipeline;

import io.swarmbid.decision.DecisionSink;
import org.agrona.DirectBuffer;

/** Where the engine thread puts what the host is to see: on its way through a ring, or straight to the handlers. */
interface Outlet extends DecisionSink {
    /** A command is about to be applied. */
    void beginCommand(
            long sequence, long timeNs, long stampNs, DirectBuffer buffer, int offset, int length);

    /** The command or the timer is done, and so are its decisions. */
    void endEvent();

    /** There is no further event for now. */
    void endBatch();

    /** Nothing will follow. An event that has not ended is dropped. */
    void end();
}
