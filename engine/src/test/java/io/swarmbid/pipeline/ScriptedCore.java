package io.swarmbid.pipeline;

import io.swarmbid.codec.sbe.AdmitDecisionEncoder;
import io.swarmbid.codec.sbe.CancelCommandDecoder;
import io.swarmbid.codec.sbe.DrainCommandDecoder;
import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.codec.sbe.FlagDecisionEncoder;
import io.swarmbid.codec.sbe.FleetCancelCommandDecoder;
import io.swarmbid.codec.sbe.GrantDecisionEncoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.codec.sbe.MessageHeaderEncoder;
import io.swarmbid.codec.sbe.PriceDecisionEncoder;
import io.swarmbid.codec.sbe.ProgressCommandDecoder;
import io.swarmbid.codec.sbe.RebidCommandDecoder;
import io.swarmbid.core.AllocationCore;
import io.swarmbid.decision.DecisionSink;
import io.swarmbid.memory.XxHash64;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A core whose answers a test can tell beforehand: {@code rebid} gives a price, {@code fleetCancel} as many
 * admissions as its id says, {@code drain} a grant with as many ranges as its deadline says, {@code progress} a
 * flag after that much time, and {@code cancel} calls the test. Every other command is only counted.
 */
final class ScriptedCore implements AllocationCore {
    private record Timer(long dueNs, long task) {}

    private final UnsafeBuffer out = new UnsafeBuffer(new byte[32 * 1024]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder outHeader = new MessageHeaderEncoder();
    private final RebidCommandDecoder rebid = new RebidCommandDecoder();
    private final CancelCommandDecoder cancel = new CancelCommandDecoder();
    private final ProgressCommandDecoder progress = new ProgressCommandDecoder();
    private final DrainCommandDecoder drain = new DrainCommandDecoder();
    private final FleetCancelCommandDecoder fleetCancel = new FleetCancelCommandDecoder();
    private final PriceDecisionEncoder price = new PriceDecisionEncoder();
    private final FlagDecisionEncoder flag = new FlagDecisionEncoder();
    private final AdmitDecisionEncoder admit = new AdmitDecisionEncoder();
    private final GrantDecisionEncoder grant = new GrantDecisionEncoder();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    (a, b) ->
                            a.dueNs == b.dueNs
                                    ? Long.compare(a.task, b.task)
                                    : Long.compare(a.dueNs, b.dueNs));
    private final XxHash64 digest = new XxHash64(0);
    private volatile LongConsumer onCancel = task -> {};
    private long timeNs;
    private long decisions;
    volatile int closed;

    /** What {@code cancel} does on the engine thread. */
    ScriptedCore onCancel(final LongConsumer action) {
        onCancel = action;
        return this;
    }

    @Override
    public void onCommand(
            final long sequence,
            final long atNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final DecisionSink sink) {
        if (atNs < timeNs) {
            throw new IllegalArgumentException("time runs back from " + timeNs + " to " + atNs);
        }
        advanceTo(atNs, sink);
        header.wrap(buffer, offset);
        digest.updateLong(sequence);
        digest.updateLong(atNs);
        digest.updateLong(header.templateId());
        switch (header.templateId()) {
            case RebidCommandDecoder.TEMPLATE_ID -> {
                rebid.wrapAndApplyHeader(buffer, offset, header);
                price(sequence, rebid.task(), rebid.bid(), sink);
            }
            case FleetCancelCommandDecoder.TEMPLATE_ID -> {
                fleetCancel.wrapAndApplyHeader(buffer, offset, header);
                for (long i = 1; i <= fleetCancel.fleet(); i++) {
                    admit(sequence, i, sink);
                }
            }
            case DrainCommandDecoder.TEMPLATE_ID -> {
                drain.wrapAndApplyHeader(buffer, offset, header);
                grant(sequence, drain.instance(), (int) drain.deadline(), sink);
            }
            case ProgressCommandDecoder.TEMPLATE_ID -> {
                progress.wrapAndApplyHeader(buffer, offset, header);
                timers.add(new Timer(atNs + progress.workDone(), progress.task()));
            }
            case CancelCommandDecoder.TEMPLATE_ID ->
                    onCancel.accept(cancel.wrapAndApplyHeader(buffer, offset, header).task());
            default -> digest.updateLong(length);
        }
    }

    private void price(
            final long cause, final long instance, final long nano, final DecisionSink sink) {
        price.wrapAndApplyHeader(out, 0, outHeader)
                .seq(++decisions)
                .at(timeNs)
                .cause(cause)
                .instance(instance)
                .price(nano)
                .kind(Kind.VCPU);
        emit(MessageHeaderEncoder.ENCODED_LENGTH + price.encodedLength(), sink);
    }

    private void admit(final long cause, final long task, final DecisionSink sink) {
        admit.wrapAndApplyHeader(out, 0, outHeader)
                .seq(++decisions)
                .at(timeNs)
                .cause(cause)
                .instance(1)
                .task(task);
        emit(MessageHeaderEncoder.ENCODED_LENGTH + admit.encodedLength(), sink);
    }

    private void grant(
            final long cause, final long instance, final int ranges, final DecisionSink sink) {
        final GrantDecisionEncoder.VrusEncoder vrus =
                grant.wrapAndApplyHeader(out, 0, outHeader)
                        .seq(++decisions)
                        .at(timeNs)
                        .cause(cause)
                        .instance(instance)
                        .margin(0)
                        .slope(0)
                        .task(1)
                        .units(1)
                        .vrusCount(ranges);
        for (int i = 0; i < ranges; i++) {
            vrus.next().first(2 * i).last(2 * i).kind(Kind.MEMORY);
        }
        emit(MessageHeaderEncoder.ENCODED_LENGTH + grant.encodedLength(), sink);
    }

    private void emit(final int length, final DecisionSink sink) {
        digest.updateLong(decisions);
        digest.updateLong(length);
        sink.onDecision(out, 0, length);
    }

    @Override
    public void advanceTo(final long toNs, final DecisionSink sink) {
        while (!timers.isEmpty() && timers.peek().dueNs <= toNs) {
            final Timer timer = timers.poll();
            timeNs = timer.dueNs;
            digest.updateLong(timeNs);
            flag.wrapAndApplyHeader(out, 0, outHeader)
                    .seq(++decisions)
                    .at(timeNs)
                    .cause(0)
                    .waste(0)
                    .task(timer.task)
                    .recommendedUnits(0)
                    .finding(Finding.IDLE);
            emit(MessageHeaderEncoder.ENCODED_LENGTH + flag.encodedLength(), sink);
        }
        timeNs = toNs;
    }

    @Override
    public long nextTimerNs() {
        return timers.isEmpty() ? Long.MAX_VALUE : timers.peek().dueNs;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public long decisionCount() {
        return decisions;
    }

    @Override
    public long stateDigest() {
        return digest.digest();
    }

    @Override
    public void close() {
        closed++;
    }
}
