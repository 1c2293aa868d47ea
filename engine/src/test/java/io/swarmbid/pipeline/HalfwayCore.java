package io.swarmbid.pipeline;

import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import org.agrona.DirectBuffer;

/** Lets another core make the decisions of a command, and then fails. */
final class HalfwayCore implements AllocationCore {
    private final AllocationCore core;

    HalfwayCore(final AllocationCore core) {
        this.core = core;
    }

    @Override
    public void onCommand(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final DecisionSink sink) {
        core.onCommand(sequence, timeNs, buffer, offset, length, sink);
        throw new IllegalStateException("half way");
    }

    @Override
    public void advanceTo(final long timeNs, final DecisionSink sink) {
        core.advanceTo(timeNs, sink);
    }

    @Override
    public long nextTimerNs() {
        return core.nextTimerNs();
    }

    @Override
    public long timeNs() {
        return core.timeNs();
    }

    @Override
    public long decisionCount() {
        return core.decisionCount();
    }

    @Override
    public long stateDigest() {
        return core.stateDigest();
    }

    @Override
    public void close() {
        core.close();
    }
}
