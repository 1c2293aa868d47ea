package io.swarmbid.pipeline;

import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.memory.Arena;
import java.util.Optional;
import org.agrona.DirectBuffer;

/** Another core, into whose commands a test can step. */
abstract class ForwardingCore implements AllocationCore {
    private final AllocationCore core;

    ForwardingCore(final AllocationCore core) {
        this.core = core;
    }

    abstract void before(int templateId);

    @Override
    public void onCommand(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final DecisionSink sink) {
        before(new MessageHeaderDecoder().wrap(buffer, offset).templateId());
        core.onCommand(sequence, timeNs, buffer, offset, length, sink);
    }

    @Override
    public void advanceTo(final long timeNs, final DecisionSink sink) {
        core.advanceTo(timeNs, sink);
    }

    @Override
    public void advanceThrough(final long timeNs, final DecisionSink sink) {
        core.advanceThrough(timeNs, sink);
    }

    @Override
    public long nextTimerNs() {
        return core.nextTimerNs();
    }

    @Override
    public long nextTickNs() {
        return core.nextTickNs();
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
    public Optional<Arena> memory() {
        return core.memory();
    }

    @Override
    public void close() {
        core.close();
    }
}
