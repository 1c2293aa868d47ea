package io.swarmbid.reference;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.decision.DecisionSink;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/** What a host knows from the decisions alone: enough to send commands that make sense. */
public final class SwarmView implements DecisionSink {
    final TreeSet<Long> running = new TreeSet<>();
    final TreeSet<Long> queued = new TreeSet<>();

    /** Pools of the instances that are pending, and of those that are live. */
    final TreeMap<Long, Long> pending = new TreeMap<>();

    final TreeMap<Long, Long> live = new TreeMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        switch (header.wrap(buffer, offset).templateId()) {
            case AdmitDecisionDecoder.TEMPLATE_ID -> {
                final long task =
                        new AdmitDecisionDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .task();
                queued.remove(task);
                running.add(task);
            }
            case QueueDecisionDecoder.TEMPLATE_ID -> {
                final long task =
                        new QueueDecisionDecoder()
                                .wrapAndApplyHeader(buffer, offset, header)
                                .task();
                running.remove(task);
                queued.add(task);
            }
            case RejectDecisionDecoder.TEMPLATE_ID ->
                    end(
                            new RejectDecisionDecoder()
                                    .wrapAndApplyHeader(buffer, offset, header)
                                    .task());
            case CompleteDecisionDecoder.TEMPLATE_ID ->
                    end(
                            new CompleteDecisionDecoder()
                                    .wrapAndApplyHeader(buffer, offset, header)
                                    .task());
            case SwarmDecisionDecoder.TEMPLATE_ID ->
                    swarm(new SwarmDecisionDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> {
                // The rest does not change what a host may do next.
            }
        }
    }

    private void end(final long task) {
        running.remove(task);
        queued.remove(task);
    }

    private void swarm(final SwarmDecisionDecoder decision) {
        if (decision.action() == SwarmAction.ACTIVATE) {
            pending.put(decision.instance(), decision.pool());
        } else if (decision.action() == SwarmAction.READY) {
            pending.remove(decision.instance());
            live.put(decision.instance(), decision.pool());
        } else if (decision.action() == SwarmAction.DEACTIVATE) {
            gone(decision.instance());
        }
    }

    void gone(final long instance) {
        pending.remove(instance);
        live.remove(instance);
    }
}
