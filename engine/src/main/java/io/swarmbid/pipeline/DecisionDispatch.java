package io.swarmbid.pipeline;

import io.swarmbid.codec.sbe.AdmitDecisionDecoder;
import io.swarmbid.codec.sbe.CompleteDecisionDecoder;
import io.swarmbid.codec.sbe.FlagDecisionDecoder;
import io.swarmbid.codec.sbe.GrantDecisionDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.PriceDecisionDecoder;
import io.swarmbid.codec.sbe.QueueDecisionDecoder;
import io.swarmbid.codec.sbe.RefuseDecisionDecoder;
import io.swarmbid.codec.sbe.RejectDecisionDecoder;
import io.swarmbid.codec.sbe.RevokeDecisionDecoder;
import io.swarmbid.codec.sbe.SwarmDecisionDecoder;
import io.swarmbid.decision.DecisionSink;
import org.agrona.DirectBuffer;

/** Lays the right flyweight over a decision and calls the handler's method for it. Not threadsafe, no allocation. */
final class DecisionDispatch implements DecisionSink {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final RefuseDecisionDecoder refuse = new RefuseDecisionDecoder();
    private final AdmitDecisionDecoder admit = new AdmitDecisionDecoder();
    private final QueueDecisionDecoder queue = new QueueDecisionDecoder();
    private final RejectDecisionDecoder reject = new RejectDecisionDecoder();
    private final GrantDecisionDecoder grant = new GrantDecisionDecoder();
    private final RevokeDecisionDecoder revoke = new RevokeDecisionDecoder();
    private final CompleteDecisionDecoder complete = new CompleteDecisionDecoder();
    private final PriceDecisionDecoder price = new PriceDecisionDecoder();
    private final SwarmDecisionDecoder swarm = new SwarmDecisionDecoder();
    private final FlagDecisionDecoder flag = new FlagDecisionDecoder();
    private final DecisionHandler handler;

    DecisionDispatch(final DecisionHandler handler) {
        this.handler = handler;
    }

    @Override
    public void onDecision(final DirectBuffer buffer, final int offset, final int length) {
        final int template = header.wrap(buffer, offset).templateId();
        switch (template) {
            case RefuseDecisionDecoder.TEMPLATE_ID ->
                    handler.onRefuse(refuse.wrapAndApplyHeader(buffer, offset, header));
            case AdmitDecisionDecoder.TEMPLATE_ID ->
                    handler.onAdmit(admit.wrapAndApplyHeader(buffer, offset, header));
            case QueueDecisionDecoder.TEMPLATE_ID ->
                    handler.onQueue(queue.wrapAndApplyHeader(buffer, offset, header));
            case RejectDecisionDecoder.TEMPLATE_ID ->
                    handler.onReject(reject.wrapAndApplyHeader(buffer, offset, header));
            case GrantDecisionDecoder.TEMPLATE_ID ->
                    handler.onGrant(grant.wrapAndApplyHeader(buffer, offset, header));
            case RevokeDecisionDecoder.TEMPLATE_ID ->
                    handler.onRevoke(revoke.wrapAndApplyHeader(buffer, offset, header));
            case CompleteDecisionDecoder.TEMPLATE_ID ->
                    handler.onComplete(complete.wrapAndApplyHeader(buffer, offset, header));
            case PriceDecisionDecoder.TEMPLATE_ID ->
                    handler.onPrice(price.wrapAndApplyHeader(buffer, offset, header));
            case SwarmDecisionDecoder.TEMPLATE_ID ->
                    handler.onSwarm(swarm.wrapAndApplyHeader(buffer, offset, header));
            case FlagDecisionDecoder.TEMPLATE_ID ->
                    handler.onFlag(flag.wrapAndApplyHeader(buffer, offset, header));
            default -> throw new IllegalStateException("unknown decision template " + template);
        }
    }
}
