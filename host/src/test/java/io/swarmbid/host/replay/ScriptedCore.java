package io.swarmbid.host.replay;

import io.swarmbid.codec.sbe.CompleteCommandDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionEncoder;
import io.swarmbid.codec.sbe.CompleteReason;
import io.swarmbid.codec.sbe.GrantDecisionEncoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.MessageHeaderEncoder;
import io.swarmbid.codec.sbe.TaskCommandDecoder;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** A core that grants every task its fewest units at once and has timers at given times; it notes all it is told. */
final class ScriptedCore implements AllocationCore {
    final List<String> story = new ArrayList<>();
    final TreeSet<Long> timers = new TreeSet<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder encodedHeader = new MessageHeaderEncoder();
    private final ExpandableArrayBuffer decision = new ExpandableArrayBuffer();
    private long now;
    private long decisions;

    @Override
    public void onCommand(
            final long sequence,
            final long timeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final DecisionSink sink) {
        fire(sequence == UNNUMBERED ? timeNs - 1 : timeNs);
        now = timeNs;
        header.wrap(buffer, offset);
        story.add((sequence == UNNUMBERED ? "host" : "input " + sequence) + " at " + timeNs);
        if (header.templateId() == TaskCommandDecoder.TEMPLATE_ID) {
            final TaskCommandDecoder task =
                    new TaskCommandDecoder().wrapAndApplyHeader(buffer, offset, header);
            new GrantDecisionEncoder()
                    .wrapAndApplyHeader(decision, 0, encodedHeader)
                    .seq(++decisions)
                    .at(now)
                    .cause(sequence)
                    .instance(1)
                    .task(task.task())
                    .units(task.min())
                    .vrusCount(0);
            sink.onDecision(decision, 0, 0);
        } else if (header.templateId() == CompleteCommandDecoder.TEMPLATE_ID) {
            final CompleteCommandDecoder complete =
                    new CompleteCommandDecoder().wrapAndApplyHeader(buffer, offset, header);
            new CompleteDecisionEncoder()
                    .wrapAndApplyHeader(decision, 0, encodedHeader)
                    .seq(++decisions)
                    .at(now)
                    .cause(sequence)
                    .task(complete.task())
                    .reason(CompleteReason.DONE);
            sink.onDecision(decision, 0, 0);
        }
    }

    @Override
    public void advanceTo(final long timeNs, final DecisionSink sink) {
        fire(timeNs);
        now = timeNs;
    }

    private void fire(final long untilNs) {
        while (!timers.isEmpty() && timers.first() <= untilNs) {
            now = timers.pollFirst();
            story.add("timer at " + now);
        }
    }

    @Override
    public long nextTimerNs() {
        return timers.isEmpty() ? Long.MAX_VALUE : timers.first();
    }

    @Override
    public long timeNs() {
        return now;
    }

    @Override
    public long decisionCount() {
        return decisions;
    }

    @Override
    public long stateDigest() {
        return 0;
    }

    @Override
    public void close() {
        story.add("closed");
    }
}
